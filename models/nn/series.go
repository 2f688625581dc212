package nn

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"gan2014/internal/atomicfile"
)

// A Series is a folder with the checkpoints of one training, named by update. It keeps the newest two. If the newest is damaged, the
// training resumes from the one before.
type Series struct{ Dir string }

// Save calls save with the path for a checkpoint at the given update. Then it removes all but the newest two, and the unfinished files
// of processes that were killed while saving.
func (s Series) Save(update int, save func(path string) error) error {
	if err := atomicfile.MkdirAll(s.Dir); err != nil {
		return err
	}
	if err := save(filepath.Join(s.Dir, fmt.Sprintf("update-%09d.checkpoint", update))); err != nil {
		return err
	}
	newest, err := s.newestFirst()
	if err != nil {
		return err
	}
	unfinished, err := s.files(".update-", ".tmp")
	if err != nil {
		return err
	}
	for _, old := range append(unfinished, newest[min(2, len(newest)):]...) {
		if err := os.Remove(old); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// Load calls load with the newest checkpoint, and with the one before if the newest is damaged. It reports whether a checkpoint was
// loaded, and which were damaged. It removes the damaged ones, so that they do not count among the newest two. It returns any other
// error of load.
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

// Last returns the path of the newest checkpoint, "" if there is none.
func (s Series) Last() (string, error) {
	newest, err := s.newestFirst()
	if err != nil || len(newest) == 0 {
		return "", err
	}
	return newest[0], nil
}

func (s Series) newestFirst() ([]string, error) {
	paths, err := s.files("update-", ".checkpoint")
	slices.Reverse(paths)
	return paths, err
}

// files returns the folder's files whose names have this beginning and end, in order of name. A folder that does not exist has none.
func (s Series) files(begin, end string) (paths []string, err error) {
	entries, err := os.ReadDir(s.Dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), begin) && strings.HasSuffix(e.Name(), end) {
			paths = append(paths, filepath.Join(s.Dir, e.Name()))
		}
	}
	return paths, nil
}
