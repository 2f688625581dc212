package nn

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
)

// A Series is a folder with the checkpoints of one training, named by update. The newest two are kept, so that a damaged file
// costs the work since the one before and not the whole run.
type Series struct{ Dir string }

// Save calls save with the path for a checkpoint at the given update, and then removes all but the newest two, and what a
// process that was killed while saving left behind.
func (s Series) Save(update int, save func(path string) error) error {
	if err := os.MkdirAll(s.Dir, 0o777); err != nil {
		return err
	}
	if err := save(filepath.Join(s.Dir, fmt.Sprintf("update-%09d.checkpoint", update))); err != nil {
		return err
	}
	newest, err := s.newestFirst()
	if err != nil {
		return err
	}
	unfinished, err := filepath.Glob(filepath.Join(s.Dir, ".update-*.tmp"))
	if err != nil {
		return err
	}
	for _, old := range append(unfinished, newest[min(2, len(newest)):]...) {
		if err := os.Remove(old); err != nil {
			return err
		}
	}
	return nil
}

// Load calls load with the newest checkpoint, and with the one before if the newest is damaged. It reports whether there was
// one, and which were damaged: these are removed, so as not to count among the newest two. Any other error of load is returned.
func (s Series) Load(load func(path string) error) (found bool, damaged []string, err error) {
	newest, err := s.newestFirst()
	if err != nil {
		return false, nil, err
	}
	for _, path := range newest {
		err := load(path)
		if err == nil {
			return true, damaged, nil
		}
		if !errors.Is(err, ErrCorrupt) {
			return false, damaged, err
		}
		damaged = append(damaged, path)
		if err := os.Remove(path); err != nil {
			return false, damaged, err
		}
	}
	return false, damaged, nil
}

func (s Series) newestFirst() ([]string, error) {
	paths, err := filepath.Glob(filepath.Join(s.Dir, "update-*.checkpoint"))
	slices.Sort(paths)
	slices.Reverse(paths)
	return paths, err
}
