package samples

import (
	"fmt"
	"slices"
	"strings"
)

// Arrange reorders the values of each example to match the shape of the data: (c, h, w), (h, w) or (d). It ignores lengths of one. It
// assumes that flat examples have the order of the data. It converts examples with the channels last, (h, w, c), to planes, (c, h, w),
// or the reverse. For any other shape it returns an error, even if the number of values is the same.
func (r *Rows) Arrange(data []int) error {
	mine, theirs := squeeze(r.Shape), squeeze(data)
	mismatch := func(why string) error {
		return r.wrap(fmt.Errorf("an example has the shape %s, %d values, but an example of the data has %s, %d values%s", shapeText(r.Shape), r.Dim(), shapeText(data), product(data), why))
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

// squeeze removes lengths of one from a shape.
func squeeze(shape []int) []int {
	longer := slices.DeleteFunc(slices.Clone(shape), func(n int) bool { return n == 1 })
	if len(longer) == 0 {
		return []int{1}
	}
	return longer
}

// channelsLast reports whether a shape looks like an image with the channels last: fewer channels than rows and columns.
func channelsLast(shape []int) bool {
	return len(shape) == 3 && shape[2] < shape[0] && shape[2] < shape[1]
}

// transpose returns a step that transposes a matrix of rows and columns.
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

// shapeText formats a shape as Python does.
func shapeText(shape []int) string {
	text := strings.Trim(strings.ReplaceAll(fmt.Sprint(shape), " ", ", "), "[]")
	if len(shape) == 1 {
		text += ","
	}
	return "(" + text + ")"
}
