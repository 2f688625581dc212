package nn

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// TestSeriesInFoldersOfAnyName checks that the folder of a series may have any name, and that only its newest two checkpoints stay.
func TestSeriesInFoldersOfAnyName(t *testing.T) {
	for _, name := range []string{"out", "out[1]", "out[", "*?", "\\"} {
		s := Series{Dir: filepath.Join(t.TempDir(), name)}
		if last, err := s.Last(); last != "" || err != nil {
			t.Errorf("%q: without a folder the last is %q, %v", name, last, err)
		}
		save := func(path string) error { return os.WriteFile(path, []byte(path), 0o600) }
		for update := 8; update <= 12; update++ {
			if err := s.Save(update, save); err != nil {
				t.Fatalf("%q: %v", name, err)
			}
			if err := os.WriteFile(filepath.Join(s.Dir, ".update-x.tmp"), nil, 0o600); err != nil { // of a process that was killed
				t.Fatal(err)
			}
		}
		last, err := s.Last()
		if want := filepath.Join(s.Dir, "update-000000012.checkpoint"); err != nil || last != want {
			t.Errorf("%q: the last is %q, %v", name, last, err)
		}
		loaded := ""
		if found, damaged, err := s.Load(func(path string) error { loaded = path; return nil }); !found || damaged != nil || err != nil || loaded != last {
			t.Errorf("%q: loaded %q: %t, %v, %v", name, loaded, found, damaged, err)
		}
		var names []string
		entries, err := os.ReadDir(s.Dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		if want := []string{".update-x.tmp", "update-000000011.checkpoint", "update-000000012.checkpoint"}; !slices.Equal(names, want) {
			t.Errorf("%q holds %q, want %q", name, names, want)
		}
	}
}
