package metrics

import (
	"errors"

	"gan2014/internal/elementary"
	"gan2014/internal/stats"
)

// Classes says which classes a classifier sees in samples.
type Classes struct {
	Counts []int   // samples of each class, by the most probable one
	Score  float64 // exp of the mean divergence KL(p(y|x) ‖ p(y)): 1 if all samples look alike, at most the number of classes
	Square float64 // χ² of the counts against those of the images
	P      float64 // probability of at least this χ² for equal shares of the classes
}

// CompareClasses compares the probabilities of the classes for each sample, as rows, with the numbers of images of each class. The score is that of
// Salimans et al. 2016, "Improved Techniques for Training GANs", with another classifier. χ² compares the counts of both (Pearson 1900, for two
// samples), because images are counted too.
func CompareClasses(probabilities [][]float64, images []int) (Classes, error) {
	c := Classes{Counts: make([]int, len(images))}
	mean := make([]float64, len(images))
	for _, p := range probabilities {
		if len(p) != len(images) {
			return c, errors.New("the classifier has another number of classes than the images")
		}
		c.Counts[mostProbable(p)]++
		for j, v := range p {
			mean[j] += v / float64(len(probabilities))
		}
	}
	divergence := 0.
	for _, p := range probabilities {
		for j, v := range p {
			if v > 0 {
				divergence += float64(v*elementary.Log(v/mean[j])) / float64(len(probabilities))
			}
		}
	}
	c.Score = elementary.Exp(divergence)
	c.Square, c.P = homogeneity(c.Counts, images)
	return c, nil
}

func mostProbable(p []float64) int {
	best := 0
	for j, v := range p {
		if v > p[best] {
			best = j
		}
	}
	return best
}

// homogeneity returns χ² of two rows of counts, and its p-value. Classes that neither has do not count.
func homogeneity(a, b []int) (square, p float64) {
	n, m, classes := 0, 0, 0
	for i := range a {
		n, m = n+a[i], m+b[i]
		if a[i]+b[i] > 0 {
			classes++
		}
	}
	for i := range a {
		both := float64(a[i] + b[i])
		if both == 0 {
			continue
		}
		for _, part := range []struct{ count, of int }{{a[i], n}, {b[i], m}} {
			want := both * float64(part.of) / float64(n+m)
			d := float64(part.count) - want
			square += float64(d*d) / want
		}
	}
	return square, stats.ChiSquareTail(square, classes-1)
}
