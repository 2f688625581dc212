package theory

import (
	"cmp"
	"context"
	"math"
	"slices"

	"gan2014/internal/rng"
	"gan2014/internal/stats"
	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

// Support trains generators of one and of two numbers z on data that fill the plane, N(0, I), and measures what their samples fill.
type Support struct {
	Trainings    int // with each size of z
	Updates      int // of both nets at once
	Batch        int
	LearningRate float64
	Momentum     float64
	Units        int // in each of two hidden layers of both nets
}

// Numbers of the measurements.
const (
	supportData    = 8000   // training data
	supportSamples = 50_000 // in which empty cells are counted
	supportPoints  = 200    // whose neighbours are looked at, among as many samples as data
	neighbourhood  = 20     // samples around a point
	supportRadius  = 2.     // of the disc whose cells are counted, which has 86 % of the data
	supportCells   = 40     // along a side of the square around it
)

// Compute trains the generators.
func (s Support) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	var r Result
	var thin, filled [2][]float64 // by the size of z, less 1
	for size := 1; size <= 2; size++ {
		for k := range s.Trainings {
			nets, err := s.train(ctx, size, 1000*seed+int64(k))
			if err != nil {
				return Result{}, err
			}
			samples, err := nets.Sample(supportSamples, rng.For(seed, "support/samples", size, k))
			if err != nil {
				return Result{}, err
			}
			thin[size-1] = append(thin[size-1], secondDirection(samples.First(supportData)))
			filled[size-1] = append(filled[size-1], filledCells(samples))
			if k == 0 {
				r.Lines = append(r.Lines, pictured(textf("z of %s", counted(size, "number")), samples)...)
			}
			progress((size-1)*s.Trainings+k+1, 2*s.Trainings)
		}
	}
	truth := nn.NewMatrix[float32](supportSamples, 2)
	rng.Normal(rng.For(seed, "support/data"), truth.Data)
	r.Lines = append(r.Lines, pictured("data", truth)...)
	r.Findings = []Finding{onACurve(thin), s.leavesEmpty(filled, filledCells(truth))}
	return r, nil
}

