package run

import (
	"errors"
	"fmt"
	"io/fs"

	"gan2014/experiments/given"
	"gan2014/experiments/job"
	"gan2014/parzen"
)

// givenSamples reads the first n samples of the file in the run's folder, or all if it has fewer. It must be the file whose SHA-256 is in
// the run's key.
func (a *Attempt) givenSamples(n int) (parzen.Points, error) {
	path := job.GivenPath(a.Dir)
	_, sum := a.GivenFile()
	err := given.Check(path, sum)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return parzen.Points{}, fmt.Errorf("the run has lost its samples, %s: give the command of the run again with -force", path)
	case err != nil:
		return parzen.Points{}, fmt.Errorf("%s is damaged: %w: give the command of the run again with -force", path, err)
	}
	a.drawn = "given in a file, " + given.ReadAs(a.System.Range)
	return given.Read(path, a.System.Range, a.Set, n)
}

// drawGiven returns the first n given samples. They cannot be drawn with another seed.
func (a *Attempt) drawGiven(n int, seed int64) (parzen.Points, error) {
	if seed != a.Seed {
		return parzen.Points{}, errors.New("its samples are given in a file: leave -seed out")
	}
	p, err := a.givenSamples(n)
	if err == nil && p.N < n {
		err = fmt.Errorf("its file has only %d samples: take fewer with -n", p.N)
	}
	return p, err
}
