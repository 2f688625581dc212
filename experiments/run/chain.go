package run

import (
	"context"
	"fmt"
	"strings"

	"gan2014/experiments/spec"
	"gan2014/internal/rng"
	"gan2014/models/chain"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// A chainModel is a model that draws its samples from Markov chains.
type chainModel interface {
	model
	Protocol() string
	Trace(chains, steps int, s rng.Stream) nn.Matrix[float32]
}

// trainAndSample trains a model and draws its samples. It schedules the pictures of the training and of the chains.
func (t *training) trainAndSample(ctx context.Context, w chainModel) (parzen.Points, int, error) {
	samples, epoch, err := t.fit(ctx, w.Protocol)
	if err != nil {
		return parzen.Points{}, 0, err
	}
	t.afterTraining("film", func(ctx context.Context) error {
		return t.drawFilm(ctx, "The first ten samples along the training, one column each, from the same random numbers")
	})
	t.afterTraining("chain", func(ctx context.Context) error { return t.drawChains(ctx, w) })
	return samples, epoch, nil
}

// drawChains stores a sheet of successive states of the chains. Its caption gives the autocorrelation at several lags.
func (t *training) drawChains(ctx context.Context, w chainModel) error {
	const chains, steps, rows = 10, 301, 10
	lags := []int{1, 3, 10, 30, 100}
	trace := w.Trace(chains, steps, rng.For(t.Seed, "eval/chain"))
	rho := chain.Autocorrelation(trace, chains, lags[len(lags)-1]+1)
	var at []string
	for _, lag := range lags {
		at = append(at, fmt.Sprintf("%.2f after %d", rho[lag], lag))
	}
	caption := fmt.Sprintf("Ten chains after the burn-in, one column each: %d successive states from top to bottom.", rows)
	measured := fmt.Sprintf("Autocorrelation of the images over %d steps: %s.", steps-1, strings.Join(at, ", "))
	first := trace.First(rows * chains)
	return t.addMeasured(ctx, "chain", caption, measured, t.sheet(rows, chains).Draw(t.Set.Display(first.Data), nil))
}

// protocolOf converts the recipe of a chain to the configuration of the package chain.
func protocolOf(c spec.Chain) chain.Protocol {
	return chain.Protocol{Chains: c.Chains, BurnIn: c.BurnIn, Thin: c.Thin}
}
