// Package classifier trains a net that recognises the class of an image. It measures samples: which classes a model draws, how clearly, and with
// which features.
//
// The net is trained by gradient descent with momentum on the cross-entropy of the classes, with dropout (Srivastava et al. 2014, "Dropout: A
// Simple Way to Prevent Neural Networks from Overfitting") and on images that are shifted by a few pixels. Its bits depend on the data and the seed alone.
package classifier
