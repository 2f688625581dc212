package parzen

import (
	"math"
	"slices"
)

// negligible is the exponent below which nothing is seen in a sum that is at
// least 1: a term under exp(−37)/N is skipped, and all that are skipped make
// less than exp(−37) < 10⁻¹⁶ of the sum.
const negligible = 37

// logDensities writes the log density of point i at every σ to dst[j][i], from
// its squared distances to the samples in d dimensions (parzen_ll.py).
func logDensities(dst [][]float64, i int, dist []float64, d int, sigmas []float64) {
	nearest := slices.Min(dist)
	logN := math.Log(float64(len(dist)))
	for j, sigma := range sigmas {
		twoVar := 2 * sigma * sigma
		sum := kernelSum(dist, nearest, twoVar)
		logZ := float64(d) * (math.Log(sigma) + 0.5*math.Log(2*math.Pi))
		dst[j][i] = math.Log(sum) - nearest/twoVar - logN - logZ
	}
}

// kernelSum returns Σ exp(−(dist−nearest)/twoVar), in which the nearest alone
// gives 1: it cannot underflow. All the exponentials of the density are here.
func kernelSum(dist []float64, nearest, twoVar float64) float64 {
	var sum float64
	scale := -1 / twoVar
	reach := twoVar * (negligible + math.Log(float64(len(dist))))
	for _, v := range dist {
		if excess := v - nearest; excess <= reach {
			sum += math.Exp(excess * scale)
		}
	}
	return sum
}
