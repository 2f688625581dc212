package theory

import (
	"cmp"
	"context"
	"math"
	"slices"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/internal/stats"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/exact"
	"gan2014/models/theory/figure"
)

// Chains compares Markov chains with adversarial nets: how sharp two modes may be, and what is carried on from one step of learning to the next.
type Chains struct {
	Widths      []float64 // standard deviations of the two modes that the chain goes between, falling
	Crossings   int       // measured at each width
	CrossWithin int       // steps in which a chain is to cross

	Trainings    int // of nets on data at −1 and 1
	Updates      int // of both nets at once
	Batch        int
	LearningRate float64 // at the start; a twentieth of it at the end
	Momentum     float64
	Units        int // in each of two hidden layers of both nets

	MachineUnits int // of the Boltzmann machine
	MachineSteps int // of its learning
	MachineRate  float64
	Chains       int // moved by a sweep in each of these steps

	GeneratorSteps     int // in which the mean of a generator goes from 3 to 0
	InnerSteps         int // steps of a D that begins anew for each step of the generator
	DiscriminatorRate  float64
	DiscriminatorBatch int // examples of data, and of samples, in a step of D
}

// Compute makes the comparisons.
func (s Chains) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	var r Result
	for i, part := range []func(context.Context, int64) ([]Line, []Finding, error){s.crossings, s.sharpNets, s.machines, s.keptUp} {
		lines, findings, err := part(ctx, seed)
		if err != nil {
			return Result{}, err
		}
		r.Lines, r.Findings = append(r.Lines, lines...), append(r.Findings, findings...)
		progress(i+1, 4)
	}
	return r, nil
}

// crossings measures how many steps a chain takes from one mode to the other, at each width, beside the exact numbers.
func (s Chains) crossings(ctx context.Context, seed int64) ([]Line, []Finding, error) {
	var walked []Point
	worst := 0.0 // in standard errors
	for i, width := range s.Widths {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		chain := exact.NewTwoModes(width)
		var steps []float64
		for _, n := range chain.Walk(s.Crossings, rng.For(seed, "chains/walk", i)) {
			steps = append(steps, float64(n))
		}
		mean, sd := stats.MeanSD(steps)
		stdErr := sd / math.Sqrt(float64(len(steps)))
		walked = append(walked, Point{width, mean, mean - float64(1.96*stdErr), mean + float64(1.96*stdErr)})
		worst = max(worst, math.Abs(mean-chain.Crossing())/stdErr)
	}
	last := len(s.Widths) - 1
	first, sharpest, half := exact.NewTwoModes(s.Widths[0]), exact.NewTwoModes(s.Widths[last]), exact.NewTwoModes(s.Widths[last]/2)
	expected := graph(func(width float64) float64 { return exact.NewTwoModes(width).Crossing() }, float64(.7*s.Widths[last]), s.Widths[0], 60)
	relaxed := graph(func(width float64) float64 { return exact.NewTwoModes(width).Relaxation() }, float64(.7*s.Widths[last]), s.Widths[0], 60)
	rises := slices.IsSortedFunc(walked, func(a, b Point) int { return cmp.Compare(a.Y, b.Y) })
	return []Line{
			{figure.Crossings, "exact mean", expected}, {figure.Crossings, "1/(1 − λ₂)", relaxed}, {figure.Crossings, figure.NameWalked, walked},
		}, []Finding{{
			Figure: "chains",
			Claim:  "The sharper two modes are, the longer a Markov chain takes from one to the other.",
			Source: "paper, section 6; Levin, Peres and Wilmer 2009, section 2.5",
			Measured: textf("with modes of width %g a chain of local steps crosses in %.0f steps, with %g in %.3g (exact: %.0f and %.3g; at most %.1f standard errors off). 1/(1 − λ₂) is %.0f and %.3g. With half the last width it would be %.1g steps.",
				s.Widths[0], walked[0].Y, s.Widths[last], walked[last].Y, first.Crossing(), sharpest.Crossing(), worst, first.Relaxation(), sharpest.Relaxation(), half.Crossing()),
			Holds: rises && worst < 5 && walked[last].Y > 10*walked[0].Y,
		}}, nil
}

// neededWidth returns the least width of modes between which the chain crosses in so many steps on average, by bisection.
func neededWidth(steps int) float64 {
	low, high := .05, 1.
	const halvings = 40
	for range halvings {
		middle := float64((low + high) / 2)
		if exact.NewTwoModes(middle).Crossing() > float64(steps) {
			low = middle
		} else {
			high = middle
		}
	}
	return high
}

// pointSamples is the number of samples in which the sharpness of a generator is measured.
const pointSamples = 20_000

