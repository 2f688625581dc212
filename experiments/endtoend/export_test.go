package endtoend

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"gan2014/experiments/exit"
)

// shipped is a spec that scores the generator in the file nets.safetensors like the spec tiny.
const shipped = `name: shipped
budget: tiny
seeds: [1]
evaluation:
  samples: 200
  validation: 50
  grids:
    paper: {from: 0.1, to: 1.0, count: 10, spacing: log}
systems:
  - name: Adversarial nets, shipped weights
    kind: generator
    dataset: mnist
    file: nets.safetensors
`

// exportedBench returns a bench with finished nets, their generator in the file nets.safetensors, and the spec shipped.yaml.
func exportedBench(t *testing.T) bench {
	t.Helper()
	b := finishedBench(t)
	b.expect(exit.Done, b.export("-o", b.path("nets.safetensors"), "1"), "the generator of run ", "Adversarial nets, after 3 epochs, in half precision")
	if err := os.WriteFile(b.path("shipped.yaml"), []byte(shipped), 0o600); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b bench) export(more ...string) []string {
	return append([]string{"export", "-db", b.path("results.db"), "-out", b.path("out")}, more...)
}

// scoreShipped returns the arguments that compute shipped.yaml.
func (b bench) scoreShipped(more ...string) []string {
	return append([]string{"-spec", b.path("shipped.yaml"), "-db", b.path("results.db"), "-out", b.path("out"), "-threads", "1"}, more...)
}

// samplesOf returns the file of samples of a run.
func (b bench) samplesOf(id int, name string) []byte {
	b.Helper()
	file := b.path(name)
	b.expect(exit.Done, []string{"samples", "-db", b.path("results.db"), "-out", b.path("out"), "-o", file, fmt.Sprint(id)})
	content, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	return content
}

// TestShippedGenerator trains nets, writes their generator to a file, and computes the likelihood of that file outside of the repository:
// it is that of the nets up to half precision, with the same bits again and with plain kernels.
func TestShippedGenerator(t *testing.T) {
	t.Parallel()
	b := exportedBench(t)
	b.cwd = t.TempDir()
	b.expect(exit.Done, b.scoreShipped(), "Adversarial nets, shipped weights")
	for _, want := range []string{"weights shipped, trained 3 epochs by the command \\`experiments -spec", "nats before rounding"} {
		if table := b.read(b.path("out/table1.md")); !strings.Contains(table, want) {
			t.Errorf("the table has no %q:\n%s", want, table)
		}
	}
	const score = `select printf('%.17g %.17g', ll_nats, sigma) from evaluation where run_id = `
	var nets, file, sigma float64
	fmt.Sscan(b.query(score+"1"), &nets, &sigma)
	fmt.Sscan(b.query(score+"3"), &file, &sigma)
	if math.Abs(nets-file) > 0.1 || nets == file {
		t.Errorf("the nets have %g nats, their generator in half precision %g", nets, file)
	}
	for query, want := range map[string]string{
		`select epoch from evaluation where run_id = 3`:                                                                     "3",
		`select count(*) from metric where run_id = 3 and name = 'sample_spread' and epoch = 3`:                             "1",
		`select group_concat(kind) from (select kind from artifact where run_id = 3 order by kind)`:                         "data,figure2,figure3,samples,section",
		`select effective_spec ->> '$.systems[0].kind' || ' ' || (effective_spec like '%"sha256":%') from run where id = 3`: "generator 1",
	} {
		if got := b.query(query); got != want {
			t.Errorf("%s\nis %s, want %s", query, got, want)
		}
	}
	first := b.samplesOf(3, "first.npy")
	if err := os.Remove(b.path("nets.safetensors")); err != nil { // the folder of the run has a copy
		t.Fatal(err)
	}
	if !bytes.Equal(first, b.samplesOf(3, "again.npy")) {
		t.Error("drawn again, the samples are others")
	}
	b.expect(exit.Done, b.export("-o", b.path("nets.safetensors"), "1"))
	b.expect(exit.Done, b.scoreShipped(), "[1/1] Adversarial nets, shipped weights, mnist, seed 1: done before") // the same bytes: the same key
	b.env = []string{"GAN2014_KERNELS=plain"}
	b.expect(exit.Done, b.scoreShipped("-force"))
	if got, want := b.query(score+"4"), b.query(score+"3"); got != want {
		t.Errorf("with plain kernels it has %s, want %s", got, want)
	}
	if !bytes.Equal(first, b.samplesOf(4, "plain.npy")) {
		t.Error("with plain kernels the samples are others")
	}
}

// TestShippedGeneratorRefused checks that a file that is missing, damaged or of another data set ends the program before anything runs.
func TestShippedGeneratorRefused(t *testing.T) {
	t.Parallel()
	b := exportedBench(t)
	b.expect(exit.BadUsage, b.scoreShipped("-set", "systems.0.file=none.safetensors"), `system "Adversarial nets, shipped weights": there is no file `, "none.safetensors")
	b.expect(exit.BadUsage, b.scoreShipped("-set", "systems.0.dataset=fashion-mnist"), `nets.safetensors: it was trained on "mnist", but the system has the dataset fashion-mnist`)
	content, err := os.ReadFile(b.path("nets.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(b.path("nets.safetensors"), content[:len(content)-2], 0o600); err != nil {
		t.Fatal(err)
	}
	b.expect(exit.BadUsage, b.scoreShipped(), "nets.safetensors: it is truncated")
	if got := b.query(`select count(*) from run`); got != "2" {
		t.Errorf("%s runs, want those of tiny", got)
	}
}

// TestExportRefuses checks what the command export refuses.
func TestExportRefuses(t *testing.T) {
	t.Parallel()
	b := finishedBench(t)
	file := b.path("x.safetensors")
	b.expect(exit.BadUsage, b.export("-o", b.path("tiny.yaml"), "1"), "tiny.yaml exists: give another name with -o, or remove it")
	b.expect(exit.BadUsage, b.export("1"), "no file for the generator: give one with -o")
	b.expect(exit.BadUsage, b.export("-o", file), "give one run")
	b.expect(exit.BadUsage, b.export("-o", file, "2"), "is of kind training-images: only a run of kind gan has a generator to export")
	b.exec(`update evaluation set epoch = 2 where run_id = 1`)
	b.reseal() // now changes of runs are no damage
	b.expect(exit.BadUsage, b.export("-o", file, "1"), "is of epoch 3, and not of the samples that were scored")
	b.exec(`update run set status = 'failed' where id = 1`)
	b.expect(exit.BadUsage, b.export("-o", file, "1"), "is failed: only a run that is done has samples")
	b.exec(`update run set status = 'done' where id = 1`)
	folder := b.path("out/runs/" + b.query(`select key from run where id = 1`))
	for path := b.last(folder); path != ""; path = b.last(folder) {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	b.expect(exit.BadUsage, b.export("-o", file, "1"), "has no checkpoint of the samples that were scored")
	if _, err := os.Stat(file); err == nil {
		t.Error("a refused export wrote a file")
	}
}
