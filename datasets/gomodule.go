package datasets

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// goModule returns the source of the files name + ".gz" in a folder of a Go
// module. The go command downloads the module into its own module cache.
func goModule(module, folder string) source {
	return source{name: "go module " + module, fetch: func(ctx context.Context, o order) error {
		dir, err := downloadModule(ctx, module)
		if err != nil {
			return err
		}
		for _, f := range o.wanted {
			if err := acceptFile(f, filepath.Join(dir, folder, f.name+".gz"), o.accept); err != nil {
				return err
			}
		}
		return nil
	}}
}

// downloadModule returns the folder that holds module (path@version).
func downloadModule(ctx context.Context, module string) (string, error) {
	outside, err := os.MkdirTemp("", "gan2014-") // outside of any module: no go.mod takes part
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(outside)
	out, err := run(ctx, outside, "go", "mod", "download", "-json", module)
	var m struct{ Dir, Error string }
	if jsonErr := json.Unmarshal(out, &m); jsonErr != nil && err == nil {
		return "", fmt.Errorf("read the answer of go mod download: %w", jsonErr)
	}
	switch {
	case m.Error != "":
		return "", errors.New(m.Error)
	case err != nil:
		return "", err
	case m.Dir == "":
		return "", errors.New("go mod download did not name a folder")
	}
	return m.Dir, nil
}

func acceptFile(f rawFile, path string, accept acceptFunc) error {
	r, err := os.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	return accept(f, r)
}
