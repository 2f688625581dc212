package metrics

import (
	"math"
	"sync/atomic"

	"gan2014/parzen"
)

// Neighbours computes the metrics of nearest neighbours. It keeps the distances to the nearest points within each set and between two sets, so that
// metrics of the same sets compute them once. The sets must not change. The zero value has none.
type Neighbours struct{ clouds map[cloudKey]*cloud }

// A cloudKey tells sets by their memory.
type cloudKey struct {
	first *float32
	n, d  int
}

// mostNeighbours is the number of nearest points within a set that are kept.
const mostNeighbours = max(precisionNeighbours, densityNeighbours)

// A cloud is a set with what is known of its neighbours.
type cloud struct {
	set
	own     [][]float64          // of each point, the distances to the nearest others of the set, in rising order; nil until they are needed
	nearest map[*cloud][]float64 // of each point, the distance to the nearest of another set
	crosses map[*cloud]*crossing // with samples
}

// pair returns the clouds of both sets. It reports sets that cannot be compared.
func (n *Neighbours) pair(real, fake parzen.Points, least int) (r, f *cloud, err error) {
	if err := checkPair(real, fake, least); err != nil {
		return nil, nil, err
	}
	return n.of(real), n.of(fake), nil
}

// of returns the cloud of points.
func (n *Neighbours) of(p parzen.Points) *cloud {
	key := cloudKey{&p.Data[0], p.N, p.D}
	if n.clouds[key] == nil {
		if n.clouds == nil {
			n.clouds = map[cloudKey]*cloud{}
		}
		n.clouds[key] = &cloud{set: newSet(p), nearest: map[*cloud][]float64{}, crosses: map[*cloud]*crossing{}}
	}
	return n.clouds[key]
}

// radii returns for each point the squared distance to its k-th nearest neighbour in the set; k is at most mostNeighbours.
func (c *cloud) radii(k int) []float64 {
	if c.own == nil {
		c.own = make([][]float64, c.rows)
		c.visit(c.set, func(i int, distances []float64) {
			distances[i] = math.Inf(1)
			c.own[i] = smallest(distances, mostNeighbours)
		})
	}
	r := make([]float64, c.rows)
	for i, least := range c.own {
		r[i] = least[k-1]
	}
	return r
}

// to returns for each point the squared distance to the nearest point of t.
func (c *cloud) to(t *cloud) []float64 {
	if c.nearest[t] == nil {
		r := make([]float64, c.rows)
		c.visit(t.set, func(i int, distances []float64) { r[i] = smallest(distances, 1)[0] })
		c.nearest[t] = r
	}
	return c.nearest[t]
}

// A crossing is what the distances between images and samples say.
type crossing struct {
	nearestImage, nearestSample []float64 // squared distances, of each sample and of each image
	precise, recalled, covered  []bool    // see Manifold
	balls                       []float64
}

// cross visits the distances between images c and samples f once.
func (c *cloud) cross(f *cloud) *crossing {
	if x := c.crosses[f]; x != nil {
		return x
	}
	wide, narrow, sampled := c.radii(densityNeighbours), c.radii(precisionNeighbours), f.radii(precisionNeighbours)
	x := &crossing{nearestImage: make([]float64, f.rows), precise: make([]bool, f.rows), balls: make([]float64, f.rows)}
	near, recalled, covered := newLowest(c.rows), make([]atomic.Bool, c.rows), make([]atomic.Bool, c.rows)
	f.visit(c.set, func(i int, distances []float64) {
		for j, d := range distances {
			x.precise[i] = x.precise[i] || d <= narrow[j]
			if d < wide[j] {
				x.balls[i] += 1. / densityNeighbours
				covered[j].Store(true)
			}
			if d <= sampled[i] {
				recalled[j].Store(true)
			}
			near.lower(j, d)
		}
		x.nearestImage[i] = smallest(distances, 1)[0]
	})
	x.nearestSample = near.values()
	for j := range c.rows {
		x.recalled, x.covered = append(x.recalled, recalled[j].Load()), append(x.covered, covered[j].Load())
	}
	c.crosses[f] = x
	return x
}

// lowest holds the lowest of the numbers from 0 on that several goroutines give for each place. The bits of such numbers are in the order of the
// numbers.
type lowest []atomic.Uint64

func newLowest(n int) lowest {
	l := make(lowest, n)
	for i := range l {
		l[i].Store(math.Float64bits(math.Inf(1)))
	}
	return l
}

func (l lowest) lower(i int, v float64) {
	bits := math.Float64bits(v)
	for {
		old := l[i].Load()
		if bits >= old || l[i].CompareAndSwap(old, bits) {
			return
		}
	}
}

func (l lowest) values() []float64 {
	v := make([]float64, len(l))
	for i := range l {
		v[i] = math.Float64frombits(l[i].Load())
	}
	return v
}

// smallest returns the k smallest numbers, in rising order, filled up with +Inf.
func smallest(x []float64, k int) []float64 {
	least := make([]float64, k)
	for i := range least {
		least[i] = math.Inf(1)
	}
	for _, v := range x {
		if v >= least[k-1] {
			continue
		}
		j := k - 1
		for ; j > 0 && least[j-1] > v; j-- {
			least[j] = least[j-1]
		}
		least[j] = v
	}
	return least
}

// closest returns the indices of the k smallest numbers; of equal ones the first.
func closest(x []float64, k int) []int {
	least := smallest(x, k)
	bound := least[len(least)-1]
	indices := make([]int, 0, k)
	for i, v := range x {
		if v < bound {
			indices = append(indices, i)
		}
	}
	for i, v := range x { // of equal numbers the first ones
		if v == bound && len(indices) < k {
			indices = append(indices, i)
		}
	}
	return indices
}
