package endtoend

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/estimate"
	"gan2014/experiments/exit"
)

// saveRows writes n rows of d values in the format of numpy.save, as float64 or float32.
func saveRows(t *testing.T, path, descr string, n, d int, value func(i, k int) float64) string {
	t.Helper()
	header := fmt.Sprintf("{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }\n", descr, n, d)
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(header)), 0)
	b = append(b, header...)
	for i := range n {
		for k := range d {
			if v := value(i, k); descr == "<f8" {
				b = binary.LittleEndian.AppendUint64(b, math.Float64bits(v))
			} else {
				b = binary.LittleEndian.AppendUint32(b, math.Float32bits(float32(v)))
			}
		}
	}
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// parzenJSON runs the command with the flags and parses its output.
func parzenJSON(t *testing.T, args ...string) estimate.Estimate {
	t.Helper()
	status, stdout, stderr := start(t.Context(), append([]string{"parzen", "-format", "json"}, args...)...)
	if status != exit.Done {
		t.Fatalf("%v: status %d\n%s", args, status, stderr)
	}
	var e estimate.Estimate
	decoder := json.NewDecoder(strings.NewReader(stdout))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&e); err != nil {
		t.Fatalf("%v: %v in %s", args, err, stdout)
	}
	return e
}

// TestParzen scores 3,000 samples, more than a block. All samples are 0, and the data are at distance a in each of two dimensions.
// At σ the log density is −a²/σ² − log(2πσ²). It is highest at σ = a.
func TestParzen(t *testing.T) {
	t.Parallel()
	const a = 0.25
	dir := t.TempDir()
	samples := saveRows(t, filepath.Join(dir, "samples.npy"), "<f4", 3000, 2, func(int, int) float64 { return 0 })
	valid := saveRows(t, filepath.Join(dir, "valid.npy"), "<f8", 10, 2, func(int, int) float64 { return a })
	test := saveRows(t, filepath.Join(dir, "test.npy"), "<f4", 20, 2, func(i, _ int) float64 { return a * float64(i%2) })
	ll := func(sigma, a float64) float64 { return -a*a/sigma/sigma - math.Log(2*math.Pi*sigma*sigma) }
	for _, c := range []struct {
		args  []string
		sigma float64
		grid  int
		warns int
	}{
		{[]string{"-valid", valid, "-sigma", "0.2"}, 0.2, 0, 0},
		{[]string{"-sigma", "0.5"}, 0.5, 0, 0},
		{[]string{"-valid", valid}, math.Pow(10, -5./9), 10, 0},
		{[]string{"-valid", valid, "-grid", "fine"}, 0.25, 21, 0},
		{[]string{"-valid", valid, "-grid", "0.3:0.5:3"}, 0.3, 3, 1},
		{[]string{"-valid", valid, "-grid", "0.0625:1:3:log"}, 0.25, 3, 0},
		{[]string{"-valid", valid, "-grid", "2:4:3", "-optimal"}, 0.25, -1, 0},
	} {
		e := parzenJSON(t, append(c.args, "-samples", samples, "-test", test)...)
		if math.Abs(e.Sigma/c.sigma-1) > 1e-4 || len(e.Warnings) != c.warns || c.grid >= 0 && len(e.Grid) != c.grid {
			t.Errorf("%v: sigma %g, %d values, warnings %q; want sigma %g", c.args, e.Sigma, len(e.Grid), e.Warnings, c.sigma)
		}
		if e.Samples != 3000 || e.TestExamples != 20 || e.Dimension != 2 {
			t.Errorf("%v: %d samples, %d test examples, dimension %d", c.args, e.Samples, e.TestExamples, e.Dimension)
		}
		at0, atA := ll(e.Sigma, 0), ll(e.Sigma, a)
		if math.Abs(e.LL-(at0+atA)/2) > 1e-4 || math.Abs(*e.StdErr-math.Abs(at0-atA)/2/math.Sqrt(20)) > 1e-4 {
			t.Errorf("%v: %g ± %g, want %g ± %g", c.args, e.LL, *e.StdErr, (at0+atA)/2, math.Abs(at0-atA)/2/math.Sqrt(20))
		}
		for _, p := range e.Grid {
			if math.Abs(p.ValidLL-ll(p.Sigma, a)) > 1e-4 {
				t.Errorf("%v: %g at sigma %g, want %g", c.args, p.ValidLL, p.Sigma, ll(p.Sigma, a))
			}
		}
	}
	b := bench{T: t, dir: dir}
	b.expect(exit.Done, []string{"parzen", "-samples", samples, "-valid", valid, "-test", test, "-grid", "0.3:0.5:3"},
		"nats (standard error over 20 test examples) at sigma 0.3, from 3,000 samples of 2 values", "warning: sigma 0.3 is at the edge")
}

