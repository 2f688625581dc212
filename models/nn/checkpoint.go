package nn

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"

	"gan2014/internal/atomicfile"
)

// A checkpoint file is
//
//	"gan2014 checkpoint 1\n", uint32 n, n bytes of JSON, float32 values of the tensors in turn, sha256 of all before it
//
// little-endian. The JSON holds the state of the training and the name and shape of each tensor.

const magic = "gan2014 checkpoint 1\n"

type header struct {
	State   json.RawMessage
	Tensors []shape
}

type shape struct {
	Name       string
	Rows, Cols int
}

// ErrCorrupt is the error of a checkpoint that is not what was written.
var ErrCorrupt = errors.New("the checkpoint is damaged")

// Save writes the state (as JSON) and the values and velocities of the parameters, whole or not at all.
func Save(path string, state any, params []*Param[float32]) error {
	h := header{}
	var err error
	if h.State, err = json.Marshal(state); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	for _, p := range params {
		h.Tensors = append(h.Tensors, shape{p.Name, p.Value.Rows, p.Value.Cols})
	}
	text, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return atomicfile.Write(path, func(w io.Writer) error {
		sum := sha256.New()
		both := io.MultiWriter(w, sum)
		start := binary.LittleEndian.AppendUint32([]byte(magic), uint32(len(text)))
		if _, err := both.Write(append(start, text...)); err != nil {
			return err
		}
		for _, p := range params {
			for _, m := range []Matrix[float32]{p.Value, p.Velocity} {
				if _, err := both.Write(encode(m.Data)); err != nil {
					return err
				}
			}
		}
		_, err := w.Write(sum.Sum(nil))
		return err
	})
}

// Load reads what Save wrote into state and into params, which must have the names and shapes of those saved. Once the state
// is read, accept may refuse it; parameters change only when nothing fails.
func Load(path string, state any, params []*Param[float32], accept func() error) error {
	file, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	text, values, err := split(file)
	if err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	h := header{}
	if err := json.Unmarshal(text, &h); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	if err := h.fits(params, len(values)); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	if err := json.Unmarshal(h.State, state); err != nil {
		return fmt.Errorf("read the state in %s: %w", path, err)
	}
	if err := accept(); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	for _, p := range params {
		for _, m := range []Matrix[float32]{p.Value, p.Velocity} {
			values = decode(m.Data, values)
		}
	}
	return nil
}

// split checks the file and returns its JSON and its values.
func split(file []byte) (text, values []byte, err error) {
	body := len(file) - sha256.Size
	if body < len(magic)+4 || !bytes.HasPrefix(file, []byte(magic)) {
		return nil, nil, ErrCorrupt
	}
	if sum := sha256.Sum256(file[:body]); !bytes.Equal(sum[:], file[body:]) {
		return nil, nil, ErrCorrupt
	}
	rest := file[len(magic):body]
	n := int64(binary.LittleEndian.Uint32(rest))
	if n > int64(len(rest)-4) {
		return nil, nil, ErrCorrupt
	}
	return rest[4 : 4+n], rest[4+n:], nil
}

// fits compares the tensors of a file with those of a net.
func (h header) fits(params []*Param[float32], size int) error {
	if len(h.Tensors) != len(params) {
		return fmt.Errorf("it holds %d tensors, the net has %d", len(h.Tensors), len(params))
	}
	for i, p := range params {
		if want := (shape{p.Name, p.Value.Rows, p.Value.Cols}); h.Tensors[i] != want {
			return fmt.Errorf("tensor %d is %v, the net has %v", i, h.Tensors[i], want)
		}
		size -= 2 * 4 * len(p.Value.Data)
	}
	if size != 0 {
		return ErrCorrupt
	}
	return nil
}

func encode(values []float32) []byte {
	b := make([]byte, 0, 4*len(values))
	for _, v := range values {
		b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
	}
	return b
}

// decode fills dst from the start of b and returns the rest.
func decode(dst []float32, b []byte) []byte {
	for i := range dst {
		dst[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
	}
	return b[4*len(dst):]
}