// train trains nets with a z of so many numbers.
func (s Support) train(ctx context.Context, size int, seed int64) (*gan.Trainer, error) {
	data := nn.NewMatrix[float32](supportData, 2)
	rng.Normal(rng.For(seed, "support/training data"), data.Data)
	t := gan.New(gan.Config{
		Noise: gan.Noise{Kind: "gaussian", Size: size}, Batch: s.Batch, Update: gan.Simultaneous, Loss: gan.NonSaturating,
		Stages: []gan.Stage{{
			Generator: []nn.Layer{
				{Kind: "relu", Units: s.Units, IRange: .8}, {Kind: "relu", Units: s.Units, IRange: .3}, {Kind: "linear", Units: 2, IRange: .5},
			},
			Discriminator: []nn.Layer{
				{Kind: "maxout", Units: s.Units, Pieces: 2, IRange: .5, Bias: linspace(2*s.Units, 3)}, {Kind: "maxout", Units: s.Units, Pieces: 2, IRange: .15},
				{Kind: "linear", Units: 1, IRange: .15},
			},
			Rate: nn.Decay{Start: s.LearningRate, Factor: 1}, Momentum: nn.Ramp{Start: s.Momentum, End: s.Momentum},
		}},
	}, data, seed, "theory")
	for done := 0; done < s.Updates; done, _ = t.Updates() {
		if _, err := t.Epoch(ctx); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// secondDirection returns the share of the variance of a sample's neighbours that lies across their main direction, as the median over samples: 0 on a
// straight line, and a half where they surround it evenly.
func secondDirection(samples nn.Matrix[float32]) float64 {
	var shares []float64
	order := make([]int, samples.Rows)
	distances := make([]float64, samples.Rows)
	for i := range supportPoints {
		x, y := float64(samples.Row(i)[0]), float64(samples.Row(i)[1])
		for j := range order {
			order[j] = j
			dx, dy := float64(samples.Row(j)[0])-x, float64(samples.Row(j)[1])-y
			distances[j] = float64(dx*dx) + float64(dy*dy)
		}
		slices.SortFunc(order, func(a, b int) int { return cmp.Compare(distances[a], distances[b]) })
		shares = append(shares, acrossShare(samples, order[:neighbourhood]))
	}
	return stats.Median(shares)
}

// acrossShare returns the smaller eigenvalue of the covariance of points in the plane over the sum of both.
func acrossShare(points nn.Matrix[float32], of []int) float64 {
	n := float64(len(of))
	var mx, my float64
	for _, i := range of {
		mx, my = mx+float64(points.Row(i)[0])/n, my+float64(points.Row(i)[1])/n
	}
	var xx, xy, yy float64
	for _, i := range of {
		dx, dy := float64(points.Row(i)[0])-mx, float64(points.Row(i)[1])-my
		xx, xy, yy = xx+float64(dx*dx), xy+float64(dx*dy), yy+float64(dy*dy)
	}
	trace, difference := xx+yy, xx-yy
	if trace == 0 {
		return 0
	}
	root := math.Sqrt(float64(difference*difference) + float64(4*float64(xy*xy)))
	return max(0, (trace-root)/(2*trace))
}

// filledCells returns the share of the cells of the disc that hold a sample.
func filledCells(samples nn.Matrix[float32]) float64 {
	const side = 2 * supportRadius / supportCells
	var filled [supportCells][supportCells]bool
	for i := range samples.Rows {
		column := int(math.Floor((float64(samples.Row(i)[0]) + supportRadius) / side))
		row := int(math.Floor((float64(samples.Row(i)[1]) + supportRadius) / side))
		if column >= 0 && column < supportCells && row >= 0 && row < supportCells {
			filled[row][column] = true
		}
	}
	hits, all := 0, 0
	for row := range supportCells {
		for column := range supportCells {
			x, y := float64((float64(column)+.5)*side)-supportRadius, float64((float64(row)+.5)*side)-supportRadius
			if float64(x*x)+float64(y*y) > supportRadius*supportRadius {
				continue
			}
			all++
			if filled[row][column] {
				hits++
			}
		}
	}
	return float64(hits) / float64(all)
}

func onACurve(thin [2][]float64) Finding {
	return Finding{
		Figure: "support",
		Claim:  "A generator of one number z puts its samples on a curve in the plane: the rank of its Jacobian is 1, whatever it has learned.",
		Source: "Goodfellow 2016, “NIPS 2016 Tutorial”, section 3.1: z must have at least as many dimensions as x for full support",
		Measured: textf("of the %d nearest samples around a sample the share %.1g of their variance lies across their main direction, at most of %s; with two numbers at least %.2f.",
			neighbourhood, slices.Max(thin[0]), counted(len(thin[0]), "training"), slices.Min(thin[1])),
		Holds: slices.Max(thin[0]) < .02 && slices.Min(thin[1]) > .1,
	}
}

func (s Support) leavesEmpty(filled [2][]float64, truth float64) Finding {
	return Finding{
		Figure: "support",
		Claim:  "Such a generator leaves most of the plane without a sample, where one of two numbers fills it.",
		Source: "Goodfellow 2016, “NIPS 2016 Tutorial”, section 3.1",
		Measured: textf("of the cells of a disc with most of the data, %d samples of one number fill at most %.2f, of two at least %.2f; as many data fill %.2f.", supportSamples,
			slices.Max(filled[0]), slices.Min(filled[1]), truth),
		Holds: slices.Max(filled[0]) < .5 && slices.Min(filled[1]) > .8,
	}
}

// pictured returns the first samples as a frame.
func pictured(name string, samples nn.Matrix[float32]) []Line {
	var points []Point
	for i := range planeSamples {
		points = append(points, exactPoint(rounded(samples.Row(i)[0]), rounded(samples.Row(i)[1])))
	}
	frame := figure.SupportFrame(name)
	return []Line{{frame, figure.NameSamples, points}}
}
