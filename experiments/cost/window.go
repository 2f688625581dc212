package cost

import "gan2014/experiments/spec"

// pairValues is what a pair of a sample and an image costs beside its product: finding the near ones and summing them.
const pairValues = 8

// window is the Parzen window over samples at some images.
func window(samples, images int, values float64) Work {
	pairs := float64(samples) * float64(images)
	return Work{Products: 2 * values * pairs, Values: pairValues * pairs}
}

// refined is what a value of a sample costs where it is compared with an image again, in float64.
const refined = 0.3

// close is what the windows of some work cost more where every sample is near enough to be compared again.
func close(w Work) Work { return Work{Values: refined * w.Products / 2} }

// refinements are the passes over the validation images by which the best sigma is found, after that of the grid.
const refinements = 4

// scores are those of the test images under each grid, with a sigma chosen on validation images, and the curve by the number of samples.
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
