package datasets

import (
	"math"
	"slices"
	"testing"
)

func TestGCN(t *testing.T) {
	// numpy 1.24, pylearn2's formula in float64: X = [10, 20, 40, 90] − 40, divided by (‖X‖ = 61.644140)/55.
	got, _ := gcn(4, []byte{10, 20, 40, 90})
	want := []float32{-26.766535, -17.844357, 0, 44.610891}
	for i := range want {
		if math.Abs(float64(got.Data[i]-want[i])) > 1e-5 {
			t.Errorf("value %d is %v, want %v", i, got.Data[i], want[i])
		}
	}
}

// TestGCNForgetsBrightnessAndContrast checks that every image gets mean 0 and norm 55, and that its brightness and contrast do not change
// the result.
func TestGCNForgetsBrightnessAndContrast(t *testing.T) {
	base := []byte{1, 5, 9, 3, 7, 0}
	want, _ := gcn(len(base), base)
	for _, change := range []struct{ contrast, brightness byte }{{1, 1}, {1, 200}, {20, 0}, {20, 75}} {
		raw := make([]byte, len(base))
		for i, p := range base {
			raw[i] = p*change.contrast + change.brightness
		}
		got, _ := gcn(len(raw), raw)
		var sum, squares float64
		for i, x := range got.Data {
			sum += float64(x)
			squares += float64(x) * float64(x)
			if math.Abs(float64(x-want.Data[i])) > 1e-5 {
				t.Errorf("%+v: value %d is %v, want %v", change, i, x, want.Data[i])
			}
		}
		if math.Abs(sum) > 1e-4 || math.Abs(math.Sqrt(squares)-55) > 1e-4 {
			t.Errorf("%+v: sum %v, norm %v", change, sum, math.Sqrt(squares))
		}
	}
}

// TestGCNOfOneColour checks that an image of one colour is divided by 1, as in pylearn2.
func TestGCNOfOneColour(t *testing.T) {
	got, _ := gcn(3, []byte{7, 7, 7, 0, 0, 0})
	if !slices.Equal(got.Data, make([]float32, 6)) {
		t.Errorf("got %v, want zeros", got.Data)
	}
}

// TestDisplayInvertsGCN checks that the shades of a single image are its pixels, because its mean and contrast are the average.
func TestDisplayInvertsGCN(t *testing.T) {
	raw := []byte{0, 51, 102, 255}
	images, tone := gcn(4, raw)
	s := &Set{tone: tone}
	for i, shade := range s.Display(images.Data) {
		if want := float32(raw[i]) / 255; math.Abs(float64(shade-want)) > 1e-6 {
			t.Errorf("pixel %d is shown as %v, want %v", i, shade, want)
		}
	}
	if got := s.Display([]float32{-1000, 1000}); got[0] != 0 || got[1] != 1 {
		t.Errorf("values out of range are shown as %v", got)
	}
}
