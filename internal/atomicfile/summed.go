package atomicfile

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"os"
)

// ErrDamaged says that a file does not have the content that WriteSummed wrote.
var ErrDamaged = errors.New("the file is damaged: its content does not have its checksum")

// WriteSummed writes a file like Write and appends the 32 bytes of the content's SHA-256.
func WriteSummed(path string, write func(w io.Writer) error) error {
	return Write(path, func(w io.Writer) error {
		sum := sha256.New()
		if err := write(io.MultiWriter(w, sum)); err != nil {
			return err
		}
		_, err := w.Write(sum.Sum(nil))
		return err
	})
}

// OpenSummed opens a file that WriteSummed wrote, verifies its SHA-256 by reading it once, and returns a reader of the content.
func OpenSummed(path string) (io.ReadCloser, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	content, err := summed(file)
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{content, file}, nil
}

func summed(file *os.File) (*io.SectionReader, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	length := info.Size() - sha256.Size
	if length < 0 {
		return nil, ErrDamaged
	}
	sum, want := sha256.New(), make([]byte, sha256.Size)
	if _, err := io.Copy(sum, io.NewSectionReader(file, 0, length)); err != nil {
		return nil, err
	}
	if _, err := file.ReadAt(want, length); err != nil {
		return nil, err
	}
	if !bytes.Equal(sum.Sum(nil), want) {
		return nil, ErrDamaged
	}
	return io.NewSectionReader(file, 0, length), nil
}

// CheckSummed compares a file's content with the SHA-256 at its end.
func CheckSummed(file *os.File) error {
	_, err := summed(file)
	return err
}

// ReadSummed reads the content of a file that WriteSummed wrote.
func ReadSummed(path string) ([]byte, error) {
	content, err := OpenSummed(path)
	if err != nil {
		return nil, err
	}
	defer content.Close()
	return io.ReadAll(content)
}
