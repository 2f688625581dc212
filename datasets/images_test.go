package datasets

import (
	"slices"
	"testing"
)

func TestRow(t *testing.T) {
	m := Images{N: 2, Dim: 3, Data: []float32{1, 2, 3, 4, 5, 6}}
	if got := m.Row(1); !slices.Equal(got, []float32{4, 5, 6}) {
		t.Errorf("row 1 is %v", got)
	}
	_ = append(m.Row(0), 9)
	if m.Data[3] != 4 {
		t.Error("appending to row 0 overwrote row 1")
	}
}

func TestFirstIsAView(t *testing.T) {
	m := Images{N: 3, Dim: 2, Data: []float32{1, 2, 3, 4, 5, 6}}
	first := m.First(2)
	if first.N != 2 || first.Dim != 2 || !slices.Equal(first.Data, m.Data[:4]) {
		t.Errorf("got %+v", first)
	}
	if &first.Data[0] != &m.Data[0] {
		t.Error("the pixels were copied")
	}
	_ = append(first.Data, 9)
	if m.Data[4] != 5 {
		t.Error("appending to the first images overwrote the next")
	}
}

func TestFirstIsNoMoreThanThereAre(t *testing.T) {
	m := Images{N: 1, Dim: 1, Data: []float32{1}}
	if got := m.First(2); got.N != 1 || !slices.Equal(got.Data, m.Data) {
		t.Errorf("First(2) of 1: %+v", got)
	}
	if got := panicOf(func() { m.First(-1) }); got != "datasets: images out of range" {
		t.Errorf("First(-1): panic %v", got)
	}
}

func panicOf(f func()) (v any) {
	defer func() { v = recover() }()
	f()
	return nil
}

func TestMean(t *testing.T) {
	m := Images{N: 4, Dim: 2, Data: []float32{0, 1, 0.5, 1, 0.5, 0, 0, 0}}
	if got := m.Mean(); !slices.Equal(got, []float64{0.25, 0.5}) { // exact in binary
		t.Errorf("got %v", got)
	}
}

// TestMeanAddsInFloat64 checks that sums over images are not kept in float32, where 2²⁴ + 1 is 2²⁴.
func TestMeanAddsInFloat64(t *testing.T) {
	m := Images{N: 4, Dim: 1, Data: []float32{1 << 24, 1, 1, 2}}
	if got, want := m.Mean()[0], float64(1<<22+1); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestScale(t *testing.T) {
	m, tone := scale(2, []byte{0, 255, 51, 128})
	// 51/255 = 0.2 and 128/255 = 0.50196078…, rounded to float32.
	want := []float32{0, 1, 0.2, 0.5019607843137255}
	if s := (&Set{tone: tone}).Display(m.Data); !slices.Equal(s, want) {
		t.Errorf("shown as %v, want %v", s, want)
	}
	if m.N != 2 || m.Dim != 2 || !slices.Equal(m.Data, want) {
		t.Errorf("got %+v, want %v", m, want)
	}
}
