package dbn

import (
	"fmt"

	"gan2014/internal/metric"
	"gan2014/internal/rng"
	"gan2014/models/nn"
	"gan2014/models/rbm"
	"gan2014/models/stack"
)

// probes is the number of examples of a minibatch whose pseudo-likelihood is taken: each costs 2,000 exponentials.
const probes = 10

// Stats are means over the images of an epoch, each measured before its update. For an upper layer they are about the hidden
// probabilities of the layer below, which it learns from.
type Stats struct {
	stack.Stats
	Reconstruction   float64 // cross-entropy of the first reconstruction in nats; 0 for a persistent chain, which has none
	PseudoLikelihood float64 // Σᵢ log p(vᵢ|v₋ᵢ) in nats, estimated on a few images of each minibatch
	Activity         float64 // mean p(h=1|v) of the first image of each minibatch
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	metrics := s.Stats.Metrics()
	metrics[metric.PseudoLikelihood], metrics[metric.HiddenActivity] = s.PseudoLikelihood, s.Activity
	if s.Reconstruction != 0 {
		metrics[metric.Reconstruction] = s.Reconstruction
	}
	return metrics
}

func (s Stats) String() string {
	text := fmt.Sprintf("layer %d  pseudo-likelihood %.1f", s.Layer, s.PseudoLikelihood)
	if s.Reconstruction != 0 {
		text += fmt.Sprintf("  reconstruction %.1f", s.Reconstruction)
	}
	return text
}

// totals are sums over examples, so that a checkpoint in the middle of an epoch can hold them.
type totals struct {
	Reconstruction, PseudoLikelihood, Activity float64
	Images, Probes, Units                      int // number of terms in the sums above
}

// addData adds what a minibatch shows before any chain: sums are data·W, p are p(h=1|data).
func (s *totals) addData(m *rbm.Machine[float32], data, sums, p nn.Matrix[float32], probe rng.Stream) {
	for i := range min(probes, data.Rows) {
		s.PseudoLikelihood += pseudoLikelihood(m, data.Row(i), sums.Row(i), probe)
		s.Probes++
	}
	for _, v := range p.Row(0) {
		s.Activity += float64(v)
	}
	s.Units += p.Cols
	s.Images += data.Rows
}

// Stats returns the means, with the statistics of the layer.
func (s totals) Stats(layer stack.Stats) Stats {
	return Stats{
		Stats:            layer,
		Reconstruction:   s.Reconstruction / float64(s.Images),
		PseudoLikelihood: s.PseudoLikelihood / float64(s.Probes),
		Activity:         s.Activity / float64(s.Units),
	}
}
