package run

import (
	"context"
	"fmt"
	"math"

	"gan2014/experiments/spec"
	"gan2014/internal/metric"
	"gan2014/internal/metrics"
	"gan2014/parzen"
	"gan2014/results"
)

// meanImageWindow returns the Parzen window of the mean training image, with which a trained system is compared. It returns nil for a control.
func (a *Attempt) meanImageWindow() (*parzen.Estimator, error) {
	if !a.trained() {
		return nil, nil
	}
	return parzen.New(meanImage(points(a.Set.Train)))
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

// warn records how varied the samples are. It warns of a trained system that scores below the mean image, or whose samples are almost all
// alike.
func (a *Attempt) warn(ctx context.Context, samples parzen.Points, evaluations []results.Evaluation, epoch int) error {
	if !a.trained() {
		return nil
	}
	share := math.NaN()
	if samples.N > 1 {
		share = metrics.Spread(samples) / metrics.Spread(points(a.Set.Train.First(samples.N)))
		if err := a.DB.Record(ctx, a.ID, []results.Metric{{Name: metric.SampleSpread, Epoch: epoch, Value: share}}); err != nil {
			return err
		}
	}
	for _, warning := range metric.Warnings(results.AboveMeanImage(evaluations), share) {
		fmt.Fprintln(a.Log, "WARNING:", warning)
	}
	return nil
}

// trained reports whether the run's system is a model that learns. The other systems are controls.
func (a *Attempt) trained() bool {
	switch a.System.Kind {
	case spec.GAN, spec.DBN, spec.CAE, spec.GSN, spec.DBM, spec.VAE, spec.GMMN, spec.TrainedGenerator, spec.Given:
		return true
	}
	return false
}
