package faces

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"runtime"
	"sync"
	"testing"
)

// golden is the sha256 of the first 1,000 faces, each its pixels and then its label. It must be the same on every machine. A deliberate
// change of the pictures changes it, and every digest of the data set that is drawn from them.
const golden = "c0fa32f59ede4ef1254f1293e12f4a03eb5c9c8af06d17b1d862dc709b984a53"

// gallery draws the first 10,000 faces, on all processors.
var gallery = sync.OnceValue(func() []*Face {
	faces := make([]*Face, 10_000)
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(faces); i += workers {
				faces[i] = Draw(i)
			}
		})
	}
	wg.Wait()
	return faces
})

func TestFirstThousand(t *testing.T) {
	h := sha256.New()
	for _, f := range gallery()[:1000] {
		h.Write(f.Pixels[:])
		h.Write([]byte{byte(f.Expression)})
	}
	if sum := hex.EncodeToString(h.Sum(nil)); sum != golden {
		t.Errorf("sha256 %s, want %s", sum, golden)
	}
}

func TestOrderDoesNotMatter(t *testing.T) {
	for i := 19; i >= 0; i-- {
		if *Draw(i) != *gallery()[i] {
			t.Errorf("face %d depends on what was drawn before", i)
		}
	}
}

func TestFacesAreDistinct(t *testing.T) {
	seen := map[[Pixels]uint8]int{}
	for i, f := range gallery() {
		if j, ok := seen[f.Pixels]; ok {
			t.Fatalf("faces %d and %d are the same", j, i)
		}
		seen[f.Pixels] = i
	}
}

// TestExpressionsAreBalanced checks the number of each expression, within five standard deviations of a binomial count.
func TestExpressionsAreBalanced(t *testing.T) {
	var count [Expressions]int
	for _, f := range gallery() {
		count[f.Expression]++
	}
	n, p := float64(len(gallery())), 1./Expressions
	for e, c := range count {
		if math.Abs(float64(c)-n*p) > 5*math.Sqrt(n*p*(1-p)) {
			t.Errorf("%s: %d of %.0f", Expression(e), c, n)
		}
	}
}

// TestGreyLevels checks that grey levels lie in ranges around the values of docs/tfd-like.md. The ranges allow for taste but not for
// mistakes.
func TestGreyLevels(t *testing.T) {
	check := func(name string, got, lo, hi float64) {
		t.Helper()
		if got < lo || got > hi {
			t.Errorf("%s is %.4f, not within [%.3f, %.3f]", name, got, lo, hi)
		}
	}
	var used [256]bool
	var mean, variance, contrast float64
	for _, f := range gallery() {
		for _, x := range f.Pixels {
			used[x] = true
		}
		m, v := moments(f.Pixels[:])
		mean += m / float64(len(gallery()))
		contrast += math.Sqrt(v) / float64(len(gallery()))
	}
	pixel := make([]uint8, len(gallery()))
	least := math.Inf(1)
	for k := range Pixels {
		for i, f := range gallery() {
			pixel[i] = f.Pixels[k]
		}
		_, v := moments(pixel)
		variance += v
		least = min(least, v)
	}
	for x, ok := range used {
		if !ok {
			t.Errorf("no pixel is %d", x)
		}
	}
	check("mean grey", mean, .45, .56)
	check("mean contrast of an image", contrast, .15, .23)
	check("total variance", variance, 60, 120)
	check("least variance of a pixel", least, .01, .06)
}

// moments returns mean and variance of the pixels in [0, 1].
func moments(pixels []uint8) (mean, variance float64) {
	for _, x := range pixels {
		mean += float64(x) / 255 / float64(len(pixels))
	}
	for _, x := range pixels {
		d := float64(x)/255 - mean
		variance += d * d / float64(len(pixels))
	}
	return mean, variance
}

// TestMeanFace checks that the average of all faces is a face: symmetric, with dark eyes, a bright nose and a dark mouth.
func TestMeanFace(t *testing.T) {
	var mean [Pixels]float64
	for _, f := range gallery() {
		for k, x := range f.Pixels {
			mean[k] += float64(x) / 255 / float64(len(gallery()))
		}
	}
	at := func(x, y float64) float64 { return mean[int((y+1)*Side/2)*Side+int((x+1)*Side/2)] }
	for k := range mean {
		if mirrored := mean[k/Side*Side+Side-1-k%Side]; math.Abs(mean[k]-mirrored) > .03 {
			t.Fatalf("pixel (%d, %d) is %.3f, its mirror image %.3f", k%Side, k/Side, mean[k], mirrored)
		}
	}
	darker := func(what string, part, than float64) {
		t.Helper()
		if part > than-.08 {
			t.Errorf("%s: %.3f against %.3f", what, part, than)
		}
	}
	darker("left eye and cheek", at(-.46, -.36), at(-.46, .05))
	darker("right eye and cheek", at(.46, -.36), at(.46, .05))
	darker("left eye and bridge of the nose", at(-.46, -.36), at(0, -.3))
	darker("nostrils and tip of the nose", at(0, .24), at(0, .0))
	darker("mouth and upper lip", at(0, .56), at(0, .36))
}

// TestEffectiveDimension checks the participation ratio (Σλ)²/Σλ² of the covariance, the number of equally strong directions with the same
// spread. It is 8 to 11 for photographs of faces (docs/tfd-like.md). Σλ² comes from the products of pairs of images.
func TestEffectiveDimension(t *testing.T) {
	const n = 600
	var mean [Pixels]float64
	centred := make([][]float64, n)
	for i := range centred {
		centred[i] = make([]float64, Pixels)
		for k, x := range gallery()[i].Pixels {
			centred[i][k] = float64(x) / 255
			mean[k] += float64(x) / 255 / n
		}
	}
	var trace, square float64
	for i, a := range centred {
		for k := range a {
			a[k] -= mean[k]
			trace += a[k] * a[k] / n
		}
		for _, b := range centred[:i] {
			square += 2 * sq(dot(a, b)/n)
		}
		square += sq(dot(a, a) / n)
	}
	if ratio := trace * trace / square; ratio < 7 || ratio > 12 {
		t.Errorf("participation ratio %.1f", ratio)
	}
}

func dot(a, b []float64) (sum float64) {
	for k := range a {
		sum += a[k] * b[k]
	}
	return sum
}

func BenchmarkDraw(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		Draw(i)
	}
}
