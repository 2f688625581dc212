package extension

import (
	"context"
	"fmt"

	"gan2014/datasets"
	"gan2014/internal/metric"
	"gan2014/internal/metrics"
	"gan2014/models/classifier"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
	"gan2014/parzen"
	"gan2014/results"
)

// A Conditional measures samples that were made of wanted classes: sample i of class i modulo Classes.
type Conditional struct {
	Classes    int
	Set        *datasets.Set
	Recognise  *classifier.Classifier // of the data set, trained on its training images
	Config     classifier.Config      // of the classifiers that learn from samples, and from as many training images
	Grid       parzen.Grid            // candidates for sigma
	Validation int                    // validation images that choose it, all classes together
	Seed       int64                  // of these classifiers
}

// Measure measures samples: how many a classifier takes for what they were to be, what a classifier learns from them alone, and the likelihood
// of each class with the samples of that class.
func (c Conditional) Measure(ctx context.Context, samples parzen.Points) (r Result, err error) {
	wanted := make([]uint8, samples.N)
	for i := range wanted {
		wanted[i] = uint8(i % c.Classes)
	}
	r.Metrics = map[string]float64{}
	if r.Metrics[metric.LabelAgreement], err = c.Recognise.Accuracy(matrix(samples), wanted); err != nil {
		return r, err
	}
	training := points(c.Set.Train.First(samples.N))
	if r.Metrics[metric.AccuracyFromSamples], err = c.learn(ctx, samples, wanted); err != nil {
		return r, err
	}
	if r.Metrics[metric.AccuracyFromImages], err = c.learn(ctx, training, c.Set.Labels.Train[:training.N]); err != nil {
		return r, err
	}
	of, err := c.likelihoods(ctx, samples, wanted)
	if err != nil {
		return r, err
	}
	data, err := c.likelihoods(ctx, training, c.Set.Labels.Train[:training.N])
	if err != nil {
		return r, err
	}
	r.Metrics[metric.ClassLL], r.Metrics[metric.ClassLLOfImages] = meanOf(of), meanOf(data)
	r.Lines = []results.Line{
		{Figure: figure.ClassLikelihood.Name, Name: "samples of the class", Points: of},
		{Figure: figure.ClassLikelihood.Name, Name: "training images of the class", Points: data},
	}
	r.Metrics[metric.ClassSpread] = c.spread(samples, wanted) / c.spread(training, c.Set.Labels.Train[:training.N])
	return r, nil
}

// learn returns the share of test images that a classifier recognises which has seen nothing but these points.
func (c Conditional) learn(ctx context.Context, p parzen.Points, labels []uint8) (float64, error) {
	learned, err := classifier.Train(ctx, c.Config, matrix(p), labels, c.Seed)
	if err != nil {
		return 0, err
	}
	return learned.Accuracy(matrix(points(c.Set.Test)), c.Set.Labels.Test)
}

// likelihoods returns the mean log-likelihood of the test images of each class in nats, by a Parzen window on the points of that class. The
// validation images of the class choose sigma.
func (c Conditional) likelihoods(ctx context.Context, p parzen.Points, labels []uint8) (all []results.LinePoint, err error) {
	valid := points(c.Set.Valid.First(c.Validation))
	for class := range c.Classes {
		window, err := parzen.New(ofClass(p, labels, class))
		if err != nil {
			return nil, fmt.Errorf("class %d: %w", class, err)
		}
		choice, err := window.Choose(ctx, ofClass(valid, c.Set.Labels.Valid[:valid.N], class), c.Grid)
		if err != nil {
			return nil, fmt.Errorf("class %d: %w", class, err)
		}
		score, err := window.Score(ctx, ofClass(points(c.Set.Test), c.Set.Labels.Test, class), choice.Sigma)
		if err != nil {
			return nil, fmt.Errorf("class %d: %w", class, err)
		}
		all = append(all, interval(float64(class), score.LL, score.StdErrOverExamples))
	}
	return all, nil
}

// spread returns the root mean square distance between two points of the same class, as a mean over the classes.
func (c Conditional) spread(p parzen.Points, labels []uint8) (mean float64) {
	for class := range c.Classes {
		of := ofClass(p, labels, class)
		mean += metrics.Spread(of) / float64(c.Classes)
	}
	return mean
}

func meanOf(points []results.LinePoint) (mean float64) {
	for _, p := range points {
		mean += p.Y / float64(len(points))
	}
	return mean
}

// ofClass returns the points of a class, in their order.
func ofClass(p parzen.Points, labels []uint8, class int) parzen.Points {
	of := parzen.Points{D: p.D}
	for i, label := range labels {
		if int(label) == class {
			of.Data = append(of.Data, p.Data[i*p.D:(i+1)*p.D]...)
			of.N++
		}
	}
	return of
}

// points and matrix convert between the types of images. They share their memory.
func points(m datasets.Images) parzen.Points { return parzen.Points{N: m.N, D: m.Dim, Data: m.Data} }

func matrix(p parzen.Points) nn.Matrix[float32] {
	return nn.Matrix[float32]{Rows: p.N, Cols: p.D, Data: p.Data}
}
