package endtoend

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gan2014/experiments/estimate"
	"gan2014/experiments/exit"
	"gan2014/internal/golden"
	"gan2014/internal/products"
)

// A variant is a way to compute the same numbers.
type variant struct {
	name    string
	command []string // that starts the program
	env     []string // in addition to that of the test
	threads string
}

// TestSameBits computes every kind of system, a study and the estimates of the command parzen, and compares their digests with those of
// testdata/same-bits.txt. Each set of kernels that the processor has must give them, with any number of threads. GAN2014_SAMEBITS=1 tries 1, 2
// and 4 threads, compilers, levels of optimisation, Go without the newer instructions, and arm64 in an emulator.
func TestSameBits(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: the bits of whole runs")
	}
	t.Parallel()
	material := newMaterial(t)
	want := material.digests(t, variant{name: "the program", command: []string{program}, threads: "3"})
	golden.Check(t, filepath.Join(testdata, "same-bits.txt"), want)
	variants := kernelSets(program, "as tested", "1")[1:]
	if os.Getenv("GAN2014_SAMEBITS") != "" {
		variants = allVariants(t)
	}
	for _, v := range variants {
		if got := material.digests(t, v); got != want {
			t.Errorf("%v gives\n%s\nand the first variant\n%s", v, got, want)
		} else {
			t.Logf("the same bits: %v", v)
		}
	}
	t.Logf("\n%s", want)
}

func (v variant) String() string {
	return fmt.Sprintf("%s, %s, threads %s", v.name, strings.Join(v.env, " "), v.threads)
}

// kernelSets returns a variant for each set of kernels that this processor has.
func kernelSets(program, name, threads string) (variants []variant) {
	for _, set := range products.Sets() {
		variants = append(variants, variant{name, []string{program}, []string{products.Variable + "=" + set.String()}, threads})
	}
	return variants
}

// allVariants builds the program in several ways.
func allVariants(t *testing.T) (variants []variant) {
	for _, threads := range []string{"1", "2", "4"} {
		variants = append(variants, kernelSets(program, "as tested", threads)...)
	}
	for _, compiler := range []string{"gcc", "clang"} {
		if _, err := exec.LookPath(compiler); err != nil {
			t.Logf("NOT CHECKED: %s, which is not installed", compiler)
			continue
		}
		for _, level := range []string{"-O1", "-O2", "-O3"} {
			variants = append(variants, kernelSets(build(t, level, "CC="+compiler), compiler+" "+level, "2")...)
		}
	}
	return append(append(variants,
		variant{"Go without FMA and AVX", []string{program}, []string{"GODEBUG=cpu.fma=off,cpu.avx=off,cpu.avx2=off"}, "2"},
		variant{"Go for processors with FMA and AVX2", []string{build(t, "-O3", "GOAMD64=v3")}, nil, "2"},
	), emulated(t)...)
}

// emulated returns variants that run the program for arm64 in QEMU.
func emulated(t *testing.T) []variant {
	const compiler, emulator = "aarch64-linux-gnu-gcc", "qemu-aarch64"
	for _, needed := range []string{compiler, emulator} {
		if _, err := exec.LookPath(needed); err != nil {
			t.Logf("NOT CHECKED: arm64, because %s is not installed", needed)
			return nil
		}
	}
	command := []string{emulator, "-L", "/usr/aarch64-linux-gnu", build(t, "-O3", "GOARCH=arm64", "CGO_ENABLED=1", "CC="+compiler)}
	return []variant{
		{"arm64", command, []string{products.Variable + "=neon"}, "2"},
		{"arm64", command, []string{products.Variable + "=plain"}, "1"},
	}
}

