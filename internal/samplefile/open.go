// Package samplefile opens files of examples in the formats that programs write: NumPy's .npy and .npz, IDX as of MNIST, text with commas
// (CSV), and pictures in a folder, a zip or a tar archive; all of them packed by gzip too, and from standard input. Open recognises a
// format by the content and not by the name. file.go describes an open file, and the other files have one format each.
//
// The package takes no more memory than an example and a line need, whatever a file states. It reads what is packed, and what is text or a
// picture, through a temporary file (spool.go), whose size is limited by what the file states and by mostUnpacked.
package samplefile

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"gan2014/internal/npy"
)

// Stdin is the path of standard input.
const Stdin = "-"

// Open opens the examples of a path: of a file, a folder of pictures, standard input for Stdin, or of one array of several for
// FILE.npz:NAME. It returns an error that says what to do if the content is in no known format, is damaged, or contradicts itself. The
// caller closes the file.
func Open(path string, stdin io.Reader) (*File, error) {
	if path == Stdin {
		return spooled(stdin)
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if archive, name, ok := cutArray(path); ok {
			return openArray(archive, name)
		}
	}
	switch {
	case err != nil:
		return nil, err
	case info.IsDir():
		return openFolder(path)
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // a pipe
		defer file.Close()
		return spooled(file)
	}
	return openContent(file, info.Size())
}

// spooled copies a stream to a temporary file and opens it.
func spooled(r io.Reader) (*File, error) {
	file, size, err := spool(r, mostUnpacked)
	if err != nil {
		return nil, err
	}
	return openContent(file, size)
}

// openContent opens a file of any format. It closes the file if it fails or does not need it any more.
func openContent(file *os.File, size int64) (*File, error) {
	f, err := readContent(file, size)
	if err != nil || f.file != file {
		file.Close()
	}
	return f, err
}

// sniffed is the number of bytes by which a format is recognised: the first block of a tar archive.
const sniffed = 512

func readContent(file *os.File, size int64) (*File, error) {
	start := make([]byte, sniffed)
	n, err := file.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch formatOf(start[:n]) {
	case numpyFormat:
		return openNumpy(file, size)
	case idxFormat:
		return openIDX(file, size)
	case zipFormat:
		return openZip(file, size)
	case gzipFormat:
		return openGzip(io.NewSectionReader(file, 0, size))
	}
	return readStream(formatOf(start[:n]), io.NewSectionReader(file, 0, size))
}

// readStream reads a format that is read from its beginning to its end.
func readStream(format format, r io.Reader) (*File, error) {
	switch format {
	case tarFormat:
		return readTar(r)
	case textFormat:
		return readText(r)
	case pictureFormat:
		return nil, errors.New("it is one picture: give a folder, a zip or a tar archive of pictures")
	case emptyFormat:
		return nil, errors.New("it is empty")
	}
	return nil, fmt.Errorf("it is in none of the formats %s", formats)
}

// formats names what a user may give.
const formats = ".npy, .npz, IDX, CSV, all of them with .gz, and PNG or JPEG pictures in a folder, a zip or a tar archive"

type format int

const (
	unknownFormat format = iota
	emptyFormat
	numpyFormat
	idxFormat
	zipFormat
	gzipFormat
	tarFormat
	textFormat
	pictureFormat
)

// formatOf recognises a format by the first bytes of a file.
func formatOf(start []byte) format {
	begins := func(magic string) bool { return bytes.HasPrefix(start, []byte(magic)) }
	switch {
	case len(start) == 0:
		return emptyFormat
	case begins("\x93NUMPY"):
		return numpyFormat
	case begins("PK\x03\x04"), begins("PK\x05\x06"):
		return zipFormat
	case begins("\x1f\x8b"):
		return gzipFormat
	case begins("\x89PNG"), begins("\xff\xd8\xff"):
		return pictureFormat
	case len(start) >= sniffed && string(start[257:262]) == "ustar":
		return tarFormat
	case isIDX(start):
		return idxFormat
	case isText(start):
		return textFormat
	}
	return unknownFormat
}

func openNumpy(file *os.File, size int64) (*File, error) {
	array, err := npy.Open(file, size)
	if err != nil {
		return nil, err
	}
	return fileOf(array, file), nil
}

// cutArray divides FILE.npz:NAME, where FILE is a file.
func cutArray(path string) (archive, name string, ok bool) {
	at := strings.LastIndex(path, ":")
	if at < 0 {
		return "", "", false
	}
	info, err := os.Stat(path[:at])
	return path[:at], path[at+1:], err == nil && info.Mode().IsRegular()
}

// openArray opens one array of a .npz file.
func openArray(archive, name string) (*File, error) {
	array, err := unpackArray(archive, name)
	if err != nil {
		return nil, err
	}
	defer array.Close()
	return openStream(array)
}
