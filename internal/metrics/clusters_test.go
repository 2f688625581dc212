package metrics

import (
	"math"
	"testing"

	"gan2014/parzen"
)

// TestTradeoffCases checks the exact cases of Sajjadi et al. 2018: disjoint, equal, samples spread over more than the images, and over less.
func TestTradeoffCases(t *testing.T) {
	middle := tradeoffAngles / 2 // the slope 1
	for _, c := range []struct {
		p, q              []float64 // of images, of samples
		precision, recall float64   // at the slope 1
		f8, fEighth       float64
	}{
		{[]float64{1, 0}, []float64{0, 1}, 0, 0, 0, 0},
		{[]float64{1, 0}, []float64{1, 0}, 1, 1, 1, 1},
		{[]float64{1, 0}, []float64{.5, .5}, .5, .5, fScore(.5, 1, 8), fScore(.5, 1, 1./8)},
		{[]float64{.5, .5}, []float64{1, 0}, .5, .5, fScore(1, .5, 8), fScore(1, .5, 1./8)},
	} {
		got := tradeoff(c.p, c.q)
		if math.Abs(got.Precision[middle]-c.precision) > 1e-9 || math.Abs(got.Recall[middle]-c.recall) > 1e-9 {
			t.Errorf("%v, %v: precision %g and recall %g at the slope 1, want %g and %g", c.p, c.q, got.Precision[middle], got.Recall[middle], c.precision, c.recall)
		}
		if math.Abs(got.F8-c.f8) > .002 || math.Abs(got.FEighth-c.fEighth) > .002 {
			t.Errorf("%v, %v: F8 %g and F⅛ %g, want %g and %g", c.p, c.q, got.F8, got.FEighth, c.f8, c.fEighth)
		}
	}
	if got := fScore(1, .5, 2); math.Abs(got-5./9) > 1e-15 {
		t.Errorf("F2 of precision 1 and recall ½ is %g, want 5/9", got)
	}
	if got := fScore(1, .5, .5); math.Abs(got-5./6) > 1e-15 {
		t.Errorf("F½ of precision 1 and recall ½ is %g, want 5/6", got)
	}
}

// islands returns points around n distant places, in turn.
func islands(points, places int, name string) parzen.Points {
	p := normal(points, 3, 0, name)
	for i := range points {
		p.Data[3*i] += float32(100 * (i % places))
	}
	return p
}

// TestPrecisionRecall checks samples with half of the images' places, and with twice as many.
func TestPrecisionRecall(t *testing.T) {
	few, many := islands(800, 4, "few"), islands(800, 8, "many")
	lost, err := PrecisionRecall(t.Context(), many, few, 1)
	if err != nil || lost.FEighth < .95 || lost.F8 > .6 {
		t.Errorf("half of the places: F⅛ %g and F8 %g, want about 1 and ½ (%v)", lost.FEighth, lost.F8, err)
	}
	extra, err := PrecisionRecall(t.Context(), few, many, 1)
	if err != nil || extra.FEighth > .6 || extra.F8 < .95 {
		t.Errorf("twice the places: F⅛ %g and F8 %g, want about ½ and 1 (%v)", extra.FEighth, extra.F8, err)
	}
}

// TestDifferentBins checks that equal distributions differ in about a twentieth of the bins, and that a lost place is seen as such.
func TestDifferentBins(t *testing.T) {
	train := islands(3000, 10, "train")
	b, err := DifferentBins(t.Context(), train, islands(2000, 10, "real"), islands(2000, 10, "fake"), 1)
	if err != nil || b.Of != 100 || b.Different > 14 || b.Divergence > .02 { // 5 expected; more than 14 with a probability of .0001
		t.Errorf("equal distributions: %d of %d bins differ, divergence %g (%v)", b.Different, b.Of, b.Divergence, err)
	}
	b, err = DifferentBins(t.Context(), train, islands(2000, 10, "real"), islands(2000, 9, "fake"), 1)
	empty := 0
	for _, z := range b.Z {
		if z < -4 {
			empty++
		}
	}
	if err != nil || empty < 5 || b.Different < empty {
		t.Errorf("a place is lost: %d bins differ, %d of them are nearly empty (%v)", b.Different, empty, err)
	}
}

// TestBinByHand checks the statistic of one bin: 30 of 100 against 10 of 50.
func TestBinByHand(t *testing.T) {
	b := compareBins([]int{30, 70}, []int{10, 40}, 100, 50)
	r := 40. / 150
	if want := (.2 - .3) / math.Sqrt(r*(1-r)*(.01+.02)); math.Abs(b.Z[0]-want) > 1e-12 || math.Abs(b.Z[1]+want) > 1e-12 || b.Different != 0 {
		t.Errorf("%+v, want z %g", b, want)
	}
}
