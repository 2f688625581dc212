package cost

import "gan2014/experiments/spec"

// Study returns the number of multiplications of weights and values in a study: those in the nets, forwards and backwards, or one for each
// point and step. It counts the largest terms, so it says how the time of one study depends on its settings, and not how the times of
// different studies compare.
func Study(s spec.System) float64 {
	switch s.Study {
	case spec.Figure1:
		return figure1(*s.Figure1)
	case spec.Proposition1:
		return float64(len(s.Proposition1.Pairs)) * reference(s.Proposition1.ReferenceD)
	case spec.Theorem1:
		t := s.Theorem1
		fresh := 2 * float64(t.Samples) * float64(t.DiscriminatorUnits)
		return float64(len(t.Distances)) * (reference(t.ReferenceD) + fresh)
	case spec.Proposition2:
		return 3 * float64(s.Proposition2.Steps) * float64(s.Proposition2.Points) // from three starts
	case spec.Vanishing:
		return vanishing(*s.Vanishing)
	case spec.Collapse:
		c := s.Collapse.Series
		g, d := float64(c.GeneratorUnits), float64(c.DiscriminatorUnits)
		nets := pair{g: 2*g + g*g + 2*g, d: 2*2*d + 2*d*d + d}
		return 4 * series(c, nets) // two planes, two losses
	case spec.MNISTGradient:
		return mnistGradient(*s.MNISTGradient)
	case spec.MNISTCollapse:
		m := s.MNISTCollapse
		g, d := float64(m.GeneratorUnits), float64(m.DiscriminatorUnits)
		classifier := 3 * float64(m.ClassifierEpochs*m.Images) * (digit*128 + 128*10)
		return classifier + series(m.Series, pair{g: 100*g + g*g + g*digit, d: 2*digit*d + 2*d*d + d})
	}
	return 0
}

// digit is the number of pixels of an image of MNIST.
const digit = 28 * 28

// A pair has the numbers of weights of two nets.
type pair struct{ g, d float64 }

// stepD returns the multiplications of a step of D for one example of data and one sample; stepG those of a step of G for one sample.
func (n pair) stepD() float64 { return 2*n.d + n.g }
func (n pair) stepG() float64 { return n.d + n.g }

func figure1(f spec.Figure1Recipe) float64 {
	nets := pair{g: float64(f.GeneratorUnits), d: float64(f.DiscriminatorUnits)}
	ofD, ofG := float64(f.DiscriminatorUpdates)+float64(f.Rounds)*float64(f.K), float64(f.GeneratorUpdates+f.Rounds)
	return float64(f.Batch) * (ofD*nets.stepD() + ofG*nets.stepG())
}

func reference(r spec.ReferenceD) float64 {
	early := r.Updates / 2
	draws := float64(early)*float64(r.Batch) + float64(r.Updates-early)*float64(r.LateBatch)
	return draws * 2 * float64(r.DiscriminatorUnits)
}

// measurements is the number of draws of a measured gradient (models/theory).
const measurements = 10

func vanishing(v spec.VanishingRecipe) float64 {
	weights := 4 * float64(v.DiscriminatorUnits)
	trained := float64(last(v.Updates)) * float64(v.Batch) * 2 * weights
	measured := float64(len(v.Updates)) * measurements * 10_000 * 4 * weights
	return 2 * (trained + measured) // at two distances
}

func mnistGradient(m spec.MNISTGradientRecipe) float64 {
	g, d := float64(m.GeneratorUnits), float64(m.DiscriminatorUnits)
	nets := pair{g: 100*g + g*g + g*digit, d: 5*digit*d + 5*d*d + d}
	both := float64(m.Epochs*m.Images) * (nets.stepD() + nets.stepG())
	alone := float64(last(m.Updates)*m.Batch) * nets.stepD()
	measured := float64(len(m.Updates)*measurements*m.Batch) * (nets.stepD() + 2*nets.stepG())
	return both + alone + measured
}

// series returns the multiplications of the trainings with each way of taking turns.
func series(s spec.Series, nets pair) float64 {
	turns := 0. // steps of D for each of G, in all three
	for _, d := range []float64{1, float64(s.K), 1 / float64(s.GeneratorSteps)} {
		turns += d
	}
	return float64(s.Trainings*s.Updates) * float64(s.Batch) * (3*nets.stepG() + turns*nets.stepD())
}

func last(numbers []int) int { return numbers[len(numbers)-1] }
