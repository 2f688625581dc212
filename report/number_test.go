package report

import (
	"math"
	"testing"

	"gan2014/internal/typeset"
)

func TestNumbers(t *testing.T) {
	check := func(got, want string) {
		t.Helper()
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	check(fixed(225.06, 1), "225.1")
	check(fixed(-24.4, 1), "−24.4")
	check(fixed(-0.04, 1), "0.0") // no sign on what rounds to zero
	check(fixed(math.Inf(-1), 1), "−∞")
	check(fixed(math.NaN(), 1), "undefined")
	check(quoted(225), "225")
	check(quoted(1.6), "1.6")
	check(signed(0.04, 1), "0.0")
	check(signed(0.1, 1), "+0.1")
	check(signed(-3, 1), "−3.0")
	check(short(0.16681), "0.1668")
	check(Grouped(999), "999")
	check(Grouped(10000), "10,000")
	check(Grouped(1234567), "1,234,567")
	check(count(1, "seed", "seeds"), "1 seed")
	check(duration(0), "–")
	check(duration(42.54), "43s")
	check(duration(200), "3m20s")
	check(duration(7499), "2h04m")
	check(typeset.Bytes(9912422), "9.5 MiB")
	check(decapitalise("Adversarial nets"), "adversarial nets")
	check(decapitalise("DBN"), "DBN")
	check(decapitalise("k-means"), "k-means")
	check(decapitalise(""), "")
}

func TestAbscissa(t *testing.T) {
	for x, want := range map[float64]string{0.2: "0.2", 30: "30", 1000: "1,000", 10000: "10,000", 1e6: "1,000,000"} {
		if got := abscissa(x); got != want {
			t.Errorf("%g is written %q, want %q", x, got, want)
		}
	}
}
