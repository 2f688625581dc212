package theory

import (
	"context"
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/theory/exact"
	"gan2014/models/theory/figure"
)

// WakeSleep trains inference of z from x on what a generator makes, as the sleep phase of the wake-sleep algorithm does, and compares it with the
// exact posterior. The generator is linear and has normal noise.
type WakeSleep struct {
	Noise        float64 // standard deviation of the noise of x
	Updates      int     // of each inference
	Batch        int     // dreams in an update: z, and the x that the generator makes of them
	LearningRate float64
	Units        int       // tanh units of the inference net
	Shifts       []float64 // distances of the mean of data from that of the generator's x, rising
	Turn         float64   // radians by which a generator turns in each update, as long as it changes
}

// generator returns x = Wz + b + noise. Both columns of W point in about the same direction, so that the values of z depend on each other given x.
func (s WakeSleep) generator() exact.Linear {
	return exact.Linear{W: [exact.Values][exact.Codes]float64{{1, .8}, {.6, 1}, {.2, .9}}, B: [exact.Values]float64{.5, -1, .3}, SD: s.Noise}
}

// Compute trains the inferences.
func (s WakeSleep) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	g := s.generator()
	linear, err := s.regress(ctx, g, seed)
	if err != nil {
		return Result{}, err
	}
	progress(1, 3)
	net, err := s.trainNet(ctx, g, seed)
	if err != nil {
		return Result{}, err
	}
	progress(2, 3)
	offLine, offData := s.onOtherData(g, linear, net, seed)
	lagLines, lags, err := s.lags(ctx, g, seed)
	if err != nil {
		return Result{}, err
	}
	progress(3, 3)
	return Result{
		Findings: append([]Finding{s.findsMean(g, linear), s.minimises(g, linear, seed), offData}, lags...),
		Lines:    append(offLine, lagLines...),
	}, nil
}

// An inference is q(z|x): independent normal values of z, whose means depend on x and whose variances do not.
type inference struct {
	exact.Affine
	logVariances [exact.Codes]float64
}

// variances returns the variance of each value of z.
func (q inference) variances() (v [exact.Codes]float64) {
	for k := range v {
		v[k] = elementary.Exp(q.logVariances[k])
	}
	return v
}

// dream moves q by a step along the gradient on a batch of dreams: that of the squared errors of the means, and that of −log q in the logarithms of
// the variances.
func (q inference) dream(g exact.Linear, rate float64, batch int, noise rng.Stream) inference {
	var of exact.Affine
	var logVariances [exact.Codes]float64
	variances := q.variances()
	for range batch {
		z, x := g.Draw(noise)
		m := q.Of(x)
		for k := range z {
			missed := z[k] - m[k]
			of.C[k] += missed
			for i, v := range x {
				of.U[k][i] += float64(missed * v)
			}
			logVariances[k] += float64((float64(missed*missed)/variances[k] - 1) / 2)
		}
	}
	rate /= float64(batch)
	for k := range of.C {
		q.C[k] += float64(rate * of.C[k])
		q.logVariances[k] += float64(rate * logVariances[k])
		for i := range of.U[k] {
			q.U[k][i] += float64(rate * of.U[k][i])
		}
	}
	return q
}

// regress trains a linear inference. The rate falls to 0.
func (s WakeSleep) regress(ctx context.Context, g exact.Linear, seed int64) (q inference, err error) {
	for update := range s.Updates {
		if err := ctx.Err(); err != nil {
			return q, err
		}
		q = q.dream(g, float64(s.LearningRate*(1-float64(update)/float64(s.Updates))), s.Batch, rng.For(seed, "wakesleep/regression", update))
	}
	return q, nil
}

// findsMean compares the coefficients of a linear inference with those of the posterior mean.
func (s WakeSleep) findsMean(g exact.Linear, q inference) Finding {
	mean := g.Posterior().Mean
	off := q.Less(mean)
	worst := 0.0
	for k, row := range off.U {
		worst = max(worst, math.Abs(off.C[k]))
		for _, v := range row {
			worst = max(worst, math.Abs(v))
		}
	}
	squares := g.MeanSquares(off)
	return Finding{
		Figure: "wakesleep",
		Claim:  "A regression of z on x, trained on samples of a linear generator with normal noise, finds the mean of z given x.",
		Source: "Bishop 2006, equation 12.42; paper, section 7",
		Measured: textf("after %s of %s its %d coefficients are at most %.3f off; the mean of z is off by %.4f, as root mean square. The first row is %.3f, %.3f, %.3f, exactly %.3f, %.3f, %.3f.",
			counted(s.Updates, "update"), counted(s.Batch, "dream"), exact.Codes*(exact.Values+1), worst, math.Sqrt(squares[0]+squares[1]),
			q.U[0][0], q.U[0][1], q.U[0][2], mean.U[0][0], mean.U[0][1], mean.U[0][2]),
		Holds: worst < .03,
	}
}

