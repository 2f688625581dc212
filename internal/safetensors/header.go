package safetensors

import (
	"encoding/binary"
	"errors"
	"fmt"
	"unicode/utf8"
)

// split returns the header's text and the values after it.
func split(content []byte) (header, values []byte, err error) {
	if len(content) < lengthBytes {
		return nil, nil, errors.New("it is too short to be a safetensors file")
	}
	length, rest := binary.LittleEndian.Uint64(content), content[lengthBytes:]
	switch {
	case length > maxHeader:
		return nil, nil, fmt.Errorf("it is not a safetensors file: its header would have %d bytes", length)
	case length > uint64(len(rest)):
		return nil, nil, fmt.Errorf("it is truncated: its header has %d bytes, but only %d follow", length, len(rest))
	case length == 0 || rest[0] != '{':
		return nil, nil, errors.New("it is not a safetensors file: its header does not begin with {")
	case !utf8.Valid(rest[:length]):
		return nil, nil, errors.New("its header is not UTF-8")
	}
	return rest[:length], rest[length:], nil
}

// parseHeader parses the header. The tensors have no values yet.
func parseHeader(text []byte) (f File, offsets [][]int, err error) {
	all, err := members(text)
	if err != nil {
		return f, nil, fmt.Errorf("its header: %w", err)
	}
	for _, m := range all {
		if m.key == metadataKey {
			f.Metadata, err = parseMetadata(m.value)
			if err != nil {
				return f, nil, fmt.Errorf("its metadata: %w", err)
			}
			continue
		}
		shape, at, err := parseEntry(m.value)
		if err != nil {
			return f, nil, fmt.Errorf("tensor %.60q: %w", m.key, err)
		}
		f.Tensors, offsets = append(f.Tensors, Tensor{Name: m.key, Shape: shape}), append(offsets, at)
	}
	return f, offsets, nil
}

func parseMetadata(text []byte) (map[string]string, error) {
	all, err := members(text)
	if err != nil {
		return nil, err
	}
	metadata := map[string]string{}
	for _, m := range all {
		if metadata[m.key], err = m.text(); err != nil {
			return nil, err
		}
	}
	return metadata, nil
}

// parseEntry parses the description of a tensor, which has exactly three keys.
func parseEntry(text []byte) (shape, offsets []int, err error) {
	all, err := members(text)
	if err != nil {
		return nil, nil, err
	}
	dtype := ""
	for _, m := range all {
		switch m.key {
		case "dtype":
			dtype, err = m.text()
		case "shape":
			shape, err = m.numbers()
		case "data_offsets":
			offsets, err = m.numbers()
		default:
			err = fmt.Errorf("unknown key %.60q", m.key)
		}
		if err != nil {
			return nil, nil, err
		}
	}
	switch {
	case dtype != halfType:
		return nil, nil, fmt.Errorf("its type is %.20q: need %s", dtype, halfType)
	case shape == nil:
		return nil, nil, errors.New("it has no shape")
	case len(offsets) != 2:
		return nil, nil, errors.New("it has no two data_offsets")
	}
	return shape, offsets, nil
}
