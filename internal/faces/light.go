package faces

import "slices"

// shade returns the light that every cell sends to the viewer: the surround, dimmer in hollows, and the lamp by Lambert's
// law, less cast shadows, plus a highlight. Light falls on the frontal frame: a turned head takes the lamp along.
func (h *head) shade(l Light) *plane {
	shadow, hollow, patches := h.castShadow(l), h.hollows(), new(plane)
	h.noise(patches, "patches", 4, 4)
	norm := 1 / sqrt(1+sq(l.U)+sq(l.V))
	lu, lv, lz := l.U*norm, l.V*norm, norm
	half := 1 / sqrt(sq(lu)+sq(lv)+sq(lz+1)) // Blinn's half-way vector
	hu, hv, hz := lu*half, lv*half, (lz+1)*half

	out := new(plane)
	for j := 1; j < cells-1; j++ {
		for i := 1; i < cells-1; i++ {
			k := j*cells + i
			if h.cover[k] == 0 {
				continue
			}
			nu := (h.height[k-1] - h.height[k+1]) * (.5 / pitch)
			nv := (h.height[k-cells] - h.height[k+cells]) * (.5 / pitch)
			n := 1 / sqrt(1+sq(nu)+sq(nv))
			nu, nv = nu*n, nv*n

			lamp := max(0, mul(nu, lu)+mul(nv, lv)+mul(n, lz))
			lamp *= (1 - mul(l.Shadow, shadow[k])) * (1 + mul(l.Uneven, patches[k]))
			around := (1 + mul(l.Side, nu) - mul(.3, nv)) * (1 - hollow[k])
			shine := max(0, mul(nu, hu)+mul(nv, hv)+mul(n, hz))
			shine = sq(sq(sq(sq(shine))))
			out[k] = mul(h.albedo[k], mix(lamp, around, l.Ambient)) + mul(mul(h.gloss[k], shine), 1-shadow[k])
		}
	}
	return out
}

// hollows returns the share of the surround that each cell does not see. It estimates it from the depth of the cell below its neighbours.
func (h *head) hollows() *plane {
	mean := h.height.blurred(5)
	for k := range mean {
		mean[k] = clamp(mul(2.8, mean[k]-h.height[k]), -.08, .5)
	}
	return mean
}

// blurred returns the mean of the plane over 2r+1 cells in either direction. Beyond the border, the border's values are repeated.
func (p *plane) blurred(r int) *plane {
	a, b := new(plane), new(plane)
	for j := range cells {
		runningMean(b, p, j*cells, 1, r)
	}
	for i := range cells {
		runningMean(a, b, i, cells, r)
	}
	return a
}

func runningMean(dst, src *plane, first, stride, r int) {
	at := func(i int) float64 { return src[first+stride*max(0, min(cells-1, i))] }
	sum, share := 0.0, 1/float64(2*r+1)
	for i := -r; i <= r; i++ {
		sum += at(i)
	}
	for i := range cells {
		dst[first+stride*i] = sum * share
		sum += at(i+r+1) - at(i-r)
	}
}

// castShadow follows a ray from every second cell to the lamp and returns how deep below the relief it passes, with edges that
// soften with the distance.
func (h *head) castShadow(l Light) *plane {
	const steps, stride = 8, .07
	length := max(sqrt(sq(l.U)+sq(l.V)), .05)
	du, dv, dz := stride*l.U/length, stride*l.V/length, stride/length
	top := slices.Max(h.height[:])
	out := new(plane)
	for j := 0; j < cells; j += 2 {
		for i := 0; i < cells; i += 2 {
			k := j*cells + i
			u, v := mul(float64(i)+1, pitch)-reach, mul(float64(j)+1, pitch)-reach
			z, dark := h.height.at(spotAt(u, v)), 0.0
			for n := 1.0; n <= steps && z+mul(n, dz) < top; n++ {
				above := h.height.at(spotAt(u+mul(n, du), v+mul(n, dv))) - z - mul(n, dz)
				dark = max(dark, (above-.01)/(.03+mul(.012, n)))
			}
			dark = min(1, dark)
			out[k], out[k+1], out[k+cells], out[k+cells+1] = dark, dark, dark, dark
		}
	}
	return out.blurred(1)
}
