package theory

import (
	"context"
	"math"
	"math/bits"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/theory/exact"
	"gan2014/models/theory/figure"
)

// machineData returns the share of each state in the data: 7 of 10 have all units on, but for 3 % of them, and the others all units off, but for
// 15 % of them.
func machineData(units int) []float64 {
	data := make([]float64, 1<<units)
	for _, mode := range []struct {
		state        uint
		share, flips float64
	}{{1<<units - 1, .7, .03}, {0, .3, .15}} {
		for state := range data {
			flipped := bits.OnesCount(uint(state) ^ mode.state)
			data[state] += float64(mode.share * float64(elementary.Power(mode.flips, flipped)*elementary.Power(1-mode.flips, units-flipped)))
		}
	}
	return data
}

// mostlyOn returns the share of the states in which more than half of the units are on.
func mostlyOn(shares []float64) (sum float64) {
	for state, v := range shares {
		if 2*bits.OnesCount(uint(state)) > bits.Len(uint(len(shares)-1)) {
			sum += v
		}
	}
	return sum
}

// A moments function returns the moments that a step of learning takes for those of the machine.
type moments func(m exact.Boltzmann, step int) [][]float64

func exactMoments(m exact.Boltzmann, _ int) [][]float64 { return m.Moments(m.Probabilities()) }

// restarted returns the moments of chains that begin at data in each step and make one sweep: contrastive divergence, CD-1 (Hinton 2002).
func (s Chains) restarted(data []float64, seed int64) moments {
	draw, chains := drawFrom(data), make([]int, s.Chains)
	return func(m exact.Boltzmann, step int) [][]float64 {
		noise := rng.For(seed, "chains/restarted", step)
		for i := range chains {
			chains[i] = draw(noise)
		}
		return m.SweepAll(chains, noise)
	}
}

// persistent returns the moments of chains that begin at data and are carried on by a sweep in each step (Younes 1999; Tieleman 2008).
func (s Chains) persistent(data []float64, seed int64) moments {
	draw, chains := drawFrom(data), make([]int, s.Chains)
	start := rng.For(seed, "chains/start")
	for i := range chains {
		chains[i] = draw(start)
	}
	return func(m exact.Boltzmann, step int) [][]float64 {
		return m.SweepAll(chains, rng.For(seed, "chains/persistent", step))
	}
}

// A learned machine has its log-likelihood along the training, as means over intervals of the steps.
type learned struct {
	exact.Boltzmann
	likelihoods []Point
}

// intervals is the number of intervals of a training that have a point in the figures.
const intervals = 50

// learn trains a machine with these moments. The rate falls to 0.
func (s Chains) learn(ctx context.Context, data []float64, of moments) (learned, error) {
	m := learned{Boltzmann: exact.NewBoltzmann(s.MachineUnits)}
	wanted := m.Moments(data)
	var recent average
	for step := range s.MachineSteps {
		if err := ctx.Err(); err != nil {
			return m, err
		}
		m.Climb(float64(s.MachineRate*(1-float64(step)/float64(s.MachineSteps))), wanted, of(m.Boltzmann, step))
		if step%max(1, s.MachineSteps/(10*intervals)) == 0 {
			recent.add(m.LogLikelihood(data))
		}
		if (step+1)%max(1, s.MachineSteps/intervals) == 0 {
			m.likelihoods = append(m.likelihoods, exactPoint(float64(step+1), recent.mean()))
			recent = average{}
		}
	}
	return m, nil
}

// likeliest returns the machine of the greatest likelihood, by many steps along the exact gradient. The log-likelihood is concave, so it has no
// other maximum. rest is the largest part of the gradient that is left, which is 0 at the maximum.
func likeliest(ctx context.Context, units int, data []float64) (m exact.Boltzmann, rest float64, err error) {
	const steps, rate = 10_000, .2
	m = exact.NewBoltzmann(units)
	wanted := m.Moments(data)
	for range steps {
		if err := ctx.Err(); err != nil {
			return m, 0, err
		}
		m.Climb(rate, wanted, exactMoments(m, 0))
	}
	for i, row := range exactMoments(m, 0) {
		for j, v := range row {
			rest = max(rest, math.Abs(wanted[i][j]-v))
		}
	}
	return m, rest, nil
}

