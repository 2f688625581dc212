package theory

import (
	"context"

	"gan2014/internal/rng"
	"gan2014/models/nn"

	"gonum.org/v1/gonum/floats"
)

// A classifier of digits has a layer of tanh units and a sigmoid unit for each class.
type classifier struct {
	hidden, hiddenBias, class, classBias *nn.Param[float32]
}

const (
	classes         = 10
	classifierUnits = 128
	classifierBatch = 100
)

func newClassifier(values int, seed int64) classifier {
	param := func(name string, rows, cols int, reach float64) *nn.Param[float32] {
		p := nn.NewParam[float32](nn.Shape{Name: name, Rows: rows, Cols: cols})
		rng.Uniform(rng.For(seed, "classifier/"+name), p.Value.Data, -reach, reach)
		return p
	}
	return classifier{
		hidden: param("w", values, classifierUnits, .05), hiddenBias: param("b", 1, classifierUnits, 0),
		class: param("v", classifierUnits, classes, .1), classBias: param("c", 1, classes, 0),
	}
}

// train trains for the given number of epochs, each in a new order of the images.
func (c classifier) train(ctx context.Context, images nn.Matrix[float32], labels []byte, epochs int, seed int64) error {
	const rate, momentum = .2, .8
	update, x := 0, nn.NewMatrix[float32](classifierBatch, images.Cols)
	target := nn.NewMatrix[float32](classifierBatch, classes)
	for epoch := range epochs {
		order := rng.For(seed, "classifier/shuffle", epoch).Perm(images.Rows)
		for ; len(order) >= classifierBatch; order = order[classifierBatch:] {
			if err := ctx.Err(); err != nil {
				return err
			}
			nn.Gather(x, images, order[:classifierBatch])
			clear(target.Data)
			for i, row := range order[:classifierBatch] {
				target.Row(i)[labels[row]] = 1
			}
			c.gradient(x, target)
			update++
			if p := nn.Momentum([]*nn.Param[float32]{c.hidden, c.hiddenBias, c.class, c.classBias}, rate, momentum); p != nil {
				return &nn.Diverged{Update: update, What: "the classifier's " + p.Name}
			}
		}
	}
	return nil
}

// forward returns the hidden units and, for each class, the probability that an image is of it.
func (c classifier) forward(x nn.Matrix[float32]) (hidden, probability nn.Matrix[float32]) {
	product := func(x nn.Matrix[float32], w *nn.Param[float32]) (sums, values nn.Matrix[float32]) {
		sums, values = nn.NewMatrix[float32](x.Rows, w.Value.Cols), nn.NewMatrix[float32](x.Rows, w.Value.Cols)
		nn.Gemm(nn.NoTrans, nn.NoTrans, 1, x, w.Value, 0, sums)
		return sums, values
	}
	sums, hidden := product(x, c.hidden)
	nn.Tanh(hidden, sums, c.hiddenBias.Value)
	sums, probability = product(hidden, c.class)
	nn.Sigmoid(probability, sums, c.classBias.Value)
	return hidden, probability
}

// gradient computes the gradient of the mean cross-entropy, whose slope by what a sigmoid unit receives is probability − target.
func (c classifier) gradient(x, target nn.Matrix[float32]) {
	hidden, slope := c.forward(x)
	for i := range slope.Data {
		slope.Data[i] = (slope.Data[i] - target.Data[i]) / float32(x.Rows)
	}
	byHidden, below := nn.NewMatrix[float32](x.Rows, hidden.Cols), nn.NewMatrix[float32](x.Rows, hidden.Cols)
	nn.Gemm(nn.NoTrans, nn.Trans, 1, slope, c.class.Value, 0, byHidden)
	nn.TanhSlope(below, hidden, byHidden)
	nn.Gemm(nn.Trans, nn.NoTrans, 1, hidden, slope, 0, c.class.Gradient)
	nn.SumRows(c.classBias.Gradient, slope)
	nn.Gemm(nn.Trans, nn.NoTrans, 1, x, below, 0, c.hidden.Gradient)
	nn.SumRows(c.hiddenBias.Gradient, below)
}

// classify returns the likeliest class of each image.
func (c classifier) classify(images nn.Matrix[float32]) []int {
	_, probability := c.forward(images)
	labels, row := make([]int, images.Rows), make([]float64, classes)
	for i := range labels {
		for k, p := range probability.Row(i) {
			row[k] = float64(p)
		}
		labels[i] = floats.MaxIdx(row)
	}
	return labels
}

// accuracy returns the share of images whose class is right.
func (c classifier) accuracy(images nn.Matrix[float32], labels []byte) float64 {
	right := 0
	for i, class := range c.classify(images) {
		if class == int(labels[i]) {
			right++
		}
	}
	return float64(right) / float64(images.Rows)
}
