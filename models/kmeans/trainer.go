package kmeans

import (
	"context"
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// A Config has the number of centroids: for MNIST 10,000, the number of samples in the protocol (Theis et al. 2016).
type Config struct{ Centroids int }

// A Trainer moves centroids by Lloyd's algorithm, an iteration an epoch. It is not safe for use by several goroutines.
type Trainer struct {
	Progress func(update int) // called after each iteration, unless nil

	config    Config
	images    nn.Matrix[float32] // training data, n×values
	centroids *nn.Param[float32]
	state     state

	search   search
	nearest  []int     // centroid of each image
	distance []float64 // squared distance to that centroid
	sums     []float64 // of the images of each cluster: centroids×values
}

// state is the progress of the training. A checkpoint holds it and the centroids.
type state struct {
	Key       string // of the run
	nn.Course        // an epoch is one update and never in progress between two calls
}

// New returns a trainer whose centroids are different images drawn at random. Its checkpoints belong to the run with this key.
func New(config Config, images nn.Matrix[float32], seed int64, key string) *Trainer {
	t := &Trainer{
		config:    config,
		images:    images,
		centroids: nn.NewParam[float32](nn.Shape{Name: "centroids", Rows: config.Centroids, Cols: images.Cols}),
		state:     state{Key: key},
		nearest:   make([]int, images.Rows),
		distance:  make([]float64, images.Rows),
		sums:      make([]float64, config.Centroids*images.Cols),
	}
	drawn := rng.For(seed, "init").Perm(images.Rows)
	nn.Gather(t.centroids.Value, images, drawn[:min(config.Centroids, images.Rows)])
	return t
}

// Epochs returns the number of finished iterations.
func (t *Trainer) Epochs() int { return t.state.Epoch }

// Updates returns the number of finished iterations, and the number in an epoch.
func (t *Trainer) Updates() (done, perEpoch int) { return t.state.Update, 1 }

// Epoch runs one iteration: all images go to the cluster of their nearest centroid, then each centroid to the mean of its cluster.
// When ctx ends it returns ctx's error and leaves the centroids unchanged.
func (t *Trainer) Epoch(ctx context.Context) (Stats, error) {
	if t.config.Centroids > t.images.Rows {
		return Stats{}, fmt.Errorf("%d centroids for %d training images: set fewer centroids", t.config.Centroids, t.images.Rows)
	}
	t.search.set(t.centroids.Value)
	for from := 0; from < t.images.Rows; from += tile {
		if err := ctx.Err(); err != nil {
			return Stats{}, err
		}
		some := t.images.From(from)
		t.search.nearest(some.First(min(tile, some.Rows)), t.nearest[from:], t.distance[from:])
	}
	stats := Stats{Distortion: mean(t.distance)}
	stats.Empty = t.move()
	t.state.Epoch++
	t.state.Update++
	if t.Progress != nil {
		t.Progress(t.state.Update)
	}
	return stats, nil
}

// move sets each centroid to the mean of its images, and returns how many centroids have no images. It sets each of those to an image
// that is farthest from its own centroid (the first one on a tie), and no two to the same image.
func (t *Trainer) move() (empty int) {
	counts := make([]int, t.config.Centroids)
	clear(t.sums)
	for i, j := range t.nearest {
		counts[j]++
		sum := t.sums[j*t.images.Cols:][:t.images.Cols]
		for k, v := range t.images.Row(i) {
			sum[k] += float64(v)
		}
	}
	for j, n := range counts {
		centroid := t.centroids.Value.Row(j)
		if n == 0 {
			far := farthest(t.distance)
			copy(centroid, t.images.Row(far))
			t.distance[far] = 0
			empty++
			continue
		}
		for k, sum := range t.sums[j*t.images.Cols:][:t.images.Cols] {
			centroid[k] = float32(sum / float64(n))
		}
	}
	return empty
}

func farthest(distance []float64) (at int) {
	for i, d := range distance {
		if d > distance[at] {
			at = i
		}
	}
	return at
}

func mean(values []float64) (mean float64) {
	for _, v := range values {
		mean += v
	}
	return mean / float64(len(values))
}
