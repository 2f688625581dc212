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
	flag.Parse()
	if flag.NArg() > 0 {
		fmt.Fprintf(os.Stderr, "mutants: %q is not an option; -h lists them\n", flag.Arg(0))
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := check(ctx, *pattern)
	switch {
	case ctx.Err() != nil:
		fmt.Fprintln(os.Stderr, "mutants: interrupted")
		os.Exit(130)
	case err != nil:
		fmt.Fprintln(os.Stderr, "mutants:", err)
		os.Exit(1)
	}
}

// check tries the mutants one after another and prints a line for each.
func check(ctx context.Context, pattern string) (err error) {
	root, err := repository(ctx)
	if err != nil {
		return err
	}
	w, err := copyTree(ctx, root)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.remove()) }()
	all, err := mutants(w.dir, pattern) // as they are copied: the folder may change meanwhile
	if err != nil {
		return err
	}

	fmt.Printf("%-40s %-20s %-60s %7s\n", "mutant", "package", "killed by", "seconds")
	faults, sound := 0, map[string]error{} // by the arguments of go test: what is wrong with the tests without a mutant
	for _, m := range all {
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

// repository is the root of the repository that the current folder is in.
func repository(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "git", "rev-parse", "--show-toplevel").Output()
	if err != nil {
		return "", fmt.Errorf("the current folder is in no git repository: %w", err)
	}
	return strings.TrimSuffix(string(out), "\n"), nil
}

// withoutMutant runs the tests of a mutant without it: what fails then says nothing about a mutant.
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

// errChanged is that a mutant could not be taken out again: what the tests said of the next would mean nothing.
var errChanged = errors.New("the copy is not as it was")

// try runs the tests with the mutant and says which of them failed, or that none did.
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
