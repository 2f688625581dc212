package measure

import (
	"context"
	"errors"
	"fmt"
	"io"

	"gan2014/datasets"
	"gan2014/internal/metrics"
	"gan2014/internal/rng"
	"gan2014/models/classifier"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// A Request says what to compare.
type Request struct {
	Samples parzen.Points // with the values of the data set
	Set     *datasets.Set
	Seed    int64    // of permutations, clusters and noise
	Only    []string // names of metrics; all if it is empty

	// Training keeps the numbers of training images for further requests of as many samples, which differ in nothing but the samples. It
	// may be nil.
	Training map[string][]Number

	// Recognise returns the classifier of the data set. It is called if a metric needs it and the images have labels.
	Recognise func(ctx context.Context) (*classifier.Classifier, error)
}

// Measure computes the metrics of as many samples as there are test images, at most 10,000. It writes a line for each to log.
func (r Request) Measure(ctx context.Context, log io.Writer) (*Measurement, error) {
	chosen, err := wanted(r.Only)
	if err != nil {
		return nil, err
	}
	m := &Measurement{Dataset: r.Set.Name, Samples: min(most, r.Samples.N, r.Set.Test.N, r.Set.Train.N), Warnings: []string{}}
	if m.Samples < most {
		m.Warnings = append(m.Warnings, fmt.Sprintf("%d samples are compared with as many test images: most of these numbers depend on how many there are, so compare them only with numbers of as many", m.Samples))
	}
	pixels, samples, training := r.pixels(m.Samples)
	if err := r.add(ctx, log, m, chosen, pixels, samples, training); err != nil {
		return nil, err
	}
	if len(r.Set.Labels.Train) == 0 {
		m.Warnings = append(m.Warnings, "the images of "+r.Set.Name+" have no labels, so there are no features to compare")
		return m, nil
	}
	if !needFeatures(chosen) {
		return m, nil
	}
	return m, r.addFeatures(ctx, log, m, chosen)
}

// most is the number of samples of the published numbers.
const most = 10_000

func needFeatures(chosen []metric) bool {
	for _, m := range chosen {
		if m.space != Pixels {
			return true
		}
	}
	return false
}

// pixels returns the pixels of the first n samples, and of as many training images, with noise within their levels.
func (r Request) pixels(n int) (v view, samples, training subject) {
	noisy := func(name string, values []float32, n int) parzen.Points {
		values = values[:n*r.Set.Train.Dim]
		if r.Set.Normalised() {
			values = r.Set.Display(values)
		}
		return metrics.Dequantise(parzen.Points{N: n, D: r.Set.Train.Dim, Data: values}, rng.For(r.Seed, "dequantise/"+name))
	}
	v = view{space: Pixels, seed: r.Seed, neighbours: new(metrics.Neighbours), train: noisy("train", r.Set.Train.Data, r.Set.Train.N), test: noisy("test", r.Set.Test.Data, n)}
	samples = subject{points: noisy("samples", r.Samples.Data, n)}
	samples.strangers = samples.points
	training = subject{points: first(v.train, n), strangers: noisy("valid", r.Set.Valid.Data, min(n, r.Set.Valid.N))}
	return v, samples, training
}

// addFeatures adds the metrics of the features, and of the classes.
func (r Request) addFeatures(ctx context.Context, log io.Writer, m *Measurement, chosen []metric) error {
	c, err := r.Recognise(ctx)
	if err != nil {
		return err
	}
	recognised, err := c.Accuracy(matrix(r.Set.Test, r.Set.Test.N), r.Set.Labels.Test)
	if err != nil {
		return err
	}
	m.Classifier = fmt.Sprintf("trained on %d images; it recognises %.2f %% of the test images", r.Set.Train.N, 100*recognised)
	v, samples, training, err := r.features(c, m.Samples)
	if err != nil {
		return err
	}
	return r.add(ctx, log, m, chosen, v, samples, training)
}

// features returns the features of the first n samples, and of as many training images, with the probabilities of their classes.
func (r Request) features(c *classifier.Classifier, n int) (v view, samples, training subject, err error) {
	of := func(images datasets.Images, n int) parzen.Points {
		f, failed := c.Features(matrix(images, n))
		err = errors.Join(err, failed)
		return parzen.Points{N: f.Rows, D: f.Cols, Data: f.Data}
	}
	classes := func(images datasets.Images) [][]float64 {
		p, failed := probabilities(c, images, n)
		err = errors.Join(err, failed)
		return p
	}
	drawn := datasets.Images{N: r.Samples.N, Dim: r.Samples.D, Data: r.Samples.Data}
	v = view{space: Features, seed: r.Seed, neighbours: new(metrics.Neighbours), train: of(r.Set.Train, r.Set.Train.N), test: of(r.Set.Test, n), counts: make([]int, classNumber)}
	for _, label := range r.Set.Labels.Test[:n] {
		v.counts[label]++
	}
	samples = subject{points: of(drawn, n), probabilities: classes(drawn)}
	samples.strangers = samples.points
	training = subject{points: first(v.train, n), strangers: of(r.Set.Valid, min(n, r.Set.Valid.N)), probabilities: classes(r.Set.Train)}
	return v, samples, training, err
}

func probabilities(c *classifier.Classifier, images datasets.Images, n int) ([][]float64, error) {
	p, err := c.Probabilities(matrix(images, n))
	rows := make([][]float64, p.Rows)
	for i := range rows {
		rows[i] = p.Row(i)
	}
	return rows, err
}

// matrix returns the first n images, a view.
func matrix(images datasets.Images, n int) nn.Matrix[float32] {
	return nn.Matrix[float32]{Rows: n, Cols: images.Dim, Data: images.Data[:n*images.Dim]}
}

// add computes the chosen metrics in one space.
func (r Request) add(ctx context.Context, log io.Writer, m *Measurement, chosen []metric, v view, samples, training subject) error {
	for _, c := range chosen {
		if c.space != "" && c.space != v.space {
			continue
		}
		fmt.Fprintf(log, "%s, %s\n", c.name, v.space)
		ours, err := c.compute(ctx, v, samples)
		if err != nil {
			return fmt.Errorf("%s: %w", c.name, err)
		}
		key := fmt.Sprintf("%s of %d training images, %s", c.name, m.Samples, v.space)
		best, known := r.Training[key]
		if !known {
			if best, err = c.compute(ctx, v, training); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
			if r.Training != nil {
				r.Training[key] = best
			}
		}
		for i, value := range c.values {
			m.Lines = append(m.Lines, Line{value.name, v.space, ours[i], best[i], value.definition, value.format})
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}
