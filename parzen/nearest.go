package parzen

import (
	"context"
	"errors"
	"math"

	"gan2014/internal/products"
)

// Nearest returns for each query the index of the point with the smallest
// squared distance to it, and the lowest index on a tie. Like the estimate, it
// uses a matrix product. It computes the distance itself, in float64, only for
// points that may be nearest within the rounding of the product.
func Nearest(ctx context.Context, queries, points Points) ([]int, error) {
	if err := queries.check(); err != nil {
		return nil, err
	}
	if err := points.check(); err != nil {
		return nil, err
	}
	if queries.D != points.D {
		return nil, errors.New("queries and points have different numbers of values")
	}
	s := newSearch(queries)
	for from := 0; from < points.N; from += tileCols {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		s.block(points.slice(from, min(from+tileCols, points.N)), from)
	}
	return s.nearest, nil
}

// A search holds for each query the nearest of the points so far.
type search struct {
	queries  Points
	norms    []float64 // of the queries
	products []float32
	distance []float64 // squared, to nearest
	nearest  []int
}

func newSearch(queries Points) *search {
	s := &search{
		queries: queries, norms: make([]float64, queries.N), products: make([]float32, queries.N*tileCols),
		distance: make([]float64, queries.N), nearest: make([]int, queries.N),
	}
	for i := range queries.N {
		s.norms[i] = math.Sqrt(squaredNorm(queries.row(i)))
		s.distance[i] = math.Inf(1)
	}
	return s
}

// block continues the search with points; first is the index of the first one.
func (s *search) block(points Points, first int) {
	products.Multiply(products.Rows(s.queries.N, points.N, s.products), 1, products.Rows(s.queries.N, points.D, s.queries.Data), products.Rows(points.N, points.D, points.Data).T(), 0, 0)
	for j := range points.N {
		norm := math.Sqrt(squaredNorm(points.row(j)))
		for i := range s.queries.N {
			if s.leastDistance(i, norm, s.products[i*points.N+j]) >= s.distance[i] {
				continue
			}
			if d := squaredDistance(s.queries.row(i), points.row(j)); d < s.distance[i] {
				s.distance[i], s.nearest[i] = d, first+j
			}
		}
	}
}

// leastDistance returns a lower bound of the squared distance of query i from a point, given the point's norm and their product.
func (s *search) leastDistance(i int, norm float64, product float32) float64 {
	if sum := s.norms[i] + norm; sum*sum > largestSquare { // the product may have overflowed
		return 0
	}
	return float64(s.norms[i]*s.norms[i]) + float64(norm*norm) - float64(2*float64(product)) - distanceError(s.norms[i], norm, s.queries.D)
}

func squaredNorm(x []float32) float64 {
	sum := 0.0
	for _, v := range x {
		sum += float64(float64(v) * float64(v))
	}
	return sum
}

func squaredDistance(x, y []float32) float64 {
	sum := 0.0
	for k, v := range x {
		d := float64(v) - float64(y[k])
		sum += float64(d * d)
	}
	return sum
}
