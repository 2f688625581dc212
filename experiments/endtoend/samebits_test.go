package endtoend

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/internal/products"
)

// TestSameBits checks that kernels and number of threads change no bit: each system ends with the same parameters and the same score.
// GAN2014_SAMEBITS=FILE tries every kind of system with 1, 2 and 4 threads and writes a digest for each to FILE. Without it, the test
// tries the adversarial nets and the true distribution with 1 and 3 threads, and scores fewer samples, because plain kernels are slow.
func TestSameBits(t *testing.T) {
	t.Parallel()
	file := os.Getenv("GAN2014_SAMEBITS")
	specs, threads, samples := []string{"tiny.yaml"}, []string{"1", "3"}, "50"
	if file != "" {
		specs, threads, samples = []string{"tiny.yaml", "kinds.yaml"}, []string{"1", "2", "4"}, "200"
	}
	var want []string
	for _, set := range products.Sets() {
		for _, n := range threads {
			b := newBench(t)
			b.env = []string{products.Variable + "=" + set.String()}
			got := digests(b, specs, n, samples)
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				t.Errorf("kernels %v and %s threads give\n%s\nand the first ones\n%s", set, n, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	}
	t.Logf("\n%s", strings.Join(want, "\n"))
	if file != "" {
		if err := os.WriteFile(file, []byte(strings.Join(want, "\n")+"\n"), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// digests computes the systems of specs and returns a line for each: the SHA-256 of the last checkpoint, if it has one, and the score
// to the last digit.
func digests(b bench, specs []string, threads, samples string) (lines []string) {
	b.Helper()
	for _, name := range specs {
		if err := os.WriteFile(b.path(name), testSpec(name), 0o600); err != nil {
			b.Fatal(err)
		}
		b.expect(exit.Done, []string{"-spec", b.path(name), "-db", b.path("results.db"), "-out", b.path("out"), "-threads", threads, "-j", "1", "-set", "evaluation.samples=" + samples})
	}
	for _, row := range strings.Split(b.query(`select key || '|' || system || '|' || group_concat(printf('%!.17g %!.17g %!.17g', ll_nats, stderr, sigma), ' ')
		from run join evaluation on run.id = run_id group by run.id order by system`), "\n") {
		fields := strings.SplitN(row, "|", 3)
		digest := "no checkpoint"
		if paths, _ := filepath.Glob(b.path("out/runs/" + fields[0] + "/update-*.checkpoint")); len(paths) > 0 {
			text, err := os.ReadFile(slices.Max(paths))
			if err != nil {
				b.Fatal(err)
			}
			sum := sha256.Sum256(text)
			digest = hex.EncodeToString(sum[:8])
		}
		lines = append(lines, fmt.Sprintf("%-24s %s  %s", fields[1], digest, fields[2]))
	}
	return lines
}
