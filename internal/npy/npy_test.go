package npy

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
)

// file returns an array as numpy.save writes it: version 1, with the header padded so that the elements begin at a multiple of 64.
func file(dict string, elements any, order binary.ByteOrder) []byte {
	dict += strings.Repeat(" ", 63-(10+len(dict))%64) + "\n"
	b := append([]byte("\x93NUMPY\x01\x00"), byte(len(dict)), byte(len(dict)>>8))
	b = append(b, dict...)
	b, err := binary.Append(b, order, elements)
	if err != nil {
		panic(err)
	}
	return b
}

func dict(descr, fortran, shape string) string {
	return fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': %s, }", descr, fortran, shape)
}

func open(b []byte) (*Array, error) { return Open(bytes.NewReader(b), int64(len(b))) }

func TestRead(t *testing.T) {
	f32 := []float32{0, 1, -2.5, 1e-40, 3e38, float32(math.Inf(1))}
	single := make([]float64, len(f32))
	for i, v := range f32 {
		single[i] = float64(v)
	}
	f64 := []float64{0, 1, 1e6 + 1e-9, 1e-300, 1e300, math.Inf(1)}
	long := file(dict("<f4", "False", "(2, 3)"), f32, binary.LittleEndian)
	two := append([]byte("\x93NUMPY\x02\x00"), long[8], long[9], 0, 0)
	two = append(two, long[10:]...)
	for name, c := range map[string]struct {
		file  []byte
		shape []int
		want  []float64
	}{
		"float32":            {long, []int{2, 3}, single},
		"float64":            {file(dict("<f8", "False", "(3, 2)"), f64, binary.LittleEndian), []int{3, 2}, f64},
		"big-endian float32": {file(dict(">f4", "False", "(1, 2, 3)"), f32, binary.BigEndian), []int{1, 2, 3}, single},
		"big-endian float64": {file(dict(">f8", "False", "(1, 1, 2, 3)"), f64, binary.BigEndian), []int{1, 1, 2, 3}, f64},
		"other spelling":     {file("{'shape':(6,1),'fortran_order':False,'descr':'<f4'}", f32, binary.LittleEndian), []int{6, 1}, single},
		"version 2":          {two, []int{2, 3}, single},
	} {
		a, err := open(c.file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := make([]float64, a.Len())
		if err := a.ReadRows(got, 0); err != nil || !slices.Equal(got, c.want) || !slices.Equal(a.Shape, c.shape) {
			t.Errorf("%s: shape %v, elements %v, error %v", name, a.Shape, got, err)
		}
		last, d := a.Shape[0]-1, a.Len()/a.Shape[0]
		if err := a.ReadRows(got[:d], last); err != nil || !slices.Equal(got[:d], c.want[last*d:]) {
			t.Errorf("%s: the last row is %v, error %v", name, got[:d], err)
		}
		if err := a.ReadRows(got, 1); err == nil {
			t.Errorf("%s: read beyond the end", name)
		}
	}
}

// TestTypes reads the same small numbers from elements of every type, and the numbers at the ends of their ranges.
func TestTypes(t *testing.T) {
	for descr, c := range map[string]struct {
		elements any
		want     []float64
	}{
		"<f2": {[]uint16{0x3c00, 0xc000, 0x3555, 1, 0x7bff, 0}, []float64{1, -2, 1365. / 4096, 1. / (1 << 24), 65504, 0}}, // IEEE 754 binary16
		"|u1": {[]uint8{0, 1, 2, 127, 128, 255}, []float64{0, 1, 2, 127, 128, 255}},
		"|i1": {[]int8{0, 1, -2, 127, -128, -1}, []float64{0, 1, -2, 127, -128, -1}},
		"|b1": {[]bool{false, true, true, false, true, false}, []float64{0, 1, 1, 0, 1, 0}},
		"<u2": {[]uint16{0, 1, 2, 3, 1 << 15, 65535}, []float64{0, 1, 2, 3, 1 << 15, 65535}},
		"<i2": {[]int16{0, 1, -2, 3, -32768, 32767}, []float64{0, 1, -2, 3, -32768, 32767}},
		"<u4": {[]uint32{0, 1, 2, 3, 1 << 31, 1<<32 - 1}, []float64{0, 1, 2, 3, 1 << 31, 1<<32 - 1}},
		"<i4": {[]int32{0, 1, -2, 3, -1 << 31, 1<<31 - 1}, []float64{0, 1, -2, 3, -1 << 31, 1<<31 - 1}},
		"<u8": {[]uint64{0, 1, 2, 3, 1 << 53, 1 << 63}, []float64{0, 1, 2, 3, 1 << 53, 1 << 63}},
		"<i8": {[]int64{0, 1, -2, 3, -1 << 63, 1 << 53}, []float64{0, 1, -2, 3, -1 << 63, 1 << 53}},
	} {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			if order == binary.ByteOrder(binary.BigEndian) {
				descr = ">" + descr[1:]
			}
			a, err := open(file(dict(descr, "False", "(2, 3)"), c.elements, order))
			if err != nil {
				t.Errorf("%s: %v", descr, err)
				continue
			}
			got := make([]float64, 6)
			if err := a.ReadRows(got, 0); err != nil || !slices.Equal(got, c.want) || a.Integer() != (descr[1] != 'f') {
				t.Errorf("%s: %v, want %v (%v)", descr, got, c.want, err)
			}
		}
	}
}

