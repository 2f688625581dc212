package theory

import (
	"context"
	"math"

	"gan2014/internal/elementary"
	"gan2014/internal/rng"
	"gan2014/models/theory/figure"
)

// Estimators fits unnormalised densities exp(ax² + bx + c) to draws from a normal density, whose a, b and c are known, by estimators that are related
// to the discriminator, and compares the best denoiser with the score of the data.
type Estimators struct {
	Draws     []int     // numbers of draws, of data and of noise, rising
	Distances []float64 // of the mean of the noise from that of the data, rising, at the second number of draws
	Trainings int       // fits for each error
	Noise     float64   // standard deviation of what the denoiser removes
}

// The density of the data is N(dataMean, dataSD²).
const (
	dataMean = 1.
	dataSD   = .8
)

// Compute fits them.
func (s Estimators) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	byDraws, exact, err := s.contrasts(ctx, seed)
	if err != nil {
		return Result{}, err
	}
	progress(1, 3)
	byDistance, far, err := s.farNoise(ctx, seed)
	if err != nil {
		return Result{}, err
	}
	progress(2, 3)
	lines, denoised := s.denoising()
	progress(3, 3)
	return Result{
		Findings: []Finding{exact, far, s.scores(seed), denoised},
		Lines:    append([]Line{{figure.ContrastByDraws, "error of the normaliser", byDraws}, {figure.ContrastByDistance, "error of the normaliser", byDistance}}, lines...),
	}, nil
}

// A parabola is a model ax² + bx + c of a log-density.
type parabola [3]float64

// ofData returns the parabola of the data.
func ofData() parabola {
	const variance = dataSD * dataSD
	return parabola{-1 / (2 * variance), dataMean / variance, -dataMean*dataMean/(2*variance) - elementary.Log(math.Sqrt(2*math.Pi)*dataSD)}
}

// contrast fits a model by noise-contrastive estimation (Gutmann and Hyvärinen 2010): the logit of a classifier between n data and n draws of
// N(m, sd²) is the log-density of the model less that of the noise. The classifier's likelihood is concave. Newton's method climbs it from the density
// of the noise on, with steps that are halved until they raise it.
func contrast(n int, m, sd float64, s rng.Stream) parabola {
	examples := make([]example, 2*n)
	for i := range examples {
		e := &examples[i]
		if i < n {
			e.x, e.data = dataMean+float64(dataSD*s.NormFloat64()), 1
		} else {
			e.x = m + float64(sd*s.NormFloat64())
		}
		u := (e.x - m) / sd
		e.offset = float64(float64(u*u)/2) + elementary.Log(math.Sqrt(2*math.Pi)*sd)
	}
	variance := float64(sd * sd)
	fit := parabola{-1 / (2 * variance), m / variance, -float64(m*m)/(2*variance) - elementary.Log(math.Sqrt(2*math.Pi)*sd)}
	likelihood, step := newton(examples, fit)
	const steps, halvings = 50, 30
	for range steps {
		next, higher, direction := fit, likelihood, step
		share := 1.0
		for range halvings {
			for j := range next {
				next[j] = fit[j] + float64(share*step[j])
			}
			if higher, direction = newton(examples, next); higher > likelihood {
				break
			}
			share /= 2
		}
		if !(higher > likelihood) {
			break // as high as float64 can tell
		}
		fit, likelihood, step = next, higher, direction
	}
	return fit
}

// An example is a draw of the data or of the noise.
type example struct {
	x, offset float64 // −log of the noise's density
	data      float64 // 1 or 0
}

// newton returns the log-likelihood of the classifier and Newton's step towards its maximum.
func newton(examples []example, fit parabola) (likelihood float64, step [3]float64) {
	var slope [3]float64
	var curvature [3][3]float64
	for _, e := range examples {
		terms := [3]float64{float64(e.x * e.x), e.x, 1}
		logit := float64(fit[0]*terms[0]) + float64(fit[1]*terms[1]) + fit[2] + e.offset
		d := elementary.Sigmoid(logit)
		likelihood += float64(e.data*logit) - elementary.Softplus(logit)
		for j, v := range terms {
			slope[j] += float64((e.data - d) * v)
			for k, w := range terms {
				curvature[j][k] += float64(float64(d*(1-d)) * float64(v*w))
			}
		}
	}
	return likelihood, solve3(curvature, slope)
}

// solve3 solves three linear equations with a positive definite matrix, by elimination.
func solve3(a [3][3]float64, b [3]float64) (x [3]float64) {
	for i := range 3 {
		for k := i + 1; k < 3; k++ {
			f := a[k][i] / a[i][i]
			for j := i; j < 3; j++ {
				a[k][j] -= float64(f * a[i][j])
			}
			b[k] -= float64(f * b[i])
		}
	}
	for i := 2; i >= 0; i-- {
		x[i] = b[i]
		for j := i + 1; j < 3; j++ {
			x[i] -= float64(a[i][j] * x[j])
		}
		x[i] /= a[i][i]
	}
	return x
}

// contrastError returns the root mean square error of c over the fits.
func (s Estimators) contrastError(ctx context.Context, n int, m float64, stream func(fit int) rng.Stream) (float64, error) {
	truth, sum := ofData()[2], 0.0
	for fit := range s.Trainings {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		d := contrast(n, m, 1.2*dataSD, stream(fit))[2] - truth
		sum += float64(d * d)
	}
	return math.Sqrt(sum / float64(s.Trainings)), nil
}

