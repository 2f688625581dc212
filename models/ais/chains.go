package ais

import (
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// chains are Markov chains in the space of z, one for each row of a distances. They move by Hamiltonian Monte Carlo with unit mass (Neal 2011,
// "MCMC using Hamiltonian dynamics", figure 2), all at once.
type chains struct {
	of       *distances
	variance float64 // σ² at β = 1
	values   int     // of z

	e, squares, slopes []float64 // coordinates, |x−G(z)|² and its derivatives, where the chains are
	momentum           []float64
	before             struct{ e, squares, slopes []float64 } // where they were before the trajectory
	energies           []float64                              // at its start
}

func newChains(of *distances, variance float64) *chains {
	rows, values := of.x.Rows, of.z.Cols
	floats := func(n int) []float64 { return make([]float64, n) }
	c := &chains{of: of, variance: variance, values: values, e: floats(rows * values), squares: floats(rows), slopes: floats(rows * values),
		momentum: floats(rows * values), energies: floats(rows)}
	c.before.e, c.before.squares, c.before.slopes = floats(rows*values), floats(rows), floats(rows*values)
	return c
}

// begin places the chains at coordinates e.
func (c *chains) begin(e []float64) error {
	copy(c.e, e)
	return c.of.at(c.e, c.squares, c.slopes)
}

// fit returns log N(x; G(z), σ²I) of a chain, without its constant.
func (c *chains) fit(chain int) float64 { return -c.squares[chain] / (2 * c.variance) }

// energy returns the sum of potential and kinetic energy of a chain at β.
func (c *chains) energy(chain int, beta float64) float64 {
	sum := float64(-beta * c.fit(chain))
	for k := chain * c.values; k < (chain+1)*c.values; k++ {
		u, _ := c.of.prior.energy(c.e[k])
		sum += u + float64(float64(c.momentum[k]*c.momentum[k])/2)
	}
	return sum
}

// push changes the momenta by a step along the force at β.
func (c *chains) push(beta, step float64) {
	scale := beta / (2 * c.variance)
	for k, e := range c.e {
		_, slope := c.of.prior.energy(e)
		c.momentum[k] -= float64(step * (slope + float64(scale*c.slopes[k])))
	}
}

// move makes one trajectory of so many leapfrog steps at β, and accepts or rejects its end for each chain. It returns the share of accepted
// ends. The distribution with density p(z)·exp(β·fit) stays as it is.
func (c *chains) move(beta, step float64, leaps int, s rng.Stream) (accepted float64, err error) {
	rng.Normal(s, c.momentum)
	copy(c.before.e, c.e)
	copy(c.before.squares, c.squares)
	copy(c.before.slopes, c.slopes)
	for i := range c.energies {
		c.energies[i] = c.energy(i, beta)
	}
	c.push(beta, step/2)
	for leap := range leaps {
		for k, p := range c.momentum {
			c.e[k] += float64(step * p)
		}
		if err := c.of.at(c.e, c.squares, c.slopes); err != nil {
			return 0, err
		}
		if leap < leaps-1 {
			c.push(beta, step)
		}
	}
	c.push(beta, step/2)
	for i, before := range c.energies {
		if elementary.Log(max(s.Float64(), 0x1p-60)) < before-c.energy(i, beta) {
			accepted += 1 / float64(len(c.energies))
		} else {
			c.back(i)
		}
	}
	return accepted, nil
}

// back returns a chain to where it was before the trajectory.
func (c *chains) back(chain int) {
	c.squares[chain] = c.before.squares[chain]
	from, to := chain*c.values, (chain+1)*c.values
	copy(c.e[from:to], c.before.e[from:to])
	copy(c.slopes[from:to], c.before.slopes[from:to])
}
