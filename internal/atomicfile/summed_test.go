package atomicfile

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// TestSummed checks that every flipped bit and every cut is found.
func TestSummed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	for _, content := range [][]byte{nil, []byte("content")} {
		err := WriteSummed(path, func(w io.Writer) error {
			_, err := w.Write(content)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := ReadSummed(path); err != nil || !bytes.Equal(got, content) {
			t.Errorf("%q is read as %q, error %v", content, got, err)
		}
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		refuse := func(damaged []byte) {
			t.Helper()
			if err := os.WriteFile(path, damaged, 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := ReadSummed(path); !errors.Is(err, ErrDamaged) {
				t.Errorf("%x: error %v", damaged, err)
			}
		}
		for i := range 8 * len(whole) {
			damaged := bytes.Clone(whole)
			damaged[i/8] ^= 1 << (i % 8)
			refuse(damaged)
		}
		for n := range whole {
			refuse(whole[:n])
		}
		refuse(append(whole, 0))
	}
	if _, err := ReadSummed(path + "?"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a file that is not there: error %v", err)
	}
}
