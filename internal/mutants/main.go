package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

func main() {
	pattern := flag.String("only", "*", "the mutants whose name matches the `pattern`, such as 'gan-*'")
	test := flag.String("test", "", "`arguments` of go test to run in place of each mutant's own tests, such as './experiments/run -run TestVersions'")
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "mutants: %q is not an option; -h lists them\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := check(ctx, *pattern, strings.Fields(*test))
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "mutants: interrupted")
		os.Exit(130)
	case err != nil:
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// check tries the mutants one after another and prints a line for each. If test is not empty, it replaces the tests of each mutant.
func check(ctx context.Context, pattern string, test []string) (err error) {
	root, err := repository(ctx)
	if err != nil {
		return err
	}
	w, err := copyTree(ctx, root)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.remove()) }()
	all, err := mutants(w.dir, pattern) // reads the copy, because the original folder may change meanwhile
	if err != nil {
		return err
	}

	fmt.Printf("%-40s %-20s %-60s %7s\n", "mutant", "package", "killed by", "seconds")
	faults, sound := 0, map[string]error{} // sound: result of the tests without a mutant, by the arguments of go test
	for _, m := range all {
		if len(test) > 0 {
			m.test = test
		}
		args := strings.Join(m.test, " ")
		if _, known := sound[args]; !known {
			sound[args] = w.withoutMutant(ctx, m)
		}
		start := time.Now()
		by, err := verdict{}, sound[args]
		if err == nil {
			by, err = w.try(ctx, m)
		}
		if ctx.Err() != nil || errors.Is(err, errChanged) {
			return errors.Join(ctx.Err(), err)
		}
		result := by.String()
		if err != nil {
			faults++
			result = "NOT KILLED: " + err.Error()
		}
		fmt.Printf("%-40s %-20s %-60s %7.1f\n", m.name, strings.TrimPrefix(m.test[0], "./"), result, time.Since(start).Seconds())
	}
	if faults > 0 {
		return fmt.Errorf("%d of %d mutants are not killed", faults, len(all))
	}
	fmt.Printf("all %d mutants are killed\n", len(all))
	return nil
}

// repository returns the root of the repository that contains the current folder.
func repository(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return "", fmt.Errorf("the current folder is in no git repository: %w", err)
	}
	return strings.TrimSuffix(string(out), "\n"), nil
}

// withoutMutant runs the tests of a mutant on the unchanged code. Tests that fail there say nothing about a mutant.
func (w workspace) withoutMutant(ctx context.Context, m mutant) error {
	v, err := w.tests(ctx, m.test)
	switch {
	case err != nil:
		return err
	case v.broken:
		return errors.New("the tests do not compile, even without it")
	case v.failed:
		return fmt.Errorf("the tests fail even without it: %v", v)
	}
	return nil
}

// errChanged says that a mutant could not be removed from the copy, so that the results of later mutants would be wrong.
var errChanged = errors.New("the copy is not as it was")

// try applies the mutant, runs its tests and returns their verdict.
func (w workspace) try(ctx context.Context, m mutant) (v verdict, err error) {
	if err := w.apply(ctx, m.file); err != nil {
		return verdict{}, fmt.Errorf("the patch no longer applies: %w", err)
	}
	defer func() {
		if stuck := w.apply(ctx, m.file, "-R"); stuck != nil {
			err = fmt.Errorf("after %s %w: %w", m.name, errChanged, stuck)
		}
	}()
	v, err = w.tests(ctx, m.test)
	switch {
	case err != nil:
		return v, err
	case v.broken:
		return v, errors.New("it does not compile")
	case !v.failed:
		return v, fmt.Errorf("it survives, and no test notices that %s", m.what)
	}
	return v, nil
}