// minimises compares the variances of a linear inference with those of the least KL(p‖q) and of the least KL(q‖p), and the mean of −log q over new
// dreams with the mean KL(p‖q) and the entropy of z given x.
func (s WakeSleep) minimises(g exact.Linear, q inference, seed int64) Finding {
	p := g.Posterior()
	v, squares := q.variances(), g.MeanSquares(q.Less(p.Mean))
	kl := p.KL([exact.Codes]float64{math.Sqrt(squares[0]), math.Sqrt(squares[1])}, v) // linear in the squares, so it is the mean over x
	widest := [exact.Codes]float64{p.Covariance[0][0], p.Covariance[1][1]}
	narrow := [exact.Codes]float64{1 / p.Precision[0][0], 1 / p.Precision[1][1]}
	least, other := p.KL([exact.Codes]float64{}, widest), p.KL([exact.Codes]float64{}, narrow)
	mean, stdErr := s.loss(g, q, rng.For(seed, "wakesleep/new dreams"))
	errors := math.Abs(mean-kl-p.Entropy()) / stdErr
	return Finding{
		Figure: "wakesleep",
		Claim:  "The sleep phase minimises the mean of KL(p‖q), for p and q of z given x, over the generator’s own x: an independent q gets the variances of p, not the smaller ones that minimise KL(q‖p).",
		Source: "Hinton, Dayan, Frey and Neal 1995; Bishop 2006, section 10.1.2",
		Measured: textf("it ends with variances of %.3f and %.3f; the posterior has %.3f and %.3f, and the least KL(q‖p) %.3f and %.3f. KL(p‖q) is %.4f nats, at least %.4f, and with the smaller variances %.3f. The mean of −log q over new dreams less the entropy of z given x differs from it by %.1f standard errors.",
			v[0], v[1], widest[0], widest[1], narrow[0], narrow[1], kl, least, other, errors),
		Holds: math.Abs(v[0]/widest[0]-1) < .05 && math.Abs(v[1]/widest[1]-1) < .05 && kl-least < .005 && other > least+.1 && errors < 5,
	}
}

// loss returns the mean of −log q(z|x) over new dreams, with its standard error.
func (s WakeSleep) loss(g exact.Linear, q inference, noise rng.Stream) (mean, stdErr float64) {
	const dreams = 50_000
	log2Pi := elementary.Log(2 * math.Pi)
	sum, squares, variances := 0.0, 0.0, q.variances()
	for range dreams {
		z, x := g.Draw(noise)
		m, twice := q.Of(x), 0.0
		for k := range z {
			missed := z[k] - m[k]
			twice += log2Pi + q.logVariances[k] + float64(missed*missed)/variances[k]
		}
		loss := float64(twice / 2)
		sum += loss
		squares += float64(loss * loss)
	}
	mean = sum / dreams
	return mean, math.Sqrt((squares/dreams - float64(mean*mean)) / dreams)
}

// trainNet trains a net on dreams. The rate falls to 0.
func (s WakeSleep) trainNet(ctx context.Context, g exact.Linear, seed int64) (*dreamNet, error) {
	n := newDreamNet(s.Units, rng.For(seed, "wakesleep/net"))
	for update := range s.Updates {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		n.dream(g, float64(s.LearningRate*(1-float64(update)/float64(s.Updates))), s.Batch, rng.For(seed, "wakesleep/net dreams", update))
	}
	return n, nil
}

