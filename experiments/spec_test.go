package main

import (
	"encoding/json"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/experiments/spec"
)

func TestSpecCommand(t *testing.T) {
	check := func(status int, args []string, texts ...string) (stdout string) {
		t.Helper()
		got, stdout, stderr := inProcess(t.Context(), append([]string{"spec"}, args...)...)
		if got != status {
			t.Errorf("%v: status %d, want %d\n%s", args, got, status, stderr)
		}
		for _, text := range texts {
			if !strings.Contains(stdout+stderr, text) {
				t.Errorf("%v: %q is missing in\n%s%s", args, text, stdout, stderr)
			}
		}
		return stdout
	}
	effective := check(exit.Done, []string{"-spec", "mnist.yaml", "-set", "matrix.systems.0.train.batch=[50, 100]"}, "name: Adversarial nets (train.batch=50)")
	if s, err := spec.Parse("effective", []byte(effective), nil, nil); err != nil || len(s.Systems) != 2 {
		t.Errorf("effective spec: %v\n%s", err, effective)
	}
	for _, args := range [][]string{{"-schema"}, {"-spec", "smoke", "-format", "json"}} {
		if text := check(exit.Done, args); !json.Valid([]byte(text)) {
			t.Errorf("%v: %s", args, text)
		}
	}
	check(exit.Done, []string{"-explain", "momentum.end"}, "systems.*.train.momentum.end: number")
	check(exit.Done, []string{"-explain"}, "budget: ", "systems.*.train.k: ")

	check(exit.BadUsage, []string{"-explain", "momentm"}, `did you mean "momentum"?`)
	check(exit.BadUsage, []string{"-explain", "a", "b"}, `unexpected argument "b"`)
	check(exit.BadUsage, []string{"-spec", "smoke", "-set", "seeds=0"}, "-set:1:7: ")
	check(exit.BadUsage, []string{"-spec", "smok.yaml"}, `did you mean "smoke"?`)
	check(exit.BadUsage, []string{"-spec", "smoke", "-format", "toml"}, `-format must be yaml or json, not "toml"`)
	check(exit.BadUsage, []string{"-spec", "smoke", "-schema"}, "give one of")
	check(exit.BadUsage, []string{"-schema", "-set", "seeds=1"}, "-set changes a spec")
	check(exit.BadUsage, nil, "give one of")
}
