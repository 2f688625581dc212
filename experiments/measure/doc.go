// Package measure implements the command metrics: it compares samples of a model with the images of a data set by the metrics of package
// metrics, and beside them training images with test images: what a perfect model of the training images would have.
//
// Two spaces are compared. Pixels are rounded to 256 levels with noise within a level. Features are the outputs of the last hidden layer
// of a classifier of the data set, if its images have labels.
package measure
