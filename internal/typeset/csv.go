package typeset

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// CSV is a line of comma-separated values, with its line break. Every string is text and every number a number: text that a
// spreadsheet would run as a formula has an apostrophe before it, a negative number stays one. A nil pointer is an empty field.
// A number that is not finite is -inf, +inf or nan, as in the database.
func CSV(fields ...any) string {
	texts := make([]string, len(fields))
	for i, field := range fields {
		texts[i] = csvField(reflect.ValueOf(field))
	}
	return strings.Join(texts, ",") + "\n"
}

func csvField(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Invalid:
		return ""
	case reflect.Pointer:
		if v.IsNil() {
			return ""
		}
		return csvField(v.Elem())
	case reflect.String:
		return csvText(v.String())
	case reflect.Float64:
		return Number(v.Float())
	case reflect.Int, reflect.Int64, reflect.Bool:
		return fmt.Sprint(v.Interface())
	}
	panic("typeset: CSV has no form for " + v.Type().String())
}

// csvText makes a field of text: on one line, quoted where it has anything that some reader of CSV takes for a separator, and with
// an apostrophe in front where a spreadsheet would take it for a formula. Text that has an apostrophe there already gets one more, so
// that taking one away always gives the text back.
func csvText(s string) string {
	s = Line(s)
	if start := strings.TrimLeft(s, " \u00a0\u3000"); start != "" && strings.ContainsRune(formulaStarts, []rune(start)[0]) {
		s = "'" + s
	}
	if strings.ContainsAny(s, ",;|\"'\\") || strings.TrimSpace(s) != s {
		return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	}
	return s
}

// formulaStarts are the characters with which a formula begins, in their wide forms too, and the apostrophe. A tab or a carriage
// return in front of text is an escape by then.
const formulaStarts = "=+-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b'"

// Number writes a number for programs, unrounded: -1234.5, -inf, +inf, nan.
func Number(x float64) string {
	if word := Nonfinite(x); word != "" {
		return word
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// Nonfinite is the word for a number that is not finite, which the database and JSON have beside a null; "" for a finite one.
func Nonfinite(x float64) string {
	switch {
	case math.IsNaN(x):
		return "nan"
	case math.IsInf(x, 1):
		return "+inf"
	case math.IsInf(x, -1):
		return "-inf"
	}
	return ""
}
