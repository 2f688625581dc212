package samplefile

import (
	"bufio"
	"os"

	"gan2014/internal/npy"
)

// An output collects the values of examples in a temporary file.
type output struct {
	file *os.File
	*bufio.Writer
	size int64
}

func newOutput() (*output, error) {
	file, err := temporary()
	if err != nil {
		return nil, err
	}
	return &output{file: file, Writer: bufio.NewWriter(file)}, nil
}

func (o *output) write(b []byte) error {
	if o.size += int64(len(b)); o.size > mostUnpacked {
		return tooLarge(mostUnpacked)
	}
	_, err := o.Write(b)
	return err
}

// close returns the file of the values, which have a shape and a type, or the error that was met before.
func (o *output) close(err error, shape []int, element npy.Element, name string) (*File, error) {
	if err == nil {
		err = o.Flush()
	}
	var array *npy.Array
	if err == nil {
		array, err = npy.Elements(o.file, 0, o.size, shape, element)
	}
	if err != nil {
		o.file.Close()
		return nil, err
	}
	f := fileOf(array, o.file)
	f.Type = name
	return f, nil
}