// sharpNets trains generators on data that are −1 or 1 exactly, and compares their modes with those that a chain needs.
func (s Chains) sharpNets(ctx context.Context, seed int64) ([]Line, []Finding, error) {
	var generators []sharpness
	for k := range s.Trainings {
		nets, err := s.onPoints(ctx, 1000*seed+int64(k))
		if err != nil {
			return nil, nil, err
		}
		samples, err := nets.Sample(pointSamples, rng.For(seed, "chains/samples", k))
		if err != nil {
			return nil, nil, err
		}
		generators = append(generators, sharpnessOf(samples.Data))
	}
	slices.SortFunc(generators, func(a, b sharpness) int { return cmp.Compare(a.nineTenths(), b.nineTenths()) })
	const tenth = 1.6448536 // nine tenths of N(0, 1) are within it
	width := neededWidth(s.CrossWithin)
	needed := float64(tenth * width)
	sharp := 0
	for _, g := range generators {
		if g.nineTenths() < needed/3 && g.right > .4 && g.right < .6 {
			sharp++
		}
	}
	middle := generators[len(generators)/2]
	lines := []Line{
		{figure.Sharpness, "samples of G", reached(middle.off)},
		{figure.Sharpness, textf("N(±1, %.2f²)", width), graph(func(x float64) float64 { return 1 - float64(2*stats.NormalTail(x/width)) }, 0, 1, 100)},
	}
	return lines, []Finding{s.degenerate(seed), {
		Figure: "chains",
		Claim:  "A trained generator can have much sharper modes than a chain may have that is to cross between them in a given number of steps.",
		Source: "paper, section 6",
		Measured: textf("trained on data at −1 and 1, the middle one of %s puts nine tenths of its samples within %.3f of them, %.3f of all at 1. A chain that crosses in %d steps needs modes of width %.3f: nine tenths within %.2f. Of the generators %d have both modes, more than three times as sharp. G is continuous: a share of %.3f lies between the modes.",
			counted(s.Trainings, "generator"), middle.nineTenths(), middle.right, s.CrossWithin, width, needed, sharp, middle.between),
		Holds: 2*sharp > s.Trainings,
	}}, nil
}

// sharpness says how near the samples of a generator are to the modes −1 and 1.
type sharpness struct {
	off            []float64 // distances from the nearest mode, rising
	right, between float64   // shares of the samples above 0, and farther than .2 inside of the modes
}

func sharpnessOf(samples []float32) (s sharpness) {
	for _, v := range samples {
		x := float64(v)
		s.off = append(s.off, math.Abs(math.Abs(x)-1))
		if x > 0 {
			s.right += 1 / float64(len(samples))
		}
		if math.Abs(x) < .8 {
			s.between += 1 / float64(len(samples))
		}
	}
	slices.Sort(s.off)
	return s
}

// nineTenths returns the distance within which nine tenths of the samples are.
func (s sharpness) nineTenths() float64 { return s.off[len(s.off)*9/10] }

// reached returns the share of samples that are as near to a mode as the distances 0, .01, …, 1; the distances of the samples rise.
func reached(off []float64) []Point {
	return graph(func(x float64) float64 {
		n, _ := slices.BinarySearch(off, x)
		return float64(n) / float64(len(off))
	}, 0, 1, 100)
}

// onPoints trains nets on data that are −1 or 1.
func (s Chains) onPoints(ctx context.Context, seed int64) (*gan.Trainer, error) {
	const examples = 2000
	data := nn.NewMatrix[float32](examples, 1)
	for i := range data.Data {
		data.Data[i] = float32(2*(i%2) - 1)
	}
	t := gan.New(gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: 1}, Batch: s.Batch, Update: gan.Simultaneous, Loss: gan.NonSaturating,
		Stages: []gan.Stage{{
			Generator: []nn.Layer{{Kind: "relu", Units: s.Units, IRange: .8}, {Kind: "relu", Units: s.Units, IRange: .3}, {Kind: "linear", Units: 1, IRange: .5}},
			Discriminator: []nn.Layer{
				{Kind: "maxout", Units: s.Units, Pieces: 2, IRange: .5, Bias: linspace(2*s.Units, 3)}, {Kind: "maxout", Units: s.Units, Pieces: 2, IRange: .15},
				{Kind: "linear", Units: 1, IRange: .15},
			},
			Rate:     nn.Decay{Start: s.LearningRate, Factor: elementary.Pow(20, 1/float64(s.Updates))},
			Momentum: nn.Ramp{Start: s.Momentum, End: s.Momentum},
		}},
	}, data, seed, "theory")
	for done := 0; done < s.Updates; done, _ = t.Updates() {
		if _, err := t.Epoch(ctx); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// degenerate draws from a generator that needs no training: G(u, z) = width·z − 1 or + 1, as u is below ½ or not.
func (s Chains) degenerate(seed int64) Finding {
	worst := 0.0
	widths := append(slices.Clone(s.Widths), 0)
	for i, width := range widths {
		noise, right := rng.For(seed, "chains/exact generator", i), 0
		for range pointSamples {
			mode := -1.
			if noise.Float64() >= .5 {
				mode = 1
			}
			if mode+float64(width*noise.NormFloat64()) > 0 {
				right++
			}
		}
		worst = max(worst, math.Abs(float64(right)/pointSamples-.5))
	}
	return Finding{
		Figure: "chains",
		Claim:  "A generator draws from both modes equally often, however sharp they are, even if each is a single point.",
		Source: "paper, section 6",
		Measured: textf("with widths from %g down to 0 the share of the right mode is at most %.4f from ½ in %d samples; three standard errors are %.4f.", widths[0], worst, pointSamples,
			1.5/math.Sqrt(pointSamples)),
		Holds: worst < 2.5/math.Sqrt(pointSamples),
	}
}
