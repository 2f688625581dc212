package classifier

import (
	"slices"

	"gan2014/models/nn"
)

// chunk is the number of images that are computed at a time.
const chunk = 500

// Probabilities returns the probability of each class for each image, as rows.
func (c *Classifier) Probabilities(images nn.Matrix[float32]) (nn.Matrix[float64], error) {
	logits, err := apply(c.net, images)
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
	logits, err := apply(c.net, images)
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
	last := len(c.net.Layers) - 1
	return apply(&nn.Net[float32]{Inputs: c.net.Inputs, Layers: c.net.Layers[:last], Params: c.net.Params[:2*last]}, images)
}

// apply returns the output of a net for each image.
func apply(net *nn.Net[float32], images nn.Matrix[float32]) (nn.Matrix[float32], error) {
	x := nn.NewMatrix[float32](chunk, net.Inputs)
	var y *nn.Node[float32]
	program, err := nn.Build(func(g *nn.Graph[float32]) []*nn.Node[float32] {
		y, _ = net.Forward(g, g.Input("x", x), nn.Pass[float32]{})
		return []*nn.Node[float32]{y}
	})
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	all := nn.NewMatrix[float32](images.Rows, net.Outputs())
	for done := 0; done < images.Rows; done += chunk {
		copy(x.Data, images.From(done).Data)
		if err := program.Run(); err != nil {
			return nn.Matrix[float32]{}, err
		}
		copy(all.From(done).Data, y.Data)
	}
	return all, nil
}
