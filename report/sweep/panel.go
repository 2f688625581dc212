package sweep

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/report/chart"

	"gonum.org/v1/plot/plotter"
)

// depth is how far below the best variant a likelihood is drawn, in nats. Lower ones are far from any choice and would flatten the rest.
const depth = 400

// Panel returns the plot of a sweep: a line for one key, a heat map for two, and parallel coordinates for more. It is empty if no variant
// has a score.
func (s Sweep) Panel() chart.Panel {
	if len(s.ranked()) == 0 {
		return chart.Panel{}
	}
	switch len(s.Keys) {
	case 1:
		return s.line()
	case 2:
		return s.heatMap()
	}
	return s.parallel()
}

// line draws the likelihoods against the values of the only key.
func (s Sweep) line() chart.Panel {
	p := chart.Panel{Title: "Sweep of " + s.Keys[0].Name, X: s.Keys[0].Name, Y: "log-likelihood, nats", Real: true, Depth: depth,
		Note: "Lines: means over the seeds; points: each seed on validation images. The ring marks the best on validation images."}
	scale := newScale(s.values(0))
	p.LogX, p.XNames = scale.log, scale.names
	if len(scale.numbers) > manyTicks {
		p.Rug = scale.numbers
	} else {
		p.XTicks = scale.numbers
	}
	valid := chart.Curve{Name: "validation", Style: chart.SolidBlue, Dots: true}
	test := chart.Curve{Name: "test", Style: chart.DashedRust, Dots: true}
	seeds := chart.Curve{Name: "each seed, validation", Style: chart.SolidBlue, Loose: true}
	several := false
	for _, v := range s.Variants {
		x := scale.abscissa(v.Values[0])
		valid.Points = append(valid.Points, plotter.XY{X: x, Y: v.Valid.Mean}) // a gap without a score
		if v.Seeds > 0 {
			test.Points = append(test.Points, plotter.XY{X: x, Y: v.Test.Mean})
		}
		if v.Best && valid.Chosen == nil {
			valid.Chosen = &plotter.XY{X: x, Y: v.Valid.Mean}
		}
		for _, y := range v.valid {
			seeds.Points = append(seeds.Points, plotter.XY{X: x, Y: y})
		}
		several = several || v.Seeds > 1
	}
	if len(test.Points) < len(valid.Points) {
		p.Note += " A cross stands for a variant without a score."
	}
	p.Curves = []chart.Curve{valid, test}
	if several {
		p.Curves = append(p.Curves, seeds)
	}
	return p
}

// heatMap draws the mean on validation images for each pair of values.
func (s Sweep) heatMap() chart.Panel {
	columns, rows := newScale(s.values(0)), newScale(s.values(1))
	p := chart.Panel{
		Title: "Sweep of " + s.Keys[0].Name + " and " + s.Keys[1].Name, X: s.Keys[0].Name, Y: s.Keys[1].Name + " (upwards)", XNames: columns.labels, YNames: rows.labels, Depth: depth,
		Note: "Mean log-likelihood of the validation images in nats; darker is higher, and the best is framed." + s.deepNote("has the lightest shade"),
	}
	var words []string
	for _, v := range s.Variants {
		c := chart.Cell{X: columns.place(v.Values[0]), Y: rows.place(v.Values[1]), Value: v.Valid.Mean, Framed: v.Best, Label: typeset.Fixed(v.Valid.Mean, 1)}
		if v.Seeds == 0 {
			c.Label = string(v.Missing)
		}
		if i := slices.IndexFunc(p.Cells, func(o chart.Cell) bool { return o.X == c.X && o.Y == c.Y }); i >= 0 {
			if !(c.Value > p.Cells[i].Value) { // variants that differ in more than the keys: the better one
				continue
			}
			p.Cells = slices.Delete(p.Cells, i, i+1)
		}
		p.Cells = append(p.Cells, c)
		words = append(words, s.setting(v)+": "+c.Label)
	}
	p.Alt = "Heat map, best " + s.setting(s.ranked()[0]) + ". " + strings.Join(words, "; ") + "."
	return p
}

