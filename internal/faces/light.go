package faces

// shade computes the light that every cell sends to the viewer: the surround, dimmer in hollows, and the lamp by Lambert's
// law, less cast shadows, plus a highlight. Light falls on the frontal frame: a turned head takes the lamp along.
func (h *head) shade(l Light) {
	h.castShadow(l)
	h.findHollows()
	patches := h.noise(&h.texture, "patches", 4, 4)
	norm := 1 / sqrt(1+sq(l.U)+sq(l.V))
	lu, lv, lz := l.U*norm, l.V*norm, norm
	half := 1 / sqrt(sq(lu)+sq(lv)+sq(lz+1)) // Blinn's half-way vector
	hu, hv, hz := lu*half, lv*half, (lz+1)*half

	h.light = plane{}
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
			lamp *= (1 - mul(l.Shadow, h.shadow[k])) * (1 + mul(l.Uneven, patches[k]))
			around := (1 + mul(l.Side, nu) - mul(.3, nv)) * (1 - h.hollow[k])
			shine := max(0, mul(nu, hu)+mul(nv, hv)+mul(n, hz))
			shine = sq(sq(sq(sq(shine))))
			h.light[k] = mul(h.albedo[k], mix(lamp, around, l.Ambient)) + mul(mul(h.gloss[k], shine), 1-h.shadow[k])
		}
	}
}

// findHollows estimates the share of the surround that each cell does not see from the depth of the cell below its neighbours.
func (h *head) findHollows() {
	h.hollow = h.height
	h.hollow.blur(5)
	for k, mean := range h.hollow {
		h.hollow[k] = clamp(mul(2.8, mean-h.height[k]), -.08, .5)
	}
}

// blur replaces each cell by the mean over 2r+1 cells in either direction. Beyond the border, the border's values are repeated.
func (p *plane) blur(r int) {
	var inRows plane
	runningMeans(&inRows, p, 1, cells, r)
	runningMeans(p, &inRows, cells, 1, r)
}

// runningMeans computes the means over 2r+1 cells of each line, all lines side by side: from cell to cell of a line it is along cells, from line to
// line across.
func runningMeans(dst, src *plane, along, across, r int) {
	at := func(i int) int { return along * max(0, min(cells-1, i)) }
	var sums [cells]float64
	for i := -r; i <= r; i++ {
		for j := range sums {
			sums[j] += src[at(i)+across*j]
		}
	}
	share := 1 / float64(2*r+1)
	for i := range cells {
		here, next, last := at(i), at(i+r+1), at(i-r)
		for j, sum := range sums {
			dst[here+across*j] = sum * share
			sums[j] = sum + (src[next+across*j] - src[last+across*j])
		}
	}
}

// castShadow follows a ray from every second cell to the lamp and finds how deep below the relief it passes, with edges that
// soften with the distance.
func (h *head) castShadow(l Light) {
	const steps, stride = 8, .07
	length := max(sqrt(sq(l.U)+sq(l.V)), .05)
	du, dv, dz := stride*l.U/length, stride*l.V/length, stride/length
	top := h.height.highest()
	for j := 0; j < cells; j += 2 {
		for i := 0; i < cells; i += 2 {
			k := j*cells + i
			u, v := mul(float64(i)+1, pitch)-reach, mul(float64(j)+1, pitch)-reach
			z, dark := h.height.at(spot{placeAt(u), placeAt(v)}), 0.0
			for n := 1.0; n <= steps && z+mul(n, dz) < top && dark < 1; n++ {
				above := h.height.at(spot{placeAt(u + mul(n, du)), placeAt(v + mul(n, dv))}) - z - mul(n, dz)
				if above > .01 {
					dark = max(dark, (above-.01)/(.03+mul(.012, n)))
				}
			}
			dark = min(1, dark)
			h.shadow[k], h.shadow[k+1], h.shadow[k+cells], h.shadow[k+cells+1] = dark, dark, dark, dark
		}
	}
	h.shadow.blur(1)
}

// highest returns the greatest value. slices.Max takes four times as long, because it looks for NaN.
func (p *plane) highest() float64 {
	top := p[0]
	for _, z := range p {
		if z > top {
			top = z
		}
	}
	return top
}
