package samples

import (
	"fmt"
	"slices"
	"strings"
)

// Arrange puts examples into the order of an example of another shape, that of the data: (c, h, w), (h, w) or (d). Lengths of
// one do not count. Flat examples are taken to be in the order of the data. Those with the channels last, (h, w, c), are put
// into planes, (c, h, w), or the other way about. Other examples are an error, also of as many values.
func (r *Rows) Arrange(data []int) error {
	mine, theirs := squeeze(r.Shape), squeeze(data)
	mismatch := func(why string) error {
		return r.wrap(fmt.Errorf("an example has the shape %s, %d values; one of the data %s, %d values%s", shapeText(r.Shape), r.Dim(), shapeText(data), product(data), why))
	}
	flat := len(mine) == 1 || len(theirs) == 1
	switch {
	case slices.Equal(mine, theirs):
		return nil
	case product(mine) != product(theirs):
		return mismatch("")
	case flat && !channelsLast(mine) && !channelsLast(theirs):
		return nil
	case flat:
		return mismatch(": whether the flat ones have their channels last, nobody can tell; save both in one shape, as in a.reshape(-1, h, w, c)")
	case channelsLast(mine) && slices.Equal(theirs, []int{mine[2], mine[0], mine[1]}): // (h, w, c) to (c, h, w)
		r.Apply(transpose(mine[0]*mine[1], mine[2]))
		return nil
	case channelsLast(theirs) && slices.Equal(mine, []int{theirs[2], theirs[0], theirs[1]}): // (c, h, w) to (h, w, c)
		r.Apply(transpose(mine[0], mine[1]*mine[2]))
		return nil
	}
	return mismatch(": save them in the data's shape, with numpy.transpose or numpy.reshape, whichever it takes")
}

// squeeze leaves out lengths of one.
func squeeze(shape []int) []int {
	longer := slices.DeleteFunc(slices.Clone(shape), func(n int) bool { return n == 1 })
	if len(longer) == 0 {
		return []int{1}
	}
	return longer
}

// channelsLast says whether a shape looks like that of an image with the channels last: they are fewer than rows and columns.
func channelsLast(shape []int) bool {
	return len(shape) == 3 && shape[2] < shape[0] && shape[2] < shape[1]
}

// transpose makes of rows and columns columns and rows.
func transpose(rows, columns int) func(row []float64) {
	old := make([]float64, rows*columns)
	return func(row []float64) {
		copy(old, row)
		for i := range rows {
			for k := range columns {
				row[k*rows+i] = old[i*columns+k]
			}
		}
	}
}

// shapeText is a shape as Python writes it.
func shapeText(shape []int) string {
	text := strings.Trim(strings.ReplaceAll(fmt.Sprint(shape), " ", ", "), "[]")
	if len(shape) == 1 {
		text += ","
	}
	return "(" + text + ")"
}
