package report

import (
	"fmt"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/report/table1"
)

// screenLines is the number of lines that every terminal shows at once, without the line of the prompt.
const screenLines = 23

// Screen formats the results for one screen of a terminal, in lines of at most the given width: Table 1 in the shape of the paper, a sentence
// for each of its data sets, and the closing lines. If all runs are studies, it has all that they found, however long that is.
func (d Data) Screen(width int, closing string) string {
	studies := newStudies(d.runs)
	if record.OnlyStudies(record.Runs(d.runs.Records)) {
		return studies.text(width) + "\n" + closing
	}
	overview := d.Table.Overviews()[0]
	var text string
	for _, v := range table1.Verdicts(d.Table) {
		if v.InOverview {
			text += typeset.Wrap(typeset.Line(v.Dataset+": "+v.Brief), "  ", width)
		}
	}
	text += warningText(overview.Warnings(), width)
	if v := studies.Verdict(); v != "" {
		text += typeset.Wrap(typeset.Line("Theory: "+v), "  ", width)
	}
	text += closing
	return overview.Text(width, screenLines-strings.Count(text, "\n")) + text
}

// warningText formats the first warning, and says how many more the report has.
func warningText(warnings []table1.Warning, width int) string {
	if len(warnings) == 0 {
		return ""
	}
	text := fmt.Sprintf("WARNING: %s: %s", warnings[0].Row, warnings[0].Text)
	if n := len(warnings) - 1; n > 0 {
		text += fmt.Sprintf(" %s in the report.", typeset.Count(n, "more warning", "more warnings"))
	}
	return typeset.Wrap(typeset.Line(text), "  ", width)
}
