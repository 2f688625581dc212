package endtoend

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/internal/rng"
)

// density computes the mean log density of the test rows under a Gaussian window at the samples, and its standard error, in
// float64.
func density(n, m, d int, sigma float64, sample, test func(i, k int) float64) (ll, stderr float64) {
	each := make([]float64, m)
	for j := range m {
		exponents, most := make([]float64, n), math.Inf(-1)
		for i := range n {
			for k := range d {
				difference := test(j, k) - sample(i, k)
				exponents[i] -= difference * difference / 2 / sigma / sigma
			}
			most = max(most, exponents[i])
		}
		sum := 0.0
		for _, e := range exponents {
			sum += math.Exp(e - most)
		}
		each[j] = most + math.Log(sum/float64(n)) - float64(d)*math.Log(sigma*math.Sqrt(2*math.Pi))
		ll += each[j] / float64(m)
	}
	for _, v := range each {
		stderr += (v - ll) * (v - ll)
	}
	return ll, math.Sqrt(stderr) / float64(m)
}

// table returns a function with n·d normally distributed numbers.
func table(name string, n, d int, mean, sd float64) func(i, k int) float64 {
	values := make([]float64, n*d)
	rng.Normal(rng.For(1, name), values)
	for i := range values {
		values[i] = mean + sd*values[i]
	}
	return func(i, k int) float64 { return values[i*d+k] }
}

// TestParzenFarFromZero checks that float64 data far from 0 are centred before rounding. The estimate from files and from shards
// must equal that of float64. For float32 data, which have lost their digits, there must be a warning.
func TestParzenFarFromZero(t *testing.T) {
	t.Parallel()
	const n, m, d, offset, sigma = 700, 30, 20, 1e6, .01
	dir := t.TempDir()
	sample, valid, test := table("samples", n, d, offset, sigma), table("valid", m, d, offset, sigma), table("test", m, d, offset, sigma)
	files := func(descr string) []string {
		return []string{
			"-samples", saveRows(t, filepath.Join(dir, "s.npy"), descr, n, d, sample),
			"-valid", saveRows(t, filepath.Join(dir, "v.npy"), descr, m, d, valid),
			"-test", saveRows(t, filepath.Join(dir, "t.npy"), descr, m, d, test),
			"-grid", "0.01:0.02:2",
		}
	}
	args := files("<f8")
	got := parzenJSON(t, args...)
	want, stderr := density(n, m, d, got.Sigma, sample, test)
	if math.Abs(got.LL-want) > 2e-4 || math.Abs(*got.StdErr-stderr) > 2e-4 || len(got.Warnings) != 1 { // the warning about the edge of the grid
		t.Errorf("%g ± %g, warnings %q; in float64 %g ± %g", got.LL, *got.StdErr, got.Warnings, want, stderr)
	}
	merged := parzenJSON(t, append([]string{"-merge"}, shards(t, dir, 2, args...)...)...)
	if math.Abs(merged.LL-want) > 2e-4 || merged.Sigma != got.Sigma {
		t.Errorf("shards: %g at sigma %g; in float64 %g at %g", merged.LL, merged.Sigma, want, got.Sigma)
	}
	rounded := parzenJSON(t, files("<f4")...)
	if !strings.Contains(fmt.Sprint(rounded.Warnings), "float16 or float32, rounds values by up to 0.06") {
		t.Errorf("float32: warnings %q", rounded.Warnings)
	}
}

// TestParzenTooWideForFloat32 checks that there is no number if float32 cannot hold the centred data.
func TestParzenTooWideForFloat32(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	apart := func(i, k int) float64 { return float64(i%2)*1e6 + .003*float64(i+k) }
	args := []string{"parzen", "-test", saveRows(t, b.path("t.npy"), "<f8", 20, 20, apart), "-samples", saveRows(t, b.path("s.npy"), "<f8", 40, 20, apart)}
	b.expect(exit.BadUsage, append(args, "-sigma", "0.01"), "float32 rounds values by up to 0.03", "use a larger sigma")
	b.expect(exit.Done, append(args, "-sigma", "1"), "warning: after the mean of the data is subtracted, float32 rounds values by up to")
}

