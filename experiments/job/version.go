package job

import (
	"fmt"

	"gan2014/experiments/spec"
)

// versions numbers the behaviour of the code that computes each kind of run. Equal recipes, data and seeds give equal bits as long as the
// number stays. A change of code that changes a bit of a result takes the next number; a change that keeps all bits keeps it. The test
// TestVersions in experiments/run holds digests of short runs of each version.
var versions = map[spec.Kind]int{
	spec.GAN:              1,
	spec.DBN:              1,
	spec.CAE:              1,
	spec.GSN:              1,
	spec.DBM:              1,
	spec.VAE:              1,
	spec.GMMN:             1,
	spec.TrainedGenerator: 1,
	spec.Given:            1,
	spec.KMeans:           1,
	spec.Normal:           1,
	spec.MeanImage:        1,
	spec.TrainingImages:   1,
	spec.Theory:           1,
}

// estimator numbers the behaviour of the likelihood estimator in the same way.
const estimator = 1

// Version returns the version of the code that computes runs of a kind: "gan 1, estimator 1". It is part of a run's key.
func Version(kind spec.Kind) string {
	if kind == spec.Theory {
		return fmt.Sprintf("%s %d", kind, versions[kind])
	}
	return fmt.Sprintf("%s %d, %s", kind, versions[kind], EstimatorVersion())
}

// EstimatorVersion returns the version of the estimator alone: "estimator 1".
func EstimatorVersion() string { return fmt.Sprintf("estimator %d", estimator) }
