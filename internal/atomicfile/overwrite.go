package atomicfile

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// CheckOverwrite returns an error if writing the file at path, which a flag names, would destroy data. The file may be written if it does
// not exist, or if isOne accepts it as an older file of the same kind and it is no input. input returns the name of the input that is
// the same file, or an empty text.
func CheckOverwrite(flag, path, kind string, isOne func(path string) error, input func(info os.FileInfo) string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		folder := filepath.Dir(path)
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return fmt.Errorf("%s %s: there is no folder %s: make it first", flag, path, folder)
		}
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("%s: %w: give another file", flag, err)
	}
	if name := input(info); name != "" {
		return fmt.Errorf("%s %s is the file of the %s, which would be overwritten: give another file", flag, path, name)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s %s exists and is not a regular file: give another file", flag, path)
	}
	if err := isOne(path); err != nil {
		return fmt.Errorf("%s %s exists and is not %s: give another file, or remove that one", flag, path, kind)
	}
	return nil
}

// SameFile reports whether path refers to the file described by info.
func SameFile(path string, info os.FileInfo) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}
