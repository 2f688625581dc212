package gan

import (
	"math"

	"gan2014/models/nn"
)

// A Diversity rewards a generator for completing the same image in different ways. Samples come in pairs of the same image and mask with
// different noise, and the generator's loss gets the term
//
//	−weight · mean over pairs of min(Σ|x₁−x₂| / Σ|z₁−z₂|, most)
//
// with sums over the missing values (Mao et al. 2019, "Mode Seeking Generative Adversarial Networks", equation 5; the limit is that of Yang et
// al. 2019, "Diversity-Sensitive Conditional Generative Adversarial Networks", equation 3). Without it the generator learns to ignore the noise,
// because no two images have the same given pixels and the discriminator never sees two completions of one.
type Diversity struct {
	Weight float64 // 0 means none
	Most   float64
}

// ratio returns Σ|x₁−x₂| / Σ|z₁−z₂| of a pair, and the denominator.
func ratio[T nn.Float](x1, x2, z1, z2, hidden []T) (ratio, noise float64) {
	images := 0.0
	for k, h := range hidden {
		if h != 0 {
			images += math.Abs(float64(x1[k]) - float64(x2[k]))
			noise += math.Abs(float64(z1[k]) - float64(z2[k]))
		}
	}
	return images / max(noise, 1e-6), max(noise, 1e-6)
}

// slopes writes the derivatives of the term by the completed images.
func slopes[T nn.Float](d Diversity, dst, x, z, hidden nn.Matrix[T]) {
	clear(dst.Data)
	pairs := x.Rows / 2
	for a := 0; a+1 < x.Rows; a += 2 {
		b := a + 1
		r, noise := ratio(x.Row(a), x.Row(b), z.Row(a), z.Row(b), hidden.Row(a))
		if r >= d.Most {
			continue
		}
		for k, h := range hidden.Row(a) {
			if v, w := x.Row(a)[k], x.Row(b)[k]; h != 0 && v != w {
				slope := math.Copysign(d.Weight/(noise*float64(pairs)), float64(w)-float64(v)) // towards larger differences
				dst.Row(a)[k], dst.Row(b)[k] = T(slope), T(-slope)
			}
		}
	}
}
