package nn

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gan2014/internal/rng"
)

func TestCheckpointRoundTrip(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c")
	params := []*Param[float32]{NewParam[float32](Shape{"a", 2, 3}), NewParam[float32](Shape{"b", 1, 1})}
	for i, p := range params {
		rng.Normal(rng.For(1, "value", i), p.Value.Data)
		rng.Normal(rng.For(1, "velocity", i), p.Velocity.Data)
	}
	if err := Save(path, 42, params); err != nil {
		t.Fatal(err)
	}
	state, read := 0, []*Param[float32]{NewParam[float32](Shape{"a", 2, 3}), NewParam[float32](Shape{"b", 1, 1})}
	if err := Load(path, &state, func() ([]*Param[float32], error) { return read, nil }); err != nil {
		t.Fatal(err)
	}
	for i, p := range params {
		if !slices.Equal(p.Value.Data, read[i].Value.Data) || !slices.Equal(p.Velocity.Data, read[i].Velocity.Data) {
			t.Errorf("parameter %s changed", p.Name)
		}
	}
	if state != 42 {
		t.Errorf("state is %d", state)
	}
}

// FuzzLoad checks that Load never panics and succeeds only for a whole file.
func FuzzLoad(f *testing.F) {
	path := filepath.Join(f.TempDir(), "seed")
	if err := Save(path, "state", []*Param[float32]{NewParam[float32](Shape{"a", 1, 2})}); err != nil {
		f.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add(good[:len(good)-1])
	f.Add([]byte(magic))
	f.Fuzz(func(t *testing.T, file []byte) {
		path := filepath.Join(t.TempDir(), "c")
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		state := ""
		err := Load(path, &state, func() ([]*Param[float32], error) { return []*Param[float32]{NewParam[float32](Shape{"a", 1, 2})}, nil })
		if err == nil && !slices.Equal(file, good) {
			t.Errorf("%d bytes that were never saved were loaded", len(file))
		}
	})
}

func TestSeries(t *testing.T) {
	s := Series{filepath.Join(t.TempDir(), "new folder")}
	write := func(text string) func(string) error {
		return func(path string) error { return os.WriteFile(path, []byte(text), 0o600) }
	}
	text := ""
	read := func(path string) error {
		b, err := os.ReadFile(path)
		text = string(b)
		if text == "damaged" {
			return fmt.Errorf("read %s: %w", path, ErrCorrupt)
		}
		return err
	}
	if found, _, err := s.Load(read); found || err != nil {
		t.Fatalf("an empty series: %v, %v", found, err)
	}
	for i, update := range []int{5, 500, 50_000} {
		if err := s.Save(update, write(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	// The next checkpoint removes the unfinished files of a process that was killed while saving.
	unfinished := filepath.Join(s.Dir, ".update-000000007.checkpoint.ABC.tmp")
	if err := write("half")(unfinished); err != nil {
		t.Fatal(err)
	}
	if err := s.Save(50_000, write("2")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(unfinished); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%s is still there (%v)", unfinished, err)
	}
	if kept, _ := s.newestFirst(); len(kept) != 2 {
		t.Errorf("kept %v, want two", kept)
	}
	if found, damaged, err := s.Load(read); !found || text != "2" || damaged != nil || err != nil {
		t.Errorf("loaded %q, damaged %v, %v", text, damaged, err)
	}
	if err := s.Save(60_000, write("damaged")); err != nil {
		t.Fatal(err)
	}
	if found, damaged, err := s.Load(read); !found || text != "2" || len(damaged) != 1 || err != nil {
		t.Errorf("with the newest damaged, loaded %q, damaged %v, %v", text, damaged, err)
	}
	// The damaged checkpoint does not count among the newest two.
	for _, later := range []string{"3", "damaged"} {
		if err := s.Save(70_000, write(later)); err != nil {
			t.Fatal(err)
		}
	}
	if found, _, err := s.Load(read); !found || text != "2" || err != nil {
		t.Errorf("after a second damage, loaded %q, %v", text, err)
	}
	refused := errors.New("another run")
	if _, _, err := s.Load(func(string) error { return refused }); !errors.Is(err, refused) {
		t.Errorf("another error became %v", err)
	}
}

// TestLoadRefuses checks that a file with a flipped bit anywhere, or a truncated file, is damaged, and that a file with other tensors is
// refused. No parameter changes.
func TestLoadRefuses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "c")
	if err := Save(path, 42, []*Param[float32]{NewParam[float32](Shape{"a", 2, 3})}); err != nil {
		t.Fatal(err)
	}
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	load := func(file []byte, shape Shape) error {
		t.Helper()
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		p := NewParam[float32](shape)
		for i := range p.Value.Data {
			p.Value.Data[i] = 7
		}
		err := Load(path, new(int), func() ([]*Param[float32], error) { return []*Param[float32]{p}, nil })
		if err != nil && slices.ContainsFunc(p.Value.Data, func(v float32) bool { return v != 7 }) {
			t.Errorf("a file that was refused (%v) changed a parameter", err)
		}
		return err
	}
	if err := load(good, Shape{"a", 2, 3}); err != nil {
		t.Fatal(err)
	}
	for i := range good {
		flipped := slices.Clone(good)
		flipped[i] ^= 1
		if err := load(flipped, Shape{"a", 2, 3}); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("a flipped bit in byte %d of %d gave %v", i, len(good), err)
		}
	}
	for n := range good {
		if err := load(good[:n], Shape{"a", 2, 3}); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("%d bytes of %d gave %v", n, len(good), err)
		}
	}
	for _, other := range []Shape{{"a", 3, 2}, {"b", 2, 3}, {"a", 2, 2}} {
		if err := load(good, other); err == nil {
			t.Errorf("a tensor of %v was taken for %v", Shape{"a", 2, 3}, other)
		}
	}
}
