package run

import (
	"reflect"
	"regexp"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"
	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/models/theory"
)

// A settingTest has small settings of a study, and for each of its keys another value.
type settingTest struct {
	system string
	small  []string          // KEY=VALUE
	other  map[string]string // by key, as `experiments spec -explain` names it
}

// tried marks a setting that another study has too, in the same struct, and that is tried there: the fits of Theorem 1 take a second, and
// few updates on digits change no count of classes.
const tried = "tried elsewhere"

var settingTests = map[spec.Study]settingTest{
	spec.Figure1: {"Figure 1", []string{"discriminator_updates=3", "generator_updates=2", "rounds=4", "k=2", "film=[2]", "batch=20", "data=[{weight: 1, mean: 0, sd: 1}, {weight: 1, mean: 2, sd: 1}]"},
		map[string]string{
			"data.*.weight": "2", "data.*.mean": "1", "data.*.sd": "2", "discriminator_updates": "4", "generator_updates": "3", "rounds": "3", "k": "1", "film.*": "3",
			"batch": "10", "learning_rate": "1", "momentum": "0", "discriminator_units": "8", "generator_units": "8",
		}},
	spec.Proposition1: {"Proposition 1", []string{"updates=4", "batch=10", "late_batch=20"},
		map[string]string{
			"pairs.*.p.kind": "normal, mean: 0, sd: 1", "pairs.*.p.mean": "1", "pairs.*.p.sd": "2", "pairs.*.p.low": "-4", "pairs.*.p.high": "0",
			"pairs.*.p.modes.*.weight": "2", "pairs.*.p.modes.*.mean": "1", "pairs.*.p.modes.*.sd": "1",
			"pairs.*.q.kind": "normal, mean: 0, sd: 1", "pairs.*.q.mean": "1", "pairs.*.q.sd": "2", "pairs.*.q.low": "1", "pairs.*.q.high": "4",
			"pairs.*.q.modes.*.weight": "2", "pairs.*.q.modes.*.mean": "1", "pairs.*.q.modes.*.sd": "1",
			"updates": "5", "batch": "11", "late_batch": "21", "learning_rate": "1", "momentum": "0", "discriminator_units": "8",
		}},
	spec.Theorem1: {"Theorem 1", []string{"updates=4", "batch=10", "late_batch=20", "samples=200", "distances=[0, 1]"},
		map[string]string{
			"distances.*": "2", "widening": "0", "modes.*.weight": tried, "modes.*.mean": "1", "modes.*.sd": tried, "samples": "100",
			"updates": tried, "batch": tried, "late_batch": tried, "learning_rate": tried, "momentum": tried, "discriminator_units": tried,
		}},
	spec.Proposition2: {"Proposition 2", []string{"points=21", "steps=20", "drawn=[3]"},
		map[string]string{
			"modes.*.weight": "2", "modes.*.mean": "1", "modes.*.sd": "2", "points": "31", "wrong_mode.mean": "4", "wrong_mode.sd": "1",
			"steps": "30", "rate": "1", "drawn.*": "5",
		}},
	spec.Vanishing: {"Vanishing gradients", []string{"updates=[3]", "batch=10", "discriminator_units=2"},
		map[string]string{
			"farthest": "10", "far": "7", "near": "3", "updates.*": "2", "batch": "11", "learning_rate": "1", "momentum": "0", "discriminator_units": "3",
		}},
	spec.Collapse: {"Mode collapse", []string{"k=2", "generator_steps=2", "trainings=2", "updates=4", "every=2", "batch=10", "generator_units=4", "discriminator_units=4"},
		map[string]string{
			"ring.modes": "5", "ring.radius": "1", "ring.sd": "0.2", "grid.side": "3", "grid.apart": "1", "grid.sd": "0.2", "k": "3", "generator_steps": "3", "trainings": "3",
			"updates": "2", "every": "4", "batch": "11", "learning_rate": "0.5", "rate_divisor": "1", "momentum": "0", "generator_units": "5", "discriminator_units": "5",
		}},
	spec.Saddle: {"Games with known equilibria", []string{"steps=20", "games=20"}, map[string]string{"rate": "0.2", "steps": "30", "games": "40"}},
	spec.Divergences: {"Divergences", []string{"updates=20", "batch=10", "units=4"},
		map[string]string{"distances.*": "9", "widths.*": "0.3", "block": "2", "updates": "30", "batch": "11", "learning_rate": "0.1", "units": "5"}},
	spec.Estimators: {"Related estimators", []string{"draws=[100, 200]", "distances=[0, 1]", "trainings=2"},
		map[string]string{"draws.*": "150", "distances.*": "0.5", "trainings": "3", "noise": "0.7"}},
	spec.Support: {"Size of z", []string{"trainings=1", "updates=2", "batch=4000", "units=4"},
		map[string]string{"trainings": "2", "updates": "4", "batch": "2000", "learning_rate": "0.1", "momentum": "0", "units": "5"}},
	spec.Chains: {"Sharp densities and Markov chains", []string{"widths=[0.6, 0.5]", "crossings=10", "trainings=1", "updates=2", "batch=1000", "units=4", "machine_units=3", "machine_steps=20", "chains=5", "generator_steps=10", "inner_steps=3", "discriminator_batch=5"},
		map[string]string{
			"widths.*": "0.55", "crossings": "12", "cross_within": "20000", "trainings": "2", "updates": "4", "batch": "500", "learning_rate": "0.1", "momentum": "0", "units": "5",
			"machine_units": "4", "machine_steps": "30", "machine_rate": "0.2", "chains": "6", "generator_steps": "12", "inner_steps": "4", "discriminator_rate": "0.1",
			"discriminator_batch": "6",
		}},
	spec.WakeSleep: {"Inference trained on dreams", []string{"updates=20", "batch=5", "units=3", "shifts=[1, 2]"},
		map[string]string{"noise": "0.7", "updates": "30", "batch": "6", "learning_rate": "0.03", "units": "4", "shifts.*": "1.5", "turn": "0.01"}},
	spec.MNISTGradient: {"Vanishing gradients on MNIST", []string{"images=100", "batch=20", "updates=[3]", "generator_units=4", "discriminator_units=4"},
		map[string]string{
			"images": "120", "epochs": "2", "updates.*": "2", "batch": "25", "learning_rate": "0.2", "generator_units": "5", "discriminator_units": "5",
		}},
	spec.MNISTCollapse: {"Mode collapse on MNIST", []string{"images=200", "held_out=50", "classifier_epochs=3", "k=2", "generator_steps=2", "trainings=2", "updates=4", "every=2",
		"batch=10", "generator_units=4", "discriminator_units=4"},
		map[string]string{
			"images": "150", "held_out": "60", "classifier_epochs": "40", "k": "3", "generator_steps": "3", "trainings": "3", "updates": "2", "every": "4",
			"batch": tried, "learning_rate": tried, "rate_divisor": tried, "momentum": tried, "generator_units": tried, "discriminator_units": tried,
		}},
}

