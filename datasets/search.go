package datasets

import (
	"archive/tar"
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A search looks for the wanted files of an order in the forms in which other programs leave them: under other names, uncompressed or
// packed with gzip, in a tar or zip archive, or as a variant. It identifies a file by its content: first by its size and then by its
// checksum. It changes no file.
type search struct {
	order
	ctx    context.Context
	given  map[rawFile]bool
	doubts []error // errors of files that have the name of a wanted file and other content
	looked int
}

// Bounds of a search.
const (
	mostDepth = 4      // depth of nested folders
	mostFiles = 20_000 // number of files
)

// A variant is another program's form of a raw file, which can be converted to the raw file.
type variant struct {
	name string // in small letters
	of   string // the raw file
	read func(b []byte) ([]byte, error)
}

func newSearch(ctx context.Context, o order) *search {
	return &search{order: o, ctx: ctx, given: map[rawFile]bool{}}
}

// lacking returns the wanted files that have not been found so far.
func (s *search) lacking() []rawFile {
	return slices.DeleteFunc(slices.Clone(s.wanted), func(f rawFile) bool { return s.given[f] })
}

// folder searches a folder and its subfolders, except hidden ones.
func (s *search) folder(dir string, depth int) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := s.ctx.Err(); err != nil || len(s.lacking()) == 0 {
			return err
		}
		if s.looked++; s.looked > mostFiles {
			s.recordError(fmt.Errorf("%s has more than %d files: the rest was not searched", dir, mostFiles))
			return nil
		}
		path := filepath.Join(dir, e.Name())
		info, err := os.Stat(path) // links are followed
		switch {
		case err != nil || strings.HasPrefix(e.Name(), "."):
		case info.IsDir() && depth > 0:
			if err := s.folder(path, depth-1); err != nil && !errors.Is(err, os.ErrPermission) {
				return err
			}
		case info.Mode().IsRegular():
			if err := s.file(path, info.Size()); err != nil {
				s.recordError(fmt.Errorf("%s: %w", path, err))
			}
		}
	}
	return nil
}

// recordError records an error that may explain why a file is missing. It records equal errors once.
func (s *search) recordError(err error) {
	if !slices.ContainsFunc(s.doubts, func(d error) bool { return d.Error() == err.Error() }) {
		s.doubts = append(s.doubts, err)
	}
}

// file examines a file, or the files it contains if it is an archive.
func (s *search) file(path string, size int64) error {
	file, err := os.Open(path)
	if errors.Is(err, os.ErrPermission) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	head := make([]byte, tarMagicEnd)
	n, _ := io.ReadFull(file, head)
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	switch head = head[:n]; {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return s.zip(path, file, size)
	case isTar(head):
		return s.tar(path, file)
	case !bytes.HasPrefix(head, []byte("\x1f\x8b")):
		return s.acceptIfMissing(path, filepath.Base(path), size, file)
	}
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return nil // it only begins like a packed file
	}
	plain := bufio.NewReaderSize(unpacked, 1<<16)
	if head, _ := plain.Peek(tarMagicEnd); isTar(head) {
		return s.tar(path, plain)
	}
	return s.acceptIfMissing(path, filepath.Base(path), unpackedSize(file, size), plain)
}

// tarMagicEnd is the offset at which the magic number of a tar archive ends.
const tarMagicEnd = 262

func isTar(head []byte) bool {
	return len(head) >= tarMagicEnd && string(head[tarMagicEnd-5:tarMagicEnd]) == "ustar"
}

// unpackedSize returns the size of a gzip file's content, which the end of the file states for contents below 4 GB.
func unpackedSize(file io.ReaderAt, size int64) int64 {
	var last [4]byte
	if _, err := file.ReadAt(last[:], size-4); err != nil {
		return 0
	}
	return int64(binary.LittleEndian.Uint32(last[:]))
}

