// Baselines times an update of each system that the adversarial nets are compared with against its own matrix products, in turn
// within one run, and prints the medians and their ratios.
//
//	go run ./bench/baselines [-rounds N]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"text/tabwriter"

	"gan2014/bench/timing"
	"gan2014/internal/stats"
)

func main() {
	rounds := flag.Int("rounds", 5, "repetitions of everything, interleaved")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *rounds); err != nil {
		fmt.Fprintln(os.Stderr, "bench/baselines:", err)
		os.Exit(1)
	}
}

// A system is one line of the table: the benchmark of updates in its package, of this size where it has several.
type system struct{ what, dir, units string }

var systems = []system{
	{"DBN, CD-1, 784-500", "dbn", ""},
	{"CAE, 784-500", "cae", ""},
	{"GSN, 784-500-500, 4 steps", "gsn", "500"},
	{"GSN, 784-1500-1500, 4 steps", "gsn", "1500"},
}

func run(ctx context.Context, rounds int) error {
	dir, err := os.MkdirTemp("", "gan2014-bench-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for _, s := range systems {
		build := exec.CommandContext(ctx, "go", "test", "-c", "-o", filepath.Join(dir, s.dir), "./models/"+s.dir)
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("build: %w\n%s", err, out)
		}
	}
	times, ratios := map[string][]float64{}, map[system][]float64{}
	for round := range rounds {
		fmt.Fprintf(os.Stderr, "round %d of %d\n", round+1, rounds)
		for _, s := range systems {
			ours, err := measure(ctx, dir, s, "ours")
			if err != nil {
				return err
			}
			products, err := measure(ctx, dir, s, "products")
			if err != nil {
				return err
			}
			times[s.what+"/ours"], times[s.what+"/products"] = append(times[s.what+"/ours"], ours), append(times[s.what+"/products"], products)
			ratios[s] = append(ratios[s], ours/products)
		}
	}
	t := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "update of 100 images\tours\tproducts\tours/products\t")
	for _, s := range systems {
		fmt.Fprintf(t, "%s\t%.2f ms\t%.2f ms\t%.2f\t\n", s.what, 1e3*stats.Median(times[s.what+"/ours"]), 1e3*stats.Median(times[s.what+"/products"]), stats.Median(ratios[s]))
	}
	return t.Flush()
}

// measure is the seconds that an update takes.
func measure(ctx context.Context, dir string, s system, what string) (float64, error) {
	pattern := "^BenchmarkUpdate$/"
	if s.units != "" {
		pattern += "^" + s.units + "$/"
	}
	command := exec.CommandContext(ctx, filepath.Join(dir, s.dir), "-test.run", "^$", "-test.bench", pattern+"^"+what+"$", "-test.benchtime", "1s")
	command.Stderr = os.Stderr
	out, err := command.Output()
	if err != nil {
		return 0, fmt.Errorf("%s of %s: %w", what, s.what, err)
	}
	seconds, err := timing.Seconds(out, "BenchmarkUpdate", io.Discard)
	if err != nil {
		return 0, fmt.Errorf("%s of %s: %w", what, s.what, err)
	}
	return seconds, nil
}
