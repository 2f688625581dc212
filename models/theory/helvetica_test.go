package theory

import (
	"math"
	"strings"
	"testing"
)

// turns has the usual numbers of steps.
var turns = Series{K: 5, GeneratorSteps: 20}

var moreStepsOfD, moreStepsOfG = turns.moreStepsOfD(), turns.moreStepsOfG()

// ended returns a verdict on invented trainings: for each setting the number of the 8 modes covered at the end, by seed.
func ended(of map[setting][]float64) verdict {
	v := verdict{series: series{trainingSetup: trainingSetup{Series: turns}}, figure: "collapse", where: "Nowhere", modes: 8, what: "modes", quality: "share of good samples"}
	for _, s := range turns.compared() {
		v.settings = append(v.settings, s)
		var histories []history
		for _, modes := range of[s] {
			histories = append(histories, history{coverages: []coverage{{}, {covered: modes, quality: .5}}})
		}
		v.histories = append(v.histories, histories)
	}
	return v
}

func TestVerdict(t *testing.T) {
	many, few := []float64{8, 8, 7, 8, 8}, []float64{1, 0, 2, 1, 1}
	good := ended(map[setting][]float64{balanced: many, moreStepsOfD: many, moreStepsOfG: few})
	hold(t, []Finding{good.collapses(), good.recovers()})
	if text := good.recovers().Measured; !strings.Contains(text, "more with 5 of 5 seeds") || !strings.Contains(text, "p = 0.031") || !strings.Contains(text, "6.8 modes more") {
		t.Errorf("measured %s", text)
	}
	if f := ended(map[setting][]float64{balanced: many, moreStepsOfD: many, moreStepsOfG: {1, 0, 8, 1, 8}}).collapses(); f.Holds {
		t.Errorf("with two that did not collapse: %s", f.Measured)
	}
	if f := ended(map[setting][]float64{balanced: many, moreStepsOfD: {8, 8, 2, 8, 8}, moreStepsOfG: few}).recovers(); f.Holds {
		t.Errorf("with a seed that is no better: %s", f.Measured)
	}
	if f := ended(map[setting][]float64{balanced: many, moreStepsOfD: {8, 1, 3, 2, 2}, moreStepsOfG: few}).recovers(); f.Holds {
		t.Errorf("with an interval to below 0: %s", f.Measured)
	}
}

// TestVerdictTellsDiverged checks that diverged trainings are mentioned and count as 0.
func TestVerdictTellsDiverged(t *testing.T) {
	v := ended(map[setting][]float64{balanced: {8, 8, 8, 8, 8}, moreStepsOfD: {8, 8, 8, 8, 0}, moreStepsOfG: {1, 1, 1, 1, 1}})
	v.histories[1][4].diverged = true
	if text := v.recovers().Measured; !strings.Contains(text, "(1 of 5 trainings diverged and count as 0)") {
		t.Errorf("measured %s", text)
	}
}

// TestSignTest checks that five fair coins are all heads with probability 1/32, and at least four heads with probability 6/32.
func TestSignTest(t *testing.T) {
	for heads, want := range map[int]float64{5: 1. / 32, 4: 6. / 32, 0: 1} {
		if got := signTest(heads, 5); math.Abs(got-want) > 1e-12 {
			t.Errorf("%d heads: %g, want %g", heads, got, want)
		}
	}
}

// TestWithin checks that intervals are cut to the range of counts.
func TestWithin(t *testing.T) {
	if p := meanWithin(3, []float64{8, 8, 7}, 8); p.X != 3 || p.High != 8 || !(p.Low < p.Y) {
		t.Errorf("%v", p)
	}
	if p := meanWithin(0, []float64{0, 0, 1}, 8); p.Low != 0 {
		t.Errorf("%v", p)
	}
}
