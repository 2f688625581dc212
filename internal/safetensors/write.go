package safetensors

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"slices"
)

// Write writes a file. Values are rounded to half precision; equal files have equal bytes.
func Write(w io.Writer, f File) error {
	header, err := f.header()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	out.Write(binary.LittleEndian.AppendUint64(nil, uint64(len(header)))) // Flush returns the first error
	out.Write(header)
	for _, t := range f.Tensors {
		for _, x := range t.Data {
			h := ToHalf(x)
			out.WriteByte(byte(h))
			out.WriteByte(byte(h >> 8))
		}
	}
	return out.Flush()
}

// An entry describes a tensor in the header.
type entry struct {
	Type    string `json:"dtype"`
	Shape   []int  `json:"shape"`
	Offsets [2]int `json:"data_offsets"` // of its first byte and of the byte after its last, from the end of the header on
}

// header returns the header, with blanks after it so that the values begin at a multiple of 8 bytes.
func (f File) header() ([]byte, error) {
	var names []string
	var values []any
	if f.Metadata != nil {
		names, values = append(names, metadataKey), append(values, f.Metadata)
	}
	at := 0
	for _, t := range f.Tensors {
		if n, ok := count(t.Shape); !ok || n != len(t.Data) || t.Shape == nil {
			return nil, fmt.Errorf("tensor %s has %d values, but the shape %v", t.Name, len(t.Data), t.Shape)
		}
		end := at + halfBytes*len(t.Data)
		names, values = append(names, t.Name), append(values, entry{halfType, t.Shape, [2]int{at, end}})
		at = end
	}
	text := []byte("{")
	for i, name := range names {
		if i > 0 {
			text = append(text, ',')
		}
		key, err := json.Marshal(name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(values[i])
		if err != nil {
			return nil, err
		}
		text = slices.Concat(text, key, []byte(":"), value)
	}
	text = append(text, '}')
	for len(text)%8 != 0 {
		text = append(text, ' ')
	}
	return text, nil
}
