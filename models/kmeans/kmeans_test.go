package kmeans

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
)

// clouds returns images of 20 values around 12 centres, more than a tile of them.
func clouds(n int) nn.Matrix[float32] {
	centres, images := nn.NewMatrix[float32](12, 20), nn.NewMatrix[float32](n, 20)
	rng.Uniform(rng.For(1, "centres"), centres.Data, .2, .8)
	rng.Uniform(rng.For(1, "images"), images.Data, -.2, .2)
	for i := range images.Rows {
		for k, c := range centres.Row(i % 12) {
			images.Row(i)[k] += c
		}
	}
	return images
}

func TestLaws(t *testing.T) {
	images := clouds(47)
	trainertest.Laws(t, func(seed int64, key string) trainertest.Trainer[Stats] {
		return New(Config{Centroids: 25}, images, seed, key)
	}, 3)
}

// lloyd computes an iteration by the definition, in float64.
func lloyd(images, centroids nn.Matrix[float32]) (distortion float64, moved nn.Matrix[float32], counts []int) {
	moved, counts = nn.NewMatrix[float32](centroids.Rows, centroids.Cols), make([]int, centroids.Rows)
	sums := make([]float64, len(moved.Data))
	for i := range images.Rows {
		at, least := 0, math.Inf(1)
		for j := range centroids.Rows {
			d := 0.
			for k, v := range images.Row(i) {
				d += math.Pow(float64(v)-float64(centroids.Row(j)[k]), 2)
			}
			if d < least {
				at, least = j, d
			}
		}
		distortion += least / float64(images.Rows)
		counts[at]++
		for k, v := range images.Row(i) {
			sums[at*images.Cols+k] += float64(v)
		}
	}
	for i, sum := range sums {
		moved.Data[i] = float32(sum / float64(counts[i/images.Cols]))
	}
	return distortion, moved, counts
}

