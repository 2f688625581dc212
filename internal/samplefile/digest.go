package samplefile

import (
	"archive/zip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Digest returns the SHA-256, in hexadecimal, of what a path names: of the file; for FILE.npz:NAME of the array's .npy file in the archive;
// for a folder of the lines "SHA-256, two spaces, name" of its pictures in the order of their names, as sha256sum prints them.
func Digest(path string) (string, error) {
	all := sha256.New()
	err := eachFile(path, func(name string, r io.Reader) error {
		if name == "" {
			_, err := io.Copy(all, r)
			return err
		}
		one := sha256.New()
		_, err := io.Copy(one, r)
		fmt.Fprintf(all, "%x  %s\n", one.Sum(nil), name)
		return err
	})
	return hex.EncodeToString(all.Sum(nil)), err
}

// Copy copies what a path names, so that the copy has the same digest. It replaces what is there.
func Copy(path, to string) error {
	if err := os.RemoveAll(to); err != nil {
		return err
	}
	return eachFile(path, func(name string, r io.Reader) error {
		target := filepath.Join(to, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
			return err
		}
		file, err := os.Create(target)
		if err != nil {
			return err
		}
		_, err = io.Copy(file, r)
		return errors.Join(err, file.Close())
	})
}

// eachFile calls use for what a path names: for each picture of a folder with its name, or once without a name.
func eachFile(path string, use func(name string, r io.Reader) error) error {
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return eachPicture(path, func(name string, file *os.File) error { return use(name, file) })
	}
	r, err := openBytes(path)
	if err != nil {
		return err
	}
	defer r.Close()
	return use("", r)
}

// openBytes opens a file, or an array of a .npz file.
func openBytes(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		if archive, name, ok := cutArray(path); ok {
			return unpackArray(archive, name)
		}
	}
	return file, err
}

// An unpacking is an entry of a zip archive that is open.
type unpacking struct {
	io.ReadCloser
	archive *zip.ReadCloser
}

func (u unpacking) Close() error { return errors.Join(u.ReadCloser.Close(), u.archive.Close()) }

// unpackArray opens the .npy file of an array in a .npz file.
func unpackArray(path, name string) (io.ReadCloser, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, fmt.Errorf("%s is no .npz file, in which %q could be an array: %w", path, name, err)
	}
	entry, err := arrayOf(&archive.Reader, name)
	if err == nil {
		var r io.ReadCloser
		if r, err = entry.Open(); err == nil {
			return unpacking{r, archive}, nil
		}
	}
	archive.Close()
	return nil, err
}
