package run

import (
	"context"
	"fmt"
	"math"

	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/parzen"
	"gan2014/results"
)

// compareWithMeanImage records how far the scores lie above those of the mean training image by the same protocol, and how varied the
// samples are. It warns of a trained system that scores below the mean image, or whose samples are almost all alike.
func (a *Attempt) compareWithMeanImage(ctx context.Context, samples parzen.Points, evaluations []results.Evaluation, epoch int) error {
	above, err := a.aboveMeanImage(ctx, evaluations)
	if err != nil {
		return err
	}
	metrics := []results.Metric{{Name: metric.AboveMeanImage, Epoch: epoch, Value: above}}
	spreadShare := math.NaN()
	if samples.N > 1 {
		spreadShare = spread(samples) / spread(points(a.Set.Train.First(samples.N)))
		metrics = append(metrics, results.Metric{Name: metric.SampleSpread, Epoch: epoch, Value: spreadShare})
	}
	if err := a.DB.Record(ctx, a.ID, metrics); err != nil || !a.trained() {
		return err
	}
	for _, warning := range metric.Warnings(above, spreadShare) {
		fmt.Fprintln(a.Log, "WARNING:", warning)
	}
	return nil
}

// trained reports whether the run's system is a model that learns. The other systems are controls.
func (a *Attempt) trained() bool {
	switch a.System.Kind {
	case spec.GAN, spec.DBN, spec.CAE, spec.GSN:
		return true
	}
	return false
}

// aboveMeanImage returns by how many nats the scores exceed those of the mean training image, the least over the grids.
func (a *Attempt) aboveMeanImage(ctx context.Context, evaluations []results.Evaluation) (least float64, err error) {
	window, err := parzen.New(meanImage(points(a.Set.Train)))
	if err != nil {
		return 0, err
	}
	least = math.Inf(1)
	for i, grid := range a.System.Evaluation.Grids {
		constant, err := a.evaluate(ctx, window, grid)
		if err != nil {
			return 0, err
		}
		least = min(least, evaluations[i].LL-constant.LL)
	}
	return least, nil
}

// meanImage returns the mean of the images as one point.
func meanImage(images parzen.Points) parzen.Points {
	sums := make([]float64, images.D)
	for i := range images.N {
		for k, v := range images.Data[i*images.D:][:images.D] {
			sums[k] += float64(v)
		}
	}
	mean := parzen.Points{N: 1, D: images.D, Data: make([]float32, images.D)}
	for k, sum := range sums {
		mean.Data[k] = float32(sum / float64(images.N))
	}
	return mean
}
