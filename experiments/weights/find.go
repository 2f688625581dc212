package weights

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"gan2014"
	"gan2014/experiments/spec"
)

// Find reads the files of the trained generators of a spec that lies in a folder. It checks that they are of the data sets of their
// systems, and gives the systems their content and its SHA-256, which becomes part of the keys.
func Find(s *spec.Spec, folder string) error {
	for i := range s.Systems {
		system := &s.Systems[i]
		if system.Kind != spec.TrainedGenerator {
			continue
		}
		if err := find(system, folder); err != nil {
			return fmt.Errorf("system %q: %w", system.Name, err)
		}
	}
	return nil
}

func find(system *spec.System, folder string) error {
	if system.File == "" {
		return errors.New("it has a sha256 but no file: name the file of its generator")
	}
	content, err := read(*system, folder)
	if err != nil {
		return err
	}
	f, err := Parse(content)
	if err == nil && f.Dataset != system.Dataset {
		err = fmt.Errorf("it was trained on %.60q, but the system has the dataset %s", f.Dataset, system.Dataset)
	}
	if err != nil {
		return fmt.Errorf("%s: %w", system.File, err)
	}
	system.Weights, system.SHA256 = content, SHA256(content)
	return nil
}

// read returns the content of a system's file: of the file beside the spec, or else of the program's own file of that name. If the spec
// gives a SHA-256, it returns the one that has it.
func read(system spec.System, folder string) ([]byte, error) {
	path := system.File
	if !filepath.IsAbs(path) {
		path = filepath.Join(folder, path)
	}
	beside, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	found := ""
	for _, content := range [][]byte{beside, gan2014.Generator(system.File)} {
		if content == nil {
			continue
		}
		if found = SHA256(content); system.SHA256 == "" || system.SHA256 == found {
			return content, nil
		}
	}
	if found != "" {
		return nil, fmt.Errorf("%s has the SHA-256 %s, but the spec gives %s", system.File, found, system.SHA256)
	}
	return nil, fmt.Errorf("there is no file %s, and the program has none of that name", path)
}
