// Package extension measures what adversarial nets can also do, by section 7 of the paper: make samples of a wanted class, find the z of an
// image, complete images, and learn from few labels. Each file has one extension. It gets what a run has trained, and returns numbers for the
// database.
package extension
