package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
)

// Text formats the overview for a terminal, in at most so many lines of at most so many columns. What does not fit is left out: published
// numbers, from the right, and rows. The paper's systems come first and stay longest. A long name takes several lines.
func (o Overview) Text(width, lines int) string {
	columns := o.textColumns(width)
	head := typeset.Wrap(typeset.Line("Table 1. Test log-likelihood in nats, "+strings.TrimPrefix(o.gridName(), parzen+", ")+"; higher is better."), "", width) + titles(columns) + textLine(columns, -1)
	foot := typeset.Wrap(legend, "", width)
	var rows []string
	for i := range o.rows() {
		rows = append(rows, textLine(columns, i))
	}
	const rules = 2
	systems, controls := rows[:len(o.Systems)], rows[len(o.Systems):]
	n, k := shownRows(heights(systems), heights(controls), lines-strings.Count(head+foot, "\n")-rules)
	rule := strings.Repeat("─", textWidth(columns)) + "\n"
	text := head + rule + strings.Join(systems[:n], "") + rule + strings.Join(controls[:k], "")
	if left := len(rows) - n - k; left > 0 {
		text += fmt.Sprintf("%s in the report\n", typeset.Count(left, "more row", "more rows"))
	}
	return text + foot
}

// heights counts the lines of each row.
func heights(rows []string) (lines []int) {
	for _, r := range rows {
		lines = append(lines, strings.Count(r, "\n"))
	}
	return lines
}

// shownRows returns how many systems and controls of these heights fit in so many lines, one of which then says how many are left out.
func shownRows(systems, controls []int, lines int) (int, int) {
	if sum(systems)+sum(controls) <= lines {
		return len(systems), len(controls)
	}
	const papers = 4  // systems of the paper's table
	const inSight = 2 // controls that stay beside many systems
	lines = max(lines-1, 1)
	room := max(sum(systems[:min(papers, len(systems))]), lines-sum(controls[:min(inSight, len(controls))]))
	n := fitting(systems, min(room, lines))
	return n, fitting(controls, lines-sum(systems[:n]))
}

// fitting returns how many of the first rows fit in so many lines.
func fitting(heights []int, lines int) (n int) {
	for n < len(heights) && sum(heights[:n+1]) <= lines {
		n++
	}
	return n
}

func sum(heights []int) (lines int) {
	for _, h := range heights {
		lines += h
	}
	return lines
}

// Caption says what the numbers are. It names the grid.
func (o Overview) Caption() string {
	return "Log-likelihood of the test set in nats, " + o.gridName() + "; higher is better"
}

func (o Overview) gridName() string {
	if o.Grid == "" {
		return parzen
	}
	return parzen + ", " + o.Grid + " grid of σ"
}

const parzen = "Parzen window"

// legend explains the signs of the text.
const legend = "* best. Beside a number: budget and seeds in the mean (2/3: one is not)."

// A textColumn is a column of the text with an entry for each row, controls last.
type textColumn struct {
	title     string // above the heading, at the first column of a data set
	heading   string
	right     bool
	published bool
	entries   []string // for each row
	width     int
}

// The width to which the names of systems are broken: that of their longest word, but no less and no more than this.
const (
	leastName = 8
	mostName  = 18
)

// textColumns returns the columns of the text. Names are broken, and published numbers left out, to fit the width.
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
	least := min(columns[0].width, max(leastName, min(mostName, longestWord(names.entries))))
	for i := len(columns) - 1; i > 0 && textWidth(columns)-columns[0].width+least > width; i-- {
		if columns[i].published {
			columns = slices.Delete(columns, i, i+1)
		}
	}
	columns[0].width = max(columns[0].width-max(0, textWidth(columns)-width), min(columns[0].width, leastName))
	return columns
}

// nameIndent precedes the second line of a name.
const nameIndent = " "

// longestWord returns the width of the longest word of some names, with the indent of one that may begin a second line.
func longestWord(names []string) (width int) {
	for _, name := range names {
		for i, word := range strings.Fields(name) {
			if i > 0 {
				word = nameIndent + word
			}
			width = max(width, typeset.Width(word))
		}
	}
	return width
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

// titles returns the lines with the names of the data sets.
func titles(columns []textColumn) (text string) {
	var blocks [][]string
	var starts []int
	height, at := 0, 0
	for i, c := range columns {
		if c.title != "" {
			lines := typeset.Fold(typeset.Line(c.title), "", titleRoom(columns[i:]))
			blocks, starts, height = append(blocks, lines), append(starts, at), max(height, len(lines))
		}
		at += c.width + 2
	}
	for n := range height {
		line := ""
		for i, lines := range blocks {
			if n < len(lines) {
				line = typeset.Pad(line, starts[i], false) + lines[n]
			}
		}
		text += line + "\n"
	}
	return text
}

// titleRoom returns the width of the columns below the title of the first.
func titleRoom(columns []textColumn) int {
	next := slices.IndexFunc(columns[1:], func(c textColumn) bool { return c.title != "" })
	if next < 0 {
		return textWidth(columns)
	}
	return textWidth(columns[:next+1])
}

// textWidth returns the width of a line with these columns.
func textWidth(columns []textColumn) int {
	sum := -2
	for _, c := range columns {
		sum += c.width + 2
	}
	return sum
}

// textLine returns the lines of a row of the text, more than one if its name is long; row −1 has the headings.
func textLine(columns []textColumn, row int) string {
	entry := func(c textColumn) string {
		if row < 0 {
			return c.heading
		}
		return c.entries[row]
	}
	names := typeset.Fold(entry(columns[0]), nameIndent, columns[0].width)
	cells := []string{typeset.Pad(names[0], columns[0].width, false)}
	for _, c := range columns[1:] {
		cells = append(cells, typeset.Pad(entry(c), c.width, c.right))
	}
	names[0] = strings.TrimRight(strings.Join(cells, "  "), " ")
	return strings.Join(names, "\n") + "\n"
}
