// Package cost counts what a run computes, from its spec alone: floating-point operations of matrix products, values that are read or written
// between them, and random numbers. It knows no machine and no clock.
//
// Products are counted as the models form them. The rest is counted by what dominates it, so that it is right within some tenths: a
// forecast needs no more.
package cost

import "gan2014/experiments/spec"

// Work is what is computed.
type Work struct {
	Products float64 // floating-point operations of matrix products; one in float64 counts twice
	Values   float64 // float32 values that are read or written outside of products
	Draws    float64 // random numbers
}

// Times is the work done n times.
func (w Work) Times(n float64) Work { return Work{w.Products * n, w.Values * n, w.Draws * n} }

// Plus is both works.
func (w Work) Plus(v Work) Work {
	return Work{w.Products + v.Products, w.Values + v.Values, w.Draws + v.Draws}
}

// Cost is what a run computes.
type Cost struct {
	Parts      []Part // of the training, in turn
	Validation Work   // one in the course of the training
	Every      int    // epochs from one to the next; 0 is never
	Frame      Work   // samples for a picture of the training
	Rest       Work   // after the training: samples, pictures of the model, scores

	// What a validation and the scores cost more where all samples lie close together, as those of nets that have learned little do.
	CloseValidation, Close Work
}

// A Part is epochs that cost the same.
type Part struct {
	Epochs int
	Epoch  Work
}

// Of counts a run. A study counts nothing.
func Of(run spec.Run) Cost {
	d := dataOf(run.System.Dataset)
	if run.Images > 0 {
		d.train = min(d.train, run.Images)
	}
	var m model
	switch run.System.Kind {
	case spec.GAN:
		m = nets(run, d)
	case spec.DBN:
		m = beliefNet(run, d)
	case spec.CAE:
		m = autoencoders(run, d)
	case spec.GSN:
		m = stochasticNet(run, d)
	case spec.KMeans:
		m = centroids(run, d)
	case spec.Normal, spec.MeanImage:
		m = normal(run, d)
	case spec.TrainingImages:
		m = model{sample: func(n int) Work { return Work{Values: 2 * float64(n) * d.values} }}
	default:
		return Cost{}
	}
	switch run.System.Kind {
	case spec.GAN, spec.DBN, spec.CAE, spec.GSN:
		m.trained = true
	}
	e := run.System.Evaluation
	c := Cost{
		Parts: m.parts, Every: run.Validate.Every,
		Validation: m.sample(e.Samples).Plus(window(e.Samples, d.followed(e), d.values)),
		Frame:      m.sample(10),
		Rest:       m.sample(e.Most()).Plus(m.shown).Plus(scores(e, d)),
	}
	if m.trained {
		c.CloseValidation = close(window(e.Samples, d.followed(e), d.values))
		c.Close = close(scores(e, d))
	}
	return c
}

// A model is what there is to know of a system.
type model struct {
	parts  []Part
	sample func(n int) Work
	shown  Work // pictures beside the film

	trained bool // so that nobody knows beforehand how far apart its samples are
}

// Training is the epochs after the first from, up to to. The last part goes on for as long as that takes.
func (c Cost) Training(from, to int) (w Work) {
	begin := 0
	for i, p := range c.Parts {
		end := begin + p.Epochs
		if i == len(c.Parts)-1 {
			end = max(end, to)
		}
		if n := min(end, to) - max(begin, from); n > 0 {
			w = w.Plus(p.Epoch.Times(float64(n)))
		}
		begin = end
	}
	return w
}

// Beside is what is computed in the course of these epochs beside the training, and after them: validations, pictures, scores. The samples
// of a validation after the last epoch are those that are scored. most is where all samples lie close together.
func (c Cost) Beside(from, to int) (least, most Work) {
	least, extra := c.Rest, c.Close
	for epoch := from + 1; epoch <= to; epoch++ {
		if c.Every > 0 && epoch%c.Every == 0 {
			extra = extra.Plus(c.CloseValidation)
			if epoch < to {
				least = least.Plus(c.Validation)
			}
		}
		if filmed(epoch) {
			least = least.Plus(c.Frame)
		}
	}
	if to > 0 {
		least = least.Plus(c.Frame)
	}
	return least, least.Plus(extra)
}

// filmed tells the epochs of which a picture is kept: 1, 2, 5, 10, 20, 50 and so on.
func filmed(epoch int) bool {
	for ; epoch%10 == 0 && epoch > 0; epoch /= 10 {
	}
	return epoch == 1 || epoch == 2 || epoch == 5
}

// steps are those of an epoch.
func steps(images, batch float64) float64 { return images / batch }
