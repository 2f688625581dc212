package report

import (
	"fmt"

	"gonum.org/v1/plot/plotter"
)

// describe says in words what the panel shows, with its numbers, for readers who do not see it.
func (p panel) describe() string {
	var s string
	unnamed := 0
	for _, c := range p.curves {
		if c.name == "" {
			unnamed++
			continue
		}
		s += c.describe(p.x) + " "
	}
	if unnamed > 0 {
		s += count(unnamed, "thin line", "thin lines") + " of single seeds. "
	}
	if n := p.mapping.shown(); n > 0 {
		s += count(n, "arrow", "arrows") + " from z to G(z) below the axes. "
	}
	for _, l := range p.levels {
		s += "Dotted line: " + l.label + ". "
	}
	for _, m := range p.marks {
		s += fmt.Sprintf("Vertical line at %s %s: %s. ", p.x, abscissa(m.x), m.label)
	}
	return s[:max(0, len(s)-1)]
}

// describe gives the curve's ends and extremes.
func (c curve) describe(x string) string {
	drawn, missing := c.finite()
	if len(drawn) == 0 {
		return fmt.Sprintf("%s: no finite value.", c.name)
	}
	at := func(p plotter.XY) string { return fmt.Sprintf("%s at %s %s", short(p.Y), x, abscissa(p.X)) }
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
		c.name, count(len(drawn), "point", "points"), at(first), at(last), at(least), at(greatest))
	if c.chosen != nil {
		s += " Chosen: " + at(*c.chosen) + "."
	}
	if n := len(c.intervals); n > 0 {
		last := c.intervals[n-1]
		s += fmt.Sprintf(" Its 95 %% interval at %s %s is from %s to %s.", x, abscissa(last.x), short(last.low), short(last.high))
	}
	if len(missing) > 0 {
		s += fmt.Sprintf(" %s not finite, the first at %s %s.", count(len(missing), "value is", "values are"), x, abscissa(missing[0].X))
	}
	return s
}
