package typeset

import (
	"math"
	"strconv"
	"strings"
)

// minus is the sign U+2212. Unlike the hyphen, it is as wide as a digit.
const minus = "\u2212"

// WithMinus replaces a hyphen in front of a number by a minus sign, and writes
// a number that is not finite as a sign or word.
func WithMinus(s string) string {
	switch s {
	case "+Inf":
		return "∞"
	case "-Inf":
		return minus + "∞"
	case "NaN":
		return "undefined" // for example, the mean of infinities of both signs
	}
	return strings.ReplaceAll(s, "-", minus)
}

// Fixed formats x with the given number of decimals; a value that rounds to
// zero has no sign.
func Fixed(x float64, decimals int) string {
	s := strconv.FormatFloat(x, 'f', decimals, 64)
	if strings.HasPrefix(s, "-") && strings.Trim(s, "-0.") == "" {
		s = s[1:]
	}
	return WithMinus(s)
}

// Quoted formats x with the digits it was published with.
func Quoted(x float64) string { return WithMinus(strconv.FormatFloat(x, 'f', -1, 64)) }

// Signed formats a difference: its sign is always shown, unless it rounds to zero.
func Signed(x float64, decimals int) string {
	s := Fixed(x, decimals)
	if x > 0 && !math.IsInf(x, 0) && strings.Trim(s, "0.") != "" {
		return "+" + s
	}
	return s
}

// Short formats x with four significant digits, for axes, descriptions and σ.
func Short(x float64) string { return WithMinus(strconv.FormatFloat(x, 'g', 4, 64)) }

// Abscissa formats a value of sigma, an epoch, or a number of samples.
func Abscissa(x float64) string {
	if x >= 1000 && x < 1e15 {
		return Grouped(int64(x + 0.5))
	}
	return Short(x)
}

// Superscripts formats the numbers of footnotes: ³, or ³,⁷ for two.
func Superscripts(notes []int) string {
	digits := []rune("⁰¹²³⁴⁵⁶⁷⁸⁹")
	var s strings.Builder
	for i, n := range notes {
		if i > 0 {
			s.WriteByte(',')
		}
		for _, d := range strconv.Itoa(n) {
			s.WriteRune(digits[d-'0'])
		}
	}
	return s.String()
}

// Finite returns a pointer to x, or nil for a number that JSON cannot represent.
func Finite(x float64) *float64 {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		return nil
	}
	return &x
}

// NumberOrDash formats a number with the given number of decimals, or returns a dash if there is no number.
func NumberOrDash(x *float64, decimals int) string {
	if x == nil {
		return "–"
	}
	return strconv.FormatFloat(*x, 'f', decimals, 64)
}
