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

// A solo is a pair of nets in which only D learns and G does not change.
type solo struct {
	trainer *gan.Trainer
	data    func(n int, noise rng.Stream) nn.Matrix[float32] // n rows of it
	batch   int                                              // examples of an update of D
	sample  int                                              // and of each measurement
	seed    int64
}

// draws is the number of batches of noise in a measurement.
const draws = 10

// A course has the measurements of a solo, in order: the gradients that reach G, with a point for each number of updates of D.
type course struct {
	saturating, other []Point   // norms of the gradient of log(1−D) and of −log D
	loss              []float64 // of D without dropout, nats: the mean of −log D(x) and −log(1−D(G(z))), log 2 where it knows nothing
	taken             []float64 // mean of D(G(z))
}

// run trains D and measures after each of the given numbers of updates (in rising order).
func (s solo) run(ctx context.Context, updates []int, progress func(done int)) (c course, err error) {
	done := 0
	for _, n := range updates {
		for ; done < n; done++ {
			if err := ctx.Err(); err != nil {
				return course{}, err
			}
			noise := rng.For(s.seed, "alone", done)
			if err := s.trainer.StepD(s.data(s.batch, noise), s.trainer.Noise(s.batch, noise)); err != nil {
				return course{}, err
			}
			progress(done + 1)
		}
		if err := s.measure(&c, n); err != nil {
			return course{}, err
		}
	}
	return c, nil
}

// measure adds the measurements after n updates to a course.
func (s solo) measure(c *course, n int) error {
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
		lossOfDraw, takenOfDraw, err := s.judgement(s.data(s.sample, noise), z)
		if err != nil {
			return err
		}
		saturating, other = append(saturating, low), append(other, high)
		loss += lossOfDraw / draws
		taken += takenOfDraw / draws
	}
	c.saturating = append(c.saturating, meanPoint(n, saturating))
	c.other = append(c.other, meanPoint(n, other))
	c.loss, c.taken = append(c.loss, loss), append(c.taken, taken)
	return nil
}

// judgement returns D's loss for data x and samples G(z), and the mean of D(G(z)).
func (s solo) judgement(x, z nn.Matrix[float32]) (loss, taken float64, err error) {
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

// lines returns the two lines of a figure.
func (c course) lines(into figure.Figure) []Line {
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

// faded is by how much, at least, a gradient has fallen from its largest when it is said to fade. Between two updates of D it may change
// by half.
const faded = 5

// fades looks for a gradient under log(1−D) that goes as D becomes sure of samples.
func (c course) fades(figure, where string) Finding {
	most, last, end := largest(c.saturating), c.saturating[len(c.saturating)-1], len(c.loss)-1
	return Finding{
		Figure: figure,
		Claim:  "As long as G is poor, D learns to reject its samples with high confidence, and log(1 − D(G(z))) saturates.",
		Source: "paper, section 3",
		Measured: measured("%s. While G stands still, D's loss falls from %.2g to %.2g nats and the mean of D(G(z)) from %.2f to %.2g. "+
			"The gradient's norm under log(1 − D) is %.2g at most, after %.0f updates of D, and %.2g after %.0f: it fell by a factor of %.2g.",
			where, c.loss[0], c.loss[end], c.taken[0], c.taken[end], most.Y, most.X, last.Y, last.X, most.Y/last.Y),
		Holds: c.loss[end] < c.loss[0]/2 && c.taken[end] < .1 && most.Low > faded*last.High,
	}
}

// keeps looks for a gradient under −log D that does not, and is much larger then.
func (c course) keeps(figure, where string) Finding {
	const stronger = 10 // times
	most, last, faint := largest(c.other), c.other[len(c.other)-1], c.saturating[len(c.saturating)-1]
	return Finding{
		Figure: figure,
		Claim:  "To maximise log D(G(z)) instead gives G much stronger gradients early in learning.",
		Source: "paper, section 3",
		Measured: measured("%s. After %.0f updates of D the gradient's norm under −log D is %.2g, %.0f times that under log(1 − D). "+
			"At most it was %.2g, after %.0f.", where, last.X, last.Y, last.Y/faint.Y, most.Y, most.X),
		Holds: last.Low > stronger*faint.High && most.Low < faded*last.High,
	}
}
