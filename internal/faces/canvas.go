package faces

// A head is built in its own frontal frame before it is turned and photographed. The unit is half an image side, about 68 mm
// on a grown-up; u points to the viewer's right, v down, z at the viewer; the origin lies on the bridge of the nose. The
// canvas covers [−1.3, 1.3]² in cells of seven eighths of a pixel.
const (
	cells = 72
	reach = 1.3
	pitch = 2 * reach / cells
)

// A plane holds one quantity of every cell, row-major.
type plane [cells * cells]float64

// A spot is a point between the centres of four cells: k, k+1 and the two below them.
type spot struct {
	k      int
	fu, fv float64 // how far to the right and down, in cells
}

func spotAt(u, v float64) spot {
	x := clamp(mul(u+reach, 1/pitch)-.5, 0, cells-1.001)
	y := clamp(mul(v+reach, 1/pitch)-.5, 0, cells-1.001)
	i, j := int(x), int(y)
	return spot{j*cells + i, x - float64(i), y - float64(j)}
}

// at returns the value at a spot by bilinear interpolation.
func (p *plane) at(s spot) float64 {
	return mix(mix(p[s.k], p[s.k+1], s.fu), mix(p[s.k+cells], p[s.k+cells+1], s.fu), s.fv)
}

// A box is a part of the canvas.
type box struct{ left, right, top, bottom float64 }

// around returns the box of half-sides rx and ry about a point.
func around(u, v, rx, ry float64) box { return box{u - rx, u + rx, v - ry, v + ry} }

var everywhere = box{-reach, reach, -reach, reach}

// each calls f with every cell of the box and its position.
func (b box) each(f func(k int, u, v float64)) {
	first := func(x float64) int { return int(clamp((x+reach)/pitch+.5, 0, cells)) }
	top, bottom, left, right := first(b.top), first(b.bottom), first(b.left), first(b.right)
	for j := top; j < bottom; j++ {
		v := mul(float64(j)+.5, pitch) - reach
		for i := left; i < right; i++ {
			f(j*cells+i, mul(float64(i)+.5, pitch)-reach, v)
		}
	}
}

// A blob is a soft elliptic spot.
type blob struct{ u, v, ru, rv float64 }

// add raises the plane by amount at the centre of the blob.
func (p *plane) add(b blob, amount float64) {
	around(b.u, b.v, b.ru, b.rv).each(func(k int, u, v float64) {
		p[k] += mul(amount, bump(sq((u-b.u)/b.ru)+sq((v-b.v)/b.rv)))
	})
}

// pair adds a blob and its mirror image.
func (p *plane) pair(b blob, amount float64) {
	p.add(b, amount)
	b.u = -b.u
	p.add(b, amount)
}

// scale multiplies the plane by 1 + amount at the centre of the blob.
func (p *plane) scale(b blob, amount float64) {
	around(b.u, b.v, b.ru, b.rv).each(func(k int, u, v float64) {
		p[k] *= 1 + mul(amount, bump(sq((u-b.u)/b.ru)+sq((v-b.v)/b.rv)))
	})
}

// An arc is a stroke along v = mid + tilt·s + bend·s² with s = (u−u0)/half in [−1, 1]; upright swaps u and v. It is
// thickest at s = lean and pointed at both ends.
type arc struct {
	u0, half        float64
	mid, tilt, bend float64
	thick, lean     float64
	upright         bool
}

// each calls f with the cells of the stroke and how much of the cell it covers.
func (a arc) each(f func(k int, cover float64)) {
	lift := max(a.tilt, -a.tilt) + max(a.bend, -a.bend) + a.thick
	b := around(a.u0, a.mid, a.half, lift)
	if a.upright {
		b = around(a.mid, a.u0, lift, a.half)
	}
	b.each(func(k int, u, v float64) {
		if a.upright {
			u, v = v, u
		}
		s := (u - a.u0) / a.half
		off := v - a.mid - mul(s, a.tilt+mul(a.bend, s))
		end := (s - a.lean) / (1 + max(a.lean, -a.lean))
		thick := mul(a.thick, 1-sq(sq(end))) + 1e-3 // a point still has a width to divide by
		if cover := bump(sq(off / thick)); cover > 0 {
			f(k, cover*(1-sq(sq(s))))
		}
	})
}
