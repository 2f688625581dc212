package chain

import (
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// TestSampler checks which states of chains that count their steps are samples and which are a trace.
func TestSampler(t *testing.T) {
	walk := func(p Protocol, n int, _ rng.Stream) nn.Matrix[float32] {
		state := nn.NewMatrix[float32](p.Chains, 1)
		step := func() {
			for i := range state.Data {
				state.Data[i]++
			}
		}
		return p.Run(n, 1, step, func() nn.Matrix[float32] { return state })
	}
	c := Sampler{Chain: Protocol{Chains: 1, BurnIn: 10, Thin: 5}, Walk: walk}
	samples, err := c.Sample(3, rng.For(1, "walk"))
	if want := []float32{15, 20, 25}; err != nil || !slices.Equal(samples.Data, want) {
		t.Errorf("samples %v, error %v, want %v", samples.Data, err, want)
	}
	if trace, want := c.Trace(2, 3, rng.For(1, "walk")).Data, []float32{11, 11, 12, 12, 13, 13}; !slices.Equal(trace, want) {
		t.Errorf("trace %v, want %v", trace, want)
	}
}
