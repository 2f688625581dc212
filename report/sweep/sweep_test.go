package sweep

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"gan2014/report/chart"
	"gan2014/report/record"
	"gan2014/results"
)

// A score is what one seed of a variant ended with: a status and, if it is done, the likelihoods of validation and test images.
type score struct {
	status      results.Status
	valid, test float64
}

func done(valid, test float64) score { return score{results.Done, valid, test} }

// sweepOf returns the records of a sweep of Nets. Each variant has values of train as JSON, and a score for each seed.
func sweepOf(variants map[string][]score) *record.Index {
	var records []record.Record
	for _, train := range slices.Sorted(maps.Keys(variants)) {
		for seed, s := range variants[train] {
			id := int64(len(records) + 1)
			r := record.Record{Run: results.Run{ID: id, Key: fmt.Sprint("key", id), Recipe: train, System: "Nets (x)", VariantOf: "Nets", Kind: "gan", Dataset: "mnist",
				Budget: "hour", Seed: int64(seed), Status: s.status, EffectiveSpec: `{"systems":[{"name":"x","train":` + train + `}]}`}}
			if s.status == results.Done {
				for _, grid := range []string{"fine", "paper"} {
					r.Evaluations = append(r.Evaluations, results.Evaluation{Grid: grid, LL: s.test, Curve: []results.SigmaPoint{{Sigma: 1, ValidLL: s.valid - 5}, {Sigma: 2, ValidLL: s.valid}}})
					s.valid, s.test = s.valid+1000, s.test+1000 // on the paper's grid
				}
			}
			records = append(records, r)
		}
	}
	return record.NewIndex(records)
}

// TestBestIsChosenOnValidationImages checks that test images have no part in the choice, that seeds are averaged, that the paper's grid counts,
// and that a variant that lost a seed comes after all others.
func TestBestIsChosenOnValidationImages(t *testing.T) {
	failed := score{status: results.Diverged}
	sweeps := New(sweepOf(map[string][]score{
		`{"k":10}`: {done(1, 900), done(3, 900)},
		`{"k":9}`:  {done(6, 10), done(2, 20)},
		`{"k":1}`:  {done(50, 50), failed},
		`{"k":2}`:  {failed, {status: results.Failed}},
	}))
	if len(sweeps) != 1 || len(sweeps[0].Variants) != 4 || sweeps[0].Grid != "paper" || !slices.Equal(sweeps[0].Keys, []Key{{"train.k", true}}) {
		t.Fatalf("sweeps are %+v", sweeps)
	}
	s := sweeps[0]
	for i, want := range []struct {
		k, seeds, valid, test string
		best                  bool
	}{
		{"1", "1 of 2", "1050.0", "1050.0", false},
		{"2", "0 of 2", "–", "–", false},
		{"9", "2", "1004.0 ± 2.8", "1015.0 ± 7.1", true}, // standard deviations √8 and √50
		{"10", "2", "1002.0 ± 1.4", "1900.0 ± 0.0", false},
	} {
		v := s.Variants[i]
		if v.Values[0] != want.k || v.SeedsInWords() != want.seeds || v.Valid.String() != want.valid || v.Test.String() != want.test || v.Best != want.best {
			t.Errorf("variant %d is %+v, want %+v", i, v, want)
		}
	}
	if v := s.Variants[1]; v.Missing != results.Diverged || len(v.Runs) != 2 || v.Valid.Sort() != "" {
		t.Errorf("the variant without a score is %+v", v)
	}
	want := "Best on validation images: train.k=9 (1004.0 ± 2.8 nats, 2 seeds). The next, train.k=10, is 2.0 nats lower; " +
		"the seeds of the two have standard deviations of 2.8 and 1.4."
	if got := s.Verdict(); got != want {
		t.Errorf("the verdict is %q, want %q", got, want)
	}
	if !strings.Contains(s.Caption(), "variants with a seed that failed come after all others") {
		t.Error(s.Caption())
	}
}

// TestOneSeedSaysNothing checks that the order of variants of one seed each is not said to be more than chance.
func TestOneSeedSaysNothing(t *testing.T) {
	s := New(sweepOf(map[string][]score{`{"k":1}`: {done(1, 0)}, `{"k":2}`: {done(500, 0)}}))[0]
	if got := s.Verdict(); !strings.HasSuffix(got, "is 499.0 nats lower; one seed says nothing about chance.") {
		t.Error(got)
	}
}

// TestSupersededRunsAreNotCounted checks that a run that was computed again is in no mean.
func TestSupersededRunsAreNotCounted(t *testing.T) {
	x := sweepOf(map[string][]score{`{"k":1}`: {done(1, 0), done(9, 0)}, `{"k":2}`: {done(2, 0)}})
	x.Records[0].Superseded = true
	if v := New(x)[0].Variants[0]; v.Seeds != 1 || v.All != 1 || v.Valid.Mean != 1009 {
		t.Errorf("%+v", v)
	}
}

