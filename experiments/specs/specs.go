// Package specs embeds the experiments that come with the program. Each is a YAML file that reads as a recipe.
package specs

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strings"

	"gan2014/experiments/spec"
)

//go:embed *.yaml
var files embed.FS

// Bundled returns the texts of the bundled specs. The keys are the file names without ".yaml".
func Bundled() map[string]string {
	matches, err := fs.Glob(files, "*.yaml")
	if err != nil {
		panic("specs: " + err.Error()) // cannot happen: the pattern is constant
	}
	texts := make(map[string]string, len(matches))
	for _, match := range matches {
		text, err := files.ReadFile(match)
		if err != nil {
			panic("specs: " + err.Error()) // cannot happen: the files are embedded in the program
		}
		texts[strings.TrimSuffix(match, ".yaml")] = string(text)
	}
	return texts
}

// Names lists the names of the bundled specs, sorted.
func Names() []string { return slices.Sorted(maps.Keys(Bundled())) }

// Read reads the file at a path if it exists, else the bundled spec of that name, with or without ".yaml". file is a name for
// messages. If there is neither, the error wraps fs.ErrNotExist and lists the bundled specs.
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
	if text, ok := Bundled()[name]; ok {
		return name + ".yaml", []byte(text), nil
	}
	if err == nil {
		return "", nil, fmt.Errorf("read spec %q: it is a folder: give a YAML file, or the name of a bundled spec (%s)", nameOrPath, strings.Join(Names(), ", "))
	}
	hint := ""
	if guess, ok := spec.Nearest(path.Base(name), Names()); ok {
		hint = fmt.Sprintf("did you mean %q? ", guess)
	}
	return "", nil, fmt.Errorf("read spec %q: %w (%sbundled: %s)", nameOrPath, fs.ErrNotExist, hint, strings.Join(Names(), ", "))
}
