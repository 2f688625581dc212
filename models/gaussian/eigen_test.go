package gaussian

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// decaying returns a covariance of n values whose eigenvalues fall as those of images do.
func decaying(n int) nn.Matrix[float64] {
	a, c := nn.NewMatrix[float64](n, n), nn.NewMatrix[float64](n, n)
	rng.Normal(rng.For(1, "a"), a.Data)
	for i := range n {
		floats.Scale(1/(1+float64(i)), a.Row(i))
	}
	nn.Gemm(nn.Trans, nn.NoTrans, 1/float64(n), a, a, 0, c)
	return c
}

// TestEigenAgainstGonum compares the decomposition with gonum's, also for a matrix of rank 5, and checks that NaN is an error.
func TestEigenAgainstGonum(t *testing.T) {
	low := nn.NewMatrix[float64](40, 40)
	few := decaying(40).First(5)
	nn.Gemm(nn.Trans, nn.NoTrans, 1, few, few, 0, low)
	for _, c := range []nn.Matrix[float64]{decaying(60), low} {
		values, vectors, err := eigenvalues(c)
		var want mat.EigenSym
		if err != nil || !want.Factorize(mat.NewSymDense(c.Rows, c.Data), true) {
			t.Fatal(err)
		}
		var columns mat.Dense
		want.VectorsTo(&columns)
		for i, v := range values {
			at := c.Rows - 1 - i
			if v < 0 || math.Abs(v-want.Values(nil)[at]) > 1e-14*values[0] {
				t.Errorf("eigenvalue %d of %v is %.17g, gonum's %.17g", i, c, v, want.Values(nil)[at])
			}
			if cos := math.Abs(floats.Dot(vectors.Row(i), mat.Col(nil, at, &columns))); v > 1e-9*values[0] && math.Abs(cos-1) > 1e-9 {
				t.Errorf("eigenvector %d of %v has a cosine of 1 - %.2g with gonum's", i, c, 1-cos)
			}
		}
	}
	if values, _, err := eigenvalues(nn.NewMatrix[float64](3, 3)); err != nil || floats.Sum(values) != 0 {
		t.Errorf("eigenvalues of 0: %v, %v", values, err)
	}
	low.Data[7] = math.NaN()
	if _, _, err := eigenvalues(low); err == nil {
		t.Error("NaN has eigenvalues")
	}
}

// TestSubspaceAgainstAllEigenvalues checks that subspace iteration finds the same eigenvalues as the decomposition of the whole matrix:
// half as many as it has vectors.
func TestSubspaceAgainstAllEigenvalues(t *testing.T) {
	c := decaying(300)
	values, vectors := subspace(c, 64)
	allValues, allVectors, err := eigenvalues(c)
	if err != nil || len(values) != 32 {
		t.Fatalf("%d eigenvalues, error %v", len(values), err)
	}
	for i, v := range values {
		if math.Abs(v-allValues[i]) > 1e-12*allValues[0] {
			t.Errorf("eigenvalue %d is %.17g, in the whole %.17g", i, v, allValues[i])
		}
		if cos := math.Abs(floats.Dot(vectors.Row(i), allVectors.Row(i))); math.Abs(cos-1) > 1e-9 {
			t.Errorf("eigenvector %d has a cosine of 1 - %.2g with that of the whole", i, 1-cos)
		}
	}
}

// TestSpectrumByEitherWay checks that both methods find the same number of eigenvalues for a share of the variance, and that half the
// values find no share of a flat spectrum.
func TestSpectrumByEitherWay(t *testing.T) {
	const n = 260
	images := nn.NewMatrix[float32](2000, n)
	z := nn.NewMatrix[float32](2000, n)
	rng.Normal(rng.For(1, "z"), z.Data)
	for i := range z.Rows {
		for k := range n {
			images.Row(i)[k] = z.Row(i)[k] / float32(1+k)
		}
	}
	mean := meanOf(images)
	for share, want := range map[float64]bool{0.9: true, 1: false} { // whether few vectors are enough
		s, err := newSpectrum(images, mean, share)
		if err != nil {
			t.Fatal(err)
		}
		if few := len(s.values) < n; few != want {
			t.Errorf("share %g: %d eigenvalues", share, len(s.values))
		}
		all, _, err := eigenvalues(covariance(images, mean))
		if err != nil {
			t.Fatal(err)
		}
		rank := s.rank(share)
		if kept := floats.Sum(all[:rank]); kept < share*floats.Sum(all)-1e-9 || rank > 1 && floats.Sum(all[:rank-1]) >= share*floats.Sum(all) {
			t.Errorf("share %g: rank %d", share, rank)
		}
	}
}

func BenchmarkSubspace(b *testing.B) {
	c := decaying(2304)
	for b.Loop() {
		subspace(c, 128)
	}
}