// TestParzenScalesAndShapes checks that files with different scales or shapes are rejected with advice. Samples of a conventional range are
// mapped, with -range or without, and the number equals that of samples on the data's scale.
func TestParzenScalesAndShapes(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	save := func(name string, n int, value func(i, k int) float64) string {
		return saveRows(t, b.path(name), "<f8", n, 12, value)
	}
	unit := func(i, k int) float64 { return float64((i*7+k*k*3)%11) / 10 }
	test, valid := save("t.npy", 20, unit), save("v.npy", 10, unit)
	with := func(samples string, more ...string) []string {
		return append([]string{"-samples", samples, "-valid", valid, "-test", test, "-sigma", "0.3"}, more...)
	}
	bytes := save("bytes.npy", 30, func(i, k int) float64 { return 255 * unit(i, k) })
	tanh := save("tanh.npy", 30, func(i, k int) float64 { return 2*unit(i, k) - 1 })
	late := save("late.npy", 9000, func(i, k int) float64 {
		if i > 8990 {
			return 255
		}
		return unit(i, k)
	})
	refused := func(args []string, words ...string) {
		t.Helper()
		b.expect(exit.BadUsage, append([]string{"parzen"}, args...), words...)
	}
	tenths := save("tenths.npy", 30, func(i, k int) float64 { return 10 * unit(i, k) })
	refused(with(tenths), "samples "+tenths, "reach from 0 to 10", "give their range with -range LOW..HIGH", "-range same")
	refused(with(bytes, "-shard", "1/1", "-to", b.path("x.sum")), "samples "+bytes, "a shard does not read them all: give -range 0..255")
	refused(with(late), "not on the same scale")
	refused(with(late, "-shard", "1/1", "-to", b.path("x.sum")), "not on the same scale")
	refused([]string{"-samples", test, "-valid", bytes, "-test", test}, "validation data "+bytes, "the test data "+test, "bring both to the same scale")
	refused(with(bytes, "-range", "0..1"), "which is not the range 0..1")
	refused(with(test, "-range", "0..255"), "which is not the range 0..255")
	whole := parzenJSON(t, with(save("s.npy", 30, unit))...)
	for read, samples := range map[string]string{"0..255": bytes, "-1..1": tanh} {
		if got := parzenJSON(t, with(samples)...); math.Abs(got.LL-whole.LL) > 1e-4 || got.Read != read {
			t.Errorf("%s: %g, read as %s; on the data's scale %g", samples, got.LL, got.Read, whole.LL)
		}
		args := with(samples, "-range", read)
		if got := parzenJSON(t, args...); math.Abs(got.LL-whole.LL) > 1e-4 {
			t.Errorf("%v: %g, on the data's scale %g", args, got.LL, whole.LL)
		}
		files := shards(t, b.dir, 2, args...)
		if got := parzenJSON(t, append([]string{"-merge"}, files...)...); math.Abs(got.LL-whole.LL) > 2e-4 {
			t.Errorf("%v: %g by shards, on the data's scale %g", args, got.LL, whole.LL)
		}
	}
	if got := parzenJSON(t, with(bytes, "-range", "same")...); !(got.LL < whole.LL-1000) {
		t.Errorf("-range same: %g", got.LL)
	}

	shaped := func(name, shape string, value func(i, k int) float64) string {
		path := save(name, 30, value)
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return writeTest(t, path, reshape(text, shape))
	}
	planes := shaped("planes.npy", "30, 2, 2, 3", unit)
	colour := shaped("colour.npy", "30, 2, 2, 3", unit) // the channels cannot be recognised: 2, 2, 3 is the shape of the data
	last := shaped("last.npy", "30, 3, 2, 2", unit)
	images := []string{"-test", planes, "-sigma", "0.3", "-samples"}
	if got := parzenJSON(t, append(images, colour)...); got.Dimension != 12 {
		t.Errorf("%+v", got)
	}
	refused(append(images, last), "samples "+last, "(3, 2, 2)", "(2, 2, 3)")
}

// reshape changes the shape in the header of a file of saveRows.
func reshape(file []byte, shape string) []byte {
	header, elements, _ := bytes.Cut(file[10:], []byte("\n"))
	at := bytes.Index(header, []byte("'shape'"))
	text := fmt.Sprintf("%s'shape': (%s)}\n", header[:at], shape)
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(text)), 0)
	return append(append(b, text...), elements...)
}

