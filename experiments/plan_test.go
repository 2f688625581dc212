package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/exit"
	"gan2014/experiments/specs"
)

// TestPlanNeedsNoData checks that every bundled spec has a plan on a machine without data, and that planning leaves no files.
func TestPlanNeedsNoData(t *testing.T) {
	home := t.TempDir()
	t.Setenv("HOME", home)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(home, "cache"))
	t.Setenv("GAN2014_FER2013", "")
	data := filepath.Join(home, "data")
	plan := func(spec string, more ...string) string {
		t.Helper()
		args := append([]string{"-spec", spec, "-plan", "-data", data, "-db", filepath.Join(home, "results.db"), "-out", filepath.Join(home, "out")}, more...)
		status, stdout, stderr := inProcess(t.Context(), args...)
		if status != exit.Done || stderr != "" {
			t.Errorf("%v: status %d: %s", args, status, stderr)
		}
		return stdout
	}
	for _, name := range specs.Names() {
		if text := plan(name); strings.Contains(text, unknownKey) {
			t.Errorf("%s, of public data, has runs without a key:\n%s", name, text)
		}
	}
	for _, own := range []string{"tfd", "fer2013"} {
		text := plan("tfd", "-set", "systems.Adversarial nets.dataset="+own)
		if !strings.Contains(text, unknownKey) {
			t.Errorf("nothing says that the key needs the files of %s:\n%s", own, text)
		}
		plan("tfd", "-set", "systems.Adversarial nets.dataset="+own, "-cluster", "slurm")
	}
	if left, err := os.ReadDir(home); err != nil || len(left) > 0 {
		t.Errorf("planning left %v (error %v)", left, err)
	}
}
