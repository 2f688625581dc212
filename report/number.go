package report

import (
	"math"
	"strconv"
	"strings"

	"gan2014/internal/typeset"
)

// minus is the sign U+2212, which is as wide as a digit where the hyphen is not.
const minus = "\u2212"

// withMinus replaces a hyphen in front of a number by a minus sign, and spells
// out what is not finite.
func withMinus(s string) string {
	switch s {
	case "+Inf":
		return "∞"
	case "-Inf":
		return minus + "∞"
	case "NaN":
		return "undefined" // of infinities of both signs
	}
	return strings.ReplaceAll(s, "-", minus)
}

// fixed formats x with the given number of decimals; a value that rounds to
// zero has no sign.
func fixed(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.HasPrefix(s, "-") && strings.Trim(s, "-0.") == "" {
		s = s[1:]
	}
	return withMinus(s)
}

// quoted formats x with the digits it was published with.
func quoted(x float64) string { return withMinus(strconv.FormatFloat(x, 'f', -1, 64)) }

// signed formats a difference: its sign is always shown, unless it rounds to zero.
func signed(x float64, decimals int) string {
	s := fixed(x, decimals)
	if x > 0 && !math.IsInf(x, 0) && strings.Trim(s, "0.") != "" {
		return "+" + s
	}
	return s
}

// short formats x with four significant digits, for axes, descriptions and σ.
func short(x float64) string { return withMinus(strconv.FormatFloat(x, 'g', 4, 64)) }

// Grouped formats a count with commas between thousands.
func Grouped(n int64) string { return withMinus(typeset.Grouped(n)) }

// count is a number with its noun.
func count(n int, singular, plural string) string {
	return withMinus(typeset.Count(n, singular, plural))
}

// duration formats computing time in seconds; – is unknown.
func duration(seconds float64) string {
	if !(seconds > 0) {
		return "–"
	}
	return typeset.Seconds(seconds)
}
