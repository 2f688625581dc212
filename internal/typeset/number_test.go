package typeset

import (
	"math"
	"testing"
)

func TestNumbers(t *testing.T) {
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check(Fixed(225.06, 1), "225.1")
	check(Fixed(-24.4, 1), "−24.4")
	check(Fixed(-0.04, 1), "0.0") // no sign on what rounds to zero
	check(Fixed(math.Inf(-1), 1), "−∞")
	check(Fixed(math.NaN(), 1), "undefined")
	check(Quoted(225), "225")
	check(Quoted(1.6), "1.6")
	check(Signed(0.04, 1), "0.0")
	check(Signed(0.1, 1), "+0.1")
	check(Signed(-3, 1), "−3.0")
	check(Short(0.16681), "0.1668")
	check(Grouped(999), "999")
	check(Grouped(10000), "10,000")
	check(Grouped(1234567), "1,234,567")
	check(Count(1, "seed", "seeds"), "1 seed")
	check(Elapsed(0), "–")
	check(Elapsed(42.54), "43s")
	check(Elapsed(200), "3m20s")
	check(Elapsed(7499), "2h04m")
	check(Bytes(9912422), "9.5 MiB")
}

func TestAbscissa(t *testing.T) {
	for x, want := range map[float64]string{0.2: "0.2", 30: "30", 1000: "1,000", 10000: "10,000", 1e6: "1,000,000"} {
		if got := Abscissa(x); got != want {
			t.Errorf("%g is written %q, want %q", x, got, want)
		}
	}
}
