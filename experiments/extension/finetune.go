package extension

import (
	"context"
	"fmt"

	"gan2014/datasets"
	"gan2014/internal/metric"
	"gan2014/internal/rng"
	"gan2014/internal/stats"
	"gan2014/models/classifier"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
	"gan2014/results"
)

// FewLabels measures what the features of trained nets are worth where few images have labels. For each number of labels and each draw of so
// many training images, it trains classifiers of the same data, in the same order, and counts their errors on all test images. No label but
// these is used, not even to stop: the number of updates is fixed.
type FewLabels struct {
	Nets    *gan.Trainer
	Infers  *gan.Inferrer // nil if there is none
	Set     *datasets.Set
	Classes int
	Labels  []int // numbers of labelled images
	Draws   int
	Updates int // of a classifier, at most
	Config  classifier.Config
	Seed    int64
	Tell    func(done, total int) // receives progress, unless nil
}

// A start is what a classifier begins with.
type start struct {
	name, legend string
	train, test  nn.Matrix[float32]                // what it is given: images, or features of them
	net          func(seed int64) *nn.Net[float32] // before its training
}

// Measure returns the mean error of each start by the number of labels, and the mean difference of the nets from scratch and of the pretrained
// ones, which are trained on the same draws, all with intervals over the draws.
func (m FewLabels) Measure(ctx context.Context) (Result, error) {
	starts, err := m.starts()
	if err != nil {
		return Result{}, err
	}
	r := Result{Metrics: map[string]float64{}, Lines: make([]results.Line, len(starts))}
	gain := results.Line{Figure: figure.FewLabelsGain.Name, Name: "errors from scratch less those of pretrained nets"}
	for i, s := range starts {
		r.Lines[i] = results.Line{Figure: figure.FewLabelsError.Name, Name: s.legend}
	}
	for k, labels := range m.Labels {
		errors := make([][]float64, len(starts))
		for draw := range m.Draws {
			for i, s := range starts {
				e, err := m.errorOf(ctx, s, labels, draw)
				if err != nil {
					return r, err
				}
				errors[i] = append(errors[i], e)
				if m.Tell != nil {
					m.Tell((k*m.Draws+draw)*len(starts)+i+1, len(m.Labels)*m.Draws*len(starts))
				}
			}
		}
		x := float64(labels)
		for i, s := range starts {
			p := overDraws(x, errors[i])
			r.Lines[i].Points = append(r.Lines[i].Points, p)
			r.Metrics[fmt.Sprintf("%s_%s_%d", metric.FewLabelsError, s.name, labels)] = p.Y
		}
		var differences []float64
		for draw := range m.Draws {
			differences = append(differences, errors[0][draw]-errors[1][draw])
		}
		p := overDraws(x, differences)
		gain.Points = append(gain.Points, p)
		for name, v := range map[string]float64{metric.FewLabelsGain: p.Y, metric.FewLabelsGainLow: p.Low, metric.FewLabelsGainHigh: p.High} {
			r.Metrics[fmt.Sprintf("%s_%d", name, labels)] = v
		}
	}
	r.Lines = append(r.Lines, gain)
	return r, nil
}

// overDraws returns the mean over draws with its 95 % interval by Student's t distribution.
func overDraws(x float64, values []float64) results.LinePoint {
	mean, sd := stats.MeanSD(values)
	half := stats.HalfWidth(sd, len(values), .95)
	return results.LinePoint{X: x, Y: mean, Low: mean - half, High: mean + half}
}

// starts lists what classifiers begin with: the first two are nets like the discriminator, from scratch and pretrained.
func (m FewLabels) starts() ([]start, error) {
	train, test := matrix(points(m.Set.Train)), matrix(points(m.Set.Test))
	all := []start{
		{"scratch", "from scratch", train, test, func(seed int64) *nn.Net[float32] { return m.Nets.Recogniser(m.Classes, false, seed) }},
		{"pretrained", "from the trained discriminator", train, test, func(seed int64) *nn.Net[float32] { return m.Nets.Recogniser(m.Classes, true, seed) }},
	}
	frozen := func(name, legend string, features func(nn.Matrix[float32]) (nn.Matrix[float32], error)) error {
		of, err := features(train)
		if err != nil {
			return err
		}
		held, err := features(test)
		if err != nil {
			return err
		}
		top := []nn.Layer{{Kind: "linear", Units: m.Classes, IRange: .005}}
		all = append(all, start{name, legend, of, held, func(seed int64) *nn.Net[float32] { return nn.NewNet[float32]("top", of.Cols, top, seed) }})
		return nil
	}
	if err := frozen("frozen", "one layer on the discriminator's features", m.Nets.Features); err != nil {
		return nil, err
	}
	if m.Infers == nil {
		return all, nil
	}
	return all, frozen("inferred", "one layer on the inference net's features", m.Infers.Features)
}

// errorOf trains a classifier on a draw of labelled images and returns the share of test images that it does not recognise.
func (m FewLabels) errorOf(ctx context.Context, s start, labels, draw int) (float64, error) {
	rows := rng.For(m.Seed, "labels", labels, draw).Perm(s.train.Rows)[:labels]
	x, of := nn.NewMatrix[float32](labels, s.train.Cols), make([]uint8, labels)
	nn.Gather(x, s.train, rows)
	for i, row := range rows {
		of[i] = m.Set.Labels.Train[row]
	}
	config := m.Config
	config.Epochs = max(1, m.Updates*config.Batch/labels)
	seed := m.Seed*1000 + int64(draw)
	learned, err := classifier.FineTune(ctx, config, s.net(seed), x, of, seed)
	if err != nil {
		return 0, fmt.Errorf("%s, %d labels: %w", s.legend, labels, err)
	}
	right, err := learned.Accuracy(s.test, m.Set.Labels.Test)
	return 1 - right, err
}
