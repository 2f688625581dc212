package given

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// lines returns n examples of MNIST's size as text, with values from low to high.
func lines(n int, low, high float64) []byte {
	var b bytes.Buffer
	for i := range n {
		for k := range 784 {
			if k > 0 {
				b.WriteByte(',')
			}
			fmt.Fprint(&b, low+(high-low)*float64((i+k)%7)/6)
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// found finds the files of a system with these lines, beside other files, and returns what is said.
func found(t *testing.T, text string) (spec.System, string, error) {
	t.Helper()
	dir := t.TempDir()
	for name, content := range map[string][]byte{
		"unit.csv": lines(12, 0, 1), "tanh.csv": lines(12, -1, 1), "bytes.csv": lines(20, 0, 255), "odd.csv": lines(12, 0, 16), "few.csv": lines(3, 0, 1), "flat.csv": []byte("1,2\n"),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	s, err := spec.Parse("x.yaml", []byte("name: x\nbudget: x\nseeds: 3\nevaluation: {samples: 10, validation: 10, grids: {paper: {from: 0.1, to: 1, count: 2, spacing: log}}}\n"+
		"systems:\n  - {name: Mine, kind: samples, dataset: mnist, "+text+"}\n"), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	err = Find(s, dir, &log)
	if err == nil && len(s.Plan()) != len(s.Systems[0].SHA256s) {
		t.Errorf("%s: %d runs of %d files", text, len(s.Plan()), len(s.Systems[0].SHA256s))
	}
	return s.Systems[0], log.String(), err
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"file: unit.csv":                "0..1",
		"file: tanh.csv":                "-1..1",
		"files: [bytes.csv]":            "0..255",
		"files: [unit.csv, unit.csv]":   "0..1",
		"file: odd.csv, range: 0..16":   "0..16",
		"file: unit.csv, range: same":   "same",
		"file: unit.csv, range: 0..1.5": "0..1.5",
	} {
		s, log, err := found(t, text)
		if err != nil || s.Range != want || len(s.SHA256s[0]) != 64 || !filepath.IsAbs(s.Files[0]) {
			t.Errorf("%s: range %q, SHA-256 %v, files %v, error %v", text, s.Range, s.SHA256s, s.Files, err)
		}
		if says := "Mine: read as " + want + "\n"; !strings.Contains(text, "range") && log != says {
			t.Errorf("%s: says %q, want %q", text, log, says)
		}
	}
}

// TestFindForOwnData checks that samples beside a data set of the user's must have the size of its images.
func TestFindForOwnData(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "unit.csv"), lines(12, 0, 1), 0o600); err != nil {
		t.Fatal(err)
	}
	for size, want := range map[string]string{"[28, 28]": "", "[14, 56]": "", "[8, 8]": "64 values"} {
		s, err := spec.Parse("x.yaml", []byte("name: x\nbudget: x\nseeds: 1\nevaluation: {samples: 10, validation: 10, grids: {paper: {from: 0.1, to: 1, count: 2, spacing: log}}}\n"+
			"systems:\n  - {name: Mine, kind: samples, file: unit.csv, dataset: {name: own, file: own.npy, size: "+size+", split: [50, 20, 20]}}\n"), nil, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := Find(s, dir, new(bytes.Buffer)); want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("size %s: error %v, want %q", size, err, want)
		}
	}
}

func TestFindRefuses(t *testing.T) {
	other := strings.Repeat("0", 64)
	for text, want := range map[string]string{
		"file: none.csv":                          "no such file",
		"file: few.csv":                           "has 3 samples, but the evaluation takes 10: set evaluation.samples to at most 3",
		"file: flat.csv":                          "an example has the shape (2,)",
		"file: odd.csv":                           "none of the ranges 0..1, -1..1 and 0..255",
		"file: bytes.csv, range: -1..1":           "which is not the range -1..1",
		"file: bytes.csv, range: 1..0":            "it must be LOW..HIGH",
		"files: [unit.csv, tanh.csv]":             "unit.csv is read as 0..1, but ",
		"file: unit.csv, sha256: '" + other + "'": "but the spec gives " + other,
		"sha256: '" + other + "'":                 "name the file of its samples",
	} {
		if _, _, err := found(t, text); err == nil || !strings.HasPrefix(err.Error(), `system "Mine": `) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want one that says %q", text, err, want)
		}
	}
}
