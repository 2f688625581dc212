package samples

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rows makes examples of d values in memory; value i of n·d is f(i, a number in [0,1) that depends on i alone).
func rows(role string, n, d int, f func(i int, u float64) float64) *Rows {
	data := make([]float32, n*d)
	for i := range data {
		_, u := math.Modf(float64(i)*math.Phi + 0.5)
		data[i] = float32(f(i, u))
	}
	return InMemory(role, "x.npy", []int{d}, data)
}

// bell makes a number of standard normal distribution of one in (0,1), to 5·10⁻³ (Tukey's lambda).
func bell(u float64) float64 {
	u = min(max(u, 1e-6), 1-1e-6)
	return (math.Pow(u, 0.1349) - math.Pow(1-u, 0.1349)) / 0.1975
}

func uniform(low, high float64) func(int, float64) float64 {
	return func(_ int, u float64) float64 { return low + u*(high-low) }
}

func normal(mean, sd float64) func(int, float64) float64 {
	return func(_ int, u float64) float64 { return mean + sd*bell(u) }
}

// ink returns values like those of MNIST: four fifths of them are at the low end.
func ink(low, high float64) func(int, float64) float64 {
	return func(_ int, u float64) float64 { return low + (high-low)*max(0, 5*u-4) }
}

func withRange(t *testing.T, r *Rows, with Range) Ranged {
	t.Helper()
	s, err := r.Summary(0, r.N, with)
	if err != nil {
		t.Fatal(err)
	}
	return r.WithRange(s)
}

// TestCheckScale checks that files on different scales are refused in either order, and that valid samples are accepted: noisy, without
// contrast, or of one value.
func TestCheckScale(t *testing.T) {
	same := func(v float64) func(int, float64) float64 { return func(int, float64) float64 { return v } }
	late := func(i int, u float64) float64 {
		if i >= 3900 {
			return 255 * u
		}
		return u
	}
	for _, c := range []struct {
		name      string
		one, data func(int, float64) float64
		ok        bool
	}{
		{"bytes", uniform(0, 255), uniform(0, 1), false},
		{"dark bytes", ink(0, 255), ink(0, 1), false},
		{"16 bits", uniform(0, 65535), uniform(0, 1), false},
		{"tanh", uniform(-1, 1), uniform(0, 1), false},
		{"dark tanh", ink(-1, 1), ink(0, 1), false},
		{"bright tanh", ink(1, -1), ink(1, 0), false},
		{"tanh against bytes", uniform(-1, 1), uniform(0, 255), false},
		{"normalised", normal(0, 1), uniform(0, 1), false},
		{"normalised against bytes", normal(0, 1), uniform(0, 255), false},
		{"digits of 0 to 16", uniform(0, 16), uniform(0, 1), false},
		{"raw against normalised", uniform(100, 200), normal(0, 1), false},
		{"normalised times 255", normal(0, 255), normal(0, 1), false},
		{"the last rows", late, uniform(0, 1), false},
		{"the same", uniform(0, 1), uniform(0, 1), true},
		{"the same bytes", ink(0, 255), ink(0, 255), true},
		{"the same own range", normal(0, 1), normal(0.1, 1.2), true},
		{"the same offset", normal(1e6, .01), normal(1e6, .01), true},
		{"noise of .3 about images", func(i int, u float64) float64 { return ink(0, 1)(i, u) + .3*bell(math.Mod(float64(i)*math.Sqrt2, 1)) }, ink(0, 1), true},
		{"a little outside", uniform(-.1, 1.1), uniform(0, 1), true},
		{"Gaussian about grey", normal(.5, .4), uniform(0, 1), true},
		{"black", same(0), ink(0, 1), true},
		{"white", same(1), ink(0, 1), true},
		{"no contrast", normal(0, .3), normal(0, 1), true},
		{"clusters", func(i int, u float64) float64 { return float64(i/10%2)*1e6 + .01*bell(u) }, func(i int, u float64) float64 { return float64(i/10%3/2)*1e6 + .01*bell(u) }, true},
	} {
		for _, swap := range []bool{false, true} {
			one, data := rows("samples", 400, 10, c.one), rows("test data", 400, 10, c.data)
			if swap {
				one, data = data, one
			}
			ranged := withRange(t, data, Range{})
			if err := CheckScale(withRange(t, one, ranged.Range), ranged); (err == nil) != c.ok {
				t.Errorf("%s, swapped %v: %v", c.name, swap, err)
			}
		}
	}
}

// TestCheckScaleOfFew checks that too few values have no range.
func TestCheckScaleOfFew(t *testing.T) {
	data := withRange(t, rows("test data", 1, 2, uniform(.2, .4)), Range{})
	if err := CheckScale(withRange(t, rows("samples", 400, 2, normal(0, 1)), data.Range), data); err != nil {
		t.Error(err)
	}
}

func TestCheckRange(t *testing.T) {
	for _, c := range []struct {
		values func(int, float64) float64
		said   Range
		ok     bool
	}{
		{uniform(0, 255), Bytes, true},
		{uniform(-1, 1), Tanh, true},
		{uniform(-.1, 1.1), Unit, true},
		{uniform(0, .4), Unit, true},
		{func(int, float64) float64 { return 0 }, Bytes, true},
		{uniform(0, 1), Bytes, false},
		{uniform(0, 1), Tanh, false},
		{uniform(-1, 1), Unit, false},
		{uniform(0, 255), Tanh, false},
	} {
		if err := withRange(t, rows("samples", 400, 10, c.values), c.said).CheckRange(c.said); (err == nil) != c.ok {
			t.Errorf("values from %g to %g said to be in %v: %v", c.values(0, 0), c.values(0, 1), c.said, err)
		}
	}
}

