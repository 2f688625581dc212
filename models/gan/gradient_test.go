package gan

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// tiny lists pairs of nets with every kind of layer of the paper, small enough for finite differences. All make 12 values.
func tiny[T nn.Float](loss Loss) map[string]pair[T] {
	pairs := architectures[T](loss)
	smoothed := pairs["sigmoid"]
	smoothed.smoothing, smoothed.noisy = .1, true
	pairs["smoothed"] = smoothed
	diverse := pairs["masked"]
	diverse.diversity = Diversity{Weight: .7, Most: 100}
	pairs["diverse"] = diverse
	varied := pairs["masked"]
	varied.variety = .7
	pairs["varied"] = varied
	return pairs
}

// architectures lists pairs with different layers and inputs.
func architectures[T nn.Float](loss Loss) map[string]pair[T] {
	hidden := nn.Layer{Kind: "relu", Units: 6, IRange: 1}
	sigmoid := nn.Layer{Kind: "sigmoid", Units: 12, IRange: 1, Bias: []float64{0, 1, -1, .5, 0, 0, 0, 0, 0, 0, 0, 2}}
	untied := []float64{0, .1, -.1, .2, -.2, .3, -.3, .4, -.4, .5, -.5, .6} // or pieces are equal where dropout leaves no input
	dense := []nn.Layer{
		{Kind: "maxout", Units: 4, Pieces: 3, IRange: 1, Keep: .8, MaxNorm: 1.5, Bias: untied},
		{Kind: "maxout", Units: 3, Pieces: 2, IRange: 1, Keep: .5, MaxNorm: 1.5, Bias: untied[:6]},
		{Kind: "linear", Units: 1, IRange: 1, Keep: .5, MaxNorm: 1.5},
	}
	convolutional := []nn.Layer{
		{Kind: "maxout conv", Units: 2, Pieces: 2, IRange: 1, Keep: .8, Bias: untied[:4], // windows are cut off at the edge
			Conv: &nn.Conv{Channels: 3, Height: 2, Width: 2, Kernel: 2, Pad: 1, Pool: 2, PoolStride: 2}},
		{Kind: "maxout", Units: 3, Pieces: 2, IRange: 1, Keep: .5, Bias: untied[:6]},
		{Kind: "linear", Units: 1, IRange: 1, Keep: .5},
	}
	net := func(name string, inputs int, layers ...nn.Layer) *nn.Net[T] {
		return nn.NewNet[T](name, inputs, layers, 1)
	}
	deconv := nn.Layer{Kind: "deconv", Units: 3, IRange: 1, Conv: &nn.Conv{Channels: 2, Height: 1, Width: 1, Kernel: 2, Stride: 1}}
	back := net("G", 2, hidden, nn.Layer{Kind: "sigmoid", Units: 12, Sparse: 3, MaxNorm: 1})
	front := net("G2", 2, hidden, nn.Layer{Kind: "sigmoid", Units: 2, IRange: 1, Bias: []float64{-2}})
	return map[string]pair[T]{
		"sigmoid":       {G: net("G", 2, hidden, sigmoid), D: net("D", 12, dense...), loss: loss},
		"linear":        {G: net("G", 2, hidden, nn.Layer{Kind: "linear", Units: 12, IRange: 1}), D: net("D", 12, dense...), loss: loss},
		"grown":         {G: back.Behind(front), D: net("D2", 12, dense...), loss: loss},
		"convolutional": {G: net("G", 2, hidden, nn.Layer{Kind: "sigmoid", Units: 2, IRange: 1}, deconv), D: net("D", 12, convolutional...), loss: loss},
		"conditional":   {G: net("G", 2, wide(hidden, classes), sigmoid), D: net("D", 12, first(wide(dense[0], classes), dense)...), loss: loss, classes: classes},
		"branched": {
			G:    net("G", 2, hidden, branch(nn.Layer{Kind: "relu", Units: 4, IRange: 1}), sigmoid),
			D:    net("D", 12, slices.Insert(slices.Clone(dense), 1, branch(nn.Layer{Kind: "maxout", Units: 3, Pieces: 2, IRange: 1, Bias: untied[:6]}))...),
			loss: loss, classes: classes,
		},
		"perturbed": {
			G:    net("G", 2, hidden, random(nn.Layer{Kind: "relu", Units: 5, IRange: 1, Keep: .5, Noise: .3}), random(sigmoid)),
			D:    net("D", 12, random(dense[0]), dense[1], dense[2]),
			loss: loss,
		},
		"normalised":      {G: net("G", 2, normalised(hidden), normalised(sigmoid)), D: net("D", 12, dense...), loss: loss},
		"normalised in D": {G: net("G", 2, normalised(hidden), sigmoid), D: net("D", 12, dense[0], normalised(dense[1]), dense[2]), loss: loss},
		"masked":          {G: net("G", 12, wide(hidden, 12), sigmoid), D: net("D", 12, first(wide(dense[0], 12), dense)...), loss: loss, masked: true},
	}
}

