package chart

import (
	"fmt"
	"strings"

	"gan2014/internal/typeset"

	"gonum.org/v1/plot/plotter"
)

// Remarks returns what the caption must say about this drawing of the data.
func (p Panel) Remarks() string {
	var s strings.Builder
	if n := p.below(); n > 0 {
		fmt.Fprintf(&s, " The axis ends %g nats below the highest point; %s deeper.", p.Depth, typeset.Count(n, "point lies", "points lie"))
	}
	for _, c := range p.Curves {
		drawn, missing := c.Finite()
		if len(drawn) > 2*envelopeBuckets {
			fmt.Fprintf(&s, " %s: %s points drawn as the least and greatest of each of %d stretches.", c.Name, typeset.Grouped(int64(len(drawn))), envelopeBuckets)
		}
		if len(missing) > 0 && p.LogY {
			fmt.Fprintf(&s, " %s: a cross marks each of %s.", c.Name, typeset.Count(len(missing), "value that is 0 or not finite", "values that are 0 or not finite"))
		} else if len(missing) > 0 {
			fmt.Fprintf(&s, " %s: a cross marks each of %s.", c.Name, typeset.Count(len(missing), "value that is not finite", "values that are not finite"))
		}
	}
	return s.String()
}

// below counts the points below the end of the axis.
func (p Panel) below() int {
	if p.Depth == 0 {
		return 0
	}
	var drawn plotter.XYs
	for _, c := range p.Curves {
		points, _ := c.Finite()
		drawn = append(drawn, points...)
	}
	if len(drawn) == 0 {
		return 0
	}
	_, _, _, highest := plotter.XYRange(drawn)
	n := 0
	for _, q := range drawn {
		if q.Y < highest-p.Depth {
			n++
		}
	}
	return n
}
