package gan

import "gan2014/models/nn"

// The variety loss (Gupta et al. 2018, "Social GAN", equation 4, with k = 2) is the squared error of a completed image in its missing values, of
// the nearer one of a pair of the same image and mask with different noise:
//
//	weight · mean over pairs of min(‖x₁−x‖², ‖x₂−x‖²)
//
// One completion must be near the image. The other one is free, so that completions may differ. Pairs of which no value is given are left out:
// their samples need not be near any image.

// varietySlopes writes the derivatives of the term by the completed images x. truth has the images.
func varietySlopes[T nn.Float](weight float64, dst, x, truth, hidden nn.Matrix[T]) {
	clear(dst.Data)
	pairs := float64(x.Rows / 2)
	for a := 0; a+1 < x.Rows; a += 2 {
		if whole(hidden.Row(a)) {
			continue
		}
		i := nearer(x, truth, a)
		for k, h := range hidden.Row(i) {
			if h != 0 {
				dst.Row(i)[k] = T(2 * weight * (float64(x.Row(i)[k]) - float64(truth.Row(i)[k])) / pairs)
			}
		}
	}
}

// nearer returns the row of the pair a, a+1 that has the smaller squared error.
func nearer[T nn.Float](x, truth nn.Matrix[T], a int) int {
	if squaredError(x.Row(a+1), truth.Row(a+1)) < squaredError(x.Row(a), truth.Row(a)) {
		return a + 1
	}
	return a
}

func squaredError[T nn.Float](x, y []T) (sum float64) {
	for k, v := range x {
		d := float64(v) - float64(y[k])
		sum += float64(d * d)
	}
	return sum
}

// whole reports whether all values are missing.
func whole[T nn.Float](hidden []T) bool {
	for _, h := range hidden {
		if h == 0 {
			return false
		}
	}
	return true
}
