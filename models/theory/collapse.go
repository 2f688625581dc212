package theory

import (
	"context"
	"fmt"
	"math"

	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

const (
	planeUpdates = 3000 // of G
	planeEvery   = 300  // updates of G between two measurements
	planeSamples = 400  // drawn in the report
)

var planeSettings = []setting{balanced, moreStepsOfD, moreStepsOfG, balanced.saturating(), moreStepsOfD.saturating(), moreStepsOfG.saturating()}

// collapse trains nets on data with many modes: once with balanced updates of D and G, and once with a G that is trained too much.
func collapse(ctx context.Context, seed int64, progress func(done, total int)) (Result, error) {
	return collapseFor(ctx, []plane{ring(), grid()}, planeUpdates, planeEvery, seed, progress)
}

func collapseFor(ctx context.Context, planes []plane, updates, every int, seed int64, progress func(done, total int)) (found Result, err error) {
	done, total := 0, len(planes)*len(planeSettings)*seriesSeeds*updates
	for _, p := range planes {
		s, err := p.trainingSetup(updates, every).series(ctx, planeSettings, seed, func(updates int) {
			done += updates
			progress(done, total)
		})
		if err != nil {
			return Result{}, err
		}
		v := verdict{series: s, figure: "collapse", where: fmt.Sprintf("On a %s of %d modes", p.name, len(p.modes)), modes: len(p.modes), what: "modes", quality: "share of good samples"}
		found.Findings = append(found.Findings, v.collapses(), v.recovers())
		found.Lines = append(found.Lines, s.lines(p.coverage, p.ending, len(p.modes), 1)...)
		for _, setting := range []setting{balanced, moreStepsOfD, moreStepsOfG} {
			found.Lines = append(found.Lines, p.picture(setting.name, s.of(setting)[0].samples)...)
		}
	}
	return found, nil
}

// trainingSetup returns small nets that learn the data of the plane in a few thousand balanced updates.
func (p plane) trainingSetup(updates, every int) trainingSetup {
	const units, pieces = 64, 2
	return trainingSetup{
		config: gan.Config{
			Noise: gan.Noise{Kind: "gaussian", Size: 2},
			Batch: 128,
			Stages: []gan.Stage{{
				Generator: []nn.Layer{ // its first samples cover all modes of the data
					{Kind: "relu", Units: units, IRange: .8},
					{Kind: "relu", Units: units, IRange: .3},
					{Kind: "linear", Units: 2, IRange: 1},
				},
				Discriminator: []nn.Layer{ // it can distinguish neighbouring modes from the start
					{Kind: "maxout", Units: units, Pieces: pieces, IRange: 1, Bias: linspace(units*pieces, 4)},
					{Kind: "maxout", Units: units, Pieces: pieces, IRange: .15},
					{Kind: "linear", Units: 1, IRange: .15},
				},
				Rate:     nn.Decay{Start: .03},
				Momentum: nn.Ramp{Start: .5, End: .5},
			}},
		},
		data: p.draw, width: 2, coverageOf: p.coverageOf, rateDivisor: 10, updates: updates, every: every,
	}
}

func (p plane) coverageOf(samples nn.Matrix[float32]) (coverage, error) {
	good, all := p.count(samples), 0
	for _, n := range good {
		all += n
	}
	return coverage{covered(good, samples.Rows), float64(all) / float64(samples.Rows)}, nil
}

// picture returns some samples and the centres of the modes. There are no samples if the training diverged.
func (p plane) picture(name string, samples nn.Matrix[float32]) []Line {
	frame := figure.SamplesFrame(p.name, name)
	var drawn, centres []Point
	for i := range min(planeSamples, samples.Rows) {
		x := samples.Row(i)
		drawn = append(drawn, exactPoint(rounded(x[0]), rounded(x[1])))
	}
	for _, m := range p.modes {
		centres = append(centres, exactPoint(m.X, m.Y))
	}
	lines := []Line{{frame, figure.NameModes, centres}}
	if len(drawn) > 0 {
		lines = append([]Line{{frame, figure.NameSamples, drawn}}, lines...)
	}
	return lines
}

// rounded returns x to three decimals, which is finer than a figure shows.
func rounded(x float32) float64 { return math.Round(float64(x)*1000) / 1000 }
