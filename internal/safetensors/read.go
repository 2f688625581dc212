package safetensors

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"
)

// Read reads the content of a file. It refuses tensors of another type than F16.
func Read(content []byte) (File, error) {
	header, values, err := split(content)
	if err != nil {
		return File{}, err
	}
	f, offsets, err := parseHeader(header)
	if err != nil {
		return File{}, err
	}
	places := make([]place, len(offsets))
	for i, t := range f.Tensors {
		places[i] = place{t, offsets[i][0], offsets[i][1]}
	}
	slices.SortStableFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	if err := check(places, len(values)); err != nil {
		return File{}, err
	}
	for i, p := range places {
		p.Data = make([]float32, (p.to-p.from)/halfBytes)
		for k := range p.Data {
			p.Data[k] = FromHalf(binary.LittleEndian.Uint16(values[p.from+halfBytes*k:]))
		}
		f.Tensors[i] = p.Tensor
	}
	return f, nil
}

// A place is a tensor with the offsets of its values.
type place struct {
	Tensor
	from, to int
}

// check compares the offsets with the shapes. The tensors must follow each other without gaps and fill all bytes.
func check(places []place, bytes int) error {
	at := 0
	for _, p := range places {
		n, ok := count(p.Shape)
		switch {
		case !ok:
			return fmt.Errorf("tensor %.60q: the shape %.60v is too large", p.Name, fmt.Sprint(p.Shape))
		case p.from != at:
			return fmt.Errorf("tensor %.60q begins at byte %d, not at %d, where the one before it ends", p.Name, p.from, at)
		case p.to < p.from || p.to-p.from != halfBytes*n:
			return fmt.Errorf("tensor %.60q: %d values do not lie between the bytes %d and %d", p.Name, n, p.from, p.to)
		}
		at = p.to
	}
	switch {
	case at > bytes:
		return fmt.Errorf("it is truncated: its tensors have %d bytes, but only %d follow the header", at, bytes)
	case at < bytes:
		return fmt.Errorf("%d bytes follow the last tensor", bytes-at)
	}
	return nil
}
