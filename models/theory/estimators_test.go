package theory

import (
	"math"
	"testing"

	"gan2014/internal/rng"
)

// estimatorsStudy is the study of theory.yaml.
var estimatorsStudy = Estimators{Draws: []int{300, 3000, 10_000}, Distances: []float64{0, 1, 2, 3, 4}, Trainings: 20, Noise: .5}

// TestEstimators checks that every sentence holds, with seeds that chose nothing.
func TestEstimators(t *testing.T) {
	checkHolds(t, estimatorsStudy, 4, 1, 101)
}

// TestContrast compares a fit from many draws with the density of the data, coefficient by coefficient.
func TestContrast(t *testing.T) {
	got, want := contrast(200_000, dataMean+.5, 1, rng.For(1, "draws")), ofData()
	for i := range got {
		if math.Abs(got[i]-want[i]) > .03 {
			t.Errorf("coefficient %d is %.4f, want %.4f", i, got[i], want[i])
		}
	}
}

// TestSolve3 compares a solution with the equations.
func TestSolve3(t *testing.T) {
	a, b := [3][3]float64{{4, 1, .5}, {1, 3, -1}, {.5, -1, 2}}, [3]float64{1, 2, 3}
	x := solve3(a, b)
	for i := range 3 {
		sum := 0.0
		for j := range 3 {
			sum += a[i][j] * x[j]
		}
		if math.Abs(sum-b[i]) > 1e-12 {
			t.Errorf("equation %d gives %g, want %g", i, sum, b[i])
		}
	}
}