func writeTest(t *testing.T, path string, data []byte) string {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestParzenChannelsLast checks that images with channels last are reordered like the data.
func TestParzenChannelsLast(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	const c, h, w = 3, 4, 5
	plane := func(i, k int) float64 { return float64((i*7+k*k*3)%11) / 10 }
	last := func(i, k int) float64 { return plane(i, k%c*h*w+k/c) }
	file := func(name, shape string, value func(i, k int) float64) string {
		text, err := os.ReadFile(saveRows(t, b.path(name), "<f4", 30, c*h*w, value))
		if err != nil {
			t.Fatal(err)
		}
		return writeTest(t, b.path(name), reshape(text, shape))
	}
	test := file("t.npy", "30, 3, 4, 5", func(i, k int) float64 { return plane(i+1, k) })
	planes, channels := file("planes.npy", "30, 3, 4, 5", plane), file("last.npy", "30, 4, 5, 3", last)
	want := parzenJSON(t, "-samples", planes, "-test", test, "-sigma", "0.3")
	if got := parzenJSON(t, "-samples", channels, "-test", test, "-sigma", "0.3"); !reflect.DeepEqual(got, want) {
		t.Errorf("channels last %+v, planes %+v", got, want)
	}
}

// saveTFD writes a TFD_48x48.mat of n images. The first ones have no labels. The others are held out in five folds; each fold has
// three tenths of them for validation or testing. The number of unlabelled images must be a multiple of 10.
func saveTFD(t *testing.T, dir string, unlabelled, n int, pixel func(i, k int) byte) {
	t.Helper()
	const side, folds = 48, 5
	images, codes := make([]byte, n*side*side), make([]byte, n*folds)
	for i := range n {
		for k := range side * side {
			images[i+n*(k/side+side*(k%side))] = pixel(i, k)
		}
		for f := range folds {
			if i >= unlabelled {
				codes[i+n*f] = []byte{3, 3, 2, 1, 1, 1, 1, 1, 1, 1}[((i-2*f)%10+10)%10]
			}
		}
	}
	file := append([]byte(strings.Repeat(" ", 124)), 0, 1, 'I', 'M')
	for _, v := range []struct {
		name string
		data []byte
		dims []int32
	}{{"images", images, []int32{int32(n), side, side}}, {"folds", codes, []int32{int32(n), folds}}, {"labs_ex", make([]byte, n), []int32{int32(n), 1}}, {"labs_id", make([]byte, n), []int32{int32(n), 1}}} {
		matrix := element(6, []uint32{9, 0}) // uint8
		matrix = append(matrix, element(5, v.dims)...)
		matrix = append(matrix, element(1, []byte(v.name))...)
		matrix = append(matrix, element(2, v.data)...)
		file = append(file, element(14, matrix)...)
	}
	if err := os.MkdirAll(filepath.Join(dir, "tfd"), 0o777); err != nil {
		t.Fatal(err)
	}
	writeTest(t, filepath.Join(dir, "tfd", "TFD_48x48.mat"), file)
}

// element returns an element of a MAT-file: type, length, and data padded to a multiple of 8 bytes.
func element(kind uint32, data any) []byte {
	b, err := binary.Append(nil, binary.LittleEndian, data)
	if err != nil {
		panic(err)
	}
	head := binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(nil, kind), uint32(len(b)))
	return append(append(head, b...), make([]byte, (8-len(b)%8)%8)...)
}

