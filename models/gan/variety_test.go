package gan

import (
	"slices"
	"testing"

	"gan2014/models/nn"
)

// TestVarietyLoss checks that only the nearer completion of a pair is drawn to the image, in its missing values, and that samples without a given
// value are not.
func TestVarietyLoss(t *testing.T) {
	matrix := func(rows ...[]float64) nn.Matrix[float64] {
		return nn.Matrix[float64]{Rows: len(rows), Cols: 3, Data: slices.Concat(rows...)}
	}
	truth := matrix([]float64{1, 2, 3}, []float64{1, 2, 3}, []float64{0, 0, 0}, []float64{0, 0, 0}, []float64{9, 9, 9})
	hidden := matrix([]float64{1, 0, 1}, []float64{1, 0, 1}, []float64{1, 1, 1}, []float64{1, 1, 1}, []float64{1, 0, 0})
	x := matrix([]float64{2, 2, 5}, []float64{1, 2, 4}, []float64{1, 1, 1}, []float64{2, 2, 2}, []float64{0, 9, 9})
	got := nn.NewMatrix[float64](5, 3)
	varietySlopes(.5, got, x, truth, hidden)
	// The second sample is nearer, by 1 to 5. Its derivative is 2·weight·(4−3) over two pairs. The fifth sample has no other one.
	want := []float64{0, 0, 0, 0, 0, .5, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	if !slices.Equal(got.Data, want) {
		t.Errorf("%v, want %v", got.Data, want)
	}
}
