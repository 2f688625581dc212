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
	"slices"

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
	Tensors []Shape
}

// ErrCorrupt says that the bytes of a checkpoint have changed.
var ErrCorrupt = errors.New("the checkpoint is damaged")

// A ForeignError says that a checkpoint belongs to another run.
type ForeignError struct{ Run, Wanted string } // keys

func (e *ForeignError) Error() string {
	return fmt.Sprintf("the checkpoint belongs to run %s, but this is run %s", e.Run, e.Wanted)
}

// Save writes the state (as JSON) and the values and velocities of the parameters, and their averages and mean squares if there are any. It writes the whole file or none.
func Save(path string, state any, params []*Param[float32]) error {
	h := header{}
	var err error
	if h.State, err = json.Marshal(state); err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	for _, p := range params {
		h.Tensors = append(h.Tensors, Shape{p.Name, p.Value.Rows, p.Value.Cols})
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
			if err := errors.Join(encode(both, p.Value.Data), encode(both, p.Velocity.Data), encode(both, p.Average.Data), encode(both, p.Square.Data)); err != nil {
				return err
			}
		}
		_, err := w.Write(sum.Sum(nil))
		return err
	})
}

// Load reads a checkpoint of Save. It reads the state and then calls accept, which may check the state and refuse it. accept returns
// the parameters to fill; they must have the saved names and shapes. Load changes them only if the whole file is valid.
func Load(path string, state any, accept func() ([]*Param[float32], error)) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := load(file, state, accept); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

func load(file *os.File, state any, accept func() ([]*Param[float32], error)) error {
	text, values, err := split(file)
	if err != nil {
		return err
	}
	h := header{}
	if err := json.Unmarshal(text, &h); err != nil {
		return err
	}
	if err := json.Unmarshal(h.State, state); err != nil {
		return fmt.Errorf("the state: %w", err)
	}
	params, err := accept()
	if err != nil {
		return err
	}
	if err := h.fits(params, values.Size()); err != nil {
		return err
	}
	for _, p := range params {
		if err := errors.Join(decode(p.Value.Data, values), decode(p.Velocity.Data, values), decode(p.Average.Data, values), decode(p.Square.Data, values)); err != nil {
			return err
		}
	}
	return nil
}

// split checks the file and returns its JSON and its values. It reads the file an extra time to keep it out of memory: a checkpoint
// of the largest nets is 850 MB.
func split(file *os.File) (text []byte, values *io.SectionReader, err error) {
	info, err := file.Stat()
	if err != nil {
		return nil, nil, err
	}
	body := info.Size() - sha256.Size
	start := make([]byte, len(magic)+4)
	if body < int64(len(start)) {
		return nil, nil, ErrCorrupt
	}
	sum, want := sha256.New(), make([]byte, sha256.Size)
	if _, err := io.Copy(sum, io.NewSectionReader(file, 0, body)); err != nil {
		return nil, nil, err
	}
	if _, err := file.ReadAt(want, body); err != nil {
		return nil, nil, err
	}
	if _, err := file.ReadAt(start, 0); err != nil {
		return nil, nil, err
	}
	at, n := int64(len(start)), int64(binary.LittleEndian.Uint32(start[len(magic):]))
	if !bytes.Equal(sum.Sum(nil), want) || !bytes.HasPrefix(start, []byte(magic)) || n > body-at {
		return nil, nil, ErrCorrupt
	}
	text = make([]byte, n)
	_, err = file.ReadAt(text, at)
	return text, io.NewSectionReader(file, at+n, body-at-n), err
}

// fits compares the tensors of a file with those of a net.
func (h header) fits(params []*Param[float32], size int64) error {
	if len(h.Tensors) != len(params) {
		return fmt.Errorf("it holds %d tensors, but the net has %d", len(h.Tensors), len(params))
	}
	for i, p := range params {
		if want := (Shape{p.Name, p.Value.Rows, p.Value.Cols}); h.Tensors[i] != want {
			return fmt.Errorf("tensor %d is %v, but the net has %v", i, h.Tensors[i], want)
		}
		size -= 4 * int64(len(p.Value.Data)+len(p.Velocity.Data)+len(p.Average.Data)+len(p.Square.Data))
	}
	if size != 0 {
		return ErrCorrupt
	}
	return nil
}

// piece is the number of values that are converted at a time.
const piece = 1 << 14

func encode(w io.Writer, values []float32) error {
	b := make([]byte, 0, 4*piece)
	for part := range slices.Chunk(values, piece) {
		b = b[:0]
		for _, v := range part {
			b = binary.LittleEndian.AppendUint32(b, math.Float32bits(v))
		}
		if _, err := w.Write(b); err != nil {
			return err
		}
	}
	return nil
}

func decode(values []float32, r io.Reader) error {
	b := make([]byte, 4*piece)
	for part := range slices.Chunk(values, piece) {
		b = b[:4*len(part)]
		if _, err := io.ReadFull(r, b); err != nil {
			return err
		}
		for i := range part {
			part[i] = math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
		}
	}
	return nil
}
