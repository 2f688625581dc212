package datasets

import "math"

// gcnNorm is the norm that pylearn2 gives each image of CIFAR-10 (cifar10_*.yaml, gcn: 55), in raw units.
const gcnNorm = 55

// gcnPreprocessing is the preprocessing of gcn.
const gcnPreprocessing = "global contrast normalisation of each image: zero mean, norm 55"

// gcn applies global contrast normalisation to each image of raw values x in 0..255 (pylearn2's expr/preprocessing.py:
// global_contrast_normalize(X, scale=55)). With the mean m of an image's values, and
//
//	d = ‖x − m‖ / 55, or 1 if that is below 1e-8,
//
// each value becomes (x − m)/d, so that the image has norm 55. For 3,072 values this is a root mean square of 0.992. The tone displays
// such values with the averages of m and d over the images.
func gcn(dim int, pixels []byte) (Images, tone) {
	images := Images{N: len(pixels) / dim, Dim: dim, Data: make([]float32, len(pixels))}
	var means, divisors float64
	for i := range images.N {
		raw := pixels[i*dim : (i+1)*dim]
		mean, divisor := contrast(raw)
		means += mean
		divisors += divisor
		var value [256]float32
		for p := range value {
			value[p] = float32((float64(p) - mean) / divisor)
		}
		for j, p := range raw {
			images.Data[i*dim+j] = value[p]
		}
	}
	shades := 255 * float64(images.N)
	return images, tone{offset: float32(means / shades), gain: float32(divisors / shades)}
}

// contrast returns the mean of an image and the divisor of its values. The sums are exact, because their terms are integers.
func contrast(raw []byte) (mean, divisor float64) {
	var sum, squares int
	for _, p := range raw {
		sum += int(p)
		squares += int(p) * int(p)
	}
	n := len(raw)
	return float64(sum) / float64(n), gcnDivisor(math.Sqrt(float64(n*squares-sum*sum) / float64(n)))
}

// gcnDivisor returns the divisor for an image whose differences from the mean have the given norm.
func gcnDivisor(norm float64) float64 {
	if norm/gcnNorm < 1e-8 { // one colour
		return 1
	}
	return norm / gcnNorm
}
