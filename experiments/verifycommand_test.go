package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReferenceThatIsNone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "reference.json")
	for text, want := range map[string]string{
		`{`:            "read ",
		`{"cells":[]}`: "has no numbers",
		`{"numbers":[{"system":"DBN","dataset":"mnist","grid":"fine"}]}`: "the number of DBN on mnist, fine grid, has no version",
	} {
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		c := verifyCommand{reference: path}
		if _, err := c.readReference(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error %v, want %q", text, err, want)
		}
	}
}
