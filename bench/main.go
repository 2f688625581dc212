// Bench times a training step of the paper's nets against its own matrix products and against PyTorch, in turn within one run,
// and prints the medians and their ratios. The raw figures are kept as benchstat text.
//
//	go run ./bench [-rounds N] [-keep docs/bench/step.txt]
//
// PyTorch takes part where python3 has it (Debian: python3-torch), each in the number of threads of the machine's cores.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"text/tabwriter"

	"gan2014/bench/timing"
	"gan2014/internal/stats"
)

func main() {
	rounds := flag.Int("rounds", 5, "repetitions of everything, interleaved")
	keep := flag.String("keep", "", "file for the raw figures, as benchstat text")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *rounds, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// A net is one line of the table, with the steps in each repetition.
type net struct {
	name  string
	steps int
}

var nets = []net{{"mnist", 60}, {"tfd", 4}, {"cifar10_convolutional", 2}}

func run(ctx context.Context, rounds int, keep string) error {
	dir, err := os.MkdirTemp("", "gan2014-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "gan.test")
	if out, err := exec.CommandContext(ctx, "go", "test", "-c", "-o", program, "./models/gan").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	python := timing.Python(ctx, "torch", "python3-torch")
	var log bytes.Buffer
	fmt.Fprintf(&log, "goos: %s\ngoarch: %s\npkg: gan2014/models/gan\n", runtime.GOOS, runtime.GOARCH)
	times := map[string][]float64{} // milliseconds
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
		for _, n := range nets {
			for _, what := range []string{"ours", "products", "update", "pytorch"} {
				command := exec.CommandContext(ctx, program, "-test.run", "^$", "-test.bench", "^BenchmarkStep$/^"+n.name+"$/^"+what+"$", "-test.benchtime", fmt.Sprint(n.steps, "x"))
				if what == "pytorch" {
					if python == "" {
						continue
					}
					command = exec.CommandContext(ctx, python, "bench/peers/gan_step.py", n.name, fmt.Sprint(n.steps))
					command.Env = append(os.Environ(), fair()...)
				}
				command.Stderr = os.Stderr
				out, err := command.Output()
				if err != nil {
					return fmt.Errorf("%s of %s: %w", what, n.name, err)
				}
				seconds, err := timing.Seconds(out, "BenchmarkStep", &log)
				if err != nil {
					return fmt.Errorf("%s of %s: %w", what, n.name, err)
				}
				times[n.name+"/"+what] = append(times[n.name+"/"+what], 1e3*seconds)
			}
		}
	}
	if keep != "" {
		if err := os.WriteFile(keep, log.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return table(os.Stdout, times)
}

// openMP is where Debian puts the OpenBLAS that shares its threads with PyTorch. With the other one two pools of threads fight
// over the cores, and PyTorch takes three times as long.
const openMP = "/usr/lib/x86_64-linux-gnu/openblas-openmp"

// fair gives PyTorch the OpenBLAS that suits it, with the kernels that ours uses.
func fair() []string {
	var env []string
	if _, err := os.Stat(openMP); err == nil {
		env = append(env, "LD_LIBRARY_PATH="+openMP)
	} else if runtime.GOOS == "linux" {
		fmt.Fprintln(os.Stderr, "UNFAIR to PyTorch: install the OpenBLAS that suits it (Debian: apt-get install libopenblas0-openmp)")
	}
	return append(env, timing.Kernels()...)
}

func table(w io.Writer, times map[string][]float64) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "net\tstep\tproducts\tstep/products\tupdate\tstep/(products+update)\tPyTorch\tPyTorch/step\t")
	for _, n := range nets {
		step, products, update, torch := stats.Median(times[n.name+"/ours"]), stats.Median(times[n.name+"/products"]), stats.Median(times[n.name+"/update"]), stats.Median(times[n.name+"/pytorch"])
		fmt.Fprintf(t, "%s\t%.1f ms\t%.1f ms\t%.2f\t%.1f ms\t%.2f\t", n.name, step, products, step/products, update, step/(products+update))
		if torch > 0 {
			fmt.Fprintf(t, "%.1f ms\t%.2f\t\n", torch, torch/step)
		} else {
			fmt.Fprint(t, "-\t-\t\n")
		}
	}
	return t.Flush()
}
