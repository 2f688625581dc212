package faces

import "iter"

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

// A spot is a point between the centres of four cells, in column u.i and the next, in row v.i and the next.
type spot struct{ u, v place }

// A place is a coordinate of a spot: the centre of cell i and a fraction of a cell.
type place struct {
	i        int
	fraction float64
}

func placeAt(x float64) place {
	x = clamp(mul(x+reach, 1/pitch)-.5, 0, cells-1.001)
	i := int(x)
	return place{i, x - float64(i)}
}

// at returns the value at a spot by bilinear interpolation.
func (p *plane) at(s spot) float64 {
	k, f := s.v.i*cells+s.u.i, s.u.fraction
	c := p[k : k+cells+2]
	return mix(mix(c[0], c[1], f), mix(c[cells], c[cells+1], f), s.v.fraction)
}

// A box is a part of the canvas.
type box struct{ left, right, top, bottom float64 }

// around returns the box of half-sides rx and ry about a point.
func around(u, v, rx, ry float64) box { return box{u - rx, u + rx, v - ry, v + ry} }

var everywhere = box{-reach, reach, -reach, reach}

// centres holds u of the cells of a row, which is also v of the cells of a column.
var centres = func() (x [cells]float64) {
	for i := range x {
		x[i] = mul(float64(i)+.5, pitch) - reach
	}
	return x
}()

// A row is a part of a row of cells: cell k+i lies at (u[i], v).
type row struct {
	k int
	u []float64
	v float64
}

// rows yields the rows of the box.
func (b box) rows() iter.Seq[row] {
	first := func(x float64) int { return int(clamp((x+reach)/pitch+.5, 0, cells)) }
	top, bottom, left, right := first(b.top), first(b.bottom), first(b.left), first(b.right)
	return func(yield func(row) bool) {
		for j := top; j < bottom && left < right; j++ {
			if !yield(row{j*cells + left, centres[left:right], centres[j]}) {
				return
			}
		}
	}
}

// A blob is a soft elliptic spot.
type blob struct{ u, v, ru, rv float64 }

// add raises the plane by amount at the centre of the blob.
func (p *plane) add(b blob, amount float64) {
	for r := range around(b.u, b.v, b.ru, b.rv).rows() {
		down := sq((r.v - b.v) / b.rv)
		for i, u := range r.u {
			if q := sq((u-b.u)/b.ru) + down; q < 1 {
				p[r.k+i] += mul(amount, bump(q))
			}
		}
	}
}

// pair adds a blob and its mirror image.
func (p *plane) pair(b blob, amount float64) {
	p.add(b, amount)
	b.u = -b.u
	p.add(b, amount)
}

// scale multiplies the plane by 1 + amount at the centre of the blob.
func (p *plane) scale(b blob, amount float64) {
	for r := range around(b.u, b.v, b.ru, b.rv).rows() {
		down := sq((r.v - b.v) / b.rv)
		for i, u := range r.u {
			p[r.k+i] *= 1 + mul(amount, bump(sq((u-b.u)/b.ru)+down))
		}
	}
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
	for r := range b.rows() {
		for i, u := range r.u {
			v := r.v
			if a.upright {
				u, v = v, u
			}
			s := (u - a.u0) / a.half
			off := v - a.mid - mul(s, a.tilt+mul(a.bend, s))
			end := (s - a.lean) / (1 + max(a.lean, -a.lean))
			thick := mul(a.thick, 1-sq(sq(end))) + 1e-3 // a point still has a width to divide by
			if cover := bump(sq(off / thick)); cover > 0 {
				f(r.k+i, cover*(1-sq(sq(s))))
			}
		}
	}
}
