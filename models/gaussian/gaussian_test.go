package gaussian

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"gan2014/internal/rng"
	"gan2014/internal/trainertest"
	"gan2014/models/nn"
)

// ellipsoid returns 2,500 images of five values with a mean, correlations and a constant value.
func ellipsoid() nn.Matrix[float32] {
	images, s := nn.NewMatrix[float32](2500, 5), rng.For(1, "images")
	for i := range images.Rows {
		a, b, c := float32(s.NormFloat64()), float32(s.NormFloat64()), float32(s.NormFloat64())
		copy(images.Row(i), []float32{.5 + .2*a, .3 + .1*a + .05*b, .9 - .1*b, .4 + .02*c, .7})
	}
	return images
}

func fit(t *testing.T, config Config, images nn.Matrix[float32]) (*Trainer, Stats) {
	t.Helper()
	trainer := New(config, images, "key")
	stats, err := trainer.Epoch(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return trainer, stats
}

// TestLaws checks the laws of trainers, except those about seeds, because a fit has no seed.
func TestLaws(t *testing.T) {
	images := ellipsoid().First(47)
	fresh := trainertest.New[Stats](func(_ int64, key string) trainertest.Trainer[Stats] {
		return New(Config{Share: .99, Clip: true}, images, key)
	})
	fresh.Resume(t, 2)
	fresh.ResumeWithinAnEpoch(t, 2)
	fresh.LoadRefuses(t, 1)
	fresh.Samples(t, 1)
}

// TestFit compares the mean and covariance of the images with their definitions. The covariance comes from the kept eigenvectors, Σₖ
// λₖ·vₖ·vₖᵀ.
func TestFit(t *testing.T) {
	images := ellipsoid()
	trainer, stats := fit(t, Config{Share: 1}, images)
	near := func(what string, got float32, want, tolerance float64) {
		t.Helper()
		if math.Abs(float64(got)-want) > tolerance {
			t.Errorf("%s is %g, want %g", what, got, want)
		}
	}
	trace, n := 0., float64(images.Rows)
	mean := make([]float64, 5)
	for i := range images.Rows {
		for k, v := range images.Row(i) {
			mean[k] += float64(v) / n
		}
	}
	for j := range 5 {
		near("a mean", trainer.mean.Value.Data[j], mean[j], 1e-7)
		for k := range 5 {
			want, got := 0., float32(0)
			for i := range images.Rows {
				want += (float64(images.Row(i)[j]) - mean[j]) * (float64(images.Row(i)[k]) - mean[k]) / n
			}
			for r := range stats.Rank {
				got += trainer.steps.Value.Row(r)[j] * trainer.steps.Value.Row(r)[k]
			}
			near("a covariance", got, want, 1e-7)
			if j == k {
				trace += want
			}
		}
	}
	near("the variance", float32(stats.Variance), trace, 1e-7)
}

// TestCovarianceByBlocks checks that the blocks down to the diagonal, mirrored, have the bits of one product of all columns.
func TestCovarianceByBlocks(t *testing.T) {
	images := nn.NewMatrix[float32](1100, 300)
	rng.Normal(rng.For(1, "blocks"), images.Data)
	mean, whole := meanOf(images), nn.NewMatrix[float64](300, 300)
	for from := 0; from < images.Rows; from += 1000 {
		part := nn.NewMatrix[float64](min(1000, images.Rows-from), 300)
		for i := range part.Data {
			part.Data[i] = float64(images.Data[from*300+i]) - mean[i%300]
		}
		nn.Gemm(nn.Trans, nn.NoTrans, 1/float64(images.Rows), part, part, 1, whole)
	}
	if got := covariance(images, mean); !slices.Equal(got.Data, whole.Data) {
		t.Error("the covariance by blocks differs from the product of all columns")
	}
}

// TestSamplesHaveTheMoments checks that samples have the mean and the covariance of the images, for 100,000 samples and within five
// standard errors: √(Σⱼⱼ/n) for a mean and √((Σⱼⱼ·Σₖₖ+Σⱼₖ²)/n) for a covariance.
func TestSamplesHaveTheMoments(t *testing.T) {
	images := ellipsoid()
	trainer, _ := fit(t, Config{Share: 1}, images)
	samples, err := trainer.Sample(100_000, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	mean, got := meanOf(images), meanOf(samples)
	want, covered := covariance(images, mean), covariance(samples, got)
	n := float64(samples.Rows)
	for j := range 5 {
		variance := want.Row(j)[j]
		if math.Abs(got[j]-mean[j]) > 5*math.Sqrt(variance/n)+1e-6 {
			t.Errorf("value %d has a mean of %.5f, in the images %.5f", j, got[j], mean[j])
		}
		for k := range 5 {
			c := want.Row(j)[k]
			if math.Abs(covered.Row(j)[k]-c) > 5*math.Sqrt((variance*want.Row(k)[k]+c*c)/n)+1e-9 {
				t.Errorf("values %d and %d have a covariance of %.6f, in the images %.6f", j, k, covered.Row(j)[k], c)
			}
		}
	}
}

// TestRank checks that the smallest rank with the given share is kept. The images vary in three directions.
func TestRank(t *testing.T) {
	images := ellipsoid()
	_, whole := fit(t, Config{Share: 1}, images)
	check := func(share float64, rank int) {
		t.Helper()
		_, stats := fit(t, Config{Share: share}, images)
		if stats.Rank != rank || stats.Kept < share*stats.Variance-1e-12 || math.Abs(stats.Variance-whole.Variance) > 1e-12 {
			t.Errorf("a share of %g keeps %+v of %+v, want rank %d", share, stats, whole, rank)
		}
	}
	check(0, 0)
	check(.5, 1)
	check(.95, 2)
	check(.9999, 3)
}

// TestMeanImage checks that all samples are the mean image if no eigenvalue is kept.
func TestMeanImage(t *testing.T) {
	trainer, _ := fit(t, Config{}, ellipsoid())
	samples, err := trainer.Sample(chunk+3, rng.For(1, "eval"))
	if err != nil {
		t.Fatal(err)
	}
	for i, v := range samples.Data {
		if v != trainer.mean.Value.Data[i%5] {
			t.Fatalf("value %d is %g, the mean is %g", i, v, trainer.mean.Value.Data[i%5])
		}
	}
	if got, want := trainer.Protocol(), "the mean training image as every sample"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestNotFinite(t *testing.T) {
	images := ellipsoid()
	images.Data[17] = float32(math.NaN())
	for _, share := range []float64{0, 1} {
		if _, err := New(Config{Share: share}, images, "").Epoch(t.Context()); err == nil {
			t.Errorf("share %g: a pixel that is not a number was accepted", share)
		}
	}
}

// TestClip checks that clipped samples are the samples cut to [0,1] at both ends, and that no chunk repeats another.
func TestClip(t *testing.T) {
	images := ellipsoid()
	draw := func(clip bool) nn.Matrix[float32] {
		trainer, _ := fit(t, Config{Share: 1, Clip: clip}, images)
		samples, err := trainer.Sample(3*chunk, rng.For(1, "eval"))
		if err != nil {
			t.Fatal(err)
		}
		return samples
	}
	clipped, whole := draw(true), draw(false)
	below, above := 0, 0
	for i, v := range whole.Data {
		want := v
		switch {
		case v < 0:
			want, below = 0, below+1
		case v > 1:
			want, above = 1, above+1
		}
		if clipped.Data[i] != want {
			t.Fatalf("a value of %g became %g", v, clipped.Data[i])
		}
	}
	if below == 0 || above == 0 {
		t.Errorf("%d values are below 0 and %d above 1: the comparison shows nothing", below, above)
	}
	seen := map[string]int{}
	for i := range whole.Rows {
		text := fmt.Sprint(whole.Row(i))
		if at, again := seen[text]; again {
			t.Fatalf("sample %d is sample %d", i, at)
		}
		seen[text] = i
	}
}
