package typeset

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
)

// CSV returns a line of comma-separated values, with its line break. Strings stay text and numbers stay numbers: CSV puts an apostrophe
// before text that a spreadsheet would run as a formula, and leaves negative numbers unchanged. A nil pointer gives an empty field. A
// number that is not finite is written as -inf, +inf or nan, as in the database.
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

// csvText converts text to a field on one line. It quotes text that contains a character which some reader of CSV takes for a separator,
// and puts an apostrophe before text that a spreadsheet would take for a formula. Text that begins with an apostrophe gets another one, so
// that removing one apostrophe always restores the text.
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

// formulaStarts contains the characters with which a formula may begin, also in their wide forms, and the apostrophe. It needs no tab or
// carriage return, because they are escaped before.
const formulaStarts = "=+-@\uff1d\uff0b\uff0d\uff20\u2212\ufe62\ufe63\ufe66\ufe6b'"

// Number formats a number for programs, unrounded: -1234.5, -inf, +inf, nan.
func Number(x float64) string {
	if word := Nonfinite(x); word != "" {
		return word
	}
	return strconv.FormatFloat(x, 'g', -1, 64)
}

// Nonfinite returns the word that the database and JSON store beside a null for a number that is not finite. It is empty for a finite one.
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
