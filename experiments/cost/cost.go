// Package cost counts the operations of a run from its spec alone: floating-point operations of matrix products, values read or
// written outside of products, and random numbers. It knows no machine and no clock; package schedule turns the counts into times.
//
// Products are counted as the models compute them. The other counts include only the largest terms and are right within some
// tenths. A forecast needs no more. nets.go, stacks.go and controls.go count the systems, window.go counts the Parzen windows, study.go the studies.
package cost

import "gan2014/experiments/spec"

// A Work is a number of operations.
type Work struct {
	Products float64 // floating-point operations of matrix products; one in float64 counts twice
	Values   float64 // float32 values read or written outside of products
	Draws    float64 // random numbers
}

// Times returns n times the work.
func (w Work) Times(n float64) Work { return Work{w.Products * n, w.Values * n, w.Draws * n} }

// Plus returns the sum of two works.
func (w Work) Plus(v Work) Work {
	return Work{w.Products + v.Products, w.Values + v.Values, w.Draws + v.Draws}
}

// A Cost is the work of a run.
type Cost struct {
	Parts      []Part // of the training, in order
	Validation Work   // of one validation during the training
	Every      int    // epochs between validations; 0 means none
	Frame      Work   // samples for a picture of the training
	Rest       Work   // after the training: samples, pictures of the model, scores

	// Additional work of a validation and of the scores if all samples lie close together, as samples of nets that have learned little do.
	CloseValidation, Close Work
}

// A Part is a number of epochs with the same cost.
type Part struct {
	Epochs int
	Epoch  Work
}

// Of counts the operations of a run. The count of a study is 0: see Study.
func Of(run spec.Run) Cost {
	d := dataOf(run.System)
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
	case spec.DBM:
		m = boltzmannMachine(run, d)
	case spec.VAE:
		m = variationalAutoencoder(run, d)
	case spec.GMMN:
		m = matchingNetwork(run, d)
	case spec.TrainedGenerator:
		m = trainedGenerator(run)
	case spec.KMeans:
		m = centroids(run, d)
	case spec.Normal, spec.MeanImage:
		m = normal(run, d)
	case spec.TrainingImages, spec.Given:
		m = model{sample: func(n int) Work { return Work{Values: 2 * float64(n) * d.values} }}
	default:
		return Cost{}
	}
	switch run.System.Kind {
	case spec.GAN, spec.DBN, spec.CAE, spec.GSN, spec.DBM, spec.VAE, spec.GMMN, spec.TrainedGenerator, spec.Given:
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

// A model is the cost of a system.
type model struct {
	parts  []Part
	sample func(n int) Work
	shown  Work // pictures besides the film

	trained bool // if so, the distances of its samples are not known beforehand
}

// Training returns the work of the epochs after from, up to to. The last part lasts as long as necessary.
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

// Beside returns the work besides the training of these epochs: validations, pictures and scores. A validation after the last
// epoch uses the samples to be scored, which are counted once. most assumes that all samples lie close together.
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

// filmed reports whether a picture of an epoch is kept: 1, 2, 5, 10, 20, 50 and so on.
func filmed(epoch int) bool {
	for ; epoch%10 == 0 && epoch > 0; epoch /= 10 {
	}
	return epoch == 1 || epoch == 2 || epoch == 5
}

// steps returns the number of steps in an epoch.
func steps(images, batch float64) float64 { return images / batch }
