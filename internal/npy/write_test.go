package npy

import (
	"bytes"
	"slices"
	"testing"
)

// TestWriteIsRead checks that a written file begins its elements at a multiple of 64 bytes, and that Open reads its shape and values.
func TestWriteIsRead(t *testing.T) {
	for _, shape := range [][]int{{2, 3}, {5, 1, 4, 7}, {1, 40_000}} {
		data := make([]float32, product(shape))
		for i := range data {
			data[i] = float32(i) / 3
		}
		var file bytes.Buffer
		if err := Write(&file, shape, data); err != nil {
			t.Fatal(err)
		}
		if start := file.Len() - 4*len(data); start%64 != 0 {
			t.Errorf("%v: the elements begin at byte %d", shape, start)
		}
		a, err := Open(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			t.Fatalf("%v: %v", shape, err)
		}
		want := make([]float64, len(data))
		for i, v := range data {
			want[i] = float64(v)
		}
		got := make([]float64, len(data))
		if err := a.ReadRows(got, 0); err != nil || !slices.Equal(a.Shape, shape) || !slices.Equal(got, want) {
			t.Errorf("%v: read shape %v, %v", shape, a.Shape, err)
		}
	}
}

// TestHeaderOfNumPy compares a header with the format of numpy.save, numpy/lib/format.py.
func TestHeaderOfNumPy(t *testing.T) {
	want := "\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
	if got := string(headerOf([]int{2, 3})); got[:len(want)] != want || len(got) != 128 || got[127] != '\n' {
		t.Errorf("got %q", got)
	}
}