// classes is the number of classes of the conditional nets of tiny.
const classes = 3

// wide returns a layer that takes a condition beside its other input.
func wide(l nn.Layer, columns int) nn.Layer {
	l.Condition = columns
	return l
}

// random returns a layer with noise and dropout on its input.
func random(l nn.Layer) nn.Layer {
	l.Keep, l.Noise = .7, .2
	return l
}

// normalised returns a layer with batch normalisation.
func normalised(l nn.Layer) nn.Layer {
	l.Normalised = true
	return l
}

// first returns the layers with another first one.
func first(l nn.Layer, layers []nn.Layer) []nn.Layer {
	return append([]nn.Layer{l}, layers[1:]...)
}

// branch returns a layer that takes the classes and nothing else.
func branch(l nn.Layer) nn.Layer {
	l.Condition, l.Branch = classes, true
	return l
}

// losses computes the losses directly from D's probabilities.
func losses(s *step[float64], p pair[float64]) (d, g float64) {
	samples := float64(s.z.Rows)
	for i, l := range s.logits.Data {
		right := 1 / (1 + math.Exp(-l)) // D
		if i < s.real {
			d -= ((1-p.smoothing)*math.Log(right) + p.smoothing*math.Log(1-right)) / (2 * float64(s.real))
			continue
		}
		d -= math.Log(1-right) / (2 * samples)
		switch p.loss {
		case Saturating:
			g += math.Log(1-right) / samples
		case Blended:
			g += (math.Log(1-right) - math.Log(right)) / (2 * samples)
		default:
			g -= math.Log(right) / samples
		}
	}
	if p.diversity.Weight > 0 {
		for a := 0; a+1 < s.z.Rows; a += 2 {
			r, _ := ratio(s.fake.Row(a), s.fake.Row(a+1), s.z.Row(a), s.z.Row(a+1), s.c.Row(s.real+a))
			g -= p.diversity.Weight * r / float64(s.z.Rows/2)
		}
	}
	if p.variety > 0 {
		for a := 0; a+1 < s.z.Rows; a += 2 {
			if !slices.Contains(s.c.Row(s.real+a), 0) {
				continue
			}
			errors := [2]float64{}
			for i := range errors {
				for k, v := range s.fake.Row(a + i) {
					errors[i] += math.Pow(v-s.truth.Row(a + i)[k], 2)
				}
			}
			g += p.variety * min(errors[0], errors[1]) / float64(s.z.Rows/2)
		}
	}
	return d, g
}

// TestGradientsOfTheLosses compares the gradients of both complete losses, through dropout, in one pass or two, with central differences
// (step 1e-5, tolerance 1e-7 relative to max(1, |gradient|)), in four runs with different noise and masks.
func TestGradientsOfTheLosses(t *testing.T) {
	for _, loss := range []Loss{NonSaturating, Saturating, Blended} {
		for nets, p := range tiny[float64](loss) {
			together := !p.D.Normalised()
			for name, shape := range map[string]stepShape{
				"simultaneous": {4, 4, true, true}, "step of D": {3, 4, true, false}, "step of G": {0, 4, false, true}, "one example": {1, 1, true, true},
			} {
				if together || shape.trainD != shape.trainG {
					checkLosses(t, fmt.Sprintf("%s loss, %s nets, %s", loss, nets, name), p, shape)
				}
			}
		}
	}
}

func checkLosses(t *testing.T, where string, p pair[float64], shape stepShape) {
	t.Helper()
	s, err := p.newStep(shape.real, shape.samples, shape.trainD, shape.trainG)
	if err != nil {
		t.Fatal(err)
	}
	largest := 0.
	for run := range 4 {
		fill(s, run)
		where := fmt.Sprintf("%s, run %d", where, run)
		if shape.trainD {
			compare(t, where+", L_D", s, p.D.Params, func() float64 { d, _ := losses(s, p); return d })
		}
		if shape.trainG {
			largest = max(largest, compare(t, where+", L_G", s, p.G.Params, func() float64 { _, g := losses(s, p); return g }))
		}
	}
	if shape.trainG && largest < 1e-3 {
		t.Errorf("%s: no derivative of L_G above 1e-3: the comparison shows nothing", where)
	}
}

