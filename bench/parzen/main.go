// Parzen times the estimator against the matrix product that it cannot do without and against what one would use in Python,
// in turn within one run, and prints the medians and their ratios. The raw figures are kept as benchstat text.
//
//	go run ./bench/parzen [-rounds N] [-keep docs/bench/parzen.txt]
//
// All see the same points: 10,000 training images of MNIST in the place of samples, the 10,000 test images, and 20 σ. NumPy and
// scikit-learn take part where a python3 has them (Debian: python3-scipy, python3-sklearn), with the threads of all cores.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"text/tabwriter"

	"gan2014/bench/timing"
	"gan2014/datasets"
	"gan2014/internal/stats"
)

func main() {
	rounds := flag.Int("rounds", 3, "repetitions of everything, interleaved")
	keep := flag.String("keep", "", "file for the raw figures, as benchstat text")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *rounds, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "bench/parzen:", err)
		os.Exit(1)
	}
}

// A contestant is a line of the table.
type contestant struct {
	name string // of its benchmark
	what string
	over string // whose time it is compared with
	inGo bool   // a benchmark of parzen, or of the Python script
}

var contestants = []contestant{
	{"sgemm", "the matrix product alone", "", true},
	{"ours-fine", "ours, 20 σ from .10 to .29", "sgemm", true},
	{"ours-paper", "ours, the paper's 10 σ from .1 to 1", "sgemm", true},
	{"ours-wide", "ours, 20 σ from .1 to 1", "sgemm", true},
	{"numpy", "NumPy + SciPy, 20 σ from .10 to .29", "ours-fine", false},
	{"sklearn", "scikit-learn KernelDensity, 50 rows and one σ scaled up", "ours-fine", false},
	{"stream-sgemm", "204,800 samples × 1,000 rows: matrix product", "", true},
	{"stream-ours", "the same in blocks, 20 σ from .10 to .29", "stream-sgemm", true},
}

func run(ctx context.Context, rounds int, keep string) error {
	dir, err := os.MkdirTemp("", "gan2014-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program := filepath.Join(dir, "parzen.test")
	if out, err := exec.CommandContext(ctx, "go", "test", "-c", "-o", program, "./parzen").CombinedOutput(); err != nil {
		return fmt.Errorf("build: %w\n%s", err, out)
	}
	if err := writePoints(ctx, dir); err != nil {
		return err
	}
	pythons := map[string]string{"numpy": timing.Python(ctx, "numpy, scipy", "python3-scipy"), "sklearn": timing.Python(ctx, "numpy, sklearn", "python3-sklearn")}
	var log bytes.Buffer
	fmt.Fprintf(&log, "goos: %s\ngoarch: %s\npkg: gan2014/parzen\n", runtime.GOOS, runtime.GOARCH)
	times := map[string][]float64{}
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
		for _, c := range contestants {
			command := exec.CommandContext(ctx, program, "-test.run", "^$", "-test.bench", "^BenchmarkMNIST$/^"+c.name+"$", "-test.benchtime", "3x")
			if !c.inGo {
				if pythons[c.name] == "" {
					continue
				}
				command = exec.CommandContext(ctx, pythons[c.name], append([]string{"bench/peers/parzen_numpy.py", c.name, filepath.Join(dir, "samples"), filepath.Join(dir, "test")}, sigmas()...)...)
				command.Env = append(os.Environ(), timing.Kernels()...)
			}
			command.Stderr = os.Stderr
			out, err := command.Output()
			if err != nil {
				return fmt.Errorf("%s: %w\n%s", c.name, err, out)
			}
			seconds, err := timing.Seconds(out, "BenchmarkMNIST", &log)
			if err != nil {
				return fmt.Errorf("%s: %w", c.name, err)
			}
			times[c.name] = append(times[c.name], seconds)
		}
	}
	if keep != "" {
		if err := os.WriteFile(keep, log.Bytes(), 0o666); err != nil {
			return err
		}
	}
	return table(os.Stdout, times)
}

// sigmas are those of the benchmark ours-fine.
func sigmas() []string {
	var s []string
	for i := range 20 {
		s = append(s, strconv.FormatFloat(0.10+0.01*float64(i), 'f', 2, 64))
	}
	return s
}

// writePoints writes the points for Python as raw float32.
func writePoints(ctx context.Context, dir string) error {
	set, err := new(datasets.Cache).Load(ctx, "mnist")
	if err != nil {
		return err
	}
	for name, images := range map[string]datasets.Images{"samples": set.Train.First(10_000), "test": set.Test} {
		raw, err := binary.Append(nil, binary.NativeEndian, images.Data)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), raw, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// table prints medians, and the median of the ratios within a round.
func table(w io.Writer, times map[string][]float64) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\tseconds\tratio\tto")
	for _, c := range contestants {
		switch {
		case len(times[c.name]) == 0:
			fmt.Fprintf(t, "%s\t-\t\t\n", c.what)
		case c.over == "":
			fmt.Fprintf(t, "%s\t%.3f\t\t\n", c.what, stats.Median(times[c.name]))
		default:
			ratios := make([]float64, len(times[c.name]))
			for i, seconds := range times[c.name] {
				ratios[i] = seconds / times[c.over][i]
			}
			fmt.Fprintf(t, "%s\t%.3f\t%.2f\t%s\n", c.what, stats.Median(times[c.name]), stats.Median(ratios), c.over)
		}
	}
	return t.Flush()
}
