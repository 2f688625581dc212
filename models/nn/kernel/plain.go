package kernel

import (
	"math"

	_ "gan2014/internal/cgo"
	"gan2014/internal/elementary"
)

// The plain versions, for any element type.

func relu[T Float](y, x, bias []T) {
	for i := range y {
		y[i] = max(0, x[i]+bias[i%len(bias)])
	}
}

func reluSlope[T Float](dx, y, dy []T) {
	for i := range dx {
		dx[i] = 0
		if y[i] > 0 {
			dx[i] = dy[i]
		}
	}
}

func sigmoid[T Float](y, x, bias []T) {
	for i := range y {
		y[i] = T(1 / (1 + elementary.Exp(-float64(x[i]+bias[i%len(bias)]))))
	}
}

func sigmoidSlope[T Float](dx, y, dy []T) {
	for i := range dx {
		dx[i] = dy[i] * (y[i] * (1 - y[i]))
	}
}

func tanh[T Float](y, x, bias []T) {
	for i := range y {
		y[i] = T(elementary.Tanh(float64(x[i] + bias[i%len(bias)])))
	}
}

func tanhSlope[T Float](dx, y, dy []T) {
	for i := range dx {
		dx[i] = dy[i] * (1 - T(y[i]*y[i]))
	}
}

func maxout[T Float](y []T, winner []uint8, x, bias []T, pieces int) {
	units := len(bias) / pieces
	for i := range y {
		row, u := i/units, i%units
		at := func(p int) T { return x[row*len(bias)+p*units+u] + bias[p*units+u] }
		y[i], winner[i] = at(0), 0
		for p := 1; p < pieces; p++ {
			if !(at(p) <= y[i]) && y[i] == y[i] { // the first NaN stays: divergence must not hide
				y[i], winner[i] = at(p), uint8(p)
			}
		}
	}
}

func maxoutSlope[T Float](dx []T, winner []uint8, dy []T, units, pieces int) {
	clear(dx)
	for i, p := range winner {
		row, u := i/units, i%units
		dx[row*units*pieces+int(p)*units+u] = dy[i]
	}
}

func multiply[T Float](dst, a, b []T) {
	for i := range dst {
		dst[i] = a[i] * b[i]
	}
}

func scaleRows[T Float](dst, x, c []T) {
	for i := range dst {
		dst[i] = c[i/(len(x)/len(c))] * x[i]
	}
}

func sumRows[T Float](sum, x, c []T) {
	clear(sum)
	for i, v := range x {
		if c != nil {
			v *= c[i/len(sum)]
		}
		sum[i%len(sum)] += v
	}
}

func squaredNorm[T Float](x []T) T {
	var sums [16]T
	for i, v := range x {
		sums[i%16] += T(v * v)
	}
	for n := 8; n > 0; n /= 2 {
		for i := range n {
			sums[i] += sums[i+n]
		}
	}
	return sums[0]
}

func descend[T Float](w, v, g []T, rate, momentum T) (finite bool) {
	const smallest = 0x1p-126 // normal float32
	finite = true
	for i := range w {
		s := T(momentum*v[i]) - T(rate*g[i])
		if math.Abs(float64(s)) < smallest {
			s = 0
		}
		v[i] = s
		w[i] += s
		finite = finite && math.Abs(float64(w[i])) <= math.MaxFloat64
	}
	return finite
}

// ShrinkColumns multiplies each column by min(n, limit)/(10⁻⁷+n), where n is its L2 norm: at most limit is left of the norm, and
// columns below the limit lose 10⁻⁷ of theirs, as in the original (pylearn2's max_col_norm, maxout.py censor_updates). It
// reports whether all norms are finite.
func ShrinkColumns[T Float](w []T, cols int, limit T) (finite bool) {
	scale := make([]T, cols)
	for i := 0; i < len(w); i += cols {
		for j, v := range w[i : i+cols] {
			scale[j] += T(v * v)
		}
	}
	finite = true
	for j, square := range scale {
		norm := math.Sqrt(float64(square))
		finite = finite && norm <= math.MaxFloat64
		scale[j] = T(min(norm, float64(limit)) / (1e-7 + norm))
	}
	for i := 0; i < len(w); i += cols {
		for j := range cols {
			w[i+j] *= scale[j]
		}
	}
	return finite
}

func averageOf[T Float](average, w []T, part T) {
	for i, v := range w {
		average[i] += T(part * (v - average[i]))
	}
}

func maskOf[T Float](mask []T, words []uint16, limit int, scale T) {
	for i, w := range words {
		mask[i] = 0
		if int(w) < limit {
			mask[i] = scale
		}
	}
}

func bernoulli[T Float](y, p []T, words []uint16) {
	for i, w := range words {
		y[i] = 0
		if float64(w)+.5 < 65536*float64(p[i]) {
			y[i] = 1
		}
	}
}
