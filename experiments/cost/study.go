package cost

import (
	"math"

	"gan2014/experiments/spec"
)

// Study counts the operations of a study, without its start: the floating-point operations of its matrix products, where they are large, and as
// Values those of everything else, with the steps of small nets. A step takes as long as stepValues values, however small the nets are. The
// counts say how the time of one study depends on its settings, and not how the times of different studies compare.
func Study(s spec.System) Work {
	switch s.Study {
	case spec.Figure1:
		return figure1(*s.Figure1)
	case spec.Proposition1:
		return reference(s.Proposition1.ReferenceD).Times(float64(len(s.Proposition1.Pairs)))
	case spec.Theorem1:
		return theorem1(*s.Theorem1)
	case spec.Proposition2:
		return Work{Values: 3 * float64(s.Proposition2.Steps) * float64(s.Proposition2.Points)} // from three starts
	case spec.Vanishing:
		return vanishing(*s.Vanishing)
	case spec.Collapse:
		c := s.Collapse.Series
		g, d := float64(c.GeneratorUnits), float64(c.DiscriminatorUnits)
		nets := pair{g: netSize{2*g + g*g + 2*g, 2*g + 2}, d: netSize{2*2*d + 2*d*d + d, 4 * d}}
		return series(c, nets).Times(4) // two planes, two losses
	case spec.Saddle:
		return Work{Values: 10 * float64(6*s.Saddle.Steps+s.Saddle.Games)}
	case spec.Divergences:
		d := s.Divergences
		return Work{Values: float64(d.Updates) * (stepValues/10 + 121*4*float64(d.Units))}
	case spec.Estimators:
		e := s.Estimators
		draws := 0
		for _, n := range e.Draws {
			draws += n
		}
		draws += e.Draws[min(1, len(e.Draws)-1)] * len(e.Distances)
		return Work{Values: 2 * 10 * 30 * float64(draws*e.Trainings)} // ten steps of Newton's
	case spec.Support:
		u := s.Support
		units := float64(u.Units)
		weights := 2*units + units*units + 2*units + 2*(2*units+units*units) + units
		return Work{Values: 2 * float64(u.Trainings) * (float64(u.Updates)*(stepValues+6*float64(u.Batch)*weights) + supportMeasured)}
	case spec.Chains:
		return chains(*s.Chains)
	case spec.WakeSleep:
		return wakeSleep(*s.WakeSleep)
	case spec.MNISTGradient:
		return mnistGradient(*s.MNISTGradient)
	case spec.MNISTCollapse:
		m := s.MNISTCollapse
		classifier := Work{Products: 6 * float64(m.ClassifierEpochs*m.Images) * (digit*128 + 128*10), Values: 3 * float64(m.ClassifierEpochs*m.Images) * digit}
		return classifier.Plus(series(m.Series, digitNets(m.GeneratorUnits, m.DiscriminatorUnits, 2)))
	}
	return Work{}
}

// supportMeasured is the time of the measurements after a training, as a number of values.
const supportMeasured = 1e8

// digit is the number of pixels of an image of MNIST.
const digit = 28 * 28

// stepValues is the time of a step of nets apart from its products and values, as a number of values.
const stepValues = 60_000

// A netSize has numbers of weights and of values between its layers.
type netSize struct{ weights, values float64 }

// A pair has a generator and a discriminator.
type pair struct{ g, d netSize }

// digitNets returns nets on digits: a generator with two hidden layers, and a discriminator of two layers of units with some pieces each.
func digitNets(generatorUnits, discriminatorUnits int, pieces float64) pair {
	g, d := float64(generatorUnits), float64(discriminatorUnits)
	return pair{g: netSize{100*g + g*g + g*digit, 2*g + digit}, d: netSize{pieces*digit*d + pieces*d*d + d, digit + 2*pieces*d}}
}

// stepsD returns the work of steps of D, each on as many data as samples; stepsG that of steps of G.
func (n pair) stepsD(steps, batch float64) Work {
	return Work{Products: 2 * steps * batch * (2*3*n.d.weights + n.g.weights), Values: steps * (stepValues + batch*(2*n.d.values+n.g.values))}
}
func (n pair) stepsG(steps, batch float64) Work {
	return Work{Products: 2 * steps * batch * (2*n.d.weights + 3*n.g.weights), Values: steps * (stepValues + batch*(n.d.values+n.g.values))}
}