// build builds the program with a level of optimisation for its C code. The sources name the level, so build replaces it in copies of them.
func build(t *testing.T, level string, env ...string) (path string) {
	t.Helper()
	dir := t.TempDir()
	replaced := map[string]string{}
	for i, name := range []string{"internal/products/multiply.go", "models/nn/kernel/kernel.go", "parzen/kernel_c.go", "parzen/kernel.c"} {
		source, err := filepath.Abs(filepath.Join("..", "..", name))
		if err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(source)
		if err != nil {
			t.Fatal(err)
		}
		changed := bytes.Replace(bytes.Replace(text, []byte(`optimize("O3", `), []byte("optimize("), 1), []byte("#cgo CFLAGS: -O3"), []byte("#cgo CFLAGS: "+level), 1)
		if level != "-O3" && bytes.Equal(changed, text) {
			t.Fatalf("%s names no level of optimisation", name)
		}
		replaced[source] = writeTest(t, filepath.Join(dir, fmt.Sprint(i)+filepath.Ext(name)), changed)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replaced})
	if err != nil {
		t.Fatal(err)
	}
	path = filepath.Join(dir, "experiments")
	command := exec.Command("go", "build", "-overlay", writeTest(t, filepath.Join(dir, "overlay.json"), overlay), "-o", path, "gan2014/experiments")
	command.Env = append(os.Environ(), env...)
	if words, err := command.CombinedOutput(); err != nil {
		t.Fatalf("build the program with %v %s: %v\n%s", env, level, err, words)
	}
	return path
}

// material is what the runs read: the folder with the data, and the folders of the planned runs.
type material struct {
	data  string
	plans []string
	names []string // of the systems
}

// newMaterial writes data and computes the runs of testdata/samebits.yaml once, which writes the plan of each to its folder.
func newMaterial(t *testing.T) material {
	t.Helper()
	b := bench{T: t, dir: t.TempDir()}
	m := material{data: b.path("data")}
	saveFaces(t, m.data)
	if err := os.WriteFile(b.path("spec.yaml"), testSpec("samebits.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.expect(exit.Done, []string{"-spec", b.path("spec.yaml"), "-data", m.data, "-db", b.path("results.db"), "-out", b.path("out"), "-threads", "2", "-j", "1"})
	for _, row := range strings.Split(b.query(`select key || ' ' || system from run order by id`), "\n") {
		key, name, _ := strings.Cut(row, " ")
		m.plans, m.names = append(m.plans, b.path("out/runs/"+key+"/run.json")), append(m.names, name)
	}
	value := func(i, k int) float64 { return float64((i*7919+k*104729+i*k)%1009) / 1009 }
	saveRows(t, filepath.Join(m.data, "samples.npy"), "<f4", 2*estimate.ShardBlock+77, 3, value)
	saveRows(t, filepath.Join(m.data, "valid.npy"), "<f4", 9, 3, func(i, k int) float64 { return value(i*31, k) + 1./64 })
	saveRows(t, filepath.Join(m.data, "test.npy"), "<f4", 13, 3, func(i, k int) float64 { return value(i*17, k) - 1./64 })
	return m
}

// saveFaces writes a data set of integers, so that it is the same everywhere.
func saveFaces(t *testing.T, dir string) {
	t.Helper()
	saveTFD(t, dir, 200, 260, func(i, k int) byte {
		row, col := k/48, k%48
		shade := 100 + 3*row*(i%7-3)/2 + 2*col*(i%11-5)/2 + (i*i*31+k*17+i*k%13)%29
		return byte(min(max(shade, 0), 255))
	})
}

// digests computes everything in the variant's way and returns a line for each system and for each estimate.
func (m material) digests(t *testing.T, v variant) string {
	t.Helper()
	var lines strings.Builder
	for i, plan := range m.plans {
		b := bench{T: t, dir: filepath.Join(t.TempDir(), filepath.Base(filepath.Dir(plan)))}
		if err := os.Mkdir(b.dir, 0o777); err != nil {
			t.Fatal(err)
		}
		assignment, err := os.ReadFile(plan)
		if err != nil {
			t.Fatal(err)
		}
		writeTest(t, b.path("run.json"), assignment)
		v.run(t, "exec", "-data", m.data, "-threads", v.threads, b.dir)
		fmt.Fprintf(&lines, "%-32s parameters %-16s numbers %s  %s\n", m.names[i], b.parameters(), b.recordedNumbers(),
			b.query(`select coalesce(group_concat(printf('%!.17g ± %!.17g at %!.17g', ll_nats, stderr, sigma), ', '), '') from evaluation`))
	}
	data := []string{"-valid", filepath.Join(m.data, "valid.npy"), "-test", filepath.Join(m.data, "test.npy"), "-samples", filepath.Join(m.data, "samples.npy"), "-grid", "0.02:0.5:5:log"}
	var shards []string
	for k := range 3 {
		shards = append(shards, filepath.Join(t.TempDir(), "sum"))
		v.run(t, append([]string{"parzen", "-threads", v.threads, "-shard", fmt.Sprintf("%d/3", k+1), "-to", shards[k]}, data...)...)
	}
	for _, how := range []struct {
		name string
		args []string
	}{{"parzen", append([]string{"-threads", v.threads}, data...)}, {"parzen, three shards", append([]string{"-merge"}, shards...)}} {
		var e estimate.Estimate
		if err := json.Unmarshal(v.run(t, append([]string{"parzen", "-format", "json"}, how.args...)...), &e); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&lines, "%-32s %.17g ± %.17g at %.17g, validation %.17g\n", how.name, e.LL, *e.StdErr, e.Sigma, e.Grid[0].ValidLL)
	}
	return lines.String()
}

// TestResumedWithOtherKernels interrupts a training and continues it with another set of kernels and another number of threads. It must
// end with the bytes and the numbers of an uninterrupted one. The sets of kernels differ if the processor has more than one.
func TestResumedWithOtherKernels(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: whole runs")
	}
	t.Parallel()
	whole, halves := bench{T: t, dir: t.TempDir()}, bench{T: t, dir: t.TempDir()}
	sets := kernelSets(program, "", "")
	run := func(b bench, v variant, threads string) *exec.Cmd {
		writeTest(t, b.path("spec.yaml"), testSpec("samebits.yaml"))
		saveFaces(t, b.path("data"))
		p := exec.Command(program, "-spec", b.path("spec.yaml"), "-only", "tfd/adversarial nets", "-set", "systems.0.train.epochs=60", "-data", b.path("data"),
			"-db", b.path("results.db"), "-out", b.path("out"), "-threads", threads)
		p.Env = append(os.Environ(), v.env...)
		return p
	}
	if words, err := run(whole, sets[0], "2").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, words)
	}
	first := run(halves, sets[0], "3")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if found, _ := filepath.Glob(halves.path("out/runs/*/update-*.checkpoint")); len(found) > 1 {
			break
		}
	}
	first.Process.Signal(os.Interrupt)
	first.Wait()
	if status := halves.query(`select status from run`); status != "interrupted" {
		t.Fatalf("the first half ended as %q", status)
	}
	if words, err := run(halves, sets[len(sets)-1], "1").CombinedOutput(); err != nil || !bytes.Contains(words, []byte("resumed at update")) {
		t.Fatalf("%v\n%s", err, words)
	}
	if !bytes.Equal(whole.checkpoint(), halves.checkpoint()) || whole.recordedNumbers() != halves.recordedNumbers() {
		t.Error("the run that was continued with other kernels ended with other bits")
	}
}

