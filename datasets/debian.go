package datasets

import (
	"bytes"
	"context"
	"fmt"
	"os"
)

// debianPackage returns the source of the files name + ".gz" in a folder of a Debian package. It downloads and reads the package without
// installing it, so it needs no root.
func debianPackage(name, folder string) source {
	return source{name: "Debian package " + name, fetch: func(ctx context.Context, o order) error {
		dir, err := os.MkdirTemp("", "gan2014-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir)
		if _, err := run(ctx, dir, "apt-get", "download", name); err != nil {
			return err
		}
		archive, err := only(dir, ".deb")
		if err != nil {
			return fmt.Errorf("apt-get download %w", err)
		}
		members, err := run(ctx, dir, "dpkg-deb", "--fsys-tarfile", archive)
		if err != nil {
			return err
		}
		return unpack(bytes.NewReader(members), member{folder: folder, suffix: ".gz"}, o)
	}}
}
