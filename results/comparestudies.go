package results

import (
	"fmt"
	"strconv"
)

// compareStudies lists the first finding and the first line, by number, in which two studies differ.
func compareStudies(a, b Study) (found []Difference) {
	found = append(found, compareLists("finding", a.Findings, b.Findings, findingText)...)
	found = append(found, compareLists("line", a.Lines, b.Lines, lineText)...)
	return found
}

func compareLists[T any](what string, a, b []T, text func(T) string) (found []Difference) {
	if len(a) != len(b) {
		found = append(found, Difference{what + "s" + howMany, strconv.Itoa(len(a)), strconv.Itoa(len(b))})
	}
	for i := range min(len(a), len(b)) {
		if x, y := text(a[i]), text(b[i]); x != y {
			return append(found, Difference{fmt.Sprintf("%s %d", what, i+1), x, y})
		}
	}
	return found
}

// listFields returns the names of the fields of a list of n items in compareLists.
func listFields(what string, n int) []string {
	fields := []string{what + "s" + howMany}
	for i := range n {
		fields = append(fields, fmt.Sprintf("%s %d", what, i+1))
	}
	return fields
}

// listValues adds the texts of a list by the names of their fields in compareLists.
func listValues[T any](values map[string]string, what string, list []T, text func(T) string) {
	values[what+"s"+howMany] = strconv.Itoa(len(list))
	for i, item := range list {
		values[fmt.Sprintf("%s %d", what, i+1)] = text(item)
	}
}

func findingText(f Finding) string {
	return fmt.Sprintf("%s; %s; %s; %s; holds: %t", f.Figure, f.Claim, f.Source, f.Measured, f.Holds)
}

// lineText returns the name of a line and the hash of its points.
func lineText(l Line) string {
	var points []byte
	for _, p := range l.Points {
		for _, x := range []float64{p.X, p.Y, p.Low, p.High} {
			points = append(strconv.AppendFloat(points, x, 'g', -1, 64), ' ')
		}
	}
	return fmt.Sprintf("%s, %s: %d points, %s", l.Figure, l.Name, len(l.Points), digest(string(points)))
}