// run runs the program and returns what it prints.
func (v variant) run(t *testing.T, args ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), v.command[0], slices.Concat(v.command[1:], args)...)
	command.Env = append(os.Environ(), v.env...)
	var words bytes.Buffer
	command.Stderr = &words
	out, err := command.Output()
	if err != nil {
		t.Fatalf("%v: %v: %v\n%s", v, args, err, words.Bytes())
	}
	return out
}

// parameters returns a digest of the last checkpoint in the folder, or "–" if the system has none.
func (b bench) parameters() string {
	b.Helper()
	path := b.last(b.dir)
	if path == "" {
		return "–"
	}
	text, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	return digest(text)
}

// recordedNumbers returns a digest of every number that the run in the folder recorded, except times, and of its samples.
func (b bench) recordedNumbers() string {
	b.Helper()
	var all []string
	for _, query := range []string{
		`select name || ' ' || epoch || ' ' || quote(value) from metric where name not like '%seconds' order by name, epoch`,
		`select grid || ' ' || quote(ll_nats) || quote(stderr) || quote(evaluation.sigma) || sigma_curve.sigma || quote(valid_ll_nats)
			from evaluation join sigma_curve on evaluation.id = evaluation_id order by grid, sigma_curve.sigma`,
		`select fold || ' ' || quote(ll_nats) || quote(sigma) from fold order by evaluation_id, fold`,
		`select percent || ' ' || quote(ll_nats) from ll_quantile order by evaluation_id, percent`,
		`select line_id || ' ' || position || ' ' || quote(x) || quote(y) || quote(low) || quote(high) from line_point order by line_id, position`,
		`select measured from finding order by claim`,
		`select sha256 from artifact where kind = 'samples'`,
	} {
		all = append(all, b.query(query))
	}
	return digest([]byte(strings.Join(all, "\n")))
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}
