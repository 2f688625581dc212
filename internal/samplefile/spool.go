package samplefile

import (
	"errors"
	"fmt"
	"io"
	"os"
)

// mostUnpacked is the largest number of bytes of a temporary file: of what is unpacked from an archive or read from standard input. A
// larger .npy file can be given unpacked.
const mostUnpacked = 4 << 30

// temporary creates a temporary file without a name, which vanishes when it is closed.
func temporary() (*os.File, error) {
	file, err := os.CreateTemp("", "gan2014-samples-*")
	if err != nil {
		return nil, err
	}
	if err := os.Remove(file.Name()); err != nil {
		file.Close()
		return nil, err
	}
	return file, nil
}

// spool copies a stream to a temporary file and returns its size. A stream of more than most bytes is an error.
func spool(r io.Reader, most int64) (*os.File, int64, error) {
	file, err := temporary()
	if err != nil {
		return nil, 0, err
	}
	size, err := io.Copy(file, io.LimitReader(r, most+1))
	if err == nil && size > most {
		err = tooLarge(most)
	}
	if err != nil {
		file.Close()
		return nil, 0, err
	}
	return file, size, nil
}

// Save writes a stream, which is limited as a temporary file is, to a new file.
func Save(r io.Reader, path string) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	size, err := io.Copy(file, io.LimitReader(r, mostUnpacked+1))
	if err == nil && size > mostUnpacked {
		err = tooLarge(mostUnpacked)
	}
	return errors.Join(err, file.Close())
}

func tooLarge(most int64) error {
	return fmt.Errorf("it unpacks to more than %d bytes: unpack it, or give fewer samples", most)
}
