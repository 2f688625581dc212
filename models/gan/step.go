package gan

import (
	"slices"

	"gan2014/models/nn"
)

// A pair is a generator and its discriminator.
type pair[T nn.Float] struct {
	G, D    *nn.Net[T]
	loss    Loss
	classes int  // of the condition of both nets; 0 for none
	masked  bool // whether G completes images

	smoothing float64 // of the target for data
	noisy     bool    // whether noise is added to what D is given
	diversity Diversity
	variety   float64 // weight of the variety loss
}

// A step is a compiled graph that computes the gradients of one update, with the memory of its inputs.
type step[T nn.Float] struct {
	x, z     nn.Matrix[T]     // data (real×values) and noise (samples×size)
	ofD, ofG *perturbation[T] // of the layers of D, on data and then samples, and of those of G
	real     int              // number of data; they are the first rows of D's input

	c       nn.Matrix[T] // condition of data, then samples: one-hot classes, or 1 for each missing value ((real+samples)×columns)
	visible nn.Matrix[T] // for nets that complete images: the given values, 0 for the missing ones (samples×values)
	truth   nn.Matrix[T] // for nets with a variety loss: the images that are completed (samples×values)
	noise   nn.Matrix[T] // for nets with instance noise: what is added to data and samples ((real+samples)×values)

	fake    *nn.Node[T] // samples
	logits  *nn.Node[T] // of D for data, then samples
	program *nn.Program
}

// newStep builds and compiles the graph of one pass: noise → G → samples; data over samples → D → logits; and the backward pass
// for the trained nets.
//
// One backward pass serves both losses. It propagates ∂l. The gradients of D's parameters weight each example with ∂L_D/∂l; where
// the pass enters G, each example is weighted with ∂L_G/∂l (see nn.Weights). If D is normalised, examples depend on each other. Then a pass
// serves the loss of the one net that it trains, and propagates the derivative of that.
func (p pair[T]) newStep(real, samples int, trainD, trainG bool) (*step[T], error) {
	s := &step[T]{real: real, x: nn.NewMatrix[T](real, p.D.Inputs), z: nn.NewMatrix[T](samples, p.G.Inputs)}
	s.c = nn.NewMatrix[T](real+samples, p.classes)
	if p.masked {
		s.c, s.visible = nn.NewMatrix[T](real+samples, p.D.Inputs), nn.NewMatrix[T](samples, p.D.Inputs)
	}
	var err error
	s.program, err = nn.Build(func(g *nn.Graph[T]) []*nn.Node[T] {
		var byD, byG *nn.Weights[T]
		if !p.D.Normalised() {
			byD, byG = &nn.Weights[T]{}, &nn.Weights[T]{}
		} else if trainD && trainG {
			panic("gan: a normalised discriminator is not trained together with the generator")
		}
		fake, leavesG, condition := p.sample(g, s)
		s.fake = fake
		images := g.ScaleGradient(fake, byG)
		if real > 0 {
			images = g.Stack(g.Input("x", s.x), images)
		}
		if p.noisy {
			s.noise = nn.NewMatrix[T](real+samples, p.D.Inputs)
			images = g.Plus(images, g.Input("instance noise", s.noise))
		}
		pass := nn.Pass[T]{Weights: byD, From: real, Condition: condition, Training: true, Split: real}
		s.ofD = perturb(g, p.D, "", real+samples, &pass)
		logits, leavesD := p.D.Forward(g, images, pass)
		slopesD := func(dst, l nn.Matrix[T]) { weightsD(dst.Data, l.Data, real, p.smoothing) }
		slopesG := func(dst, l nn.Matrix[T]) { weightsG(dst.Data, l.From(real).Data, p.loss) }
		var cost *nn.Node[T]
		switch {
		case byD != nil:
			byD.Set(g.Map("∂L_D/∂l", real+samples, 1, logits, slopesD))
			byG.Set(g.Map("∂L_G/∂l", samples, 1, logits, slopesG))
			cost = g.Sum(logits)
		case trainD:
			cost = g.Loss("∂L_D/∂l", logits, slopesD)
		default:
			cost = g.Loss("∂L_G/∂l", logits, slopesG)
		}

		s.logits = logits
		gradients := g.Gradient(cost, slices.Concat(leavesD, leavesG))
		if gradients == nil {
			return nil // Build says why
		}
		wanted := []*nn.Node[T]{logits}
		if trainD {
			wanted = append(wanted, gradients[:len(leavesD)]...)
		}
		if trainG {
			wanted = append(wanted, gradients[len(leavesD):]...)
		}
		return wanted
	})
	return s, err
}

// sample adds the samples to the graph, completed images if the nets complete them, and the condition of all rows of D's input, or nil.
func (p pair[T]) sample(g *nn.Graph[T], s *step[T]) (fake *nn.Node[T], leaves []*nn.Node[T], ofD *nn.Node[T]) {
	pass := nn.Pass[T]{Training: true}
	s.ofG = perturb(g, p.G, "G/", s.z.Rows, &pass)
	z := g.Input("z", s.z)
	if s.c.Cols == 0 {
		fake, leaves = p.G.Forward(g, z, pass)
		return fake, leaves, nil
	}
	ofD = g.Input("c", s.c)
	pass.Condition = ofD
	if s.real > 0 {
		pass.Condition = g.Input("c of samples", s.c.From(s.real))
	}
	if !p.masked {
		fake, leaves = p.G.Forward(g, z, pass)
		return fake, leaves, ofD
	}
	visible := g.Input("visible", s.visible)
	complete := func(values *nn.Node[T]) *nn.Node[T] { return g.Plus(g.Mask(values, pass.Condition), visible) }
	fake, leaves = p.G.Forward(g, complete(z), pass)
	fake = complete(fake)
	if p.variety > 0 {
		s.truth = nn.NewMatrix[T](fake.Rows, fake.Cols)
		fake = g.AddGradient(fake, g.Map("∂variety", fake.Rows, fake.Cols, fake, func(dst, x nn.Matrix[T]) {
			varietySlopes(p.variety, dst, x, s.truth, s.c.From(s.real))
		}))
	}
	if p.diversity.Weight > 0 {
		fake = g.AddGradient(fake, g.Map("∂diversity", fake.Rows, fake.Cols, fake, func(dst, x nn.Matrix[T]) {
			slopes(p.diversity, dst, x, s.z, s.c.From(s.real))
		}))
	}
	return fake, leaves, ofD
}
