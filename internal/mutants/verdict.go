package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// A verdict summarizes the output of go test.
type verdict struct {
	ran    bool     // a test ran
	failed bool     // a test failed, panicked or exceeded the time limit
	broken bool     // the code or its tests do not compile
	by     []string // the tests that failed, without subtests
}

// tests runs go test. It stops the tests after three minutes, because a mutant may never end; the tests themselves take less.
func (w workspace) tests(ctx context.Context, args []string) (verdict, error) {
	command := w.command(ctx, "go", append([]string{"test", "-json", "-count=1", "-vet=off", "-timeout=3m"}, args...)...)
	stderr := new(bytes.Buffer)
	command.Stderr = stderr
	out, err := command.Output()
	if ctx.Err() != nil {
		return verdict{}, ctx.Err()
	}
	v := parseVerdict(out)
	switch {
	case err != nil && !v.failed && !v.broken:
		return verdict{}, fmt.Errorf("%w: %s", err, firstLine(stderr.String()))
	case !v.ran && !v.broken:
		return verdict{}, errors.New("no test ran")
	}
	return v, nil
}

// parseVerdict reads the output of go test -json.
func parseVerdict(output []byte) (v verdict) {
	for line := range bytes.Lines(output) {
		var event struct{ Action, Test, FailedBuild string }
		if json.Unmarshal(line, &event) != nil {
			continue // output that a test wrote directly, not an event of go test
		}
		switch {
		case event.FailedBuild != "":
			v.broken = true
		case event.Action == "run":
			v.ran = true
		case event.Action == "fail":
			v.failed = true
			if event.Test != "" && !strings.Contains(event.Test, "/") {
				v.by = append(v.by, event.Test)
			}
		}
	}
	slices.Sort(v.by)
	return v
}

// String names the tests that failed, the first three of many.
func (v verdict) String() string {
	switch n := len(v.by); {
	case n == 0:
		return "the end of the test program"
	case n > 3:
		return fmt.Sprintf("%s and %d more", strings.Join(v.by[:3], " "), n-3)
	default:
		return strings.Join(v.by, " ")
	}
}
