package gan2014

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Every file and folder of this repository that docs/architecture.md names exists.
func TestArchitectureNamesWhatExists(t *testing.T) {
	text, err := os.ReadFile("docs/architecture.md")
	if err != nil {
		t.Fatal(err)
	}
	named := 0
	for _, quoted := range regexp.MustCompile("`([^` ]+)`").FindAllStringSubmatch(string(text), -1) {
		path := quoted[1]
		if strings.Contains(path, "KEY") || strings.HasSuffix(path, ".yaml") {
			continue // files of a user
		}
		named++
		if _, err := os.Stat(path); err != nil {
			t.Errorf("docs/architecture.md names %s: %v", path, err)
		}
	}
	if named < 40 {
		t.Errorf("docs/architecture.md names %d files and folders, fewer than it has", named)
	}
}
