// Package metrics measures how good samples of a generative model are, beside the likelihood of package parzen. Each function compares
// samples with images, as rows of values: pixels, or the features of a classifier.
//
// Each number comes with what it takes to read it: a confidence interval or a p-value, and a known value if samples and images have the same
// distribution. Compare training images with test images in the same way, as the best that a model can reach.
//
// Distances are computed in float64, in a fixed order, and random numbers come from named streams. So the results have the same bits on every
// processor and with any number of threads.
package metrics
