package report

import (
	"strings"

	"gan2014/internal/typeset"
)

// text formats each claim as a paragraph.
func (all studies) text(width int) string {
	if all.Verdict() == "" {
		return ""
	}
	var b strings.Builder
	b.WriteString(typeset.Wrap("The theory, measured. "+all.Verdict(), "", width))
	for _, s := range all {
		b.WriteString("\n" + typeset.Line(s.Name) + "\n")
		for _, e := range s.Exhibits {
			for _, c := range e.Claims {
				b.WriteString("  " + typeset.Wrap(typeset.Line(c.Verdict()+": "+c.Claim+" Measured: "+c.Measured), "    ", width-2))
			}
		}
	}
	return b.String()
}