// TestIterationsAsDefined checks that each of ten iterations equals one by the definition, and that the distortion falls.
func TestIterationsAsDefined(t *testing.T) {
	images := clouds(3*tile + 5)
	trainer := New(Config{Centroids: 30}, images, 1, "")
	last := math.Inf(1)
	for iteration := range 10 {
		distortion, moved, counts := lloyd(images, trainer.centroids.Value)
		if slices.Min(counts) == 0 {
			t.Fatal("a cluster is empty: choose other data")
		}
		stats, err := trainer.Epoch(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(stats.Distortion-distortion) > 1e-12 || !slices.Equal(trainer.centroids.Value.Data, moved.Data) {
			t.Fatalf("iteration %d differs from the definition: distortion %.15g, want %.15g", iteration, stats.Distortion, distortion)
		}
		if stats.Distortion > last {
			t.Errorf("iteration %d: the distortion rises from %g to %g", iteration, last, stats.Distortion)
		}
		last = stats.Distortion
	}
}

// TestNearestBeyondRounding checks that the exact comparison decides between near neighbours. With a common offset of 1,000 the products
// have a rounding of about .1, which is more than the difference of the distances.
func TestNearestBeyondRounding(t *testing.T) {
	images := clouds(tile)
	for i := range images.Data {
		images.Data[i] += 1000
	}
	centroids := images.First(100)
	var s search
	s.set(centroids)
	nearest, distance := make([]int, tile), make([]float64, tile)
	s.nearest(images, nearest, distance)
	for i := range images.Rows {
		at := 0
		for j := range centroids.Rows {
			if squaredDistance(images.Row(i), centroids.Row(j)) < squaredDistance(images.Row(i), centroids.Row(at)) {
				at = j
			}
		}
		if nearest[i] != at || distance[i] != squaredDistance(images.Row(i), centroids.Row(at)) {
			t.Errorf("the nearest of image %d is %d at %g, want %d", i, nearest[i], distance[i], at)
		}
	}
}

// TestNearestInManyDimensions compares the search with all distances where the subspace leaves a part of every vector. Each tenth centroid
// stands twice in the list, so that the first of two at the same distance is the right one.
func TestNearestInManyDimensions(t *testing.T) {
	const centroids, values = 400, 300
	all := nn.NewMatrix[float32](centroids+tile, values)
	s := rng.For(1, "many dimensions")
	rng.Normal(s, all.Data)
	for j := 10; j < centroids; j += 10 {
		copy(all.Row(j), all.Row(j-1))
	}
	images := all.From(centroids)
	for i := range images.Rows / 2 { // close to one of the centroids
		for k := range values {
			images.Row(i)[k] = all.Row(i)[k] + images.Row(i)[k]/10
		}
	}
	var found search
	found.set(all.First(centroids))
	nearest, distance := make([]int, tile), make([]float64, tile)
	found.nearest(images, nearest, distance)
	for i := range images.Rows {
		at := 0
		for j := range centroids {
			if squaredDistance(images.Row(i), all.Row(j)) < squaredDistance(images.Row(i), all.Row(at)) {
				at = j
			}
		}
		if nearest[i] != at || distance[i] != squaredDistance(images.Row(i), all.Row(at)) {
			t.Errorf("the nearest of image %d is %d at %g, want %d", i, nearest[i], distance[i], at)
		}
	}
}

// TestEmptyClusters checks that empty clusters go to the farthest images and that the distortion keeps falling. Equal images cause empty
// clusters, because the first of equal centroids gets all images.
func TestEmptyClusters(t *testing.T) {
	images := nn.NewMatrix[float32](40, 2)
	for i := range 10 { // thirty images are equal, ten lie on a line
		images.Row(i)[0] = float32(1 + i)
	}
	trainer := New(Config{Centroids: 11}, images, 1, "")
	clear(trainer.centroids.Value.Data)
	first, err := trainer.Epoch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if first.Empty != 10 || first.Distortion != 385./40 { // 1² + 2² + … + 10²
		t.Errorf("%+v, want 10 empty clusters and a distortion of 385/40", first)
	}
	if got, want := trainer.centroids.Value.Data[2:], []float32{10, 0, 9, 0, 8, 0, 7, 0, 6, 0, 5, 0, 4, 0, 3, 0, 2, 0, 1, 0}; !slices.Equal(got, want) {
		t.Errorf("empty clusters went to %v, want %v", got, want)
	}
	last := first
	for iteration := range 4 {
		stats, err := trainer.Epoch(t.Context())
		if err != nil || stats.Distortion > last.Distortion {
			t.Errorf("iteration %d: %+v after %+v (%v)", iteration, stats, last, err)
		}
		last = stats
	}
	if last.Distortion != 0 || last.Empty != 0 { // eleven different images, eleven centroids
		t.Errorf("it ends with %+v", last)
	}
}

func TestInterruptionLeavesTheCentroids(t *testing.T) {
	trainer := New(Config{Centroids: 30}, clouds(3*tile), 1, "")
	before := slices.Clone(trainer.centroids.Value.Data)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := trainer.Epoch(ctx); !errors.Is(err, context.Canceled) || trainer.Epochs() != 0 || !slices.Equal(before, trainer.centroids.Value.Data) {
		t.Errorf("an interrupted iteration ended with %v", err)
	}
}

func TestRefusals(t *testing.T) {
	if _, err := New(Config{Centroids: 48}, clouds(47), 1, "").Epoch(t.Context()); err == nil {
		t.Error("48 centroids for 47 images were accepted")
	}
	if _, err := New(Config{Centroids: 10}, clouds(47), 1, "").Sample(11, rng.For(1, "eval")); err == nil {
		t.Error("11 samples from 10 centroids were accepted")
	}
}

// TestSamplesAreAnyCentroids checks that samples are different centroids, chosen by their stream. The first of 60 streams is not always the
// same of three centroids, each of which is missed with a probability of (2/3)⁶⁰, 3·10⁻¹¹.
func TestSamplesAreAnyCentroids(t *testing.T) {
	trainer := New(Config{Centroids: 3}, clouds(47), 1, "")
	seen := map[float32]bool{}
	for run := range 60 {
		samples, err := trainer.Sample(1, rng.For(1, "eval", run))
		if err != nil {
			t.Fatal(err)
		}
		seen[samples.Data[0]] = true
	}
	if len(seen) != 3 {
		t.Errorf("single samples of 60 streams are %d of 3 centroids", len(seen))
	}
}
