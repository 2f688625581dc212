package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestWriteCreatesAndReplaces(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.html")
	for _, want := range []string{"first, the longer one", "second", ""} {
		if err := WriteBytes(path, []byte(want)); err != nil {
			t.Fatal(err)
		}
		checkContent(t, path, want)
	}
	checkAlone(t, path)
}

func TestWriteAcceptsABareName(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := WriteBytes("results.csv", []byte("x")); err != nil {
		t.Fatal(err)
	}
	checkContent(t, "results.csv", "x")
	checkAlone(t, "results.csv")
}

func TestFailedWriteLeavesTheOldFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.html")
	if err := WriteBytes(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("template broken")
	err := Write(path, func(w io.Writer) error {
		io.WriteString(w, "half of the new")
		return broken
	})
	if !errors.Is(err, broken) || !strings.Contains(err.Error(), path) {
		t.Errorf("error %v does not name %s and its cause", err, path)
	}
	checkContent(t, path, "old")
	checkAlone(t, path)
}

func TestPanicInWriteLeavesNothingBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.html")
	if err := WriteBytes(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		Write(path, func(io.Writer) error { panic("bug") })
	}()
	checkContent(t, path, "old")
	checkAlone(t, path)
}

func TestOldFileIsWholeUntilTheEnd(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.html")
	if err := WriteBytes(path, []byte("old")); err != nil {
		t.Fatal(err)
	}
	err := Write(path, func(w io.Writer) error {
		_, err := io.WriteString(w, "new")
		checkContent(t, path, "old")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	checkContent(t, path, "new")
}

func TestRenameFailureRemovesTheTemporaryFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "taken")
	if err := os.MkdirAll(filepath.Join(path, "by a folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := WriteBytes(path, []byte("x")); err == nil {
		t.Error("a folder was overwritten")
	}
	checkAlone(t, path)
}

func TestMissingFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "absent", "report.html")
	if err := WriteBytes(path, nil); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got %v, want ErrNotExist", err)
	}
}

// TestModeIsThatOfAnyNewFile checks that a file has the mode of any new file, so that others can read a report.
func TestModeIsThatOfAnyNewFile(t *testing.T) {
	dir := t.TempDir()
	plain, path := filepath.Join(dir, "plain"), filepath.Join(dir, "atomic")
	if f, err := os.Create(plain); err != nil {
		t.Fatal(err)
	} else {
		f.Close()
	}
	if err := WriteBytes(path, nil); err != nil {
		t.Fatal(err)
	}
	a, err := os.Stat(plain)
	if err != nil {
		t.Fatal(err)
	}
	b, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if a.Mode() != b.Mode() {
		t.Errorf("mode %v, want %v", b.Mode(), a.Mode())
	}
}

func checkContent(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s holds %q, want %q", path, got, want)
	}
}

// checkAlone fails if anything but path lies in its folder.
func checkAlone(t *testing.T, path string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(path) {
			t.Errorf("%s was left behind", e.Name())
		}
	}
}

func TestMkdirAll(t *testing.T) {
	dir := t.TempDir()
	for range 2 { // the second time it is there
		if err := MkdirAll(filepath.Join(dir, "a", "b")); err != nil {
			t.Fatal(err)
		}
	}
	if info, err := os.Stat(filepath.Join(dir, "a", "b")); err != nil || !info.IsDir() {
		t.Error(info, err)
	}
	if err := os.WriteFile(filepath.Join(dir, "file"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := MkdirAll(filepath.Join(dir, "file", "c")); err == nil {
		t.Error("a file is no folder")
	}
}

// TestTwoWriters checks that two writers of one file at the same time do not disturb each other: the file is the whole file of the last
// one.
func TestTwoWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "report.html")
	err := Write(path, func(w io.Writer) error {
		if _, err := io.WriteString(w, "the first, "); err != nil {
			return err
		}
		if err := WriteBytes(path, []byte("the second")); err != nil {
			t.Errorf("the second writer: %v", err)
		}
		checkContent(t, path, "the second")
		_, err := io.WriteString(w, "whole")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	checkContent(t, path, "the first, whole")
	checkAlone(t, path)
}
