// Package atomicfile writes files that are never seen half written: a reader,
// or the next run after a crash, finds the old file or the new one, whole.
//
// The content goes to a temporary file in the same folder, is flushed to the
// disk and renamed over the target; then the folder itself is flushed, without
// which a power cut could undo the rename.
package atomicfile

import (
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write replaces the file at path with what write produces. If write or any
// step before the rename fails, path is left as it was and no temporary file
// remains. The folder must exist; the new file's mode is 0666 before umask.
func Write(path string, write func(w io.Writer) error) error {
	dir, base := filepath.Split(filepath.Clean(path))
	if dir == "" {
		dir = "."
	}
	temp := filepath.Join(dir, "."+base+"."+rand.Text()+".tmp")
	if err := writeSynced(temp, write); err != nil {
		os.Remove(temp)
		return fmt.Errorf("write %s: %w", path, reason(err, temp))
	}
	if err := os.Rename(temp, path); err != nil {
		os.Remove(temp)
		return fmt.Errorf("write %s: %w", path, err)
	}
	if err := syncDir(dir); err != nil {
		return fmt.Errorf("write %s: flush its folder: %w", path, err)
	}
	return nil
}

// reason is an error without the name of the temporary file, which is of no use to anybody.
func reason(err error, temp string) error {
	if at, ok := err.(*fs.PathError); ok && at.Path == temp {
		return at.Err
	}
	return err
}

// WriteBytes replaces the file at path with data, as Write does.
func WriteBytes(path string, data []byte) error {
	return Write(path, func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

func writeSynced(path string, write func(w io.Writer) error) (err error) {
	// Not os.CreateTemp: its mode 0600 would stay with the renamed file.
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	finished := false
	defer func() {
		if closeErr := f.Close(); err == nil {
			err = closeErr
		}
		if !finished { // write panicked
			os.Remove(path)
		}
	}()
	err = write(f)
	finished = true
	if err != nil {
		return err
	}
	return f.Sync()
}

// MkdirAll creates a folder and those above it that are missing, as
// os.MkdirAll does, and flushes the folders in which it made one.
func MkdirAll(dir string) error {
	var parents []string
	for at := filepath.Clean(dir); ; at = filepath.Dir(at) {
		if _, err := os.Stat(at); err == nil || at == filepath.Dir(at) {
			break
		}
		parents = append(parents, filepath.Dir(at))
	}
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for _, parent := range parents {
		if err := syncDir(parent); err != nil {
			return fmt.Errorf("flush folder %s: %w", parent, err)
		}
	}
	return nil
}

func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
