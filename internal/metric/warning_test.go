package metric

import (
	"math"
	"slices"
	"testing"
)

func TestWarnings(t *testing.T) {
	const below, alike = "It scores 4.2 nats below the mean image: one constant image is a better model of the test images.",
		"Its samples are almost all alike: their spread is 0.0035 of the spread of the data."
	for _, c := range []struct {
		above, spread float64
		want          []string
	}{
		{100, .9, nil}, {0, .1, nil}, {math.NaN(), math.NaN(), nil},
		{-4.2, .9, []string{below}}, {1, .0035, []string{alike}}, {-4.2, .0035, []string{below, alike}},
		{math.Inf(-1), 1, []string{"It scores infinitely many nats below the mean image: one constant image is a better model of the test images."}},
	} {
		if got := Warnings(c.above, c.spread); !slices.Equal(got, c.want) {
			t.Errorf("%g, %g: %q, want %q", c.above, c.spread, got, c.want)
		}
	}
}

// TestIsAfterwards checks that metrics of extensions, with what follows their names, are told from those of trainings.
func TestIsAfterwards(t *testing.T) {
	for name, want := range map[string]bool{
		NoiseR2: true, CompletionLL + "_halves" + OfNearest: true, FewLabelsError + "_pretrained_100": true, ClassLLOfImages: true,
		FewLabelsGainHigh: true, AnnealingGap: true, LossD: false, Reconstruction: false, SampleSpread: false, ValidLL: false,
	} {
		if IsAfterwards(name) != want {
			t.Errorf("%s: %v", name, !want)
		}
	}
}
