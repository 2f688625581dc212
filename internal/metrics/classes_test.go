package metrics

import (
	"math"
	"testing"

	"gan2014/internal/rng"
)

// TestCompareClasses checks the extreme cases: each class as often and certain, one class alone, and a classifier that does not know.
func TestCompareClasses(t *testing.T) {
	var certain, one, unsure [][]float64
	images := make([]int, 10)
	for i := range 1000 {
		images[i%10]++
		p := make([]float64, 10)
		p[i%10] = 1
		certain = append(certain, p)
		one = append(one, []float64{0, 0, 1, 0, 0, 0, 0, 0, 0, 0})
		unsure = append(unsure, []float64{.1, .1, .1, .1, .1, .1, .1, .1, .1, .1})
	}
	for _, c := range []struct {
		what          string
		probabilities [][]float64
		score, p      float64
	}{{"each class", certain, 10, 1}, {"one class", one, 1, 0}, {"a classifier that does not know", unsure, 1, 0}} {
		got, err := CompareClasses(c.probabilities, images)
		if err != nil || math.Abs(got.Score-c.score) > 1e-9 || math.Abs(got.P-c.p) > 1e-9 {
			t.Errorf("%s: score %g and p-value %g, want %g and %g (%v)", c.what, got.Score, got.P, c.score, c.p, err)
		}
	}
	if _, err := CompareClasses(certain, images[:9]); err == nil {
		t.Error("nine classes of images were compared with ten")
	}
}

// TestClassesKeepTheirLevel checks that equal shares of the classes are rejected as often as the level says.
func TestClassesKeepTheirLevel(t *testing.T) {
	keepsLevel(t, func(trial int) float64 {
		drawn := rng.For(1, "classes", trial)
		images, samples := make([]int, 10), make([][]float64, 500)
		for range 2000 {
			images[drawn.IntN(10)]++
		}
		for i := range samples {
			samples[i] = make([]float64, 10)
			samples[i][drawn.IntN(10)] = 1
		}
		c, err := CompareClasses(samples, images)
		if err != nil {
			t.Fatal(err)
		}
		return c.P
	})
}

// TestHomogeneity checks a table by hand: 20 and 30 against 40 and 10 have χ² = 100·(20·10 − 30·40)²/(50·50·60·40) = 16.667, and p = 4.455·10⁻⁵.
func TestHomogeneity(t *testing.T) {
	square, p := homogeneity([]int{20, 30, 0}, []int{40, 10, 0})
	if math.Abs(square-16.6666667) > 1e-6 || math.Abs(p-4.4556e-5) > 1e-8 {
		t.Errorf("χ² %.7g and p-value %.5g, want 16.66667 and 4.4556e-5", square, p)
	}
}
