package typeset

import (
	"fmt"
	"math"
	"strconv"
	"time"
)

// Duration formats a time in at most two units: 3h05m, 4m10s, 12s, 0.4s.
func Duration(d time.Duration) string {
	if d < 0 {
		return "-" + Duration(-max(d, -math.MaxInt64)) // the least of all has no opposite
	}
	switch s := int64(math.Round(d.Seconds())); {
	case d == 0:
		return "0s"
	case d < 9950*time.Millisecond:
		return strconv.FormatFloat(d.Seconds(), 'f', 1, 64) + "s"
	case s < 60:
		return fmt.Sprintf("%ds", s)
	case s < 3600:
		return fmt.Sprintf("%dm%02ds", s/60, s%60)
	default:
		return fmt.Sprintf("%dh%02dm", s/3600, s/60%60)
	}
}

// Seconds formats a time in seconds like Duration.
func Seconds(s float64) string {
	if !(math.Abs(s) < math.MaxInt64/1e9) {
		return "–"
	}
	return Duration(time.Duration(s * float64(time.Second)))
}

// Elapsed formats a computing time in seconds like Seconds. It returns a dash for 0, which means unknown.
func Elapsed(seconds float64) string {
	if !(seconds > 0) {
		return "–"
	}
	return Seconds(seconds)
}

// Bytes formats a size: 1 byte, 512 bytes, 3.2 KiB, 12.0 MiB, 1.5 GiB.
func Bytes(n int64) string {
	x, unit := float64(n), -1
	for math.Abs(x) >= 1023.95 && unit < 3 {
		x /= 1024
		unit++
	}
	if unit < 0 {
		return Count(n, "byte", "bytes")
	}
	return strconv.FormatFloat(x, 'f', 1, 64) + " " + [...]string{"KiB", "MiB", "GiB", "TiB"}[unit]
}

// Count formats a number with its noun: 1 run, 1,200 runs.
func Count[N int | int64](n N, singular, plural string) string {
	if n == 1 {
		return "1 " + singular
	}
	return Grouped(int64(n)) + " " + plural
}

// Grouped formats a whole number with commas between thousands.
func Grouped(n int64) string {
	s, sign := strconv.FormatInt(n, 10), ""
	if n < 0 {
		s, sign = s[1:], "-"
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
