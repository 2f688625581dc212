package npy

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"unicode/utf8"
)

// A header is a file's description of its elements.
type header struct {
	descr   any // a string where elements are plain numbers
	fortran bool
	shape   []int
}

// maxHeader is the largest number of characters that NumPy accepts in a header.
const maxHeader = 10_000

// readHeader returns the text of the dictionary, the version of the format, and the offset of the elements.
func readHeader(r io.ReaderAt) (text string, version byte, offset int64, err error) {
	start := make([]byte, 12)
	n, err := r.ReadAt(start, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return "", 0, 0, err
	}
	if n < 10 || string(start[:6]) != "\x93NUMPY" {
		return "", 0, 0, errors.New("not a NumPy file: save the array with numpy.save")
	}
	version = start[6]
	if version < 1 || version > 3 || start[7] != 0 {
		return "", 0, 0, fmt.Errorf("version %d.%d of the format is unknown: save the array with numpy.save", version, start[7])
	}
	length := int64(binary.LittleEndian.Uint16(start[8:]))
	offset = 10
	if version > 1 {
		length, offset = int64(binary.LittleEndian.Uint32(start[8:])), 12
	}
	if length > utf8.UTFMax*maxHeader {
		return "", 0, 0, fmt.Errorf("header of %d bytes is too long: NumPy reads %d characters", length, maxHeader)
	}
	bytes := make([]byte, length)
	if n, err := r.ReadAt(bytes, offset); int64(n) < length {
		if !errors.Is(err, io.EOF) {
			return "", 0, 0, err
		}
		return "", 0, 0, errors.New("file is truncated within its header")
	}
	text, err = decode(bytes, version)
	if n := utf8.RuneCountInString(text); err == nil && n > maxHeader {
		err = fmt.Errorf("header of %d characters is too long: NumPy reads %d", n, maxHeader)
	}
	return text, version, offset + length, err
}

// decode converts the header's bytes to text. The encoding is UTF-8 from version 3 on, and Latin-1 before.
func decode(b []byte, version byte) (string, error) {
	if version >= 3 {
		if !utf8.Valid(b) {
			return "", errors.New("header is not UTF-8")
		}
		return string(b), nil
	}
	var text strings.Builder
	for _, c := range b {
		text.WriteRune(rune(c))
	}
	return text.String(), nil
}

// parseHeader parses the dictionary, which must have exactly three keys. Versions 1 and 2 may contain long integers of Python 2.
func parseHeader(text string, version byte) (h header, err error) {
	dict, err := parseDict(text, version < 3)
	if err != nil {
		return h, fmt.Errorf("header %.100q is not a dictionary as Python writes it: %w", text, err)
	}
	values := map[any]any{}
	for _, e := range dict {
		name, ok := e.key.(string)
		if !ok || name != "descr" && name != "fortran_order" && name != "shape" {
			return h, fmt.Errorf("header %.100q has the key %v: need descr, fortran_order and shape", text, e.key)
		}
		values[name] = e.value
	}
	if len(values) != 3 {
		return h, fmt.Errorf("header %.100q has no descr, fortran_order and shape", text)
	}
	var ok bool
	h.descr = values["descr"]
	if h.fortran, ok = values["fortran_order"].(bool); !ok {
		return h, fmt.Errorf("header %.100q: fortran_order is neither True nor False", text)
	}
	shape, ok := values["shape"].(pyTuple)
	if !ok {
		return h, fmt.Errorf("header %.100q: shape is not a tuple", text)
	}
	for _, item := range shape {
		n, ok := item.(int)
		if !ok {
			return h, fmt.Errorf("header %.100q: shape is not a tuple of integers in range", text)
		}
		h.shape = append(h.shape, n)
	}
	return h, nil
}

// elementType returns the type of the elements. It accepts NumPy's names and NumPy's codes with a byte-order prefix.
func (h header) elementType() (Element, error) {
	descr, ok := h.descr.(string)
	if !ok {
		return Element{}, fmt.Errorf("elements are of a compound type, %.60s: need plain numbers; save one field, as in a['x'].astype('float32')", fmt.Sprint(h.descr))
	}
	code := descr
	var order binary.ByteOrder = binary.NativeEndian
	if len(descr) > 0 {
		switch descr[0] {
		case '<':
			order, code = binary.LittleEndian, descr[1:]
		case '>':
			order, code = binary.BigEndian, descr[1:]
		case '=', '|':
			code = descr[1:]
		}
	}
	short, ok := shortCodes[code]
	if ok {
		code = short
	} else if code == descr {
		code = codeOf(descr)
	}
	if e, ok := ElementOf(code, order); ok {
		return e, nil
	}
	name := typeNames[code]
	if name != "" {
		name = " (" + name + ")"
	}
	return Element{}, fmt.Errorf("elements are of type %.20q%s: need real numbers; save a.astype('float32')", descr, name)
}

// shortCodes are codes of one letter.
var shortCodes = map[string]string{"e": "f2", "f": "f4", "d": "f8"}

// typeNames lists NumPy's names of types by their codes.
var typeNames = map[string]string{
	"f2": "float16", "f4": "float32", "f8": "float64", "u1": "uint8", "i1": "int8", "u2": "uint16", "i2": "int16", "u4": "uint32", "i4": "int32",
	"u8": "uint64", "i8": "int64", "b1": "bool", "f16": "float128", "O": "object", "c8": "complex64", "c16": "complex128",
}

// codeOf returns the code of a type with a name, and any other text as it is.
func codeOf(name string) string {
	switch name {
	case "half":
		return "f2"
	case "single":
		return "f4"
	case "double", "float":
		return "f8"
	}
	for code, known := range typeNames {
		if known == name {
			return code
		}
	}
	return name
}

// resolve checks the shape. As in numpy.reshape, one length may be negative; resolve computes it from the number of elements in the file.
func (h *header) resolve(elements int64) error {
	total, unknown := 1, -1
	for i, n := range h.shape {
		switch {
		case n == 0:
			return fmt.Errorf("array of shape %v is empty", shapeText(h.shape))
		case n < 0 && unknown >= 0:
			return fmt.Errorf("shape %v has two unknown lengths", shapeText(h.shape))
		case n < 0:
			unknown = i
		case total > math.MaxInt/16/n:
			return fmt.Errorf("shape %v is too large", shapeText(h.shape))
		default:
			total *= n
		}
	}
	if len(h.shape) < 2 {
		return fmt.Errorf("shape is %v: need rows, one for each example: (n, d), (n, height, width) or with channels; save a.reshape(n, d)", shapeText(h.shape))
	}
	if unknown >= 0 {
		if elements < int64(total) || elements%int64(total) != 0 {
			return fmt.Errorf("%d elements do not fit the shape %v", elements, shapeText(h.shape))
		}
		h.shape[unknown] = int(elements / int64(total))
	}
	return nil
}

// shapeText formats a shape as Python does.
func shapeText(shape []int) string {
	text := strings.Trim(strings.ReplaceAll(fmt.Sprint(shape), " ", ", "), "[]")
	if len(shape) == 1 {
		text += ","
	}
	return "(" + text + ")"
}
