package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

// Text formats the overview for a terminal, in at most so many lines of at most so many columns. What does not fit is left out: published
// numbers, from the right, and rows. The paper's systems come first and stay longest.
func (o Overview) Text(width, lines int) string {
	columns := o.textColumns(width)
	head := typeset.Wrap(typeset.Line("Table 1. "+o.Caption()+"."), "", width) + o.titles(columns) + textLine(columns, -1)
	foot := typeset.Wrap(legend, "", width)
	const rules = 2
	systems, controls := shownRows(len(o.Systems), len(o.Controls), lines-strings.Count(head+foot, "\n")-rules)
	rule := strings.Repeat("─", textWidth(columns)) + "\n"

	text := head + rule
	for i := range systems {
		text += textLine(columns, i)
	}
	text += rule
	for i := range controls {
		text += textLine(columns, len(o.Systems)+i)
	}
	if left := len(o.rows()) - systems - controls; left > 0 {
		text += fmt.Sprintf("%s in the report\n", typeset.Count(left, "more row", "more rows"))
	}
	return text + foot
}

// shownRows returns how many systems and controls fit in so many lines, one of which then says how many are left out.
func shownRows(systems, controls, lines int) (int, int) {
	if systems+controls <= lines {
		return systems, controls
	}
	const papers = 4  // systems of the paper's table
	const inSight = 2 // controls that stay beside many systems
	lines = max(lines-1, 1)
	systems = min(systems, max(papers, lines-min(controls, inSight)), lines)
	return systems, min(controls, lines-systems)
}

// Caption says what the numbers are. It names the grid.
func (o Overview) Caption() string {
	return "Log-likelihood of the test set in nats, " + o.gridName() + "; higher is better"
}

func (o Overview) gridName() string {
	if o.Grid == "" {
		return "Parzen window"
	}
	return "Parzen window, " + o.Grid + " grid of σ"
}

// legend explains the signs of the text.
const legend = "* best measured. Beside a number: budget, seeds in the mean (2/3: one of 3 is not)."

// A textColumn is a column of the text with an entry for each row, controls last.
type textColumn struct {
	title     string // above the heading, at the first column of a data set
	heading   string
	right     bool
	published bool
	entries   []string // for each row
	width     int
}

// leastName is the width to which the names of systems are shortened at most.
const leastName = 8

// textColumns returns the columns of the text. Names are shortened, and published numbers left out, to fit the width.
func (o Overview) textColumns(width int) []textColumn {
	names := textColumn{heading: "System"}
	for _, r := range o.rows() {
		names.entries = append(names.entries, typeset.Line(r.System))
	}
	columns := []textColumn{names}
	for i, d := range o.Datasets {
		columns = append(columns, o.datasetColumns(i, d)...)
	}
	for i := range columns {
		columns[i].width = typeset.Width(columns[i].heading)
		for _, e := range columns[i].entries {
			columns[i].width = max(columns[i].width, typeset.Width(e))
		}
	}
	least := min(columns[0].width, leastName)
	for i := len(columns) - 1; i > 0 && textWidth(columns)-columns[0].width+least > width; i-- {
		if columns[i].published {
			columns = slices.Delete(columns, i, i+1)
		}
	}
	columns[0].width = max(columns[0].width-max(0, textWidth(columns)-width), least)
	return columns
}

// datasetColumns returns the columns of a data set: measured, how it was made, and published.
func (o Overview) datasetColumns(i int, d OverviewDataset) []textColumn {
	value, made, quoted := textColumn{title: d.textTitle(), heading: "measured ", right: true}, textColumn{}, textColumn{heading: "published", right: true, published: true}
	for _, r := range o.rows() {
		c := r.Cells[i]
		mark := " "
		if c.Best {
			mark = "*"
		}
		value.entries = append(value.entries, typeset.Line(c.Value())+mark)
		made.entries = append(made.entries, typeset.Line(c.brief()))
		quoted.entries = append(quoted.entries, c.Quoted())
	}
	if d.From == "" {
		return []textColumn{value, made}
	}
	if on := d.PublishedOn(); on != "" {
		quoted.heading = "on " + on + ", publ."
	}
	return []textColumn{value, made, quoted}
}

// textTitle names what was measured: "Faces: TFD-like, ± over folds".
func (d OverviewDataset) textTitle() string {
	s := d.Title
	if on := d.MeasuredOn(); on != "" {
		s += ": " + on
	}
	if d.Over != "" {
		s += ", ± over " + d.Over
	}
	return s
}

// titles returns the line with the names of the data sets.
func (o Overview) titles(columns []textColumn) string {
	var line string
	at := 0
	for i, c := range columns {
		if c.title != "" {
			room := -2
			for _, other := range columns[i:] {
				if other.title != "" && other.title != c.title {
					break
				}
				room += other.width + 2
			}
			line = typeset.Pad(line, at, false) + typeset.Cut(typeset.Line(c.title), room)
		}
		at += c.width + 2
	}
	return line + "\n"
}

// textWidth returns the width of a line with these columns.
func textWidth(columns []textColumn) int {
	sum := -2
	for _, c := range columns {
		sum += c.width + 2
	}
	return sum
}

// textLine returns a line of the text; row −1 has the headings.
func textLine(columns []textColumn, row int) string {
	var cells []string
	for _, c := range columns {
		entry := c.heading
		if row >= 0 {
			entry = c.entries[row]
		}
		cells = append(cells, typeset.Pad(typeset.CutMiddle(entry, c.width), c.width, c.right))
	}
	return strings.TrimRight(strings.Join(cells, "  "), " ") + "\n"
}
