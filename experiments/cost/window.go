package cost

import "gan2014/experiments/spec"

// pairValues is the number of values read or written for a pair of a sample and an image besides its product, to select near pairs
// and sum them.
const pairValues = 8

// window returns the work of the Parzen window over samples at a number of images.
func window(samples, images int, values float64) Work {
	pairs := float64(samples) * float64(images)
	return Work{Products: 2 * values * pairs, Values: pairValues * pairs}
}

// refined is the number of values for each value of a sample that is compared with an image again, in float64.
const refined = 0.3

// close returns the additional work of windows if every sample is near enough to be compared again.
func close(w Work) Work { return Work{Values: refined * w.Products / 2} }

// refinements is the number of passes over the validation images that search for the best sigma after those of the grid.
const refinements = 4

// scores returns the work of scoring the test images on each grid, with sigma chosen on validation images, and of the curve over
// the number of samples.
func scores(e *spec.Evaluation, d data) (w Work) {
	valid := d.followed(e)
	for _, g := range e.Grids {
		one := window(e.Samples, valid+d.test, d.values)
		if g.Optimum {
			one = one.Plus(window(e.Samples, valid, d.values).Times(refinements))
		} else {
			w = w.Plus(window(e.Most(), valid, d.values))
		}
		w = w.Plus(one.Times(float64(d.folds)))
	}
	return w
}
