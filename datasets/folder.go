package datasets

import (
	"context"
	"errors"
	"io/fs"
	"path/filepath"
)

// folder is the source of the files, each packed with gzip or not, in a folder of this machine.
func folder(dir string) source {
	return source{name: "folder " + dir, fetch: func(_ context.Context, o order) error {
		for _, f := range o.wanted {
			path := filepath.Join(dir, f.name)
			err := acceptFile(f, path, o.accept)
			if errors.Is(err, fs.ErrNotExist) {
				err = acceptFile(f, path+".gz", o.accept)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}}
}
