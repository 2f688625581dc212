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

// tiny is a pair of nets with every kind of layer of the paper's, small enough for finite differences.
func tiny(loss Loss) pair[float64] {
	generator := []nn.Layer{{Kind: "relu", Units: 6, IRange: 1}, {Kind: "sigmoid", Units: 5, IRange: 1, Bias: []float64{0, 1, -1, .5, 0}}}
	discriminator := []nn.Layer{
		{Kind: "maxout", Units: 4, Pieces: 3, IRange: 1, Keep: .8},
		{Kind: "maxout", Units: 3, Pieces: 2, IRange: 1, Keep: .5},
		{Kind: "linear", Units: 1, IRange: 1, Keep: .5},
	}
	return pair[float64]{nn.NewNet[float64]("G", 2, generator, 1), nn.NewNet[float64]("D", 5, discriminator, 1), loss}
}

// losses are the paper's, from D's probabilities and nothing cleverer.
func losses(s *step[float64], loss Loss) (d, g float64) {
	samples := float64(s.z.Rows)
	for i, l := range s.logits.Data {
		p := 1 / (1 + math.Exp(-l))
		switch {
		case i < s.real:
			d -= math.Log(p) / (2 * float64(s.real))
		case loss == Saturating:
			d -= math.Log(1-p) / (2 * samples)
			g += math.Log(1-p) / samples
		default:
			d -= math.Log(1-p) / (2 * samples)
			g -= math.Log(p) / samples
		}
	}
	return d, g
}

// The gradients of both complete losses, through dropout, in one pass or two, equal central differences of the losses
// (step 1e-5, tolerance 1e-7 relative to max(1, |gradient|)), in four runs with other noise and masks.
func TestGradientsOfTheLosses(t *testing.T) {
	for _, loss := range []Loss{NonSaturating, Saturating} {
		for name, shape := range map[string]stepShape{
			"simultaneous": {4, 4, true, true}, "step of D": {3, 4, true, false}, "step of G": {0, 4, false, true}, "one example": {1, 1, true, true},
		} {
			p := tiny(loss)
			s, err := p.newStep(shape.real, shape.samples, shape.trainD, shape.trainG)
			if err != nil {
				t.Fatal(err)
			}
			largest := 0.
			for run := range 4 {
				fill(s, p.D, run)
				where := fmt.Sprintf("%s loss, %s, run %d", loss, name, run)
				if shape.trainD {
					compare(t, where+", L_D", s, p.D.Params, s.gradD, func() float64 { d, _ := losses(s, loss); return d })
				}
				if shape.trainG {
					largest = max(largest, compare(t, where+", L_G", s, p.G.Params, s.gradG, func() float64 { _, g := losses(s, loss); return g }))
				}
			}
			if shape.trainG && largest < 1e-3 {
				t.Errorf("%s loss, %s: no derivative of L_G above 1e-3: the comparison shows nothing", loss, name)
			}
		}
	}
}

// The gradients that training uses, in float32, are those in float64 to 1e-5 of the largest of their tensor.
func TestGradientsInFloat32(t *testing.T) {
	exact := tiny(NonSaturating)
	single := pair[float32]{
		G:    nn.NewNet[float32]("G", exact.G.Inputs, exact.G.Layers, 1),
		D:    nn.NewNet[float32]("D", exact.D.Inputs, exact.D.Layers, 1),
		loss: NonSaturating,
	}
	want, err := exact.newStep(4, 4, true, true)
	if err != nil {
		t.Fatal(err)
	}
	got, err := single.newStep(4, 4, true, true)
	if err != nil {
		t.Fatal(err)
	}
	for run := range 4 {
		fill(want, exact.D, run)
		narrow(got.x.Data, want.x.Data)
		narrow(got.z.Data, want.z.Data)
		for i, m := range want.masks {
			narrow(got.masks[i].Data, m.Data)
		}
		if err := errors.Join(want.program.Run(), got.program.Run()); err != nil {
			t.Fatal(err)
		}
		wanted, gotten := append(slices.Clone(want.gradD), want.gradG...), append(slices.Clone(got.gradD), got.gradG...)
		for i, g := range wanted {
			largest := 0.
			for _, v := range g.Data {
				largest = max(largest, math.Abs(v))
			}
			for j, v := range g.Data {
				if math.Abs(float64(gotten[i].Data[j])-v) > 1e-5*largest {
					t.Errorf("run %d, gradient %d[%d] is %g, in float64 %g", run, i, j, gotten[i].Data[j], v)
				}
			}
		}
	}
}

func narrow(dst []float32, src []float64) {
	for i, v := range src {
		dst[i] = float32(v)
	}
}

func fill(s *step[float64], d *nn.Net[float64], run int) {
	rng.Uniform(rng.For(2, "x", run), s.x.Data, 0, 1)
	rng.Normal(rng.For(2, "z", run), s.z.Data)
	masks := rng.For(2, "mask", run)
	for i, m := range s.masks {
		for j := range m.Data {
			m.Data[j] = 0
			if keep := d.Layers[i].Keep; masks.Float64() < keep {
				m.Data[j] = 1 / keep
			}
		}
	}
}

// compare returns the largest derivative.
func compare(t *testing.T, where string, s *step[float64], params []*nn.Param[float64], gradients []*nn.Node[float64], loss func() float64) (largest float64) {
	t.Helper()
	at := func() float64 {
		if err := s.program.Run(); err != nil {
			t.Fatal(err)
		}
		return loss()
	}
	for i, p := range params {
		at()
		got := append([]float64(nil), gradients[i].Data...)
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

// Far logits: the weights are finite and right where σ(l) rounds to 0 or 1 in float32.
func TestWeightsOfFarLogits(t *testing.T) {
	logits := []float32{-200, 200, -200, 200} // two data, two samples
	d, g := make([]float32, 4), make([]float32, 2)
	weightsD(d, logits, 2)
	weightsG(g, logits[2:], NonSaturating)
	want := []float64{-.25, 0, 0, .25, -.5, 0} // (σ−1)/2B for data, σ/2B for samples; (σ−1)/B for G
	for i, v := range append(d, g...) {
		if math.Abs(float64(v)-want[i]) > 1e-30 {
			t.Errorf("weight %d is %g, want %g", i, v, want[i])
		}
	}
}
