// Package parallel divides short computations among goroutines.
//
// Its helpers stay awake for a moment after each job. To wake a sleeping thread takes up to a tenth of a millisecond, as long as a small
// matrix product, and the jobs of a training step follow one another faster than that.
package parallel
