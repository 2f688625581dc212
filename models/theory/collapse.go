package theory

import (
	"context"
	"fmt"
	"math"

	"gan2014/models/gan"
	"gan2014/models/nn"
	"gan2014/models/theory/figure"
)

// Collapse trains nets on data with many modes: with balanced updates of D and G, with more of D, and with a G that is trained too much.
type Collapse struct {
	Ring Ring
	Grid Grid
	Series
}

const planeSamples = 400 // drawn in the report

// Compute trains each plane with each setting, under both losses.
func (c Collapse) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (found Result, err error) {
	settings := c.compared()
	for _, s := range c.compared() {
		settings = append(settings, s.saturating())
	}
	planes := []plane{c.Ring.plane(), c.Grid.plane()}
	done, total := 0, len(planes)*c.total(len(settings))
	for _, p := range planes {
		s, err := p.trainingSetup(c.Series).series(ctx, settings, seed, func(updates int) {
			done += updates
			progress(done, total)
		})
		if err != nil {
			return Result{}, err
		}
		v := verdict{series: s, figure: "collapse", where: fmt.Sprintf("On a %s of %d modes", p.name, len(p.modes)), modes: len(p.modes), what: "modes", quality: "share of good samples"}
		found.Findings = append(found.Findings, v.collapses(), v.recovers())
		found.Lines = append(found.Lines, s.lines(p.coverage, p.ending, len(p.modes), 1)...)
		for _, setting := range c.compared() {
			found.Lines = append(found.Lines, p.picture(setting.name, s.of(setting)[0].samples)...)
		}
	}
	return found, nil
}

// trainingSetup returns small nets, which with the settings of theory.yaml learn the data of the plane in a few thousand balanced updates.
func (p plane) trainingSetup(s Series) trainingSetup {
	const pieces = 2
	return trainingSetup{
		config: gan.Config{
			Noise: gan.Noise{Kind: "gaussian", Size: 2},
			Batch: s.Batch,
			Stages: []gan.Stage{{
				Generator: []nn.Layer{ // its first samples cover all modes of the data
					{Kind: "relu", Units: s.GeneratorUnits, IRange: .8},
					{Kind: "relu", Units: s.GeneratorUnits, IRange: .3},
					{Kind: "linear", Units: 2, IRange: 1},
				},
				Discriminator: []nn.Layer{ // it can distinguish neighbouring modes from the start
					{Kind: "maxout", Units: s.DiscriminatorUnits, Pieces: pieces, IRange: 1, Bias: linspace(s.DiscriminatorUnits*pieces, 4)},
					{Kind: "maxout", Units: s.DiscriminatorUnits, Pieces: pieces, IRange: .15},
					{Kind: "linear", Units: 1, IRange: .15},
				},
				Rate:     nn.Decay{Start: s.LearningRate},
				Momentum: nn.Ramp{Start: s.Momentum, End: s.Momentum},
			}},
		},
		Series: s, data: p.draw, width: 2, coverageOf: p.coverageOf,
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
