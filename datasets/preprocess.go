package datasets

import "math"

// Shape is that of an image: channels, height, width.
func (s *Set) Shape() []int { return []int{s.Channels, s.Height, s.Width} }

// Normalised says whether each image was given the mean 0 and a norm, so that its values have no range of their own.
func (s *Set) Normalised() bool { return s.Preprocessing == gcnPreprocessing }

// Preprocess does to an image of raw values, 0 to 255 and in the order of s, what was done to those of s.
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
		squares += (v - mean) * (v - mean)
	}
	divisor := gcnDivisor(math.Sqrt(squares))
	for k, v := range image {
		image[k] = (v - mean) / divisor
	}
}
