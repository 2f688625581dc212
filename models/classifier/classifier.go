package classifier

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Classifier is a trained net. It is not safe for use by several goroutines.
type Classifier struct {
	net *nn.Net[float32]
}

// Train trains a net on images with labels from 0 on. It stops with ctx's error when ctx ends.
func Train(ctx context.Context, config Config, images nn.Matrix[float32], labels []uint8, seed int64) (*Classifier, error) {
	if len(labels) == 0 {
		return nil, errors.New("train a classifier: there are no labels")
	}
	if s := config.Shift; s.Most > 0 && (s.Height*s.Width < 1 || images.Cols%(s.Height*s.Width) != 0) {
		return nil, fmt.Errorf("train a classifier: images of %d values are not made of %d×%d pixels", images.Cols, s.Height, s.Width)
	}
	classes := int(slices.Max(labels)) + 1
	return FineTune(ctx, config, nn.NewNet[float32]("C", images.Cols, config.layers(images.Cols, classes), seed), images, labels, seed)
}

// FineTune trains a given net further, whose last layer is linear with a unit for each class. Of the recipe it needs all but what describes the
// net; the dropout is that of the net's layers.
func FineTune(ctx context.Context, config Config, net *nn.Net[float32], images nn.Matrix[float32], labels []uint8, seed int64) (*Classifier, error) {
	if images.Rows == 0 || images.Rows != len(labels) || config.Batch < 1 || images.Rows < config.Batch {
		return nil, fmt.Errorf("train a classifier: %d images, %d labels, batches of %d: a label for each image and at least one batch are needed", images.Rows, len(labels), config.Batch)
	}
	t := &training{config: config, images: images, labels: labels, seed: seed, net: net}
	var err error
	if t.step, err = newStep(t.net, config.Batch); err != nil {
		return nil, err
	}
	for range config.Epochs {
		if err := t.epoch(ctx); err != nil {
			return nil, err
		}
	}
	return &Classifier{t.net}, nil
}

// A training is the state of Train.
type training struct {
	config Config
	images nn.Matrix[float32]
	labels []uint8
	seed   int64
	net    *nn.Net[float32]
	step   *step[float32]
	course nn.Course
	fill   nn.Dropout
}

// epoch uses each image once, in a new random order, but for a last minibatch that is not full.
func (t *training) epoch(ctx context.Context) error {
	order := rng.For(t.seed, "classifier/shuffle", t.course.Epoch).Perm(t.images.Rows)
	order = order[:len(order)/t.config.Batch*t.config.Batch]
	return t.course.Finish(ctx, order, t.config.Batch, t.update, nil)
}

func (t *training) update(rows []int) error {
	nn.Gather(t.step.x, t.images, rows)
	t.config.Shift.apply(t.step.x, rng.For(t.seed, "classifier/shift", t.course.Update))
	for i, r := range rows {
		t.step.labels[i] = t.labels[r]
	}
	for i, m := range t.step.masks {
		if m.Rows > 0 {
			t.fill.Fill(rng.For(t.seed, "classifier/dropout", t.course.Update, i), m.Data, t.net.Layers[i].Keep)
		}
	}
	if err := t.step.program.Run(); err != nil {
		return fmt.Errorf("train a classifier: update %d: %w", t.course.Update+1, err)
	}
	if p := nn.Momentum(t.net.Params, t.config.Rate.At(t.course.Update), t.config.Momentum); p != nil {
		return &nn.Diverged{Update: t.course.Update + 1, What: p.Name}
	}
	return nil
}
