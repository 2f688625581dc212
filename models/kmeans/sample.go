package kmeans

import (
	"fmt"

	"gan2014/internal/rng"
	"gan2014/models/nn"
)

// Sample returns n different centroids (n×values, each in [0,1]) in random order. It is an error if n exceeds their number.
func (t *Trainer) Sample(n int, s rng.Stream) (nn.Matrix[float32], error) {
	if n > t.config.Centroids {
		return nn.Matrix[float32]{}, fmt.Errorf("%d samples from %d centroids: set more centroids or fewer samples", n, t.config.Centroids)
	}
	samples := nn.NewMatrix[float32](n, t.images.Cols)
	nn.Gather(samples, t.centroids.Value, s.Perm(t.config.Centroids)[:n])
	return samples, nil
}

// Protocol describes in one line how Sample takes samples.
func (t *Trainer) Protocol() string {
	return fmt.Sprintf("%d k-means centroids of the training images as samples", t.config.Centroids)
}
