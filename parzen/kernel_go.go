//go:build !cgo

package parzen

// The plain loops run if there is no C compiler.

func centre(dst []float32, norms []float64, data, shift []float32) {
	plainCentre(dst, norms, data, shift)
}

func nearest(minima, products, halfNorms []float32) float32 {
	return plainNearest(minima, products, halfNorms)
}

func take(index []int32, products, halfNorms, minima []float32, limit float32) int {
	return plainTake(index, products, halfNorms, minima, limit)
}

func squares(dst []float64, x, samples []float32, index []int32) {
	plainSquares(dst, x, samples, index)
}

func excesses(v, products, halfNorms, minima []float32, least, limit float32) int {
	return plainExcesses(v, products, halfNorms, minima, least, limit)
}

func kernelSums(sums, moments []float64, v []float32, rates, limits []float32) {
	plainSums(sums, moments, v, rates, limits)
}
