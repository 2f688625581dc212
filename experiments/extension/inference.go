package extension

import (
	"context"
	"math"

	"gan2014/datasets"
	"gan2014/internal/metric"
	"gan2014/internal/rng"
	"gan2014/models/classifier"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// An Inference measures a net that predicts the z of an image.
type Inference struct {
	Generator gan.Generator
	Net       *gan.Inferrer
	Set       *datasets.Set
	Recognise *classifier.Classifier // of the data set; nil for images without labels
	Search    Search
	Seed      int64
}

// A Search looks for the z of test images by gradient descent.
type Search struct {
	Images int // from the first
	Starts int // from random z; one more is from the predicted one
	Steps  int
}

// Measure measures the net on fresh samples, whose z is known, and on test images: how near to an image the generator comes with the predicted
// z, with that of another image, and with the z found by descent; whether a classifier still recognises it; and how well a neighbour in the
// net's features tells the class.
func (m Inference) Measure(ctx context.Context) (r Result, err error) {
	r.Metrics = map[string]float64{}
	test := matrix(points(m.Set.Test))
	if r.Metrics[metric.NoiseR2], err = m.explained(test.Rows); err != nil {
		return r, err
	}
	made, err := m.remade(test)
	if err != nil {
		return r, err
	}
	r.Metrics[metric.ReconstructionByNoise] = meanDistance(test, made, 0)
	r.Metrics[metric.ReconstructionOfOthers] = meanDistance(test, made, 1)
	if err := m.search(ctx, r.Metrics); err != nil {
		return r, err
	}
	if m.Recognise == nil {
		return r, nil
	}
	if r.Metrics[metric.ReconstructionRecognised], err = m.Recognise.Accuracy(made, m.Set.Labels.Test); err != nil {
		return r, err
	}
	return r, m.neighbours(ctx, r.Metrics)
}

// explained returns 1 − MSE/variance of the predicted z of n fresh samples: 1 for exact predictions, 0 for the mean of z, which has variance 1.
func (m Inference) explained(n int) (float64, error) {
	z := m.Generator.Noise(n, rng.For(m.Seed, "eval/inference"))
	images, err := m.Generator.Generate(z)
	if err != nil {
		return 0, err
	}
	guess, err := m.Net.Noise(images)
	if err != nil {
		return 0, err
	}
	sum := 0.0
	for i, v := range guess.Data {
		d := float64(v) - float64(z.Data[i])
		sum += float64(d * d)
	}
	return 1 - sum/float64(len(guess.Data)), nil
}

// remade returns the images that the generator makes of the predicted z.
func (m Inference) remade(images nn.Matrix[float32]) (nn.Matrix[float32], error) {
	z, err := m.Net.Noise(images)
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	return m.Generator.Generate(z)
}

// search measures the distance of test images from what the generator makes of z found by descent, from the predicted z and, for comparison,
// from random ones, of which the best counts. It also measures the distance with the predicted z for the same images.
func (m Inference) search(ctx context.Context, to map[string]float64) error {
	images := matrix(points(m.Set.Test.First(min(m.Search.Images, m.Set.Test.N))))
	guess, err := m.Net.Noise(images)
	if err != nil {
		return err
	}
	from, err := m.found(ctx, images, guess)
	if err != nil {
		return err
	}
	best := make([]float64, images.Rows)
	for i := range best {
		best[i] = math.Inf(1)
	}
	for start := range m.Search.Starts {
		random, err := m.found(ctx, images, m.Generator.Noise(images.Rows, rng.For(m.Seed, "eval/search", start)))
		if err != nil {
			return err
		}
		for i := range best {
			best[i] = min(best[i], distance(images.Row(i), random.Row(i)))
		}
	}
	made, err := m.Generator.Generate(guess)
	if err != nil {
		return err
	}
	to[metric.ReconstructionOfSearched] = meanDistance(images, made, 0)
	to[metric.ReconstructionBySearch] = meanDistance(images, from, 0)
	to[metric.ReconstructionByRandomSearch] = mean(best)
	return nil
}

// found returns the images of the z that a search finds.
func (m Inference) found(ctx context.Context, images, start nn.Matrix[float32]) (nn.Matrix[float32], error) {
	z, err := m.Generator.Search(ctx, images, start, m.Search.Steps)
	if err != nil {
		return nn.Matrix[float32]{}, err
	}
	return m.Generator.Generate(z)
}

// neighbours measures the share of test images whose nearest training image has the same label: in pixels, in the predicted z, and in the last
// hidden layer of the net.
func (m Inference) neighbours(ctx context.Context, to map[string]float64) error {
	same := func(name string, of func(nn.Matrix[float32]) (nn.Matrix[float32], error)) error {
		test, err := of(matrix(points(m.Set.Test)))
		if err != nil {
			return err
		}
		train, err := of(matrix(points(m.Set.Train)))
		if err != nil {
			return err
		}
		nearest, err := parzen.Nearest(ctx, pointsOf(test), pointsOf(train))
		if err != nil {
			return err
		}
		for i, j := range nearest {
			if m.Set.Labels.Test[i] == m.Set.Labels.Train[j] {
				to[name] += 1 / float64(len(nearest))
			}
		}
		return nil
	}
	pixels := func(x nn.Matrix[float32]) (nn.Matrix[float32], error) { return x, nil }
	if err := same(metric.NeighbourInPixels, pixels); err != nil {
		return err
	}
	if err := same(metric.NeighbourInNoise, m.Net.Noise); err != nil {
		return err
	}
	return same(metric.NeighbourInFeatures, m.Net.Features)
}

// meanDistance returns the mean L2 distance of each image from the one that is so many rows further in others, in a circle.
func meanDistance(images, others nn.Matrix[float32], further int) (sum float64) {
	for i := range images.Rows {
		sum += distance(images.Row(i), others.Row((i+further)%images.Rows))
	}
	return sum / float64(images.Rows)
}

func distance(x, y []float32) (sum float64) {
	for k, v := range x {
		d := float64(v) - float64(y[k])
		sum += float64(d * d)
	}
	return math.Sqrt(sum)
}

func mean(x []float64) (sum float64) {
	for _, v := range x {
		sum += v / float64(len(x))
	}
	return sum
}

func pointsOf(m nn.Matrix[float32]) parzen.Points {
	return parzen.Points{N: m.Rows, D: m.Cols, Data: m.Data}
}