func (s *search) tar(path string, r io.Reader) error {
	archive := tar.NewReader(io.LimitReader(r, unknownLimit))
	for len(s.lacking()) > 0 && s.ctx.Err() == nil {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if entry.Typeflag == tar.TypeReg {
			if err := s.acceptIfMissing(path+": "+entry.Name, baseName(entry.Name), entry.Size, archive); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *search) zip(path string, r io.ReaderAt, size int64) error {
	archive, err := zip.NewReader(r, size)
	if err != nil {
		return nil // it only begins like an archive
	}
	for _, entry := range archive.File {
		if len(s.lacking()) == 0 || s.ctx.Err() != nil {
			return nil
		}
		if entry.Mode().IsRegular() && s.mayBeMissing(baseName(entry.Name), int64(entry.UncompressedSize64)) {
			r, err := entry.Open()
			if err != nil {
				return err
			}
			err = s.acceptIfMissing(path+": "+entry.Name, baseName(entry.Name), int64(entry.UncompressedSize64), r)
			if err = errors.Join(err, r.Close()); err != nil {
				return err
			}
		}
	}
	return nil
}

func baseName(name string) string { return path.Base(strings.ReplaceAll(name, `\`, "/")) }

// mayBeMissing reports whether a file of this name and size may be a missing file.
func (s *search) mayBeMissing(name string, size int64) bool {
	return len(s.candidates(name, size)) > 0 || s.variant(name) != nil
}

// candidates returns the missing files that a file of this name and size may be. Those of the same name come first.
func (s *search) candidates(name string, size int64) (fits []rawFile) {
	for _, f := range s.lacking() {
		switch {
		case sameName(name, f.name):
			fits = slices.Insert(fits, 0, f)
		case f.bytes > 0 && f.bytes == size:
			fits = append(fits, f)
		}
	}
	return fits
}

// variant returns the variant with this name of a missing file, or nil if there is none.
func (s *search) variant(name string) *variant {
	for i, v := range s.variants {
		if v.name == strings.ToLower(name) && slices.ContainsFunc(s.lacking(), func(f rawFile) bool { return f.name == v.of }) {
			return &s.variants[i]
		}
	}
	return nil
}

// sameName reports whether two names are equal except for case, dots instead of hyphens, and ".gz".
func sameName(a, b string) bool {
	bare := func(name string) string {
		return strings.ReplaceAll(strings.TrimSuffix(strings.ToLower(name), ".gz"), ".", "-")
	}
	return bare(a) == bare(b)
}

// acceptIfMissing accepts a file if it is one of the missing files. where names the file for the user.
func (s *search) acceptIfMissing(where, name string, size int64, r io.Reader) error {
	fits, v := s.candidates(name, size), s.variant(name)
	if len(fits) == 0 && v == nil {
		return nil
	}
	most := int64(0) // largest size of a candidate
	if v != nil {
		most = size
	}
	for _, f := range fits {
		most = max(most, f.limit())
	}
	data, err := io.ReadAll(io.LimitReader(r, most+packingSlack))
	if err != nil {
		return err
	}
	for _, f := range fits {
		if s.alreadyExamined(where, f) {
			continue
		}
		switch err := s.accept(f, bytes.NewReader(data)); {
		case err == nil:
			s.recordFound(f, where)
			return nil
		case sameName(name, f.name) && !ofAnotherSet(err):
			s.recordError(fmt.Errorf("%s: %w", where, err))
		}
	}
	if v != nil {
		return s.convert(where, *v, data)
	}
	return nil
}

// convert converts a variant to its raw file and accepts it.
func (s *search) convert(where string, v variant, data []byte) error {
	plain, err := v.read(data)
	if err != nil {
		return err
	}
	f := s.wanted[slices.IndexFunc(s.wanted, func(f rawFile) bool { return f.name == v.of })]
	if err := s.accept(f, bytes.NewReader(plain)); err != nil {
		return fmt.Errorf("made into %w", err)
	}
	s.recordFound(f, where)
	return nil
}

func (s *search) recordFound(f rawFile, where string) {
	s.given[f] = true
	s.say("found %s in %s", f.name, where)
}

// alreadyExamined reports whether the cache has examined the file at this path before.
func (s *search) alreadyExamined(where string, f rawFile) bool {
	plain := filepath.Join(s.dir, f.name)
	return where == plain || where == plain+".gz"
}

// ofAnotherSet reports whether a checksum is wrong because the file belongs to another published data set.
func ofAnotherSet(err error) bool {
	var wrong *checksumError
	if !errors.As(err, &wrong) {
		return false
	}
	for _, name := range Names() {
		p, err := published(name)
		if err != nil {
			continue
		}
		for _, form := range p.forms {
			if slices.ContainsFunc(form.files, func(f rawFile) bool { return f.sum == wrong.got }) {
				return true
			}
		}
	}
	return false
}
