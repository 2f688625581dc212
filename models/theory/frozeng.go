package theory

import (
	"context"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/internal/stats"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

// A frozenG is a pair of nets in which only D is trained. G stays fixed.
type frozenG struct {
	trainer *gan.Trainer
	data    func(n int, noise rng.Stream) nn.Matrix[float32] // draws n rows
	batch   int                                              // examples of an update of D
	sample  int                                              // examples of a measurement
	seed    int64
}

// draws is the number of batches of noise in a measurement.
const draws = 10

// A gradientTrace holds the measurements of a frozenG: the gradients that reach G, with a point for each number of updates of D.
type gradientTrace struct {
	saturating, other []Point   // norms of the gradient of log(1−D) and of −log D
	loss              []float64 // of D without dropout, nats: the mean of −log D(x) and −log(1−D(G(z))), log 2 if D cannot tell data from samples
	meanDOfSamples    []float64 // mean of D(G(z))
}

// run trains D and measures after each of the given numbers of updates (in rising order).
func (s frozenG) run(ctx context.Context, updates []int, progress func(done int)) (c gradientTrace, err error) {
	done := 0
	for _, n := range updates {
		for ; done < n; done++ {
			if err := ctx.Err(); err != nil {
				return gradientTrace{}, err
			}
			noise := rng.For(s.seed, "alone", done)
			if err := s.trainer.StepD(s.data(s.batch, noise), s.trainer.Noise(s.batch, noise)); err != nil {
				return gradientTrace{}, err
			}
			progress(done + 1)
		}
		if err := s.measure(&c, n); err != nil {
			return gradientTrace{}, err
		}
	}
	return c, nil
}

// measure adds the measurements after n updates to a gradientTrace.
func (s frozenG) measure(c *gradientTrace, n int) error {
	var saturating, other []float64
	loss, taken := 0., 0.
	for i := range draws {
		noise := rng.For(s.seed, "alone/measured", n, i)
		z := s.trainer.Noise(s.sample, noise)
		low, err := s.trainer.GradientG(z, gan.Saturating)
		if err != nil {
			return err
		}
		high, err := s.trainer.GradientG(z, gan.NonSaturating)
		if err != nil {
			return err
		}
		lossOfDraw, takenOfDraw, err := s.lossAndMeanD(s.data(s.sample, noise), z)
		if err != nil {
			return err
		}
		saturating, other = append(saturating, low), append(other, high)
		loss += lossOfDraw / draws
		taken += takenOfDraw / draws
	}
	c.saturating = append(c.saturating, meanPoint(n, saturating))
	c.other = append(c.other, meanPoint(n, other))
	c.loss, c.meanDOfSamples = append(c.loss, loss), append(c.meanDOfSamples, taken)
	return nil
}

// lossAndMeanD returns D's loss for data x and samples G(z), and the mean of D(G(z)).
func (s frozenG) lossAndMeanD(x, z nn.Matrix[float32]) (loss, taken float64, err error) {
	samples, err := s.trainer.Generate(z)
	if err != nil {
		return 0, 0, err
	}
	ofData, err := s.trainer.Logits(x)
	if err != nil {
		return 0, 0, err
	}
	ofSamples, err := s.trainer.Logits(samples)
	if err != nil {
		return 0, 0, err
	}
	n := float64(len(ofData))
	for i := range ofData {
		loss += (elementary.Softplus(-ofData[i]) + elementary.Softplus(ofSamples[i])) / (2 * n)
		taken += elementary.Sigmoid(ofSamples[i]) / n
	}
	return loss, taken, nil
}

// meanPoint returns the mean of the values measured after n updates, with its 95 % interval.
func meanPoint(n int, values []float64) Point {
	mean, sd := stats.MeanSD(values)
	half := stats.HalfWidth(sd, len(values), .95)
	return Point{X: float64(n), Y: mean, Low: mean - half, High: mean + half}
}

// lines returns the two lines of the figure.
func (c gradientTrace) lines(into figure.Figure) []Line {
	return []Line{{into, "log(1 − D)", c.saturating}, {into, "−log D", c.other}}
}

// largest returns the highest point of a line.
func largest(points []Point) Point {
	most := points[0]
	for _, p := range points {
		if p.Y > most.Y {
			most = p
		}
	}
	return most
}

// faded is the factor by which a gradient must have fallen from its largest value to count as faded. Between two updates of D it may change
// by half.
const faded = 5

// fades tests whether the gradient under log(1−D) fades as D learns to reject the samples.
func (c gradientTrace) fades(figure, where string) Finding {
	most, last, end := largest(c.saturating), c.saturating[len(c.saturating)-1], len(c.loss)-1
	return Finding{
		Figure: figure,
		Claim:  "As long as G is poor, D learns to reject its samples with high confidence, and log(1 − D(G(z))) saturates.",
		Source: "paper, section 3",
		Measured: textf("%s. While G stands still, D's loss falls from %.2g to %.2g nats and the mean of D(G(z)) from %.2f to %.2g. "+
			"The gradient's norm under log(1 − D) is %.2g at most, after %.0f updates of D, and %.2g after %.0f: it fell by a factor of %.2g.",
			where, c.loss[0], c.loss[end], c.meanDOfSamples[0], c.meanDOfSamples[end], most.Y, most.X, last.Y, last.X, most.Y/last.Y),
		Holds: c.loss[end] < c.loss[0]/2 && c.meanDOfSamples[end] < .1 && most.Low > faded*last.High,
	}
}

// keeps tests whether the gradient under −log D stays, and is much larger than the faded one.
func (c gradientTrace) keeps(figure, where string) Finding {
	const stronger = 10 // times
	most, last, faint := largest(c.other), c.other[len(c.other)-1], c.saturating[len(c.saturating)-1]
	return Finding{
		Figure: figure,
		Claim:  "To maximise log D(G(z)) instead gives G much stronger gradients early in learning.",
		Source: "paper, section 3",
		Measured: textf("%s. After %.0f updates of D the gradient's norm under −log D is %.2g, %.0f times that under log(1 − D). "+
			"At most it was %.2g, after %.0f.", where, last.X, last.Y, last.Y/faint.Y, most.Y, most.X),
		Holds: last.Low > stronger*faint.High && most.Low < faded*last.High,
	}
}