// TestReadFortranOrder checks that in Fortran order the first index changes fastest, also among the indices of a row.
func TestReadFortranOrder(t *testing.T) {
	const n, h, w = 3, 2, 4
	elements := make([]float32, n*h*w)
	for i := range n {
		for y := range h {
			for x := range w {
				elements[i+n*(y+h*x)] = float32(100*i + 10*y + x)
			}
		}
	}
	a, err := open(file(dict("<f4", "True", "(3, 2, 4)"), elements, binary.LittleEndian))
	if err != nil {
		t.Fatal(err)
	}
	got := make([]float64, 2*h*w)
	if err := a.ReadRows(got, 1); err != nil {
		t.Fatal(err)
	}
	for j, v := range got {
		if want := float64(100*(1+j/(h*w)) + 10*(j/w%h) + j%w); v != want {
			t.Errorf("element %d is %g, want %g", j, v, want)
		}
	}
}

func TestRefusals(t *testing.T) {
	good := file(dict("<f4", "False", "(2, 3)"), make([]float32, 6), binary.LittleEndian)
	version9 := slices.Clone(good)
	version9[6] = 9
	huge := append([]byte("\x93NUMPY\x02\x00"), 255, 255, 255, 255)
	with := func(d string) []byte { return file(d, make([]float32, 6), binary.LittleEndian) }
	for want, b := range map[string][]byte{
		"not a NumPy file":                                         nil,
		"not a NumPy file: save the array with":                    []byte("PK\x03\x04 this is an archive"),
		"truncated within its header":                              good[:40],
		"file is truncated: 148 bytes, but shape (2, 3) needs 152": good[:len(good)-4],
		"5 bytes after the array":                                  append(slices.Clone(good), "extra"...),
		"version 9.0":                                              version9,
		"too long":                                                 huge,
		`type "<c8"`:                                               with(dict("<c8", "False", "(2, 3)")),
		"compound type":                                            with("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3)}"),
		"shape is (6,)":                                            with(dict("<f4", "False", "(6,)")),
		"shape is ()":                                              with(dict("<f4", "False", "()")),
		"is empty":                                                 with(dict("<f4", "False", "(0, 3)")),
		"is too large":                                             with(dict("<f4", "False", "(4294967296, 4294967296)")),
		"integers in range":                                        with(dict("<f4", "False", "(99999999999999999999, 1)")),
		"has no descr":                                             with("{'descr': '<f4', 'shape': (2, 3)}"),
	} {
		if _, err := open(b); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}

// FuzzOpen checks that no file causes a panic or promises elements that are not there.
func FuzzOpen(f *testing.F) {
	good := file(dict("<f4", "False", "(2, 3)"), make([]float32, 6), binary.LittleEndian)
	f.Add(good)
	f.Add(good[:50])
	f.Add(file("{\"shape\": (2L, 3L,), u'descr': r'<' 'f4', 'fortran_order': False, # Python 2\n}", make([]float32, 6), binary.LittleEndian))
	f.Add(file(dict(">f8", "False", "(1, 2, 3)"), make([]float64, 6), binary.BigEndian))
	f.Add([]byte("\x93NUMPY\x03\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, b []byte) {
		a, err := open(b)
		if err != nil {
			return
		}
		if len(a.Shape) < 2 || a.Len() < 1 || BytesOf(a.Shape, a.Element) > int64(len(b)) {
			t.Fatalf("shape %v in %d bytes", a.Shape, len(b))
		}
		if err := a.ReadRows(make([]float64, a.Len()), 0); err != nil {
			t.Fatal(err)
		}
	})
}
