package samplefile

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"

	"gan2014/internal/npy"
)

// openGzip opens what gzip packed.
func openGzip(packed io.Reader) (*File, error) {
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return nil, fmt.Errorf("it is damaged: %w", err)
	}
	f, err := openStream(unpacked)
	if errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("it is truncated, or damaged: %w", err)
	}
	return f, err
}

// openStream opens an unpacked stream. Of an array it unpacks as many bytes as the header states.
func openStream(r io.Reader) (*File, error) {
	stream := bufio.NewReaderSize(r, npy.MaxHeader)
	start, err := stream.Peek(sniffed)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	format := formatOf(start)
	most, err := int64(mostUnpacked), error(nil)
	switch format {
	case numpyFormat:
		start, _ = stream.Peek(npy.MaxHeader) // an error of the stream comes again when the elements are read
		most, err = npy.Size(bytes.NewReader(start))
	case idxFormat:
		most, err = idxSize(start)
	case zipFormat, gzipFormat:
		return nil, errors.New("it is packed twice: unpack it once")
	default:
		return readStream(format, stream)
	}
	if err != nil {
		return nil, err
	}
	if most > mostUnpacked {
		return nil, tooLarge(mostUnpacked)
	}
	if most == 0 {
		most = mostUnpacked
	}
	file, size, err := spool(io.LimitReader(stream, most+1), most+1) // one more, for the message about what follows the array
	if err != nil {
		return nil, err
	}
	return openContent(file, size)
}
