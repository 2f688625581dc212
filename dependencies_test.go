package gan2014

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestDependenciesAreExplained checks that docs/dependencies.md names every module that go.mod requires directly, and names no other with a
// row of its table.
func TestDependenciesAreExplained(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("docs/dependencies.md")
	if err != nil {
		t.Fatal(err)
	}
	direct := 0
	for line := range strings.Lines(string(mod)) {
		required := regexp.MustCompile(`^\t(\S+) v`).FindStringSubmatch(line)
		if required == nil || strings.Contains(line, "// indirect") {
			continue
		}
		direct++
		if !strings.Contains(string(text), "`"+required[1]) {
			t.Errorf("docs/dependencies.md does not name %s", required[1])
		}
	}
	if direct < 10 {
		t.Errorf("go.mod requires %d modules directly: the test does not read it right", direct)
	}
	for _, row := range regexp.MustCompile("(?m)^\\| (`[^|]*) \\|").FindAllStringSubmatch(string(text), -1) {
		for _, name := range regexp.MustCompile("`([a-z0-9]+\\.[^`]*)`").FindAllStringSubmatch(row[1], -1) {
			if !strings.Contains(string(mod), name[1]+" v") {
				t.Errorf("docs/dependencies.md explains %s, which go.mod does not require", name[1])
			}
		}
	}
}
