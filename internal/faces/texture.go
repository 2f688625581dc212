package faces

import "gan2014/internal/rng"

// noise fills dst, rows of width values, with smooth random numbers of mean 0 and standard deviation near 1: a quadratic
// B-spline through a lattice of about nu×nv uniform draws. Each use has a name and with it a stream of its own, so that a
// face without a beard has the hair of the same face with one.
func noise(dst []float64, seed int64, name string, width, nu, nv int) {
	const most = 36 + 3 // lattice points in a row or column
	var lattice [most][most]float64
	d := sampler{rng.For(seed, "faces/"+name)}
	for j := range nv + 3 {
		for i := range nu + 3 {
			lattice[j][i] = d.uniform(-3.2, 3.2)
		}
	}
	var rows [most][cells]float64 // stretched along u
	for i := range width {
		k, a, b, c := spline(i, width, nu)
		for j := range nv + 3 {
			l := lattice[j][k : k+3]
			rows[j][i] = mul(a, l[0]) + mul(b, l[1]) + mul(c, l[2])
		}
	}
	height := len(dst) / width
	for j := range height {
		k, a, b, c := spline(j, height, nv)
		r0, r1, r2 := rows[k][:width], rows[k+1][:width], rows[k+2][:width]
		for i := range dst[j*width : (j+1)*width] {
			dst[j*width+i] = mul(a, r0[i]) + mul(b, r1[i]) + mul(c, r2[i])
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
