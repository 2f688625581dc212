package gan

import (
	"math"

	"gan2014/models/nn"
)

// Path returns points on straight lines in z-space through the ends (n×noise size) and back to the first end, as n·steps rows.
// The steps between two ends have equal length, and each end is the first point of its line. If the ends are draws of a uniform
// prior, the path stays inside the prior's cube. (Paper, Figure 3, for which the original code has no script.)
func Path(ends nn.Matrix[float32], steps int) nn.Matrix[float32] {
	path := nn.NewMatrix[float32](ends.Rows*steps, ends.Cols)
	for i := range path.Rows {
		from, to := ends.From(i/steps).Data, ends.From((i/steps+1)%ends.Rows).Data
		share := float32(i%steps) / float32(steps)
		for k := range path.Cols {
			path.Data[i*path.Cols+k] = float32((1-share)*from[k]) + float32(share*to[k])
		}
	}
	return path
}

// Section returns a square of side×side points of z-space, row by row, on the plane through 0 and two draws (2×noise size). It
// extends from −r to r along two orthonormal directions of the plane, where r is the length of a typical draw.
func (g Generator) Section(draws nn.Matrix[float32], side int) nn.Matrix[float32] {
	u, v := orthonormal(draws.Data[:draws.Cols], draws.Data[draws.Cols:])
	radius := g.noise.length()
	at := func(i int) float64 { return radius * (2*float64(i)/float64(side-1) - 1) }
	section := nn.NewMatrix[float32](side*side, draws.Cols)
	for i := range section.Rows {
		a, b := at(i%side), at(i/side)
		for k := range section.Cols {
			section.Data[i*section.Cols+k] = float32(float64(a*u[k]) + float64(b*v[k]))
		}
	}
	return section
}

// orthonormal returns two orthonormal directions in the plane of two vectors, by Gram and Schmidt's method.
func orthonormal(a, b []float32) (u, v []float64) {
	u, v = make([]float64, len(a)), make([]float64, len(a))
	for k := range a {
		u[k], v[k] = float64(a[k]), float64(b[k])
	}
	normalise(u)
	dot := 0.0
	for k := range u {
		dot += float64(u[k] * v[k])
	}
	for k := range v {
		v[k] -= float64(dot * u[k])
	}
	normalise(v)
	return u, v
}

func normalise(x []float64) {
	sum := 0.0
	for _, v := range x {
		sum += float64(v * v)
	}
	for k := range x {
		x[k] /= math.Sqrt(sum)
	}
}
