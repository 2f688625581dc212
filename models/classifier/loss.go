package classifier

import (
	"math"

	"gan2014/internal/elementary"
	"gan2014/models/nn"
)

// softmax writes the probabilities of the classes to p: exp(lᵢ)/Σ exp(lⱼ) of the logits l.
func softmax[T nn.Float](p []float64, l []T) {
	most := math.Inf(-1)
	for _, v := range l {
		most = max(most, float64(v))
	}
	sum := 0.
	for i, v := range l {
		p[i] = elementary.Exp(float64(v) - most)
		sum += p[i]
	}
	for i := range p {
		p[i] /= sum
	}
}

// slopes writes the derivatives of the mean cross-entropy −log pₗ by the logits: (pᵢ − [i is the label])/n.
func slopes[T nn.Float](dst, logits nn.Matrix[T], labels []uint8) {
	p := make([]float64, logits.Cols)
	for i := range logits.Rows {
		softmax(p, logits.Row(i))
		p[labels[i]]--
		for j, v := range p {
			dst.Row(i)[j] = T(v / float64(logits.Rows))
		}
	}
}
