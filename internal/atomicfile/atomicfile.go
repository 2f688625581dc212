// Package atomicfile replaces files atomically. A reader, or the next run after
// a crash, finds either the whole old file or the whole new file.
//
// Write writes the content to a temporary file in the same folder, flushes it
// to the disk and renames it over the target. Then it flushes the folder,
// because a power cut could otherwise undo the rename.
package atomicfile

import (
	"crypto/rand"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Write replaces the file at path with the output of write. If write or any
// step before the rename fails, the file at path is unchanged and no temporary
// file remains. The folder must exist. The new file's mode is 0666 before umask.
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

// reason returns the error without the name of the temporary file, which does not help the user.
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

// MkdirAll creates a folder and its missing parents, as os.MkdirAll does. It
// flushes the folders in which it created one.
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
