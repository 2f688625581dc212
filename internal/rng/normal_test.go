package rng

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math"
	"testing"
)

// TestNormalDistribution checks that the share of values below some bounds is that of the normal distribution (Abramowitz and Stegun 1964,
// table 26.1), within five standard errors, in the layers and in the tail beyond 3.654.
func TestNormalDistribution(t *testing.T) {
	const n = 2_000_000
	v := make([]float64, n)
	Normal(For(5, "normal"), v)
	for bound, share := range map[float64]float64{
		-4: 3.16712e-5, -3.654152885361: 1.2902e-4, -3: 1.349898e-3, -2: .02275013, -1: .15865525, -.25: .40129367, 0: .5, .5: .69146246, 1.5: .9331928, 2.5: .99379033, 3.5: .99976737, 4: .9999683288,
	} {
		below := 0
		for _, x := range v {
			if x < bound {
				below++
			}
		}
		if got, tolerance := float64(below)/n, 5*math.Sqrt(share*(1-share)/n); math.Abs(got-share) > tolerance {
			t.Errorf("%.6f of the values are below %v, want %.6f ± %.6f", got, bound, share, tolerance)
		}
	}
}

// TestZiggurat checks that all layers have equal areas.
func TestZiggurat(t *testing.T) {
	for i := 1; i < layers; i++ {
		if a := edge[i] * (height[i+1] - height[i]); math.Abs(a/area-1) > 1e-9 {
			t.Errorf("layer %d has the area %v, want %v", i, a, area)
		}
	}
}

// TestNormalBits checks that every processor gives these bits. The digest was computed with Go 1.26 on an amd64 processor with FMA, and is
// the same on arm64.
func TestNormalBits(t *testing.T) {
	v := make([]float64, 100_000)
	Normal(For(6, "bits"), v)
	h := sha256.New()
	binary.Write(h, binary.LittleEndian, v)
	const want = "e7531bc32c4b69eb"
	if got := hex.EncodeToString(h.Sum(nil)[:8]); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
}
