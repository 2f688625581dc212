package run

import (
	"fmt"

	"gan2014/datasets"
	"gan2014/internal/typeset"
	"gan2014/models/nn"
	"gan2014/parzen"
)

// trainingSet returns the data set with the training images that the recipe allows the model to see.
func (a *Attempt) trainingSet() *datasets.Set {
	set := *a.Set
	if a.Images > 0 {
		set.Train = set.Train.First(a.Images)
	}
	return &set
}

// describeImages names the training images that the model saw, or returns "" if it saw all.
func (a *Attempt) describeImages() string {
	if a.Images == 0 || a.Images >= a.Set.Train.N {
		return ""
	}
	return fmt.Sprintf("trained on the first %s images", typeset.Grouped(int64(a.Images)))
}

// matrix converts images to the type that models take. It shares their memory.
func matrix(m datasets.Images) nn.Matrix[float32] {
	return nn.Matrix[float32]{Rows: m.N, Cols: m.Dim, Data: m.Data}
}

// points converts images to the type that the estimator takes. It shares their memory.
func points(m datasets.Images) parzen.Points { return parzen.Points{N: m.N, D: m.Dim, Data: m.Data} }
