package metric

import (
	"fmt"
	"math"
)

// alike is the share of the data's spread below which samples are almost all alike.
const alike = 0.1

// Warnings returns what the numbers of a trained system warn of: that it scores below the mean image, or that its samples are almost all
// alike. above is the number of nats by which it exceeds the mean image, spread the metric SampleSpread; a NaN is unknown.
func Warnings(above, spread float64) (sentences []string) {
	if above < 0 {
		sentences = append(sentences, fmt.Sprintf("It scores %s nats below the mean image: one constant image is a better model of the test images.", nats(-above)))
	}
	if spread < alike {
		sentences = append(sentences, fmt.Sprintf("Its samples are almost all alike: their spread is %.2g of the spread of the data.", spread))
	}
	return sentences
}

// nats formats a positive number of nats with one decimal.
func nats(x float64) string {
	if math.IsInf(x, 0) {
		return "infinitely many"
	}
	return fmt.Sprintf("%.1f", x)
}
