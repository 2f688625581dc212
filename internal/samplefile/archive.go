package samplefile

import (
	"archive/tar"
	"archive/zip"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// openZip opens a zip archive: its only array, or its pictures in the order of their names.
func openZip(r io.ReaderAt, size int64) (*File, error) {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("it is a damaged zip archive: %w", err)
	}
	entry, err := arrayOf(archive, "")
	if err != nil {
		return nil, err
	}
	if entry == nil {
		return zippedPictures(archive)
	}
	unpacked, err := entry.Open()
	if err != nil {
		return nil, fmt.Errorf("%.200q: %w", entry.Name, err)
	}
	defer unpacked.Close()
	f, err := openStream(unpacked)
	if err != nil {
		return nil, fmt.Errorf("%.200q: %w", entry.Name, err)
	}
	return f, nil
}

// arrayOf returns the array of the given name, or the only one. It returns nil if there are none and no name is given.
func arrayOf(archive *zip.Reader, name string) (*zip.File, error) {
	var arrays []*zip.File
	var names []string
	for _, f := range archive.File {
		short, ok := strings.CutSuffix(f.Name, ".npy")
		if !ok {
			continue
		}
		if name != "" && (name == short || name == f.Name) {
			return f, nil
		}
		arrays, names = append(arrays, f), append(names, short)
	}
	slices.Sort(names)
	list := fmt.Sprintf("%.300s", strings.Join(names, ", "))
	switch {
	case name != "" && len(arrays) == 0:
		return nil, fmt.Errorf("it has no array %.100q, and no other", name)
	case name != "":
		return nil, fmt.Errorf("it has no array %.100q: it has %s", name, list)
	case len(arrays) > 1:
		return nil, fmt.Errorf("it has %d arrays, %s: give one of them, as in FILE.npz:%.100s", len(arrays), list, names[0])
	case len(arrays) == 1:
		return arrays[0], nil
	}
	return nil, nil
}

func zippedPictures(archive *zip.Reader) (*File, error) {
	p, err := newPictures()
	if err != nil {
		return nil, err
	}
	files := slices.DeleteFunc(slices.Clone(archive.File), func(f *zip.File) bool { return f.FileInfo().IsDir() || !isPicture(f.Name) })
	slices.SortStableFunc(files, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	for _, f := range files {
		var unpacked io.ReadCloser
		if unpacked, err = f.Open(); err == nil {
			err = p.add(f.Name, unpacked)
			unpacked.Close()
		}
		if err != nil {
			break
		}
	}
	return p.close(err)
}

// readTar reads the pictures of a tar archive, in the order of the archive.
func readTar(r io.Reader) (*File, error) {
	p, err := newPictures()
	if err != nil {
		return nil, err
	}
	return p.close(p.addTar(tar.NewReader(r)))
}

func (p *pictures) addTar(archive *tar.Reader) error {
	for {
		h, err := archive.Next()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("it is a damaged tar archive: %w", err)
		case h.Typeflag != tar.TypeReg || !isPicture(h.Name):
			continue
		}
		if err := p.add(h.Name, archive); errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("it is a truncated tar archive: %w", err)
		} else if err != nil {
			return err
		}
	}
}
