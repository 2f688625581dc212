package exact

import (
	"gan2014/internal/elementary"
	"gan2014/internal/rng"
)

// A Boltzmann machine without hidden units gives the state s of n units, each 0 or 1, a probability in proportion to exp(Σ bᵢsᵢ + Σ wᵢⱼsᵢsⱼ),
// the second sum over pairs (Ackley, Hinton and Sejnowski 1985). A state is a number whose bit i is sᵢ. The n units are so few that all 2ⁿ
// states can be listed.
type Boltzmann struct {
	units   int
	weights [][]float64 // wᵢⱼ = wⱼᵢ; wᵢᵢ is the bias bᵢ
}

// NewBoltzmann returns the machine that gives all states the same probability.
func NewBoltzmann(units int) Boltzmann {
	return Boltzmann{units, square(units)}
}

func square(n int) [][]float64 {
	m := make([][]float64, n)
	for i := range m {
		m[i] = make([]float64, n)
	}
	return m
}

// exponents returns Σ bᵢsᵢ + Σ wᵢⱼsᵢsⱼ of each state.
func (m Boltzmann) exponents() []float64 {
	all := make([]float64, 1<<m.units)
	for state := 1; state < len(all); state++ {
		top := 0 // the highest unit that is on
		for state>>(top+1) != 0 {
			top++
		}
		all[state] = all[state-1<<top] + m.input(top, state)
	}
	return all
}

// input returns bᵢ and the sum of wᵢⱼ over the other units that are on.
func (m Boltzmann) input(i, state int) float64 {
	sum := m.weights[i][i]
	for j, w := range m.weights[i] {
		if j != i && state>>j&1 == 1 {
			sum += w
		}
	}
	return sum
}

// LogProbabilities returns the logarithm of the probability of each state.
func (m Boltzmann) LogProbabilities() []float64 {
	all := m.exponents()
	most := all[0]
	for _, v := range all {
		most = max(most, v)
	}
	z := 0.0
	for _, v := range all {
		z += elementary.Exp(v - most)
	}
	logZ := most + elementary.Log(z)
	for i := range all {
		all[i] -= logZ
	}
	return all
}

// LogLikelihood returns the mean log-probability of data, in nats; data holds the share of each state.
func (m Boltzmann) LogLikelihood(data []float64) float64 {
	sum := 0.0
	for state, v := range m.LogProbabilities() {
		sum += float64(data[state] * v)
	}
	return sum
}

// Probabilities returns the probability of each state.
func (m Boltzmann) Probabilities() []float64 {
	p := m.LogProbabilities()
	for i, v := range p {
		p[i] = elementary.Exp(v)
	}
	return p
}

// Moments returns the chance that the units i and j are both on, where states have the given shares.
func (m Boltzmann) Moments(shares []float64) [][]float64 {
	on := square(m.units)
	for state, share := range shares {
		m.count(on, state, share)
	}
	return on
}

// count adds a share to each pair of units that are both on.
func (m Boltzmann) count(on [][]float64, state int, share float64) {
	for i := range m.units {
		for j := range m.units {
			if (state>>i)&(state>>j)&1 == 1 {
				on[i][j] += share
			}
		}
	}
}

// Climb adds rate·(wanted − had) to the weights. With the moments of the data and of the machine this is a step along the gradient of the
// log-likelihood.
func (m Boltzmann) Climb(rate float64, wanted, had [][]float64) {
	for i := range m.weights {
		for j := range m.weights {
			m.weights[i][j] += float64(rate * (wanted[i][j] - had[i][j]))
		}
	}
}

// Sweep draws each unit in turn, given the others: one step of Gibbs sampling.
func (m Boltzmann) Sweep(state int, noise rng.Stream) int {
	for i := range m.units {
		state &^= 1 << i
		if noise.Float64() < elementary.Sigmoid(m.input(i, state)) {
			state |= 1 << i
		}
	}
	return state
}

// SweepAll moves each of the chains by a sweep and returns the moments of where they are then.
func (m Boltzmann) SweepAll(chains []int, noise rng.Stream) [][]float64 {
	on := square(m.units)
	for i, state := range chains {
		chains[i] = m.Sweep(state, noise)
		m.count(on, chains[i], 1/float64(len(chains)))
	}
	return on
}

// SweepShares returns the shares of states after a sweep, where they have the given shares before: what SweepAll comes to with infinitely many
// chains.
func (m Boltzmann) SweepShares(shares []float64) []float64 {
	after := make([]float64, len(shares))
	copy(after, shares)
	for i := range m.units {
		for state := range after {
			if state>>i&1 == 1 {
				continue
			}
			both, on := after[state]+after[state|1<<i], elementary.Sigmoid(m.input(i, state))
			after[state|1<<i] = float64(both * on)
			after[state] = both - after[state|1<<i]
		}
	}
	return after
}
