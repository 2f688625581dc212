package kmeans

import (
	"math"
	"sync"

	"gan2014/internal/parallel"
	"gan2014/models/nn"
)

// tile is the number of images that are compared with all centroids in one product.
const tile = 256

// A search finds the nearest of some centroids. Its memory is kept between searches.
//
// Most centroids are so far from an image that few coordinates show it. The search projects images and centroids onto a subspace and
// adds one coordinate, the length of what the projection leaves. The distance between two such outlines is at most the distance between
// the vectors, because the lengths of two rests differ by no more than the rests do. Only the centroids whose outlines lie close
// are compared themselves, in float64. So the result is exact, for a tenth of the products.
type search struct {
	centroids nn.Matrix[float32]
	subspace  subspace
	outlines  nn.Matrix[float32] // of the centroids
	half      []float32          // squared norms of the centroids, halved
	longest   float64            // norm of a centroid

	images   nn.Matrix[float32] // outlines of a tile of images
	products nn.Matrix[float32] // of these outlines and those of the centroids
}

// set prepares the search for the given centroids.
func (s *search) set(centroids nn.Matrix[float32]) {
	s.centroids, s.subspace = centroids, newSubspace(centroids)
	size := s.subspace.size() + 1
	s.outlines, s.images = nn.NewMatrix[float32](centroids.Rows, size), nn.NewMatrix[float32](tile, size)
	if len(s.half) != centroids.Rows {
		s.half, s.products = make([]float32, centroids.Rows), nn.NewMatrix[float32](tile, centroids.Rows)
	}
	for from := 0; from < centroids.Rows; from += tile {
		some := centroids.From(from)
		s.subspace.outline(some.First(min(tile, some.Rows)), s.outlines.From(from))
	}
	s.longest = 0
	for j := range s.half {
		squared := dot(centroids.Row(j), centroids.Row(j))
		s.half[j] = float32(squared / 2)
		s.longest = max(s.longest, math.Sqrt(squared))
	}
}

// nearest finds for each of at most tile images the nearest centroid (the first one on a tie) and the squared distance to it.
func (s *search) nearest(images nn.Matrix[float32], nearest []int, distance []float64) {
	outlines, dots := s.images.First(images.Rows), s.products.First(images.Rows)
	s.subspace.outline(images, outlines)
	nn.Gemm(nn.NoTrans, nn.Trans, 1, outlines, s.outlines, 0, dots)
	var wait sync.WaitGroup
	workers := parallel.Workers()
	for k := range workers {
		wait.Go(func() {
			for i := k * images.Rows / workers; i < (k+1)*images.Rows/workers; i++ {
				nearest[i], distance[i] = s.closest(images.Row(i), dots.Row(i))
			}
		})
	}
	wait.Wait()
}

// closest returns the centroid nearest to x. dots holds the products of x's outline u and those of the centroids.
//
// |u−o|² = |x|² + 2·(|c|²/2 − u·o) for the outline o of a centroid c. A float32 product of n terms has an error of about (n+1)·2⁻²⁴·|x|·|c|
// at most (Higham 2002, section 3.1). The rounding of two outlines of d values adds (2 + √d/2)·2⁻²⁴·|x|·|c|, because the length of the rest
// is the root of a difference of float64 sums. The half squared norm, like its difference from the product, has a relative error of 2⁻²⁴.
func (s *search) closest(x, dots []float32) (at int, distance float64) {
	for j, h := range s.half {
		dots[j] = h - dots[j]
		if dots[j] < dots[at] {
			at = j
		}
	}
	squared := dot(x, x)
	errors := float64(s.outlines.Cols+5) + float64(math.Sqrt(float64(len(x)))/2)
	rounding := 0x1p-24 * (float64(errors*math.Sqrt(squared)*s.longest) + float64(s.longest*s.longest))
	limit := func() float32 { return float32(float64((distance-squared)/2) + float64(1.01*rounding)) }
	distance = squaredDistance(x, s.centroids.Row(at))
	most := limit()
	for j, v := range dots {
		if v > most || j == at {
			continue
		}
		if d := squaredDistance(x, s.centroids.Row(j)); d < distance || d == distance && j < at {
			at, distance = j, d
			most = limit()
		}
	}
	return at, distance
}

func dot[T nn.Float](x, y []T) (sum float64) {
	for k, v := range x {
		sum += float64(float64(v) * float64(y[k]))
	}
	return sum
}

func squaredDistance(x, y []float32) (sum float64) {
	for k, v := range x {
		d := float64(v) - float64(y[k])
		sum += float64(d * d)
	}
	return sum
}
