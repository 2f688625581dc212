package datasets

import (
	"math"
	"testing"
)

// TestPreprocess checks that Preprocess gives a raw image the values that it has in the set, also for an image of one colour.
func TestPreprocess(t *testing.T) {
	const dim = 12
	pixels := make([]byte, 3*dim)
	for i := range 2 * dim {
		pixels[i] = byte(i * i * 37)
	}
	normalised, _ := gcn(dim, pixels)
	scaled, _ := scale(dim, pixels)
	for _, c := range []struct {
		set  Set
		want Images
	}{{Set{Preprocessing: gcnPreprocessing}, normalised}, {Set{Preprocessing: pixelScale}, scaled}} {
		for i := range c.want.N {
			image := make([]float64, dim)
			for k := range image {
				image[k] = float64(pixels[i*dim+k])
			}
			c.set.Preprocess(image)
			for k, v := range image {
				if want := float64(c.want.Row(i)[k]); math.Abs(v-want) > 1e-6*math.Abs(want) {
					t.Errorf("%s: image %d, value %d is %g, in the set %g", c.set.Preprocessing, i, k, v, want)
				}
			}
		}
	}
}