// parallel draws a line for each variant over an axis for each key and one for the mean on validation images.
func (s Sweep) parallel() chart.Panel {
	p := chart.Panel{Title: "Sweep of " + strings.Join(s.names(), ", "), Box: &chart.Box{XMin: -0.25, XMax: float64(len(s.Keys)) + 0.35, YMin: -0.02, YMax: 1.1}}
	var scales []scale
	for i, key := range s.Keys {
		scales = append(scales, newScale(s.values(i)))
		p.Axes = append(p.Axes, chart.Axis{Ticks: scales[i].ticks()})
		p.XNames = append(p.XNames, breakName(key.Name))
	}
	ranked := s.ranked()
	best := ranked[0].Valid.Mean
	least := best
	for _, v := range ranked {
		best, least = max(best, v.Valid.Mean), min(least, v.Valid.Mean)
	}
	least = max(least, best-depth)
	at := func(ll float64) float64 { return (max(ll, least) - least) / max(best-least, 1e-9) }
	p.Axes = append(p.Axes, chart.Axis{Ticks: []chart.AxisTick{{At: 0, Label: typeset.Fixed(least, 1)}, {At: 1, Label: typeset.Fixed(best, 1)}}})
	p.XNames = append(p.XNames, "validation,\nnats")
	name := "best on validation"                // of the first of equal ones, so that the legend has it once
	for _, v := range slices.Backward(ranked) { // the best last, above the others
		c := chart.Curve{Style: chart.SolidBlue.Thin()}
		if v.Best {
			c.Style = chart.LineStyle{Color: chart.Rust, Width: 2.2}
			c.Name, name = name, ""
		}
		for i := range s.Keys {
			c.Points = append(c.Points, plotter.XY{X: float64(i), Y: scales[i].position(v.Values[i])})
		}
		c.Points = append(c.Points, plotter.XY{X: float64(len(s.Keys)), Y: at(v.Valid.Mean)})
		p.Curves = append(p.Curves, c)
	}
	p.Note = "A line for each variant, through its value of each key to its mean log-likelihood of the validation images." + s.deepNote("ends at the foot of the last axis")
	if n := len(s.Variants) - len(ranked); n > 0 {
		p.Note += fmt.Sprintf(" %s without a score.", typeset.Count(n, "variant is left out,", "variants are left out,"))
	}
	p.Alt = fmt.Sprintf("Parallel coordinates of %s. Best: %s, %s nats on validation images; lowest: %s, %s nats.", typeset.Count(len(ranked), "variant", "variants"),
		s.setting(ranked[0]), ranked[0].Valid, s.setting(ranked[len(ranked)-1]), ranked[len(ranked)-1].Valid)
	return p
}

// deepNote says what becomes of the variants that lie deeper than depth; it is empty if there are none.
func (s Sweep) deepNote(what string) string {
	ranked := s.ranked()
	highest := ranked[0].Valid.Mean
	for _, v := range ranked {
		highest = max(highest, v.Valid.Mean)
	}
	if !slices.ContainsFunc(ranked, func(v Variant) bool { return v.Valid.Mean < highest-depth }) {
		return ""
	}
	return fmt.Sprintf(" What lies more than %d nats below the highest %s.", depth, what)
}

func (s Sweep) names() (names []string) {
	for _, k := range s.Keys {
		names = append(names, k.Name)
	}
	return names
}

// values returns the values of a key, in the order of the variants.
func (s Sweep) values(key int) (values []string) {
	for _, v := range s.Variants {
		values = append(values, v.Values[key])
	}
	return values
}

// breakName breaks a long path into lines at its dots.
func breakName(path string) string {
	if len(path) <= 12 {
		return path
	}
	return strings.ReplaceAll(path, ".", ".\n")
}

// A scale places the values of a key on an axis.
type scale struct {
	labels  []string  // distinct values in order, for people
	values  []string  // the same as in the spec
	numbers []float64 // the same as numbers; nil unless all are
	names   []string  // labels if they are no numbers, and then the axis has them at 0, 1, …
	log     bool      // the numbers are about a geometric sequence
}

func newScale(values []string) (s scale) {
	s.values = slices.Clone(values)
	slices.SortFunc(s.values, compareValues)
	s.values = slices.Compact(s.values)
	for _, v := range s.values {
		s.labels = append(s.labels, label(v))
		if x, err := strconv.ParseFloat(v, 64); err == nil && stats.IsFinite(x) {
			s.numbers = append(s.numbers, x)
		}
	}
	if len(s.numbers) < len(s.values) {
		s.numbers, s.names = nil, s.labels
	}
	s.log = geometric(s.numbers)
	return s
}

// label returns a value for a place with little room.
func label(value string) string {
	if value == "" {
		return "not set"
	}
	return typeset.WithMinus(value)
}

// place returns the place of a value among the distinct ones.
func (s scale) place(value string) int { return slices.Index(s.values, value) }

// abscissa returns where a value stands: the number, or its place if the values are no numbers.
func (s scale) abscissa(value string) float64 {
	i := s.place(value)
	if s.numbers == nil {
		return float64(i)
	}
	return s.numbers[i]
}

// position returns the place of a value between 0 and 1.
func (s scale) position(value string) float64 {
	low, high, x := s.abscissa(s.values[0]), s.abscissa(s.values[len(s.values)-1]), s.abscissa(value)
	if s.log {
		low, high, x = math.Log(low), math.Log(high), math.Log(x)
	}
	if high == low {
		return 0.5
	}
	return (x - low) / (high - low)
}

// manyTicks is the largest number of values that all have a tick.
const manyTicks = 8

// ticks returns a tick for each value, or for the first and last of many.
func (s scale) ticks() (ticks []chart.AxisTick) {
	for i, v := range s.values {
		if len(s.values) <= manyTicks || i == 0 || i == len(s.values)-1 {
			ticks = append(ticks, chart.AxisTick{At: s.position(v), Label: s.labels[i]})
		}
	}
	return ticks
}

// geometric reports whether increasing numbers belong on a logarithmic axis: they are positive, and their ratios are equal to within a third in
// the logarithm, which 1, 3, 10, 30 are and 1, 2, 3 are not. Two numbers are if the second is ten times the first.
func geometric(numbers []float64) bool {
	if len(numbers) < 2 || numbers[0] <= 0 {
		return false
	}
	if len(numbers) == 2 {
		return numbers[1] >= 10*numbers[0]
	}
	least, greatest := math.Inf(1), 0.0
	for i := 1; i < len(numbers); i++ {
		gap := math.Log(numbers[i] / numbers[i-1])
		least, greatest = min(least, gap), max(greatest, gap)
	}
	return greatest <= 4.0/3*least
}
