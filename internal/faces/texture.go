package faces

import "gan2014/internal/rng"

// noise fills dst, rows of width values, with smooth random numbers of mean 0 and standard deviation near 1: a quadratic
// B-spline through a lattice of about nu×nv uniform draws. Each use has a name and with it a stream of its own, so that a
// face without a beard has the hair of the same face with one.
func noise(dst []float64, seed int64, name string, width, nu, nv int) {
	d := sampler{rng.For(seed, "faces/"+name)}
	height := len(dst) / width
	lattice := make([]float64, (nu+3)*(nv+3))
	for i := range lattice {
		lattice[i] = d.uniform(-3.2, 3.2)
	}
	rows := make([]float64, width*(nv+3)) // stretched along u
	for i := range width {
		k, a, b, c := spline(i, width, nu)
		for j := range nv + 3 {
			l := lattice[j*(nu+3)+k:]
			rows[j*width+i] = mul(a, l[0]) + mul(b, l[1]) + mul(c, l[2])
		}
	}
	for j := range height {
		k, a, b, c := spline(j, height, nv)
		r := rows[k*width:]
		for i := range width {
			dst[j*width+i] = mul(a, r[i]) + mul(b, r[i+width]) + mul(c, r[i+2*width])
		}
	}
}

// spline returns the first of three lattice points for place i of n, and the three weights.
func spline(i, n, lattice int) (k int, a, b, c float64) {
	x := (float64(i) + .5) * float64(lattice) / float64(n)
	k = int(x)
	t := x - float64(k)
	a, c = mul(.5, sq(1-t)), mul(.5, sq(t))
	return k, a, 1 - a - c, c
}
