// Bench times a training step of the paper's nets against its matrix products by OpenBLAS and against PyTorch, in turn within one run, and
// prints the medians and their ratios. It keeps the raw figures as benchstat text.
//
//	GAN2014_KERNELS=avx2 go run ./bench [-rounds N] [-keep docs/bench/step.txt] [-nets mnist,tfd]
//
// PyTorch takes part where python3 has it (Debian: python3-torch) with the OpenBLAS that shares its threads (Debian: libopenblas0-openmp). With
// another OpenBLAS it takes three times as long, because two pools of threads compete for the cores; such a ratio would mean nothing.
// All use a thread for each core of the machine.
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
	"slices"
	"strings"
	"text/tabwriter"

	"gan2014/bench/timing"
	"gan2014/internal/stats"
)

func main() {
	rounds := flag.Int("rounds", 5, "repetitions of everything, interleaved")
	keep := flag.String("keep", "", "file for the raw figures, as benchstat text")
	names := flag.String("nets", "mnist,tfd,cifar10_convolutional", "nets to time")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, strings.Split(*names, ","), *rounds, *keep); err != nil {
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

func run(ctx context.Context, names []string, rounds int, keep string) error {
	dir, err := os.MkdirTemp("", "gan2014-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "gan.test")
	if out, err := exec.CommandContext(ctx, "go", "test", "-c", "-o", program, "./models/gan").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	contestants := []string{"ours", "products", "update"}
	python := pytorch(ctx)
	if python != "" {
		contestants = append(contestants, "fp32", "bf16")
	}
	var log bytes.Buffer
	fmt.Fprintf(&log, "goos: %s\ngoarch: %s\npkg: gan2014/models/gan\n", runtime.GOOS, runtime.GOARCH)
	times := map[string][]float64{} // milliseconds
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
		for _, n := range nets {
			if !slices.Contains(names, n.name) {
				continue
			}
			for _, what := range contestants {
				command := exec.CommandContext(ctx, program, "-test.run", "^$", "-test.bench", "^BenchmarkStep$/^"+n.name+"$/^"+what+"$", "-test.benchtime", fmt.Sprint(n.steps, "x"))
				if what == "fp32" || what == "bf16" {
					command = exec.CommandContext(ctx, python, "bench/peers/gan_step.py", n.name, what, fmt.Sprint(n.steps))
					command.Env = append(os.Environ(), append(timing.Kernels(), "LD_LIBRARY_PATH="+openMP)...)
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

// openMP is the folder where Debian puts the OpenBLAS that shares its threads with PyTorch.
const openMP = "/usr/lib/x86_64-linux-gnu/openblas-openmp"

// pytorch returns a python that can take part, or nothing, with a notice.
func pytorch(ctx context.Context) string {
	if _, err := os.Stat(openMP); err != nil {
		fmt.Fprintln(os.Stderr, "NOT COMPARED with PyTorch: it needs the OpenBLAS that shares its threads (Debian: apt-get install libopenblas0-openmp)")
		return ""
	}
	return timing.Python(ctx, "torch", "python3-torch")
}

// table prints medians, and medians of the ratios within a round.
func table(w io.Writer, times map[string][]float64) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "net\tstep\tproducts\tstep/products\tupdate\tPyTorch fp32\tfp32/step\tPyTorch bf16\tbf16/step\t")
	for _, n := range nets {
		ours := times[n.name+"/ours"]
		if ours == nil {
			continue
		}
		fmt.Fprintf(t, "%s\t%.1f ms\t", n.name, stats.Median(ours))
		for _, what := range []string{"products", "update", "fp32", "bf16"} {
			other := times[n.name+"/"+what]
			switch {
			case other == nil:
				fmt.Fprint(t, "-\t-\t")
			case what == "update":
				fmt.Fprintf(t, "%.1f ms\t", stats.Median(other))
			case what == "products":
				fmt.Fprintf(t, "%.1f ms\t%.2f\t", stats.Median(other), ratio(ours, other))
			default:
				fmt.Fprintf(t, "%.1f ms\t%.2f\t", stats.Median(other), ratio(other, ours))
			}
		}
		fmt.Fprintln(t)
	}
	return t.Flush()
}

// ratio returns the median of the ratios within a round.
func ratio(over, under []float64) float64 {
	ratios := make([]float64, len(over))
	for i := range over {
		ratios[i] = over[i] / under[i]
	}
	return stats.Median(ratios)
}