// TestParzenFolds checks that a data set with folds is scored fold by fold, each with its own sigma, and that the standard error
// is over the folds (Table 1). It does so with and without shards.
func TestParzenFolds(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	const n, d = 70, 48 * 48
	pixel := func(i, k int) byte { return byte(128 + (i%10-5)*(i%7)*3 + k%50) }
	saveTFD(t, dir, 10, n, pixel)
	args := []string{"-data", dir, "-dataset", "tfd", "-samples", saveRows(t, filepath.Join(dir, "s.npy"), "<f4", 25, d, func(i, k int) float64 { return float64(pixel(i*3, k))/255 + .01 })}
	grid := append(args, "-grid", "0.02:0.3:15")
	got := parzenJSON(t, grid...)
	if got.StdErrOver != "folds" || len(got.Folds) != 5 || got.TestExamples != 60 || got.Samples != 25 {
		t.Fatalf("%+v", got)
	}
	sigmas := map[float64]bool{}
	sum, squares, sigma := 0.0, 0.0, 0.0
	for i, f := range got.Folds {
		held := map[byte][]int{}
		for j := 10; j < n; j++ {
			code := []byte{3, 3, 2, 1, 1, 1, 1, 1, 1, 1}[((j-2*i)%10+10)%10]
			held[code] = append(held[code], j)
		}
		of := func(code byte, sigma float64) (float64, float64) {
			return density(25, len(held[code]), d, sigma, func(s, k int) float64 { return float64(float32(float64(pixel(s*3, k))/255 + .01)) }, func(s, k int) float64 { return float64(pixel(held[code][s], k)) / 255 })
		}
		ll, stderr := of(3, f.Sigma)
		if math.Abs(f.LL-ll) > 1e-2 || math.Abs(*f.StdErr-stderr) > 1e-2 || f.ValidExamples != 6 || f.TestExamples != 12 {
			t.Errorf("fold %d: %+v, in float64 %g ± %g", i+1, f, ll, stderr)
		}
		best := f.Grid[0]
		for _, p := range f.Grid {
			if p.ValidLL > best.ValidLL {
				best = p
			}
		}
		if valid, _ := of(2, best.Sigma); best.Sigma != f.Sigma || math.Abs(best.ValidLL-valid) > 1e-2 {
			t.Errorf("fold %d: sigma %g, the best is %g; its validation images have %g, in float64 %g", i+1, f.Sigma, best.Sigma, best.ValidLL, valid)
		}
		sigmas[f.Sigma] = true
		sum, squares, sigma = sum+f.LL, squares+f.LL*f.LL, sigma+f.Sigma
	}
	if len(sigmas) < 2 {
		t.Errorf("all folds have one sigma: the test shows nothing")
	}
	if stderr := math.Sqrt((squares/5 - sum/5*sum/5) / 4); math.Abs(got.LL-sum/5) > 1e-6 || math.Abs(*got.StdErr-stderr) > 1e-3 || math.Abs(got.Sigma-sigma/5) > 1e-12 {
		t.Errorf("%g ± %g, of folds %g ± %g", got.LL, *got.StdErr, sum/5, stderr)
	}
	merged := parzenJSON(t, append([]string{"-merge"}, shards(t, dir, 2, grid...)...)...)
	if len(merged.Folds) != 5 || math.Abs(merged.LL-got.LL) > 2e-4 || math.Abs(*merged.StdErr-*got.StdErr) > 2e-4 || merged.Sigma != got.Sigma || merged.StdErrOver != "folds" {
		t.Errorf("by shards %+v\nat once %+v", merged, got)
	}
	b := bench{T: t, dir: dir}
	b.expect(exit.Done, append([]string{"parzen"}, grid...), "(standard error over 5 folds of 60 test examples)", "fold  sigma", "1     ")
	b.expect(exit.Done, append([]string{"parzen"}, append(args, "-sigma", "0.2")...), "(standard error over 5 folds of 60 test examples) at sigma 0.2")
	if best := parzenJSON(t, append(args, "-optimal")...); len(best.Folds) != 5 || len(best.Grid) != 0 || best.Folds[0].Sigma == best.Folds[4].Sigma {
		t.Errorf("-optimal: %d folds, a grid of %d values, sigma %g", len(best.Folds), len(best.Grid), best.Sigma)
	}
}

// TestParzenOfOneExample checks that one test example gives no standard error.
func TestParzenOfOneExample(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	value := func(i, k int) float64 { return float64((i*7+k*k*3)%11) / 10 }
	args := []string{"-samples", saveRows(t, b.path("s.npy"), "<f4", 30, 20, value), "-test", saveRows(t, b.path("t.npy"), "<f4", 1, 20, value), "-sigma", "0.3"}
	if e := parzenJSON(t, args...); e.StdErr != nil || e.TestExamples != 1 {
		t.Errorf("%+v", e)
	}
	b.expect(exit.Done, append([]string{"parzen"}, args...), " ± – nats (standard error over 1 test example) at")
	b.expect(exit.Done, append([]string{"parzen", "-merge"}, shards(t, b.dir, 1, args...)...), " ± – nats (standard error over 1 test example) at")
}
