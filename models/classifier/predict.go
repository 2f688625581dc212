package classifier

import (
	"slices"

	"gan2014/models/nn"
)

// Probabilities returns the probability of each class for each image, as rows.
func (c *Classifier) Probabilities(images nn.Matrix[float32]) (nn.Matrix[float64], error) {
	logits, err := nn.Apply(c.net, images)
	if err != nil {
		return nn.Matrix[float64]{}, err
	}
	p := nn.NewMatrix[float64](logits.Rows, logits.Cols)
	for i := range p.Rows {
		softmax(p.Row(i), logits.Row(i))
	}
	return p, nil
}

// Accuracy returns the share of images whose most probable class is their label.
func (c *Classifier) Accuracy(images nn.Matrix[float32], labels []uint8) (float64, error) {
	logits, err := nn.Apply(c.net, images)
	if err != nil {
		return 0, err
	}
	hits := 0
	for i, label := range labels {
		if row := logits.Row(i); row[label] == slices.Max(row) {
			hits++
		}
	}
	return float64(hits) / float64(len(labels)), nil
}

// Features returns the output of the last hidden layer for each image, as rows.
func (c *Classifier) Features(images nn.Matrix[float32]) (nn.Matrix[float32], error) {
	return nn.Apply(c.net.Hidden(), images)
}