func TestParzenBadInput(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := bench{T: t, dir: dir}
	rows := func(name, descr string, n, d int, value func(i, k int) float64) string {
		return saveRows(t, b.path(name), descr, n, d, value)
	}
	half := func(int, int) float64 { return 0.5 }
	good, test := rows("good.npy", "<f4", 5, 4, half), rows("test.npy", "<f8", 6, 4, half)
	truncated, err := os.ReadFile(good)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.path("truncated.npy"), truncated[:len(truncated)-1], 0o600); err != nil {
		t.Fatal(err)
	}
	with := func(samples string, more ...string) []string {
		return append([]string{"parzen", "-samples", samples, "-valid", test, "-test", test}, more...)
	}
	b.expect(exit.BadUsage, []string{"parzen"}, "no samples: give a file with -samples")
	b.expect(exit.BadUsage, []string{"parzen", "-samples", good, "-valid", test}, "no test data")
	b.expect(exit.BadUsage, []string{"parzen", "-samples", good, "-test", test}, "no validation data")
	b.expect(exit.BadUsage, []string{"parzen", "-samples", good, "-dataset", "mnsit"}, "mnsit", "mnist")
	b.expect(exit.BadUsage, with(good, "-dataset", "mnist"), "cannot be combined with -valid and -test")
	b.expect(exit.BadUsage, with(good, "-sigma", "0"), "-sigma must be positive")
	b.expect(exit.BadUsage, with(good, "-sigma", "NaN"), "-sigma must be positive")
	b.expect(exit.BadUsage, with(good, "-sigma", "1", "-optimal"), "-sigma fixes sigma")
	for _, grid := range []string{"fnie", "1:2", "0:1:5", "1:2:0", "1:2:3:lin", "1:NaN:3", "1:2:1000000"} {
		b.expect(exit.BadUsage, with(good, "-grid", grid), "-grid must be paper, fine, FROM:TO:COUNT")
	}
	b.expect(exit.BadUsage, with(good, "-format", "xml"), "-format must be text or json")
	b.expect(exit.BadUsage, with(b.path("none.npy")), "none.npy")
	b.expect(exit.BadUsage, with(b.path("truncated.npy")), "truncated.npy: file is truncated")
	b.expect(exit.BadUsage, with(rows("wide.npy", "<f4", 5, 7, half)), "samples "+b.path("wide.npy"), "an example has the shape (7,), 7 values, but an example of the data has (4,), 4 values")
	b.expect(exit.BadUsage, with(rows("tenths.npy", "<f4", 5, 4, func(i, k int) float64 { return float64(2 * i) })), "reach from 0 to 8", "give their range with -range LOW..HIGH")
	b.expect(exit.Done, with(rows("bytes.npy", "<f4", 5, 4, func(i, k int) float64 { return float64(50 * i) })), "5 examples, read as 0..255")
	b.expect(exit.BadUsage, with(rows("nan.npy", "<f8", 3000, 4, func(i, _ int) float64 { return math.Sqrt(float64(2500-i)+1) / 100 })), "row 2502, column 0 is NaN")
	b.expect(exit.BadUsage, with(rows("inf.npy", "<f8", 3, 4, func(int, int) float64 { return 1e200 }), "-range", "same"), "samples", "row 0, column 0 is 1e+200, which float32 does not hold")
	b.expect(exit.BadUsage, with(good, "-range", "1..0"), "it must be LOW..HIGH")
	b.expect(exit.BadUsage, []string{"parzen", "-samples", good, "-dataset", "none"}, "the data set none has no images")
}
