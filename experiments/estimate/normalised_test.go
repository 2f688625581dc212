package estimate

import (
	"math"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/internal/rng"
	"gan2014/internal/samples"
)

// TestNormalisedSet checks that samples of pixels are normalised like the images of a normalised set, whether the user states their range
// or the program recognises it. Samples of another range are refused.
func TestNormalisedSet(t *testing.T) {
	set := &datasets.Set{Width: 32, Height: 32, Channels: 3, Preprocessing: "global contrast normalisation of each image: zero mean, norm 55"}
	if !set.Normalised() {
		t.Fatal("the set is not normalised")
	}
	const n, d = 40, 3 * 32 * 32
	raw := make([]float64, n*d) // dark and bright images, 0 to 255
	rng.Normal(rng.For(1, "pixels"), raw)
	data := make([]float32, n*d)
	for i := range n {
		image := raw[i*d : (i+1)*d]
		for k := range image {
			image[k] = min(max(float64(60+i%5*35)+20*image[k], 0), 255)
		}
		normal := append([]float64{}, image...)
		set.Preprocess(normal)
		for k, v := range normal {
			data[i*d+k] = float32(v)
		}
	}
	prepare := func(low, high float64, scale ScaleFlag) (*inputs, error) {
		pixels := make([]float32, n*d)
		for i, v := range raw {
			pixels[i] = float32(low + (high-low)*v/255)
		}
		m := &inputs{
			set: set, samples: samples.InMemory("samples", "s.npy", set.Shape(), pixels), to: n,
			parts: []part{{test: samples.InMemory("test data", "set", set.Shape(), data)}},
		}
		return m, m.prepare(scale)
	}
	for _, said := range []samples.Range{samples.Unit, samples.Tanh, samples.Bytes} {
		for _, scale := range []ScaleFlag{{}, {said: &said}} {
			m, err := prepare(said.Low, said.High, scale)
			if err != nil {
				t.Fatal(err)
			}
			got, err := m.rows(0, n, make([]float32, n*d))
			if err != nil || m.read != said.String() {
				t.Fatalf("pixels in %v, read as %s: %v", said, m.read, err)
			}
			for i, v := range got.Data {
				if math.Abs(float64(v-data[i])) > 1e-4 {
					t.Fatalf("pixels in %v: value %d is %g, in the set %g", said, i, v, data[i])
				}
			}
		}
	}
	if _, err := prepare(0, 16, ScaleFlag{}); err == nil || !strings.Contains(err.Error(), "-range same") {
		t.Errorf("pixels in 0..16: error %v", err)
	}
}
