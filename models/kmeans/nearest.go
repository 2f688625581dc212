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
type search struct {
	centroids nn.Matrix[float32]
	half      []float32 // squared norms, halved
	longest   float64   // norm
	products  nn.Matrix[float32]
}

// set prepares the search for the given centroids.
func (s *search) set(centroids nn.Matrix[float32]) {
	if s.centroids = centroids; len(s.half) != centroids.Rows {
		s.half, s.products = make([]float32, centroids.Rows), nn.NewMatrix[float32](tile, centroids.Rows)
	}
	s.longest = 0
	for j := range s.half {
		squared := dot(centroids.Row(j), centroids.Row(j))
		s.half[j] = float32(squared / 2)
		s.longest = max(s.longest, math.Sqrt(squared))
	}
}

// nearest finds for each of at most tile images the nearest centroid (the first one on a tie) and the squared distance to it.
//
// |x−c|² = |x|² + 2·(|c|²/2 − x·c), and one float32 matrix product computes all x·c. For the centroids that may be nearest within its
// rounding, nearest compares the distances themselves, in float64.
func (s *search) nearest(images nn.Matrix[float32], nearest []int, distance []float64) {
	products := s.products.First(images.Rows)
	nn.Gemm(nn.NoTrans, nn.Trans, 1, images, s.centroids, 0, products)
	var wait sync.WaitGroup
	workers := parallel.Workers()
	for k := range workers {
		wait.Go(func() {
			for i := k * images.Rows / workers; i < (k+1)*images.Rows/workers; i++ {
				nearest[i], distance[i] = s.closest(images.Row(i), products.Row(i))
			}
		})
	}
	wait.Wait()
}

// closest returns the centroid nearest to x. It computes the distances of the centroids that their products with x do not decide.
//
// A float32 product of d terms has an error of about (d+1)·2⁻²⁴·|x|·|c| at most (Higham 2002, section 3.1). The half squared norm, and
// its difference from the product, have a relative error of 2⁻²⁴.
func (s *search) closest(x, products []float32) (at int, distance float64) {
	least := float32(math.Inf(1))
	for j, h := range s.half {
		products[j] = h - products[j]
		least = min(least, products[j])
	}
	norm := math.Sqrt(dot(x, x))
	rounding := 0x1p-24 * (float64(float64(len(x)+2)*norm*s.longest) + float64(s.longest*s.longest))
	limit := float32(float64(least) + float64(2.01*rounding))
	distance = math.Inf(1)
	for j, v := range products {
		if v > limit {
			continue
		}
		if d := squaredDistance(x, s.centroids.Row(j)); d < distance {
			at, distance = j, d
		}
	}
	return at, distance
}

func dot(x, y []float32) (sum float64) {
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
