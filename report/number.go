package report

import (
	"math"
	"strconv"
	"strings"
)

// minus is the sign U+2212, which is as wide as a digit where the hyphen is not.
const minus = "\u2212"

// typeset replaces a hyphen in front of a number by a minus sign, and spells
// out what is not finite.
func typeset(s string) string {
	switch s {
	case "+Inf":
		return "∞"
	case "-Inf":
		return minus + "∞"
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
	return typeset(s)
}

// quoted formats x with the digits it was published with.
func quoted(x float64) string { return typeset(strconv.FormatFloat(x, 'f', -1, 64)) }

// signed formats a difference: its sign is always shown, unless it rounds to zero.
func signed(x float64, decimals int) string {
	s := fixed(x, decimals)
	if x > 0 && !math.IsInf(x, 0) && strings.Trim(s, "0.") != "" {
		return "+" + s
	}
	return s
}

// short formats x with four significant digits, for axes, descriptions and σ.
func short(x float64) string { return typeset(strconv.FormatFloat(x, 'g', 4, 64)) }

// Grouped formats a count with commas between thousands.
func Grouped(n int64) string {
	s := strconv.FormatInt(n, 10)
	if n < 1000 {
		return typeset(s)
	}
	head := len(s) % 3
	parts := make([]string, 0, 4)
	if head > 0 {
		parts = append(parts, s[:head])
	}
	for ; head < len(s); head += 3 {
		parts = append(parts, s[head:head+3])
	}
	return strings.Join(parts, ",")
}

// count is a number with its noun.
func count(n int, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return Grouped(int64(n)) + " " + plural
}

// duration formats computing time: 42 s, 3 min 20 s, 2 h 05 min.
func duration(seconds float64) string {
	if !(seconds > 0) {
		return "–"
	}
	s := int64(math.Round(seconds))
	switch {
	case s < 60:
		return fixed(seconds, 1) + " s"
	case s < 3600:
		return strconv.FormatInt(s/60, 10) + " min " + strconv.FormatInt(s%60, 10) + " s"
	default:
		m := (s + 30) / 60
		minutes := strconv.FormatInt(m%60, 10)
		if m%60 < 10 {
			minutes = "0" + minutes
		}
		return strconv.FormatInt(m/60, 10) + " h " + minutes + " min"
	}
}

// byteSize formats a file's size.
func byteSize(n int64) string {
	switch {
	case n < 1<<10:
		return Grouped(n) + " B"
	case n < 1<<20:
		return fixed(float64(n)/(1<<10), 1) + " KiB"
	default:
		return fixed(float64(n)/(1<<20), 1) + " MiB"
	}
}