// TestPanels checks that one, two and three keys give a line, a heat map and parallel coordinates, and that they can be drawn.
func TestPanels(t *testing.T) {
	panel := func(variants map[string][]score) chart.Panel {
		p := New(sweepOf(variants))[0].Panel()
		p.ID = "p"
		if svg, err := p.SVG(); err != nil || p.Empty() || !strings.Contains(string(svg), "<desc") {
			t.Errorf("%v, or an empty panel", err)
		}
		return p
	}
	failed := score{status: results.Failed}
	p := panel(map[string][]score{`{"r":0.01}`: {done(1, 7)}, `{"r":0.1}`: {done(3, 2), done(5, 2)}, `{"r":1}`: {done(2, 3)}, `{"r":10}`: {failed}})
	if !p.LogX || len(p.Curves) != 3 || p.Curves[0].Chosen.X != 0.1 || p.Curves[0].Chosen.Y != 1004 || len(p.Curves[2].Points) != 4 || !math.IsNaN(p.Curves[0].Points[3].Y) {
		t.Errorf("of one key: %+v", p)
	}
	if p = panel(map[string][]score{`{"loss":"a"}`: {done(1, 7)}, `{"loss":"b"}`: {done(3, 2)}}); p.LogX || !slices.Equal(p.XNames, []string{"a", "b"}) || len(p.Curves) != 2 {
		t.Errorf("of one key of words: %+v", p)
	}
	p = panel(map[string][]score{`{"a":1,"b":2}`: {done(1, 7)}, `{"a":1,"b":10}`: {done(9, 2)}, `{"a":5,"b":2}`: {failed}})
	if len(p.Cells) != 3 || !slices.Equal(p.XNames, []string{"1", "5"}) || !slices.Equal(p.YNames, []string{"2", "10"}) ||
		p.Cells[1] != (chart.Cell{X: 0, Y: 1, Value: 1009, Label: "1009.0", Framed: true}) || p.Cells[2].Label != "failed" {
		t.Errorf("of two keys: %+v", p.Cells)
	}
	p = panel(map[string][]score{`{"a":1,"b":2,"c":"x"}`: {done(1, 7)}, `{"a":10,"b":2,"c":"y"}`: {done(9, 2)}, `{"a":100,"b":3}`: {done(5, 2)}, `{"a":100,"b":4}`: {failed}})
	if len(p.Axes) != 4 || len(p.Curves) != 3 || p.Axes[0].Ticks[1].At != 0.5 || !strings.Contains(p.Note, "1 variant is left out, without a score") {
		t.Errorf("of three keys: %+v", p)
	}
	if best := p.Curves[2]; best.Name != "best on validation" || best.Points[0].Y != 0.5 || best.Points[3].Y != 1 {
		t.Errorf("the best line is %+v", best)
	}
}

// TestNoScoreNoPanel checks that a sweep whose runs have not finished has a table and no plot.
func TestNoScoreNoPanel(t *testing.T) {
	running := score{status: results.Running}
	s := New(sweepOf(map[string][]score{`{"k":1}`: {running}, `{"k":2}`: {running}}))[0]
	if !s.Panel().Empty() || s.Verdict() != "" || len(s.Variants) != 2 {
		t.Errorf("%+v", s)
	}
}

func TestGeometric(t *testing.T) {
	for _, c := range []struct {
		numbers []float64
		want    bool
	}{
		{[]float64{0.001, 0.01, 0.1}, true}, {[]float64{1, 3, 10, 30}, true}, {[]float64{50, 100, 200}, true}, {[]float64{1, 10}, true},
		{[]float64{1, 2, 3}, false}, {[]float64{0, 1, 10}, false}, {[]float64{1, 5}, false}, {[]float64{0.5, 0.6, 0.7, 0.8}, false}, {nil, false}, {[]float64{-1, 1}, false},
	} {
		if got := geometric(c.numbers); got != c.want {
			t.Errorf("%v: %v", c.numbers, got)
		}
	}
}

// TestDifferencesArePaired checks that a variant is compared with the first planned one over the seeds that both have, and with its interval: the
// seeds differ by far more than the variants.
func TestDifferencesArePaired(t *testing.T) {
	s := New(sweepOf(map[string][]score{
		`{"k":1}`: {done(1, 100), done(2, 200), done(3, 300), done(4, 400)},
		`{"k":2}`: {done(1, 110), done(2, 212), done(3, 308), {status: results.Failed}},
		`{"k":3}`: {done(1, 90), {status: results.Failed}, {status: results.Failed}, {status: results.Failed}},
	}))[0]
	// differences 10, 12, 8: mean 10, standard deviation 2; Student's t at 97.5 % with two degrees of freedom is 4.303
	d := s.Variants[1].FromFirst
	if d == nil || d.Pairs != 3 || d.String() != "+10.0 [5.0, 15.0]" {
		t.Errorf("the second variant differs by %+v", d)
	}
	if s.Variants[0].FromFirst != nil || s.Variants[2].FromFirst != nil {
		t.Error("the first variant is compared with itself, or one pair has an interval")
	}
	if !s.IsPaired() || !strings.Contains(s.Caption(), "from the first variant, train.k=1, over the seeds that both have") {
		t.Error(s.Caption())
	}
}
