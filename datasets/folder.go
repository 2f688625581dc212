package datasets

import (
	"context"
	"errors"
	"fmt"
)

// folder returns the source of files that lie anywhere below a folder of this machine.
func folder(dir string) source {
	return source{name: "folder " + dir, local: true, fetch: func(ctx context.Context, o order) error {
		s := newSearch(ctx, o)
		err := s.folder(dir, mostDepth)
		switch lacking := s.lacking(); {
		case err != nil || len(lacking) == 0:
			return err
		case len(s.doubts) == 0:
			return fmt.Errorf("it has no %s", names(lacking))
		}
		return errors.Join(s.doubts...)
	}}
}

// dataFolder returns the source for the folder of all data sets. A missing file is no error there; a file with a wanted name and other
// content is.
func dataFolder(dir string) source {
	return source{name: "folder " + dir, local: true, fetch: func(ctx context.Context, o order) error {
		s := newSearch(ctx, o)
		err := s.folder(dir, mostDepth)
		if err == nil && len(s.lacking()) > 0 {
			err = errors.Join(s.doubts...)
		}
		return err
	}}
}
