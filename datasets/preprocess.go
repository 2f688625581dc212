package datasets

import "math"

// Shape returns the shape of an image: channels, height, width.
func (s *Set) Shape() []int { return []int{s.Channels, s.Height, s.Width} }

// Normalised reports whether each image was normalised to mean 0 and a fixed norm. The values of such images have no fixed range.
func (s *Set) Normalised() bool { return s.Preprocessing == gcnPreprocessing }

// Preprocess applies the preprocessing of s to an image of raw values from 0 to 255, which must be in the order of s.
func (s *Set) Preprocess(image []float64) {
	if !s.Normalised() {
		for k := range image {
			image[k] /= 255
		}
		return
	}
	var sum, squares float64
	for _, v := range image {
		sum += v
	}
	mean := sum / float64(len(image))
	for _, v := range image {
		squares += float64((v - mean) * (v - mean))
	}
	divisor := gcnDivisor(math.Sqrt(squares))
	for k, v := range image {
		image[k] = (v - mean) / divisor
	}
}
