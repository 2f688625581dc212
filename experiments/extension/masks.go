package extension

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"gan2014/datasets"
	"gan2014/internal/metric"
	"gan2014/internal/metrics"
	"gan2014/internal/parallel"
	"gan2014/internal/rng"
	"gan2014/models/classifier"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
	"gan2014/parzen"
	"gan2014/results"
)

// Completions measures a generator that completes images: for each kind of mask, the likelihood of the missing pixels of test images given the
// others, by a Parzen window on its completions.
//
// The control completes an image with the missing pixels of the training images that are nearest to it in the given ones.
type Completions struct {
	Generator gan.Generator
	Masks     gan.Masks
	Set       *datasets.Set
	Recognise *classifier.Classifier // of the data set; nil for images without labels
	Grid      parzen.Grid            // candidates for sigma
	Images    int                    // test images that are completed, and as many validation images, which choose sigma
	Each      int                    // completions of an image
	Seed      int64
}

// A completer returns completions of an image, one a row. Row i of both arguments belongs to image i.
type completer func(ctx context.Context, images, hidden nn.Matrix[float32], i int) (nn.Matrix[float32], error)

// Measure measures each kind of mask but that of everything, which is measured as the samples of the run.
func (m Completions) Measure(ctx context.Context) (Result, error) {
	r := Result{Metrics: map[string]float64{}}
	lines := []results.Line{{Figure: figure.CompletionLikelihood.Name, Name: "completions"}, {Figure: figure.CompletionLikelihood.Name, Name: "nearest training images"}}
	at := 0.0
	for _, kind := range m.Masks.Kinds {
		if kind == gan.Everything {
			continue
		}
		at++
		test := m.drawn("test", kind, m.Set.Test)
		valid := m.drawn("validation", kind, m.Set.Valid)
		for i, by := range []struct {
			suffix string
			of     completer
		}{{"", m.complete}, {metric.OfNearest, m.nearest}} {
			s, err := m.score(ctx, by.of, valid, test)
			if err != nil {
				return r, fmt.Errorf("masks of %s: %w", kind, err)
			}
			lines[i].Points = append(lines[i].Points, interval(at, s.ll, s.stdErr))
			name := func(of string) string { return of + "_" + string(kind) + by.suffix }
			r.Metrics[name(metric.CompletionLL)] = s.ll
			r.Metrics[name(metric.CompletionSpread)] = s.spread
			if m.Recognise != nil {
				r.Metrics[name(metric.CompletionRecognised)] = s.recognised
			}
		}
	}
	r.Lines = lines
	return r, nil
}

// A task is a number of images with their missing values.
type task struct{ images, hidden nn.Matrix[float32] }

// drawn returns the first images of a set, with masks of a kind.
func (m Completions) drawn(name string, kind gan.Mask, of datasets.Images) task {
	n := min(m.Images, of.N)
	return task{matrix(points(of.First(n))), m.Masks.Draw(n, kind, rng.For(m.Seed, "eval/masks/"+name+"/"+string(kind)))}
}

// A completionScore is the score of one completer on one kind of mask.
type completionScore struct {
	ll, stdErr float64 // of the missing pixels given the others, in nats an image
	spread     float64 // root mean square distance of two completions of an image
	recognised float64 // share of first completions that a classifier takes for the class of the image
}

func (m Completions) score(ctx context.Context, by completer, valid, test task) (s completionScore, err error) {
	chosen, err := m.likelihoods(ctx, by, valid, m.Grid, nil)
	if err != nil {
		return s, err
	}
	best := 0
	for k := range m.Grid {
		if mean(chosen[k]) > mean(chosen[best]) {
			best = k
		}
	}
	first := nn.NewMatrix[float32](test.images.Rows, test.images.Cols)
	squares := 0.0
	each, err := m.likelihoods(ctx, by, test, m.Grid[best:best+1], func(i int, completions nn.Matrix[float32]) {
		copy(first.Row(i), completions.Row(0))
		spread := metrics.Spread(pointsOf(completions))
		squares += float64(spread*spread) / float64(test.images.Rows)
	})
	if err != nil {
		return s, err
	}
	s.ll, s.spread = mean(each[0]), math.Sqrt(squares)
	s.stdErr = standardError(each[0])
	if m.Recognise != nil {
		s.recognised, err = m.Recognise.Accuracy(first, m.Set.Labels.Test[:first.Rows])
	}
	return s, err
}

