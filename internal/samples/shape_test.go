package samples

import (
	"slices"
	"strings"
	"testing"
)

// TestArrange checks the order of the values after Arrange. The values of an example are their places in the order of the data, so they
// become 0, 1, 2 ….
func TestArrange(t *testing.T) {
	for _, c := range []struct {
		shape, data []int
		values      []float32 // nil: in order already
	}{
		{[]int{12}, []int{12}, nil},
		{[]int{12}, []int{1, 3, 4}, nil},
		{[]int{3, 4}, []int{12}, nil},
		{[]int{3, 4}, []int{1, 3, 4}, nil},
		{[]int{3, 4, 1}, []int{1, 3, 4}, nil},
		{[]int{1, 3, 4}, []int{3, 4}, nil},
		{[]int{12}, []int{2, 2, 3}, nil},
		{[]int{2, 2, 3}, []int{2, 2, 3}, nil},
		{[]int{3, 4, 2}, []int{2, 3, 4}, []float32{0, 12, 1, 13, 2, 14, 3, 15, 4, 16, 5, 17, 6, 18, 7, 19, 8, 20, 9, 21, 10, 22, 11, 23}},
		{[]int{2, 3, 4}, []int{3, 4, 2}, []float32{0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23}},
	} {
		d := product(c.shape)
		values := c.values
		if values == nil {
			for k := range d {
				values = append(values, float32(k))
			}
		}
		r := InMemory("samples", "x.npy", c.shape, slices.Concat(values, values))
		err := r.Arrange(c.data)
		if err != nil {
			t.Errorf("%v against %v: %v", c.shape, c.data, err)
			continue
		}
		got, err := r.All()
		if err != nil || len(got) != 2*d {
			t.Fatal(len(got), err)
		}
		for i, v := range got {
			if v != float32(i%d) {
				t.Errorf("%v against %v: value %d is %g", c.shape, c.data, i, v)
			}
		}
	}
}

// TestArrangeRefuses checks that other shapes are refused, also those with the same number of values, and that the message names both.
func TestArrangeRefuses(t *testing.T) {
	for _, c := range []struct{ shape, data []int }{
		{[]int{7}, []int{4}},
		{[]int{4, 3}, []int{3, 4}},
		{[]int{1, 4, 3}, []int{3, 1, 4}},
		{[]int{14, 56}, []int{1, 28, 28}},
		{[]int{32, 3, 32}, []int{3, 32, 32}},
		{[]int{3, 16, 64}, []int{3, 32, 32}},
		{[]int{32, 32, 3}, []int{3072}},
		{[]int{3072}, []int{32, 32, 3}},
		{[]int{32, 96}, []int{3, 32, 32}},
	} {
		n := product(c.shape)
		err := InMemory("samples", "x.npy", c.shape, make([]float32, n)).Arrange(c.data)
		if err == nil || !strings.Contains(err.Error(), "samples x.npy") || !strings.Contains(err.Error(), shapeText(c.shape)) || !strings.Contains(err.Error(), shapeText(c.data)) {
			t.Errorf("%v against %v: %v", c.shape, c.data, err)
		}
	}
}
