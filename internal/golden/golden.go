// Package golden compares the output of a test with a golden file. `go test -update` writes the golden files anew.
package golden

import (
	"flag"
	"os"
	"testing"
)

// Update is the flag -update.
var Update = flag.Bool("update", false, "write the golden files anew")

// Check fails the test unless the file at path holds got. With -update it writes got to the file first.
func Check(t *testing.T, path, got string) {
	t.Helper()
	if *Update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; run go test -update and read the difference\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}