// compute computes a study of theory.yaml with other settings, on a few invented digits.
func (s settingTest) compute(t *testing.T, study spec.Study, sets ...string) theory.Result {
	t.Helper()
	var all []string
	for _, set := range append(s.small, sets...) {
		all = append(all, "systems."+s.system+"."+string(study)+"."+set)
	}
	parsed, err := spec.Parse("theory.yaml", []byte(specs.Bundled()["theory"]), all, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, system := range parsed.Systems {
		if system.Study != study {
			continue
		}
		computed, err := studyOf(system)
		if err != nil {
			t.Fatal(err)
		}
		found, err := computed.Compute(t.Context(), inventedDigits(), 1, func(int, int) {})
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	t.Fatalf("no study %s", study)
	return theory.Result{}
}

// inventedDigits returns 300 images of which a pixel is bright that depends on the class.
func inventedDigits() theory.Digits {
	d := theory.Digits{Images: nn.NewMatrix[float32](300, 36), Labels: make([]byte, 300)}
	noise := rng.For(1, "digits")
	rng.Uniform(noise, d.Images.Data, 0, .2)
	for i := range d.Labels {
		d.Labels[i] = byte(noise.IntN(10))
		d.Images.Row(i)[3*d.Labels[i]] += .8
	}
	return d
}

// indices replaces the * of a key: the first item, or the pair of densities that has the key.
func indices(key string) string {
	switch {
	case strings.HasSuffix(key, ".kind"):
		key = strings.TrimSuffix(key, ".kind") // the density is replaced as a whole
	case strings.HasSuffix(key, ".low"), strings.HasSuffix(key, ".high"):
		key = strings.Replace(key, "pairs.*", "pairs.2", 1)
	case strings.HasPrefix(key, "pairs.*") && !strings.Contains(key, "modes"):
		key = strings.Replace(key, "pairs.*", "pairs.1", 1)
	case key == "distances.*":
		return "distances.1"
	}
	return strings.ReplaceAll(key, "*", "0")
}

// TestSettingsOfStudies checks that every key of every study is read and changes the study's lines or findings.
func TestSettingsOfStudies(t *testing.T) {
	for _, name := range spec.Studies() {
		t.Run(name, func(t *testing.T) {
			study := spec.Study(name)
			s := settingTests[study]
			usual := s.compute(t, study)
			for _, key := range settings(t, study) {
				value, ok := s.other[key]
				if !ok {
					t.Errorf("no other value of %s is tried", key)
					continue
				}
				if value == tried {
					continue
				}
				set := []string{indices(key) + "=" + value}
				switch {
				case strings.HasSuffix(key, ".kind"):
					set = []string{indices(key) + "={kind: " + value + "}"}
				case strings.HasPrefix(key, "pairs.*.q.modes"):
					set = append([]string{"pairs.0.q={kind: mixture, modes: [{weight: 1, mean: 0, sd: 0.5}, {weight: 1, mean: 2, sd: 0.5}]}"}, set...)
				}
				before := usual
				if len(set) > 1 {
					before = s.compute(t, study, set[0])
				}
				if reflect.DeepEqual(s.compute(t, study, set...), before) {
					t.Errorf("%s changes nothing", set)
				}
			}
		})
	}
}

// settings lists the keys of a study that hold a value, as paths below the study.
func settings(t *testing.T, study spec.Study) (keys []string) {
	t.Helper()
	text, err := spec.Explain("systems.*." + string(study))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range regexp.MustCompile(`(?m)^systems\.\*\.[a-z0-9-]+\.(\S+): (.*)$`).FindAllStringSubmatch(text, -1) {
		if m[2] != "mapping" && m[2] != "list" {
			keys = append(keys, m[1])
		}
	}
	if len(keys) < 3 {
		t.Fatalf("keys %q in\n%s", keys, text)
	}
	return keys
}

// TestTextsNameTheSettings checks that claims, measurements and figures speak of the settings that were used.
func TestTextsNameTheSettings(t *testing.T) {
	check := func(study spec.Study, sets []string, want ...string) {
		t.Helper()
		found, text := settingTests[study].compute(t, study, sets...), ""
		for _, f := range found.Findings {
			text += f.Claim + "\n" + f.Measured + "\n"
		}
		for _, l := range found.Lines {
			text += l.Figure.Title + ": " + l.Name + "\n" + l.Figure.Name + ": " + l.Figure.Caption + "\n"
		}
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("%s with %q does not say %q:\n%s", study, sets, part, text)
			}
		}
	}
	check(spec.Figure1, []string{"k=1"}, "after 4 rounds of 1 update of D and one of G", "after 3 updates of D alone", "2 updates of G alone", "D moved 3 times", "2 rounds")
	check(spec.Proposition1, nil, "after 4 updates D is", "for 3 pairs of densities", "two modes, N(0, 1.5²)", "N(−1.5, 1), N(1.5, 0.8²)", "between U(−3, −½), U(½, 3), which do not overlap")
	check(spec.Theorem1, []string{"widening=0.5"}, "between N(0, 1) and N(d, (1 + d/2)²), at 2 distances d from 0 to 1", "after 4 updates, on 200 fresh samples")
	check(spec.Proposition2, nil, "after 20 steps", "q at step 20")
	check(spec.Vanishing, []string{"far=7", "near=3.5", "farthest=9"}, "samples about N(7, 1)", "samples about N(3.5, 1)", "log(1 − D) at distance 3.5", "at d = 9")
	check(spec.Collapse, []string{"ring.modes=3", "grid.side=2", "k=4", "generator_steps=3"}, "On a ring of 3 modes", "On a grid of 4 modes", "With k = 4", "than with 3 steps of G",
		"3 steps of G for each of D", "of 2 seeds", "Modes covered on a ring of 3 Gaussians: k = 4", "collapse/ring of 3", "collapse-table/grid of 4: A grid of 4 Gaussians")
	check(spec.MNISTGradient, []string{"epochs=2", "generator_units=1300"}, "after 2 epochs over 100 digits, with a G of twice 1300 relu units and a D of twice 4 maxout units. While")
	check(spec.MNISTCollapse, nil, "2 steps of G for each of D", "of 50 training images")

	found := settingTests[spec.Proposition1].compute(t, spec.Proposition1, "pairs=[{p: {kind: normal, mean: 0, sd: 1}, q: {kind: normal, mean: 1, sd: 1}}]")
	if len(found.Findings) != 1 {
		t.Errorf("between densities that overlap, %d claims are tested: %+v", len(found.Findings), found.Findings)
	}
}
