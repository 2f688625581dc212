// Package gaussian fits the simplest model of images there is, a normal distribution: the control that shows how much of a
// likelihood takes no deep model.
//
// Mean and covariance are those of the training images (maximum likelihood). The covariance Σ = Σₖ λₖ·vₖ·vₖᵀ is cut to its largest
// eigenvalues, and a sample is the mean and a normal step along each eigenvector that is kept:
//
//	x = m + Σₖ √λₖ·zₖ·vₖ,  z ~ N(0, 1)
//
// With none kept every sample is the mean image, the floor: below it a model is worse than a single image.
package gaussian
