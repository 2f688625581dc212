package datasets

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
)

// A pickle reads the pickled files of cifar-10-python.tar.gz: a dictionary that Python 2 wrote in protocol 2. Key "labels" has the labels
// of a batch as a list of small integers, and key "data" has its pixels as the bytes of an array. A pickle executes nothing: it skips
// objects and refuses unknown operations.
type pickle struct{ rest []byte }

// batchOfPickle converts a pickled batch to a batch of records.
func batchOfPickle(b []byte) ([]byte, error) {
	p := pickle{b}
	var key string
	var labels, pixels []byte
	for {
		op, arg, err := p.next()
		switch {
		case err != nil:
			return nil, err
		case op == 'U' && len(arg) < 20:
			key = string(arg)
		case op == 'K' && key == "labels":
			labels = append(labels, arg[0])
		case op == 'T' && key != "filenames" && len(arg) > len(pixels):
			pixels = arg
		case op == '.' && (len(labels) == 0 || len(pixels) != len(labels)*cifarDim):
			return nil, fmt.Errorf("a pickle with %d labels and %d bytes of pixels, want %d for each", len(labels), len(pixels), cifarDim)
		case op == '.':
			return encodeRecords(pixels, labels), nil
		}
	}
}

// next returns the next operation and its argument.
func (p *pickle) next() (op byte, arg []byte, err error) {
	first, err := p.take(1)
	if err != nil {
		return 0, nil, err
	}
	switch op = first[0]; op {
	case '}', ']', '(', ')', 'e', 'a', 'u', 's', 't', 'b', 'R', 'N', '.', 0x85, 0x86, 0x87, 0x88, 0x89: // marks, containers, constants, calls
	case 0x80, 'q', 'h', 'K':
		arg, err = p.take(1)
	case 'M':
		arg, err = p.take(2)
	case 'J', 'r', 'j':
		arg, err = p.take(4)
	case 'U':
		if arg, err = p.take(1); err == nil {
			arg, err = p.take(int64(arg[0]))
		}
	case 'T':
		if arg, err = p.take(4); err == nil {
			arg, err = p.take(int64(binary.LittleEndian.Uint32(arg)))
		}
	case 'c':
		for range 2 { // the module and the name of a function
			end := bytes.IndexByte(p.rest, '\n')
			if _, err = p.take(int64(end) + 1); end < 0 || err != nil {
				return 0, nil, errEndsEarly
			}
		}
	default:
		err = fmt.Errorf("operation %#x, which no batch of CIFAR-10 has in its pickle", op)
	}
	return op, arg, err
}

var errEndsEarly = errors.New("the pickle ends early")

func (p *pickle) take(n int64) ([]byte, error) {
	if n < 0 || n > int64(len(p.rest)) {
		return nil, errEndsEarly
	}
	b := p.rest[:n]
	p.rest = p.rest[n:]
	return b, nil
}