// TestGradientsInFloat32 compares the gradients in float32, which training uses, with those in float64, to 1e-5 of the largest of their
// tensor.
func TestGradientsInFloat32(t *testing.T) {
	single := tiny[float32](NonSaturating)
	for nets, exact := range tiny[float64](NonSaturating) {
		trainD := !exact.D.Normalised()
		want, err := exact.newStep(4, 4, trainD, true)
		if err != nil {
			t.Fatal(err)
		}
		got, err := single[nets].newStep(4, 4, trainD, true)
		if err != nil {
			t.Fatal(err)
		}
		for run := range 4 {
			fill(want, run)
			narrow(got.x.Data, want.x.Data)
			narrow(got.z.Data, want.z.Data)
			narrow(got.c.Data, want.c.Data)
			narrow(got.visible.Data, want.visible.Data)
			narrow(got.truth.Data, want.truth.Data)
			narrow(got.noise.Data, want.noise.Data)
			narrowPerturbation(got.ofD, want.ofD)
			narrowPerturbation(got.ofG, want.ofG)
			if err := errors.Join(want.program.Run(), got.program.Run()); err != nil {
				t.Fatal(err)
			}
			params, others := single[nets].G.Params, exact.G.Params
			if trainD {
				params, others = slices.Concat(params, single[nets].D.Params), slices.Concat(others, exact.D.Params)
			}
			for i, p := range others {
				agree(t, fmt.Sprintf("%s nets, run %d: gradient by %s", nets, run, p.Name), params[i].Gradient.Data, p.Gradient.Data)
			}
		}
	}
}

func narrowPerturbation(dst *perturbation[float32], src *perturbation[float64]) {
	for i := range src.layers {
		narrow(dst.masks[i].Data, src.masks[i].Data)
		narrow(dst.noises[i].Data, src.noises[i].Data)
	}
}

func agree(t *testing.T, what string, got []float32, want []float64) {
	t.Helper()
	largest := 0.
	for _, v := range want {
		largest = max(largest, math.Abs(v))
	}
	for i, v := range want {
		if math.Abs(float64(got[i])-v) > 1e-5*largest {
			t.Errorf("%s[%d] is %g, in float64 %g", what, i, got[i], v)
		}
	}
}

func narrow(dst []float32, src []float64) {
	for i, v := range src {
		dst[i] = float32(v)
	}
}

func fill(s *step[float64], run int) {
	rng.Uniform(rng.For(2, "x", run), s.x.Data, 0, 1)
	rng.Normal(rng.For(2, "z", run), s.z.Data)
	rng.Normal(rng.For(2, "c", run), s.c.Data)
	if s.visible.Rows > 0 { // of nets that complete images: pairs of samples have the same mask
		masks := rng.For(2, "hidden", run)
		for i := range s.c.Data {
			s.c.Data[i] = float64(masks.IntN(2))
		}
		for a := 0; a+1 < s.z.Rows; a += 2 {
			copy(s.c.Row(s.real+a+1), s.c.Row(s.real+a))
		}
	}
	rng.Uniform(rng.For(2, "visible", run), s.visible.Data, 0, 1)
	rng.Uniform(rng.For(2, "truth", run), s.truth.Data, 0, 1)
	rng.Uniform(rng.For(2, "instance noise", run), s.noise.Data, -.1, .1)
	fillPerturbation(s.ofD, rng.For(2, "mask", run))
	fillPerturbation(s.ofG, rng.For(2, "mask of G", run))
}

func fillPerturbation(p *perturbation[float64], s rng.Stream) {
	for i, m := range p.masks {
		for j := range m.Data {
			m.Data[j] = 0
			if keep := p.layers[i].Keep; s.Float64() < keep {
				m.Data[j] = 1 / keep
			}
		}
	}
	for i, m := range p.noises {
		rng.Uniform(s, m.Data, -p.layers[i].Noise, p.layers[i].Noise)
	}
}

// compare returns the largest derivative.
func compare(t *testing.T, where string, s *step[float64], params []*nn.Param[float64], loss func() float64) (largest float64) {
	t.Helper()
	at := func() float64 {
		if err := s.program.Run(); err != nil {
			t.Fatal(err)
		}
		return loss()
	}
	for _, p := range params {
		at()
		got := slices.Clone(p.Gradient.Data)
		for j, w := range p.Value.Data {
			const h = 1e-5
			p.Value.Data[j] = w + h
			above := at()
			p.Value.Data[j] = w - h
			below := at()
			p.Value.Data[j] = w
			want := (above - below) / (2 * h)
			largest = max(largest, math.Abs(want))
			if math.Abs(got[j]-want) > 1e-7*max(1, math.Abs(want)) {
				t.Fatalf("%s: derivative by %s[%d] is %g, finite difference %g", where, p.Name, j, got[j], want)
			}
		}
	}
	return largest
}

// TestWeightsOfFarLogits checks that the weights of large logits are finite and right where σ(l) rounds to 0 or 1 in float32.
func TestWeightsOfFarLogits(t *testing.T) {
	logits := []float32{-200, 200, -200, 200} // two data, two samples
	d, g := make([]float32, 4), make([]float32, 2)
	weightsD(d, logits, 2, 0)
	weightsG(g, logits[2:], NonSaturating)
	want := []float64{-.25, 0, 0, .25, -.5, 0} // (σ−1)/2B for data, σ/2B for samples; (σ−1)/B for G
	for i, v := range append(d, g...) {
		if math.Abs(float64(v)-want[i]) > 1e-30 {
			t.Errorf("weight %d is %g, want %g", i, v, want[i])
		}
	}
}