// onOtherData measures KL(p‖q) of both inferences over data that differ from the generator's x: their mean is moved by each distance along
// (1, 1, 1).
func (s WakeSleep) onOtherData(g exact.Linear, q inference, n *dreamNet, seed int64) ([]Line, Finding) {
	p := g.Posterior()
	least := p.KL([exact.Codes]float64{}, [exact.Codes]float64{p.Covariance[0][0], p.Covariance[1][1]})
	lines := []Line{{figure.OtherData, "net of tanh units", nil}, {figure.OtherData, "regression", nil}, {figure.OtherData, "least", nil}}
	ofNet := inference{logVariances: n.logVariances}.variances()
	const data = 5000
	for i, distance := range append([]float64{0}, s.Shifts...) {
		noise := rng.For(seed, "wakesleep/data", i)
		var sums [2]float64
		for range data {
			_, x := g.Draw(noise)
			for j := range x {
				x[j] += distance / math.Sqrt(exact.Values)
			}
			m, _ := n.of(x)
			sums[0] += p.KL(difference(m, p.Mean.Of(x)), ofNet)
			sums[1] += p.KL(difference(q.Of(x), p.Mean.Of(x)), q.variances())
		}
		for k, sum := range sums {
			lines[k].Points = append(lines[k].Points, exactPoint(distance, sum/data))
		}
		lines[2].Points = append(lines[2].Points, exactPoint(distance, least))
	}
	last := len(s.Shifts)
	net, linear := lines[0].Points, lines[1].Points
	return lines, Finding{
		Figure: "wakesleep",
		Claim:  "The sleep phase learns nothing of x that the generator does not make: the farther data are from the generator’s x, the larger the error of a net that was trained on dreams.",
		Source: "Hinton, Dayan, Frey and Neal 1995",
		Measured: textf("the mean of KL(p‖q) is %.3f nats over the generator’s x, where it is at least %.3f, and %.2f over data that are %g away. A regression, which has the form of the exact mean, stays at %.3f.",
			net[0].Y, least, net[last].Y, net[last].X, linear[last].Y),
		Holds: net[0].Y-least < .05 && net[last].Y-least > .3 && net[last].Y-least > 10*(net[0].Y-least) && linear[last].Y-least < .05,
	}
}

func difference(a, b [exact.Codes]float64) [exact.Codes]float64 {
	for k := range a {
		a[k] -= b[k]
	}
	return a
}

// withoutNoise moves a map by the mean of a step along the gradient, as with a batch of infinitely many dreams.
func withoutNoise(q exact.Affine, g exact.Linear, rate float64) exact.Affine {
	off, covariance := g.Posterior().Mean.Less(q), g.Covariance()
	atMean := off.Of(g.B)
	for k := range q.U {
		q.C[k] += float64(rate * atMean[k])
		for i := range q.U[k] {
			step := float64(atMean[k] * g.B[i])
			for j, v := range off.U[k] {
				step += float64(v * covariance[j][i])
			}
			q.U[k][i] += float64(rate * step)
		}
	}
	return q
}

// lags trains inference beside a fixed generator, and beside one that turns in each update of the first half and then stands still.
func (s WakeSleep) lags(ctx context.Context, g exact.Linear, seed int64) ([]Line, []Finding, error) {
	var fixed, moving inference
	var expected exact.Affine
	lines := []Line{{figure.Lag, "fixed", nil}, {figure.Lag, "turns, then stops", nil}, {figure.Lag, "the same without noise", nil}}
	half := s.Updates / 2
	var whileTurning, whileFixed, whileExpected, after, fixedAfter average
	for update := range s.Updates {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		turned := g.Turned(float64(s.Turn * float64(min(update, half))))
		fixed = fixed.dream(g, s.LearningRate, s.Batch, rng.For(seed, "wakesleep/fixed", update))
		moving = moving.dream(turned, s.LearningRate, s.Batch, rng.For(seed, "wakesleep/moving", update))
		expected = withoutNoise(expected, turned, s.LearningRate)
		errors := []float64{meanError(g, fixed.Affine), meanError(turned, moving.Affine), meanError(turned, expected)}
		switch {
		case update >= half/2 && update < half:
			whileFixed.add(errors[0])
			whileTurning.add(errors[1])
			whileExpected.add(errors[2])
		case update >= half+half/2:
			fixedAfter.add(errors[0])
			after.add(errors[1])
		}
		if update%max(1, s.Updates/150) == 0 {
			for i, e := range errors {
				lines[i].Points = append(lines[i].Points, exactPoint(float64(update+1), e))
			}
		}
	}
	return lines, []Finding{{
		Figure: "wakesleep",
		Claim:  "Beside a generator that keeps changing, inference lags behind the posterior; for a generator that has finished training it comes near, which is the advantage that the paper names.",
		Source: "paper, section 7; Hinton, Dayan, Frey and Neal 1995",
		Measured: textf("while the generator turns by %g in each update the mean of z is off by %.3f (by %.3f without the noise of dreams), for a fixed one by %.3f. After it has stopped both are off by %.3f and %.3f.",
			s.Turn, whileTurning.mean(), whileExpected.mean(), whileFixed.mean(), after.mean(), fixedAfter.mean()),
		Holds: whileTurning.mean() > 3*whileFixed.mean() && math.Abs(whileTurning.mean()/whileExpected.mean()-1) < .2 && after.mean() < 1.3*fixedAfter.mean(),
	}}, nil
}

// meanError returns the root mean square error of the mean of z, over the generator's x.
func meanError(g exact.Linear, q exact.Affine) float64 {
	squares := g.MeanSquares(q.Less(g.Posterior().Mean))
	return math.Sqrt(squares[0] + squares[1])
}
