package gan

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"gan2014/models/nn"
)

// TestUpdatesEqualPyTorch compares three updates with testdata/golden.py, PyTorch's autograd on the same nets, data, noise and masks in
// float64, to 1e-12: sums of a few terms of order 1 in two orders.
func TestUpdatesEqualPyTorch(t *testing.T) {
	text, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var golden struct {
		Start   [][]float64
		Updates []struct {
			X, Z   []float64
			Masks  [][]float64
			LossD  float64 `json:"loss_d"`
			LossG  float64 `json:"loss_g"`
			Params [][]float64
		}
	}
	if err := json.Unmarshal(text, &golden); err != nil {
		t.Fatal(err)
	}
	p := pair[float64]{
		G:    nn.NewNet[float64]("G", 3, []nn.Layer{{Kind: "relu", Units: 6}, {Kind: "sigmoid", Units: 5}}, 1),
		D:    nn.NewNet[float64]("D", 5, []nn.Layer{{Kind: "maxout", Units: 4, Pieces: 3, Keep: .8}, {Kind: "linear", Units: 1, Keep: .5}}, 1),
		loss: NonSaturating,
	}
	params := append(append([]*nn.Param[float64](nil), p.G.Params...), p.D.Params...)
	for i, start := range golden.Start {
		copy(params[i].Value.Data, start)
	}
	s, err := p.newStep(4, 4, true, true)
	if err != nil {
		t.Fatal(err)
	}
	for update, want := range golden.Updates {
		copy(s.x.Data, want.X)
		copy(s.z.Data, want.Z)
		for i, m := range want.Masks {
			copy(s.ofD.masks[i].Data, m)
		}
		if err := s.program.Run(); err != nil {
			t.Fatal(err)
		}
		var seen totals
		seen.addD(s.logits.Data, 4, 0)
		seen.addG(s.logits.Data[4:], NonSaturating)
		if got := seen.means(); math.Abs(got.LossD-want.LossD) > 1e-12 || math.Abs(got.LossG-want.LossG) > 1e-12 {
			t.Errorf("update %d: losses %.15g and %.15g, PyTorch %.15g and %.15g", update, got.LossD, got.LossG, want.LossD, want.LossG)
		}
		rate := nn.Decay{Start: .1, Factor: 1.000004}.At(update)
		nn.Momentum(params, rate, .5)
		for i, values := range want.Params {
			for j, v := range values {
				if math.Abs(params[i].Value.Data[j]-v) > 1e-12 {
					t.Fatalf("update %d: %s[%d] is %.15g, PyTorch %.15g", update, params[i].Name, j, params[i].Value.Data[j], v)
				}
			}
		}
	}
}
