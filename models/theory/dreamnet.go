package theory

import (
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/theory/exact"
)

// A dreamNet is an inference whose means are those of a net with one layer of tanh units. It can come near the posterior mean, which is affine, only
// where it is trained.
type dreamNet struct {
	in  [][exact.Values + 1]float64 // of each unit: weights of x, and the bias
	out [][exact.Codes]float64      // of each unit, and last the biases

	logVariances [exact.Codes]float64
}

func newDreamNet(units int, noise rng.Stream) *dreamNet {
	n := &dreamNet{in: make([][exact.Values + 1]float64, units), out: make([][exact.Codes]float64, units+1)}
	for i := range n.in {
		for j := range exact.Values {
			n.in[i][j] = float64(noise.NormFloat64() / 2)
		}
	}
	return n
}

// of returns the means of z at x, and the values of the units, of which the last is 1.
func (n *dreamNet) of(x [exact.Values]float64) (m [exact.Codes]float64, units []float64) {
	units = make([]float64, len(n.out))
	units[len(n.in)] = 1
	for i, w := range n.in {
		sum := w[exact.Values]
		for j, v := range x {
			sum += float64(w[j] * v)
		}
		units[i] = elementary.Tanh(sum)
	}
	for i, v := range units {
		for k := range m {
			m[k] += float64(n.out[i][k] * v)
		}
	}
	return m, units
}

// dream moves the net by a step along the gradient on a batch of dreams, as inference.dream does.
func (n *dreamNet) dream(g exact.Linear, rate float64, batch int, noise rng.Stream) {
	in, out := make([][exact.Values + 1]float64, len(n.in)), make([][exact.Codes]float64, len(n.out))
	var logVariances [exact.Codes]float64
	for range batch {
		z, x := g.Draw(noise)
		m, units := n.of(x)
		var errors [exact.Codes]float64
		for k := range z {
			errors[k] = z[k] - m[k]
			logVariances[k] += float64((float64(float64(errors[k]*errors[k])*elementary.Exp(-n.logVariances[k])) - 1) / 2)
		}
		for i, v := range units {
			back := 0.0
			for k, e := range errors {
				back += float64(n.out[i][k] * e)
				out[i][k] += float64(e * v)
			}
			if i == len(n.in) {
				break
			}
			back = float64(back * (1 - float64(v*v)))
			for j, w := range x {
				in[i][j] += float64(back * w)
			}
			in[i][exact.Values] += back
		}
	}
	rate /= float64(batch)
	for i := range in {
		for j := range in[i] {
			n.in[i][j] += float64(rate * in[i][j])
		}
	}
	for i := range out {
		for k := range out[i] {
			n.out[i][k] += float64(rate * out[i][k])
		}
	}
	for k, v := range logVariances {
		n.logVariances[k] += float64(rate * v)
	}
}
