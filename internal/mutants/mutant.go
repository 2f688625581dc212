package main

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
)

// folder is the folder of the patches, relative to the root of the repository.
const folder = "internal/mutants"

// A mutant is a fault in the code and the tests that must detect it.
type mutant struct {
	name string
	file string   // the patch, an absolute path
	what string   // the fault, in a sentence
	test []string // arguments of go test, the first one a package
}

// mutants reads the patches under root whose name matches a pattern of path.Match.
func mutants(root, pattern string) (all []mutant, err error) {
	files, err := os.ReadDir(filepath.Join(root, folder))
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		name, isPatch := strings.CutSuffix(f.Name(), ".patch")
		matches, err := path.Match(pattern, name)
		if err != nil {
			return nil, fmt.Errorf("-only %q: %w", pattern, err)
		}
		if !isPatch || !matches {
			continue
		}
		m, err := readMutant(filepath.Join(root, folder, f.Name()))
		if err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("no mutant in %s is named %s", folder, pattern)
	}
	return all, nil
}

// readMutant reads the header of a patch.
func readMutant(file string) (mutant, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return mutant{}, err
	}
	m := mutant{name: strings.TrimSuffix(filepath.Base(file), ".patch"), file: file}
	if err := m.parse(string(text)); err != nil {
		return mutant{}, fmt.Errorf("%s: %w", filepath.Base(file), err)
	}
	return m, nil
}

func (m *mutant) parse(text string) error {
	lines := strings.SplitN(text, "\n", 3)
	what, hasWhat := strings.CutPrefix(lines[0], "what: ")
	if !hasWhat || strings.TrimSpace(what) == "" {
		return errors.New(`line 1 must be "what: " and the fault in a sentence`)
	}
	test, hasTest := "", false
	if len(lines) > 1 {
		test, hasTest = strings.CutPrefix(lines[1], "test: ")
	}
	if !hasTest || !strings.HasPrefix(test, "./") {
		return errors.New(`line 2 must be "test: " and the package whose tests must fail, such as ./models/gan`)
	}
	m.what, m.test = what, strings.Fields(test)
	return nil
}
