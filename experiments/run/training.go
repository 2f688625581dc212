package run

import (
	"context"

	"gan2014/experiments/job"
)

// A training trains the model of a run.
type training struct {
	*Attempt
	model          model
	advance        func(context.Context) (epochStats, error) // trains one epoch
	earlyStopping  job.EarlyStopping
	judged         lastSamples
	generatorCheck generatorCheck
}

// An epochStats holds the statistics of one epoch of training.
type epochStats interface {
	Metrics() map[string]float64 // for the database
	String() string              // for the user
}
