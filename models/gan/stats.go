package gan

import (
	"fmt"
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/metric"
	"gan2014/models/nn"
)

// Stats are means over the examples of an epoch, measured during training: with dropout and before each update.
type Stats struct {
	LossD, LossG float64 // nats
	Real, Fake   float64 // D(x), D(G(z))
	Accuracy     float64 // share of data and samples that D classifies correctly
	Rate         float64 // learning rate of the last update
	Momentum     float64

	NormD, NormG         float64 // L2 norms of all parameters after the epoch
	GradientD, GradientG float64 // L2 norms of the last gradients of the epoch; 0 if there was none
}

// Metrics returns the stats under their names in the database.
func (s Stats) Metrics() map[string]float64 {
	return map[string]float64{
		metric.LossD: s.LossD, metric.LossG: s.LossG, metric.Real: s.Real, metric.Fake: s.Fake, metric.Accuracy: s.Accuracy,
		metric.NormD: s.NormD, metric.NormG: s.NormG, metric.GradientD: s.GradientD, metric.GradientG: s.GradientG,
		metric.LearningRate: s.Rate, metric.Momentum: s.Momentum,
	}
}

func (s Stats) String() string {
	return fmt.Sprintf("loss D %.3f G %.3f  D(x) %.2f D(G(z)) %.2f", s.LossD, s.LossG, s.Real, s.Fake)
}

// totals are sums over examples, so that a checkpoint in the middle of an epoch can hold them.
type totals struct {
	NLogReal, NLogFake float64 // cross-entropy of data (−log D(x), without smoothing) and of samples, −log(1−D(G(z)))
	LossG              float64
	Real, Fake         float64
	Data, Samples, G   int // number of examples in the sums above
	Right              int // number of data and samples that D classifies correctly

	GradientD, GradientG float64 // not sums: see Stats
}

// addD adds the logits of a step of D. The first real logits belong to data, the others to samples. The target for data is 1 − smoothing:
// −(1−s)·log σ(l) − s·log(1−σ(l)) is −log σ(l) + s·l.
func (s *totals) addD(logits []float64, real int, smoothing float64) {
	for _, l := range logits[:real] {
		s.NLogReal += elementary.Softplus(-l) + float64(smoothing*l)
		s.Real += elementary.Sigmoid(l)
		s.Right += count(l > 0)
	}
	for _, l := range logits[real:] {
		s.NLogFake += elementary.Softplus(l)
		s.Fake += elementary.Sigmoid(l)
		s.Right += count(l < 0)
	}
	s.Data += real
	s.Samples += len(logits) - real
}

// addG adds the logits of the samples in a step of G.
func (s *totals) addG(logits []float64, loss Loss) {
	for _, l := range logits {
		s.LossG += loss.value(l)
	}
	s.G += len(logits)
}

func (s totals) means() Stats {
	data, samples, g := float64(s.Data), float64(s.Samples), float64(max(1, s.G))
	return Stats{
		LossD: (s.NLogReal/data + s.NLogFake/samples) / 2,
		LossG: s.LossG / g,
		Real:  s.Real / data,
		Fake:  s.Fake / samples,

		Accuracy:  float64(s.Right) / (data + samples),
		GradientD: s.GradientD,
		GradientG: s.GradientG,
	}
}

func count(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func finite(values []float64) bool {
	for _, v := range values {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return false
		}
	}
	return true
}

// widen returns float64 copies of logits.
func widen[T nn.Float](logits []T) []float64 {
	wide := make([]float64, len(logits))
	for i, l := range logits {
		wide[i] = float64(l)
	}
	return wide
}
