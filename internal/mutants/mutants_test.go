package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const root = "../.."

// TestPatchesApply checks that every patch has its header and applies to the present code, so that a change of the code changes its mutants
// too.
func TestPatchesApply(t *testing.T) {
	needsGit(t)
	all, err := mutants(root, "*")
	if err != nil {
		t.Fatal(err)
	}
	here, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range all {
		file, err := filepath.Abs(m.file)
		if err != nil {
			t.Fatal(err)
		}
		if err := (workspace{here}).apply(t.Context(), file, "--check"); err != nil {
			t.Errorf("%s: %v", m.name, err)
		}
		if tests, err := filepath.Glob(filepath.Join(root, m.test[0], "*_test.go")); err != nil || len(tests) == 0 {
			t.Errorf("%s: there are no tests in %s", m.name, m.test[0])
		}
	}
}

func needsGit(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("NOT CHECKED: git was not found")
	}
}

func TestHeader(t *testing.T) {
	var m mutant
	if err := m.parse("what: a sign is wrong\ntest: ./models/gan -run TestSample\n--- a/x.go\n"); err != nil {
		t.Fatal(err)
	}
	if m.what != "a sign is wrong" || !slices.Equal(m.test, []string{"./models/gan", "-run", "TestSample"}) {
		t.Errorf("read %+v", m)
	}
	for _, text := range []string{"", "what: \ntest: ./models/gan\n", "what: a sign is wrong\n", "what: a sign\ntest: models/gan\n", "test: ./models/gan\nwhat: a sign\n"} {
		if err := m.parse(text); err == nil {
			t.Errorf("the header %q was taken", text)
		}
	}
}

// TestVerdicts tries mutants of a small module that has a function and a test of one of its two cases.
func TestVerdicts(t *testing.T) {
	needsGit(t)
	w := workspace{t.TempDir()}
	for name, text := range map[string]string{
		"go.mod":    "module small\n\ngo 1.26\n",
		"a.go":      "package small\n\nfunc Abs(x int) int {\n\tif x < 0 {\n\t\treturn -x\n\t}\n\treturn x\n}\n",
		"a_test.go": "package small\n\nimport \"testing\"\n\nfunc TestAbs(t *testing.T) {\n\tif Abs(-2) != 2 {\n\t\tt.Error(\"wrong\")\n\t}\n}\n",
	} {
		write(t, filepath.Join(w.dir, name), text)
	}
	before := read(t, filepath.Join(w.dir, "a.go"))
	for _, c := range []struct{ from, to, want string }{
		{"return -x", "return x", ""},
		{"return -x", "panic(x)", ""},
		{"\treturn x\n}", "\treturn x + 1\n}", "survives"},
		{"return -x", "return y", "does not compile"},
		{"return -y", "return x", "no longer applies"},
	} {
		m := mutant{what: "x", test: []string{"./."}, file: filepath.Join(t.TempDir(), "x.patch")}
		write(t, m.file, "what: x\ntest: ./.\n"+patch(before, c.from, c.to))
		v, err := w.try(context.Background(), m)
		switch {
		case c.want == "" && err != nil:
			t.Errorf("%s for %s: %v", c.to, c.from, err)
		case c.want == "" && v.String() != "TestAbs":
			t.Errorf("%s for %s is killed by %v", c.to, c.from, v)
		case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s for %s: %v, want %q", c.to, c.from, err, c.want)
		}
		if read(t, filepath.Join(w.dir, "a.go")) != before {
			t.Fatalf("%s for %s: the code is not as it was", c.to, c.from)
		}
	}
	if err := w.withoutMutant(t.Context(), mutant{test: []string{"./.", "-run", "TestNone"}}); err == nil {
		t.Error("no test ran, and nobody said so")
	}
}

// patch replaces the whole of a.go, or, where from is not in it, a line that it does not have.
func patch(before, from, to string) string {
	after := strings.Replace(before, from, to, 1)
	if after == before {
		before, after = from+"\n", to+"\n"
	}
	lines := func(sign, text string) string {
		return sign + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n"+sign) + "\n"
	}
	count := func(text string) string { return "1," + string(rune('0'+strings.Count(text, "\n"))) }
	return "--- a/a.go\n+++ b/a.go\n@@ -" + count(before) + " +" + count(after) + " @@\n" + lines("-", before) + lines("+", after)
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
