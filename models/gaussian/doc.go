// Package gaussian fits a normal distribution to images. It is a control: it shows how much likelihood a simple model reaches.
//
// It uses the mean and covariance of the training images (maximum likelihood), and keeps only the largest eigenvalues of the covariance
// Σ = Σₖ λₖ·vₖ·vₖᵀ. A sample is the mean plus a normal step along each kept eigenvector:
//
//	x = m + Σₖ √λₖ·zₖ·vₖ,  z ~ N(0, 1)
//
// If it keeps none, every sample is the mean image. A model that scores below the mean image is worse than a single image.
package gaussian