// machines trains a Boltzmann machine by the exact gradient, by chains that begin at the data in each step, and by chains that are carried on.
func (s Chains) machines(ctx context.Context, seed int64) ([]Line, []Finding, error) {
	data := machineData(s.MachineUnits)
	best, rest, err := likeliest(ctx, s.MachineUnits, data)
	if err != nil {
		return nil, nil, err
	}
	maximum := best.LogLikelihood(data)
	var lines []Line
	var machines []learned
	var below []float64
	for _, way := range []struct {
		name string
		moments
	}{
		{"exact gradient", exactMoments}, {"PCD", s.persistent(data, seed)}, {"CD-1", s.restarted(data, seed)},
		{"CD-1 without noise", func(m exact.Boltzmann, _ int) [][]float64 { return m.Moments(m.SweepShares(data)) }},
	} {
		m, err := s.learn(ctx, data, way.moments)
		if err != nil {
			return nil, nil, err
		}
		line := Line{figure.Machines, way.name, nil}
		for _, p := range m.likelihoods {
			line.Points = append(line.Points, exactPoint(p.X, max(1e-3, maximum-p.Y))) // the axis has no 0
		}
		lines, machines = append(lines, line), append(machines, m)
		below = append(below, maximum-m.LogLikelihood(data))
	}
	on := func(i int) float64 { return mostlyOn(machines[i].Probabilities()) }
	return lines, []Finding{
		{
			Figure: "chains",
			Claim:  "A Boltzmann machine that learns from chains which are carried on from step to step comes near the greatest likelihood.",
			Source: "Younes 1999; Tieleman 2008",
			Measured: textf("with %d units, and so a known normaliser, its log-likelihood ends %.4f nats below the maximum of %.4f, with the exact gradient %.1g. At the maximum a gradient of %.1g is left.",
				s.MachineUnits, below[1], maximum, below[0], rest),
			Holds: below[1] < .01 && below[0] < .002 && rest < 1e-5,
		}, {
			Figure: "chains",
			Claim:  "With chains that begin at the data in each step, and make one sweep, it stays below: they do not see how often the other mode is to be visited.",
			Source: "Hinton 2002; Carreira-Perpiñán and Hinton 2005; Tieleman 2008",
			Measured: textf("it ends %.4f nats below the maximum, and %.4f with infinitely many chains, which have no noise. Of its probability %.3f is on the sharp mode, where the data have %.3f, the likeliest machine %.3f and that of chains carried on %.3f.",
				below[2], below[3], on(2), mostlyOn(data), mostlyOn(best.Probabilities()), on(1)),
			Holds: below[2] > .02 && below[2] > 5*below[1] && on(2) > mostlyOn(best.Probabilities())+.05,
		},
	}, nil
}

// keptUp moves a generator's mean from 3 to 0 in equal steps, and trains three discriminators beside it: one that makes one step for each step of
// the generator and is carried on, one that begins anew each time and makes many steps, and one that begins anew and makes one.
func (s Chains) keptUp(ctx context.Context, seed int64) ([]Line, []Finding, error) {
	const from = 3.
	carriedOn := exact.BestLogistic(from)
	var all, recent [3]average
	lines := []Line{
		{figure.KeptUp, "carried on", nil}, {figure.KeptUp, "anew, " + counted(s.InnerSteps, "step"), nil}, {figure.KeptUp, "anew, 1 step", nil},
	}
	for step := range s.GeneratorSteps {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		m := from * (1 - float64(step+1)/float64(s.GeneratorSteps))
		noise := rng.For(seed, "chains/discriminator", step)
		carriedOn = carriedOn.Climb(m, s.DiscriminatorRate, s.DiscriminatorBatch, noise)
		var anew, once exact.Logistic
		for range s.InnerSteps {
			anew = anew.Climb(m, s.DiscriminatorRate, s.DiscriminatorBatch, noise)
		}
		once = once.Climb(m, s.DiscriminatorRate, s.DiscriminatorBatch, noise)
		for i, d := range []exact.Logistic{carriedOn, anew, once} {
			v := d.Shortfall(m)
			all[i].add(v)
			recent[i].add(v)
			if (step+1)%max(1, s.GeneratorSteps/intervals) == 0 {
				lines[i].Points = append(lines[i].Points, exactPoint(m, recent[i].mean()))
				recent[i] = average{}
			}
		}
	}
	carried, anew, once := all[0].mean(), all[1].mean(), all[2].mean()
	return lines, []Finding{{
		Figure: "chains",
		Claim:  "A D that is carried on, with one step for each step of G, follows its optimum about as well as one that begins anew each time and makes many steps: no burning in.",
		Source: "paper, section 4 and Algorithm 1",
		Measured: textf("while the mean of G goes from %g to 0 in %s, V(D, G) is %.4f nats below that of the best D on average, and %.4f for a D that begins anew and makes %s each time. For one that begins anew and makes one step it is %.3f.",
			from, counted(s.GeneratorSteps, "step"), carried, anew, counted(s.InnerSteps, "step"), once),
		Holds: carried < 2*anew && once > 20*carried,
	}}, nil
}