// figure1 has products too small to count: those of one number.
func figure1(f spec.Figure1Recipe) Work {
	nets := pair{g: netSize{values: float64(f.GeneratorUnits)}, d: netSize{values: float64(f.DiscriminatorUnits)}}
	ofD, ofG := float64(f.DiscriminatorUpdates)+float64(f.Rounds)*float64(f.K), float64(f.GeneratorUpdates+f.Rounds)
	return nets.stepsD(ofD, float64(f.Batch)).Plus(nets.stepsG(ofG, float64(f.Batch)))
}

func reference(r spec.ReferenceD) Work {
	d, early := pair{d: netSize{values: float64(r.DiscriminatorUnits)}}, r.Updates/2
	return d.stepsD(float64(early), float64(r.Batch)).Plus(d.stepsD(float64(r.Updates-early), float64(r.LateBatch)))
}

// theorem1 counts the trainings of D, the fresh draws for the value at each distance, and the three fits.
func theorem1(t spec.Theorem1Recipe) Work {
	const sample, fits = 9, 5e8 // values of a draw for each unit of D, and of the fits
	fresh := sample * float64(t.Samples) * float64(t.DiscriminatorUnits)
	return reference(t.ReferenceD).Plus(Work{Values: fresh}).Times(float64(len(t.Distances))).Plus(Work{Values: fits})
}

func vanishing(v spec.VanishingRecipe) Work {
	const pieces, measured = 4, 10 * 10_000 // samples of a measurement of the gradients (models/theory)
	const noise, passes = 500, 8            // values of the noise of a sample, and of each piece
	d := pair{d: netSize{values: pieces * float64(v.DiscriminatorUnits)}}
	trained := d.stepsD(float64(last(v.Updates)), float64(v.Batch))
	gradients := Work{Values: float64(len(v.Updates)) * measured * (noise + passes*d.d.values)}
	return Work{Values: trained.Values + gradients.Values}.Times(2) // at two distances
}

func mnistGradient(m spec.MNISTGradientRecipe) Work {
	nets, batch := digitNets(m.GeneratorUnits, m.DiscriminatorUnits, 5), float64(m.Batch)
	both, alone := float64(m.Epochs*(m.Images/m.Batch)), float64(last(m.Updates))
	const measured = 10 // batches of a measurement
	gradients := nets.stepsD(1, batch).Plus(nets.stepsG(2, batch)).Times(measured * float64(len(m.Updates)))
	return nets.stepsD(both+alone, batch).Plus(nets.stepsG(both, batch)).Plus(gradients)
}

// series counts the trainings with each of the three ways of taking turns.
func series(s spec.Series, nets pair) Work {
	turns := 1 + float64(s.K) + 1/float64(s.GeneratorSteps) // steps of D for each of G, in all three
	updates, batch := float64(s.Trainings*s.Updates), float64(s.Batch)
	return nets.stepsG(3*updates, batch).Plus(nets.stepsD(turns*updates, batch))
}

// chains counts the steps of the chain, about 1,500 + 42·exp(1/(2·width²)) for a crossing, those of nets, those of the Boltzmann machine with all of
// its states, and those of discriminators.
func chains(c spec.ChainsRecipe) Work {
	const stepOfChain, value, sweep, best = 10, 2, 30, 10_000 // best: steps to the greatest likelihood
	var w Work
	for _, width := range c.Widths {
		w.Values += stepOfChain * float64(c.Crossings) * (1500 + 42*math.Exp(1/(2*width*width)))
	}
	units := float64(c.Units)
	w.Values += float64(c.Trainings*c.Updates) * (stepValues + 6*float64(c.Batch)*(4*units+3*units*units))
	states := float64(int(1) << c.MachineUnits)
	w.Values += value * (best + 3*float64(c.MachineSteps)) * states * float64(c.MachineUnits*c.MachineUnits)
	w.Values += sweep * 2 * float64(c.MachineSteps*c.Chains*c.MachineUnits)
	const example, shortfall = 60, 50_000
	w.Values += float64(c.GeneratorSteps) * (shortfall + example*float64(c.InnerSteps+2)*float64(c.DiscriminatorBatch))
	return w
}

// wakeSleep counts the dreams of four inferences, of which one is a net, and the errors of two over other data.
func wakeSleep(w spec.WakeSleepRecipe) Work {
	const dream, unit, other = 100, 60, 5000
	net := dream + unit*float64(w.Units)
	return Work{Values: float64(w.Updates*w.Batch)*(3*dream+net) + other*float64(len(w.Shifts)+1)*net}
}

func last(numbers []int) int { return numbers[len(numbers)-1] }
