package chart

import (
	"fmt"

	"gan2014/internal/typeset"

	"gonum.org/v1/plot/plotter"
)

// describe describes the panel in words and numbers, for readers who cannot see it.
func (p Panel) describe() string {
	if p.Alt != "" {
		return p.Alt
	}
	var s string
	unnamed := 0
	for _, c := range p.Curves {
		if c.Name == "" {
			unnamed++
			continue
		}
		s += c.describe(p.X) + " "
	}
	if unnamed > 0 {
		s += typeset.Count(unnamed, "thin line", "thin lines") + " of single seeds. "
	}
	if n := p.Mapping.shown(); n > 0 {
		s += typeset.Count(n, "arrow", "arrows") + " from z to G(z) below the axes. "
	}
	for _, l := range p.Levels {
		s += "Dotted line: " + l.Label + ". "
	}
	for _, m := range p.Marks {
		s += fmt.Sprintf("Vertical line at %s %s: %s. ", p.X, typeset.Abscissa(m.X), m.Label)
	}
	return s[:max(0, len(s)-1)]
}

// describe states the curve's first and last point and its extremes.
func (c Curve) describe(x string) string {
	drawn, missing := c.Finite()
	if len(drawn) == 0 {
		return fmt.Sprintf("%s: no finite value.", c.Name)
	}
	at := func(p plotter.XY) string {
		return fmt.Sprintf("%s at %s %s", typeset.Short(p.Y), x, typeset.Abscissa(p.X))
	}
	first, last := drawn[0], drawn[len(drawn)-1]
	least, greatest := first, first
	for _, p := range drawn {
		if p.Y < least.Y {
			least = p
		}
		if p.Y > greatest.Y {
			greatest = p
		}
	}
	s := fmt.Sprintf("%s: %s, from %s to %s; least %s, greatest %s.",
		c.Name, typeset.Count(len(drawn), "point", "points"), at(first), at(last), at(least), at(greatest))
	if c.Chosen != nil {
		s += " Chosen: " + at(*c.Chosen) + "."
	}
	if n := len(c.Intervals); n > 0 {
		last := c.Intervals[n-1]
		s += fmt.Sprintf(" Its 95 %% interval at %s %s is from %s to %s.", x, typeset.Abscissa(last.X), typeset.Short(last.Low), typeset.Short(last.High))
	}
	if len(missing) > 0 {
		s += fmt.Sprintf(" %s not finite, the first at %s %s.", typeset.Count(len(missing), "value is", "values are"), x, typeset.Abscissa(missing[0].X))
	}
	return s
}
