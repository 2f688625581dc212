// Package gan2014 holds the sources of the numeric code, so that a program knows which code it was built from.
package gan2014

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
)

//go:embed datasets internal/divergence internal/eigen internal/elementary internal/faces internal/logsum internal/products internal/rng internal/stats models parzen
var sources embed.FS

// CodeID is a hash of all that decides what numbers come out: the sources of the data sets, the models and the estimator,
// without their tests, and the versions of the libraries that compute. A change of documentation, reports or the command
// line leaves it as it is. It is 16 hexadecimal digits.
func CodeID() string {
	return identify(sources, func(library string) bool {
		return strings.HasPrefix(library, "gorgonia.org/") || library == "gonum.org/v1/gonum"
	})
}

// identify returns 16 hexadecimal digits of a hash of sources and of the versions of the libraries that matter to them.
func identify(files embed.FS, matters func(library string) bool) string {
	h := sha256.New()
	hashSources(h, files)
	if build, ok := debug.ReadBuildInfo(); ok {
		for _, m := range build.Deps {
			if matters(m.Path) {
				fmt.Fprintln(h, m.Path, m.Version)
			}
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// hashSources hashes files with their paths, without tests and their data.
func hashSources(h hash.Hash, files embed.FS) {
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "/testdata/") {
			return err
		}
		content, err := files.ReadFile(path)
		fmt.Fprintf(h, "%s %d\n%s", path, len(content), content)
		return err
	})
	if err != nil {
		panic("gan2014: " + err.Error()) // the files are in the program
	}
}

// BuiltFrom reports whether the folder holds the sources that this program was built from, as far as it remembers them: all that decides
// numbers.
func BuiltFrom(root string) bool {
	err := fs.WalkDir(sources, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		there, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(path)))
		if err != nil {
			return err
		}
		if here, err := sources.ReadFile(path); err != nil || !bytes.Equal(here, there) {
			return errors.New(path + " differs")
		}
		return nil
	})
	return err == nil
}

// Reference is docs/reference/reference.json: Table 1 as it came out once, and how long that took.
//
//go:embed docs/reference/reference.json
var Reference []byte

//go:embed docs/reference/generators
var generators embed.FS

// Generator returns the content of a file of docs/reference/generators, which holds trained generators, or nil if there is none of that name.
func Generator(name string) []byte {
	content, err := generators.ReadFile("docs/reference/generators/" + name)
	if err != nil {
		return nil
	}
	return content
}

//go:embed go.sum
var goSum []byte

// GoSum is the SHA-256 of go.sum, which fixes the version of every library, in hexadecimal.
func GoSum() string {
	sum := sha256.Sum256(goSum)
	return hex.EncodeToString(sum[:])
}
