package gaussian

import (
	"math"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distmv"
)

// fitted returns a distribution of 6 values with about half of its eigenvalues.
func fitted(t *testing.T) *Trainer {
	t.Helper()
	images, z := nn.NewMatrix[float32](500, 6), nn.NewMatrix[float32](500, 6)
	rng.Normal(rng.For(1, "z"), z.Data)
	for i := range images.Rows {
		for k := range 6 {
			images.Row(i)[k] = float32(k) + z.Row(i)[k]/float32(1+k) + z.Row(i)[0]/2
		}
	}
	d := New(Config{Share: .9}, images, "key")
	if _, err := d.Epoch(t.Context()); err != nil {
		t.Fatal(err)
	}
	return d
}

// TestLogProb compares the likelihood with gonum's, for the covariance that the decoder gives, to 1e-4 of a nat: the steps of the decoder, rounded to
// float32, are orthogonal to 1e-7 only.
func TestLogProb(t *testing.T) {
	d := fitted(t)
	if r := d.state.Rank; r < 2 || r > 4 {
		t.Fatalf("rank %d", r)
	}
	net := d.Decoder()
	for _, sigma := range []float64{.1, .5, 2} {
		covariance, mean := mat.NewSymDense(6, nil), make([]float64, 6)
		for i := range 6 {
			mean[i] = float64(net.Params[1].Value.Data[i])
			for j := i; j < 6; j++ {
				sum := 0.0
				if i == j {
					sum = sigma * sigma
				}
				for r := range d.state.Rank {
					sum += float64(net.Params[0].Value.Row(r)[i]) * float64(net.Params[0].Value.Row(r)[j])
				}
				covariance.SetSym(i, j, sum)
			}
		}
		want, ok := distmv.NewNormal(mean, covariance, nil)
		if !ok {
			t.Fatal("no covariance")
		}
		for i, got := range d.LogProb(d.images.First(20), sigma) {
			x := make([]float64, 6)
			for k, v := range d.images.Row(i) {
				x[k] = float64(v)
			}
			if w := want.LogProb(x); math.Abs(got-w) > 1e-4*max(1, math.Abs(w)) {
				t.Errorf("sigma %g, image %d: %.9f, want %.9f", sigma, i, got, w)
			}
		}
	}
}

// TestDecoderDrawsAsSample checks that the decoder maps the noise of a sample to it, to a rounding of float32.
func TestDecoderDrawsAsSample(t *testing.T) {
	d := fitted(t)
	samples, err := d.Sample(20, rng.For(4, "z"))
	if err != nil {
		t.Fatal(err)
	}
	z := nn.NewMatrix[float32](20, d.state.Rank)
	rng.Normal(rng.For(4, "z"), z.Data)
	made, err := nn.Apply(d.Decoder(), z)
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range made.Data {
		if math.Abs(float64(v-samples.Data[i])) > 1e-5 {
			t.Fatalf("value %d is %v, the sample has %v", i, v, samples.Data[i])
		}
	}
}
