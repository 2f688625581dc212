package theory

import (
	"context"

	"gan2014/models/nn"
)

// A Study computes a part of the theory. Its fields are its settings. experiments/specs/theory.yaml gives those of the program, and the
// spec language their ranges (experiments/spec/studykeys.go).
//
// Only the studies with images use the digits. All random numbers come from the seed. Compute calls progress with the number of finished
// steps and the number of all steps. If ctx ends, it returns the error of ctx.
type Study interface {
	Compute(ctx context.Context, d Digits, seed int64, progress func(done, total int)) (Result, error)
}

// Digits holds the training images of MNIST (n×d) and their classes (n).
type Digits struct {
	Images nn.Matrix[float32]
	Labels []byte
}
