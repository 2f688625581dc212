// Package specs bundles the experiments that come with the program. Each is a YAML file that reads as a recipe.
package specs

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"gan2014/experiments/spec"
)

//go:embed *.yaml
var files embed.FS

// Names lists the bundled specs, sorted, without ".yaml".
func Names() []string {
	matches, err := fs.Glob(files, "*.yaml")
	if err != nil {
		panic("specs: " + err.Error()) // the pattern is constant
	}
	names := make([]string, len(matches))
	for i, match := range matches {
		names[i] = strings.TrimSuffix(match, ".yaml")
	}
	return names
}

// Read returns the file at a path, if there is one, else the bundled spec of that name, with or without ".yaml". The file's
// name is for messages. The error of a name that is neither wraps fs.ErrNotExist and lists the bundled specs.
func Read(nameOrPath string) (file string, src []byte, err error) {
	info, err := os.Stat(nameOrPath)
	if err == nil && !info.IsDir() {
		src, err = os.ReadFile(nameOrPath)
		if err != nil {
			return "", nil, fmt.Errorf("read spec: %w", err)
		}
		return nameOrPath, src, nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return "", nil, fmt.Errorf("read spec: %w", err)
	}
	name := strings.TrimSuffix(nameOrPath, ".yaml")
	if src, err := files.ReadFile(name + ".yaml"); err == nil {
		return name + ".yaml", src, nil
	}
	hint := ""
	if guess, ok := spec.Nearest(path.Base(name), Names()); ok {
		hint = fmt.Sprintf("did you mean %q? ", guess)
	}
	return "", nil, fmt.Errorf("read spec %q: %w (%sbundled: %s)", nameOrPath, fs.ErrNotExist, hint, strings.Join(Names(), ", "))
}
