package run

import (
	"gan2014/datasets"
	"gan2014/experiments/job"
	"gan2014/experiments/weights"
	"gan2014/results"
)

// An Attempt computes one run from where an earlier attempt stopped.
type Attempt struct {
	job.Job
	Set  *datasets.Set
	DB   *results.DB
	ID   int64  // of the run in the database
	Dir  string // folder of the checkpoints
	Out  string // folder of the artifacts
	Data string // folder of the data sets, and of the classifiers of their images
	Log  *job.Log
	Show func(job.Event) // receives progress

	Again bool // compute the run from its start, even if it is done or a checkpoint exists

	origin   *weights.Info // of a trained generator; nil for other kinds
	drawn    string        // how the samples were drawn from chains or a fit, for the protocol; "" adds nothing
	pictures []picture     // to draw after the score is recorded

	extensions []extensionMeasure // to measure after the score is recorded
}

// trainingID identifies the training in the run's checkpoints. Other runs of the same training may continue from them.
func (a *Attempt) trainingID() string { return a.Training(a.Set.SHA256, job.Version(a.System.Kind)) }
