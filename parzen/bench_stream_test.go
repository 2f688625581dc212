//go:build cgo

package parzen_test

import (
	"context"
	"iter"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gan2014/parzen"
)

// streams runs the benchmark for samples that come in blocks and are not kept.
func streams(b *testing.B, train, test parzen.Points) {
	const blocks, block = 25, 8192
	b.Run("stream-ours", func(b *testing.B) {
		window := parzen.Stream(jittered(train, blocks, block))
		for b.Loop() {
			if _, err := window.LogProb(context.Background(), test, parzen.LinearGrid(0.10, 0.29, 20)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("stream-sgemm", func(b *testing.B) {
		multiply := multiplier(b, test, block)
		for b.Loop() {
			for samples := range jittered(train, blocks, block) {
				multiply(samples)
			}
		}
	})
}

// BenchmarkTenMillion computes the density of 1,000 images at 20 σ under the window over ten million samples, once. After every 25 blocks
// it also multiplies the images by the last block five times: sgemm/ours is the median of the 49 ratios of their rates, and peak-MB is the
// peak of the process, which also holds 60,000 images.
//
//	go test ./parzen -run '^$' -bench TenMillion -benchtime 1x -timeout 1h
func BenchmarkTenMillion(b *testing.B) {
	const parts, blocks, block, products = 49, 25, 8192, 5
	train, test := mnist(b)
	some := first(test, 1000)
	a, err := parzen.NewAccumulator(some, parzen.LinearGrid(0.10, 0.29, 20))
	if err != nil {
		b.Fatal(err)
	}
	multiply := multiplier(b, some, block)
	next, stop := iter.Pull2(jittered(train, parts*blocks, block))
	defer stop()
	var ratios []float64
	var ours time.Duration
	b.ResetTimer()
	for range parts {
		start := time.Now()
		var samples parzen.Points
		for range blocks {
			samples, _, _ = next()
			if err := a.Add(context.Background(), samples); err != nil {
				b.Fatal(err)
			}
		}
		took := time.Since(start)
		ours += took
		start = time.Now()
		for range products {
			multiply(samples)
		}
		ratios = append(ratios, time.Since(start).Seconds()*blocks/products/took.Seconds())
	}
	slices.Sort(ratios)
	b.ReportMetric(ratios[parts/2], "sgemm/ours")
	b.ReportMetric(ours.Seconds(), "s-ours")
	b.ReportMetric(float64(a.N()), "samples")
	b.ReportMetric(2*float64(a.N())*float64(some.N)*float64(some.D)/ours.Seconds()/1e9, "GFLOP/s")
	b.ReportMetric(peak(), "peak-MB")
	lls, err := a.LogProb()
	if err != nil {
		b.Fatal(err)
	}
	best := math.Inf(-1)
	for _, values := range lls {
		var sum float64
		for _, ll := range values {
			sum += ll
		}
		best = max(best, sum/float64(some.N))
	}
	b.ReportMetric(best, "best-nats")
}

// jittered yields blocks of different samples: images of 28×28 pixels, laid end to end and shifted in each round by up to 15 pixels to the
// left and up. Nothing is copied, as with a mapped file.
func jittered(images parzen.Points, blocks, block int) iter.Seq2[parzen.Points, error] {
	return func(yield func(parzen.Points, error) bool) {
		for k := range blocks {
			round, from := k*block/(images.N-block), k*block%(images.N-block)
			at := from*images.D + round%16*28 + round/16%16
			if !yield(parzen.Points{N: block, D: images.D, Data: images.Data[at : at+block*images.D]}, nil) {
				return
			}
		}
	}
}

// peak returns the most memory that the process had, in MB, or 0 if the system does not say.
func peak() float64 {
	status, _ := os.ReadFile("/proc/self/status")
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kB, _ := strconv.ParseFloat(strings.TrimSpace(strings.SplitN(after+"kB", "kB", 2)[0]), 64)
	return kB / 1000
}
