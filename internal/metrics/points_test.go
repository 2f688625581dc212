package metrics

import (
	"gan2014/internal/rng"
	"gan2014/parzen"
)

// normal returns n points of N(shift, 1) in d dimensions.
func normal(n, d int, shift float64, name string, index ...int) parzen.Points {
	p := parzen.Points{N: n, D: d, Data: make([]float32, n*d)}
	rng.Normal(rng.For(1, name, index...), p.Data)
	for i := range p.Data {
		p.Data[i] += float32(shift)
	}
	return p
}

// firstOf returns the first n points.
func firstOf(p parzen.Points, n int) parzen.Points {
	return parzen.Points{N: n, D: p.D, Data: p.Data[:n*p.D]}
}

// after returns the points from the n-th on.
func after(p parzen.Points, n int) parzen.Points {
	return parzen.Points{N: p.N - n, D: p.D, Data: p.Data[n*p.D:]}
}