// likelihoods returns the log density of the missing values of each image, at each sigma: element [k][i] belongs to sigma k and image i. seen,
// unless nil, is given the completions of each image.
func (m Completions) likelihoods(ctx context.Context, by completer, t task, sigmas parzen.Grid, seen func(i int, completions nn.Matrix[float32])) ([][]float64, error) {
	all := make([][]float64, len(sigmas))
	for i := range t.images.Rows {
		completions, err := by(ctx, t.images, t.hidden, i)
		if err != nil {
			return nil, err
		}
		if seen != nil {
			seen(i, completions)
		}
		window, err := parzen.New(missing(completions, t.hidden.Row(i)))
		if err != nil {
			return nil, err
		}
		image := nn.Matrix[float32]{Rows: 1, Cols: t.images.Cols, Data: t.images.Row(i)}
		lls, err := window.LogProb(ctx, missing(image, t.hidden.Row(i)), sigmas)
		if err != nil {
			return nil, err
		}
		for k := range sigmas {
			all[k] = append(all[k], lls[k][0])
		}
	}
	return all, nil
}

// missing returns the missing values of each row.
func missing(rows nn.Matrix[float32], hidden []float32) parzen.Points {
	p := parzen.Points{N: rows.Rows}
	for i := range rows.Rows {
		for k, v := range rows.Row(i) {
			if hidden[k] == 1 {
				p.Data = append(p.Data, v)
			}
		}
	}
	p.D = len(p.Data) / p.N
	return p
}

// complete lets the generator complete an image, with fresh noise for each completion.
func (m Completions) complete(_ context.Context, images, hidden nn.Matrix[float32], i int) (nn.Matrix[float32], error) {
	return m.Generator.Completions(images.Row(i), hidden.Row(i), m.Each, rng.For(m.Seed, "eval/completions", i))
}

// nearest completes an image with the missing values of the training images that are nearest to it in its other values, the nearest first.
func (m Completions) nearest(_ context.Context, images, hidden nn.Matrix[float32], i int) (nn.Matrix[float32], error) {
	image, gone := images.Row(i), hidden.Row(i)
	train := m.Set.Train
	type neighbour struct {
		row      int
		distance float32
	}
	all := make([]neighbour, train.N)
	parallel.For(parallel.Workers(), train.N, 1000, func(from, to int) {
		for row := from; row < to; row++ {
			all[row] = neighbour{row, givenDistance(image, train.Row(row), gone)}
		}
	})
	slices.SortFunc(all, func(a, b neighbour) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.row, b.row))
	})
	completions := nn.NewMatrix[float32](m.Each, len(image))
	for k := range m.Each {
		for j, v := range train.Row(all[k].row) {
			completions.Row(k)[j] = image[j]
			if gone[j] == 1 {
				completions.Row(k)[j] = v
			}
		}
	}
	return completions, nil
}

// givenDistance returns the squared distance of two images in the values that are not missing.
func givenDistance(x, y, hidden []float32) (sum float32) {
	for k, v := range x {
		d := float32((v - y[k]) * (1 - hidden[k]))
		sum += float32(d * d)
	}
	return sum
}

// standardError returns the standard error of the mean of x.
func standardError(x []float64) float64 {
	m, sum := mean(x), 0.0
	for _, v := range x {
		sum += float64((v - m) * (v - m))
	}
	n := float64(len(x))
	return math.Sqrt(sum / (n - 1) / n)
}
