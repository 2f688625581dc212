package gan2014

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A folder that a user names may have a [ in its name: no path is a pattern. Tests, whose folders are their own, are free to search by one.
func TestNoPathIsAPattern(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, call := range []string{"filepath.Glob(", "filepath.Match("} {
			if strings.Contains(string(text), call) {
				t.Errorf("%s calls %s...): read the folder and look at the names", path, call)
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