func (s Estimators) contrasts(ctx context.Context, seed int64) (points []Point, found Finding, err error) {
	for _, n := range s.Draws {
		e, err := s.contrastError(ctx, n, dataMean, func(fit int) rng.Stream { return rng.For(seed, "estimators/draws", n, fit) })
		if err != nil {
			return nil, Finding{}, err
		}
		points = append(points, exactPoint(float64(n), e))
	}
	first, last := points[0], points[len(points)-1]
	want := math.Sqrt(last.X / first.X)
	return points, Finding{
		Figure: "estimators",
		Claim:  "A discriminator between data and a fixed noise finds a density with its normaliser, as exactly as the number of draws allows.",
		Source: "Gutmann and Hyvärinen 2010",
		Measured: textf("the root mean square error of the logarithm of the normaliser is %.3f with %.0f draws and %.4f with %.0f: %.1f times less, where the root of the numbers gives %.1f.",
			first.Y, first.X, last.Y, last.X, first.Y/last.Y, want),
		Holds: first.Y/last.Y > want/1.8 && first.Y/last.Y < want*1.8,
	}, nil
}

func (s Estimators) farNoise(ctx context.Context, seed int64) (points []Point, found Finding, err error) {
	n := s.Draws[min(1, len(s.Draws)-1)]
	for i, d := range s.Distances {
		e, err := s.contrastError(ctx, n, dataMean+d, func(fit int) rng.Stream { return rng.For(seed, "estimators/distance", i, fit) })
		if err != nil {
			return nil, Finding{}, err
		}
		points = append(points, exactPoint(d, e))
	}
	first, last := points[0], points[len(points)-1]
	return points, Finding{
		Figure: "estimators",
		Claim:  "Noise that is far from the data teaches such a discriminator little, as a D that rejects every sample teaches G little: adversarial nets move their noise to the data.",
		Source: "Gutmann and Hyvärinen 2010, section 2.4; paper, section 2",
		Measured: textf("with %d draws the error is %.4f where the means of noise and data are %g apart, and %.4f where they are %g apart.", n, first.Y, first.X, last.Y,
			last.X),
		Holds: last.Y > 3*first.Y,
	}, nil
}

// scores fits a and b by score matching (Hyvärinen 2005), which minimises the mean of ½ψ² + ψ′ over draws, with ψ = 2ax + b. Its equations are linear.
func (s Estimators) scores(seed int64) Finding {
	n := s.Draws[len(s.Draws)-1]
	noise := rng.For(seed, "estimators/scores")
	var mean, square float64
	for range n {
		x := dataMean + float64(dataSD*noise.NormFloat64())
		mean += x / float64(n)
		square += float64(x*x) / float64(n)
	}
	// By a: 4a·E x² + 2b·E x + 2 = 0; by b: 2a·E x + b = 0.
	x := solve3([3][3]float64{{4 * square, 2 * mean, 0}, {2 * mean, 1, 0}, {0, 0, 1}}, [3]float64{-2, 0, 0})
	variance := square - float64(mean*mean)
	likeliestA, likeliestB := -1/(2*variance), mean/variance
	off := max(math.Abs(x[0]-likeliestA), math.Abs(x[1]-likeliestB))
	truth := ofData()
	return Finding{
		Figure: "estimators",
		Claim:  "Score matching needs no normaliser and no noise. For a normal density it is maximum likelihood.",
		Source: "Hyvärinen 2005, section 3.1",
		Measured: textf("from %d draws it gives a = %.4f and b = %.4f (the truth is %.4f and %.4f); the likeliest ones differ by %.1g.", n, x[0], x[1], truth[0], truth[1],
			off),
		Holds: off < 1e-9 && math.Abs(x[0]-truth[0]) < .02 && math.Abs(x[1]-truth[1]) < .05,
	}
}

// denoising compares (E[x|x̃] − x̃)/σ², the step of the best denoiser of x̃ = x + σ·noise, by integration, with the score of the density of x̃.
func (s Estimators) denoising() ([]Line, Finding) {
	data := Mixture([]Mode{{.55, -2, .5}, {.45, 2, 1}})
	variance := float64(s.Noise * s.Noise)
	smooth := Mixture([]Mode{{.55, -2, math.Sqrt(.25 + variance)}, {.45, 2, math.Sqrt(1 + variance)}})
	step := func(noisy float64) float64 {
		const points = 8000 // the trapezoidal rule is exact to all digits for functions that fall so fast
		var mass, moment float64
		for i := range points + 1 {
			x := -12 + 24*float64(i)/points
			u := (noisy - x) / s.Noise
			w := float64(data.Prob(x) * elementary.Exp(-float64(u*u)/2))
			mass += w
			moment += float64(w * x)
		}
		return (moment/mass - noisy) / variance
	}
	score := func(noisy float64) float64 {
		const h = 1e-4
		return (smooth.LogProb(noisy+h) - smooth.LogProb(noisy-h)) / (2 * h)
	}
	steps, scores := graph(step, -4, 4, 80), graph(score, -4, 4, 80)
	worst := 0.0
	for i := range steps {
		worst = max(worst, math.Abs(steps[i].Y-scores[i].Y))
	}
	return []Line{{figure.Denoising, "score of the noisy data", scores}, {figure.Denoising, "step of the best denoiser", steps}}, Finding{
		Figure:   "estimators",
		Claim:    "Denoising is score matching: the step of the best denoiser, over the variance of the noise, is the score of the noisy data.",
		Source:   "Vincent 2011",
		Measured: textf("for data of two modes and noise of standard deviation %g both differ by at most %.1g on [−4, 4].", s.Noise, worst),
		Holds:    worst < 1e-5,
	}
}