// TestCheckMeans checks that images whose brightness varies, as in nature, are refused for a normalised set.
func TestCheckMeans(t *testing.T) {
	for mean, ok := range map[float64]bool{0: true, .1: true, -.1: true, .2: false, -.2: false} {
		r := rows("samples", 400, 10, func(i int, u float64) float64 {
			return math.Copysign(mean, float64(i/10%2)-.5) + []float64{-1, 1}[i%2]
		})
		if err := withRange(t, r, Unit).CheckMeans(); (err == nil) != ok {
			t.Errorf("means of ±%g: %v", mean, err)
		}
	}
}

func TestParseRange(t *testing.T) {
	for text, want := range map[string]Range{"0..255": Bytes, "-1..1": Tanh, "-0.5..1e2": {-.5, 100}} {
		if got, err := ParseRange(text); err != nil || got != want {
			t.Errorf("%s: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "1", "1..0", "0..0", "0..NaN", "0..Inf", "a..b", "-1e308..1e308"} {
		if r, err := ParseRange(text); err == nil {
			t.Errorf("%q: taken as %v", text, r)
		}
	}
}

func TestMap(t *testing.T) {
	r := InMemory("samples", "x.npy", []int{3}, []float32{-1, 0, 1.5})
	r.Map(Tanh, Bytes)
	got, err := r.All()
	if err != nil || got[0] != 0 || got[1] != 127.5 || got[2] != 318.75 {
		t.Errorf("%v, %v", got, err)
	}
}

// TestSummaryOfWrongValues checks that the message about a value that is not a number names the value and its place.
func TestSummaryOfWrongValues(t *testing.T) {
	r := rows("samples", 400, 10, func(i int, u float64) float64 {
		if i == 3995 {
			return math.Inf(1)
		}
		return u
	})
	if _, err := r.Summary(0, r.N, Unit); err == nil || !strings.Contains(err.Error(), "samples x.npy: row 399, column 5 is +Inf") {
		t.Errorf("error %v", err)
	}
	if _, err := r.Summary(0, 399, Unit); err != nil {
		t.Errorf("rows before it: %v", err)
	}
}

// opened saves values as the bytes of an IDX file and opens it.
func opened(t *testing.T, values func(i int) byte) *Rows {
	t.Helper()
	file := []byte{0, 0, 8, 2, 0, 0, 0, 10, 0, 0, 0, 10} // ten examples of ten bytes
	for i := range 100 {
		file = append(file, values(i))
	}
	path := filepath.Join(t.TempDir(), "x")
	if err := os.WriteFile(path, file, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := Open("samples", path, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// TestRecogniseImages checks which range samples of images are read as, and that what could be two of them is refused.
func TestRecogniseImages(t *testing.T) {
	floats := func(f func(int, float64) float64) *Rows { return rows("samples", 400, 10, f) }
	sign := func(_ int, u float64) float64 { return math.Copysign(1, u-.5) }
	for _, c := range []struct {
		name       string
		r          *Rows
		normalised bool
		want       Range
		same       bool
		refused    string
	}{
		{"0..1", floats(ink(0, 1)), false, Unit, false, ""},
		{"0..1 with noise", floats(normal(.5, .4)), false, Unit, false, ""},
		{"noise below 0 only", floats(uniform(-.2, 1)), false, Unit, false, ""},
		{"tanh", floats(uniform(-1, 1)), false, Tanh, false, ""},
		{"0..255", floats(uniform(0, 255)), false, Bytes, false, ""},
		{"half of tanh", floats(uniform(-.7, .2)), false, Unit, false, "-range"},
		{"a little beyond tanh", floats(uniform(-1.1, 1)), false, Unit, false, "-range"},
		{"0..1 with a few bytes", floats(func(i int, u float64) float64 {
			if i < 100 {
				return 255 * u
			}
			return u
		}), false, Unit, false, "-range"},
		{"0..16", floats(uniform(0, 16)), false, Unit, false, "-range"},
		{"0..100", floats(uniform(0, 100)), false, Unit, false, "-range"},
		{"dark bytes", opened(t, func(i int) byte { return byte(i) }), false, Bytes, false, ""},
		{"bytes of 0 and 1", opened(t, func(i int) byte { return byte(i % 2) }), false, Unit, false, ""},
		{"normalised", floats(sign), true, Range{}, true, ""},
		{"0..1 to be normalised", floats(uniform(0, 1)), true, Unit, false, ""},
		{"bytes to be normalised", floats(uniform(0, 255)), true, Bytes, false, ""},
		{"neither", floats(uniform(3, 9)), true, Unit, false, "-range same"},
	} {
		got, same, err := withRange(t, c.r, Unit).RecogniseImages(c.normalised)
		if c.refused != "" {
			if err == nil || !strings.Contains(err.Error(), c.refused) {
				t.Errorf("%s: read as %v, error %v", c.name, got, err)
			}
		} else if err != nil || got != c.want || same != c.same {
			t.Errorf("%s: read as %v, same %t, error %v", c.name, got, same, err)
		}
	}
}
