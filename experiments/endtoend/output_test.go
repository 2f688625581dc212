package endtoend

import (
	"encoding/gob"
	"os"
	"testing"

	"gan2014"
	"gan2014/experiments/exit"
	"gan2014/results"
)

// TestShardOverwritesNothing checks that the file of a shard replaces only an older one. It must replace no input, under whatever
// name, and no other file.
func TestShardOverwritesNothing(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	value := func(i, k int) float64 { return float64((i*7+k*k*3)%11) / 10 }
	samples, test := saveRows(t, b.path("s.npy"), "<f4", 30, 20, value), saveRows(t, b.path("t.npy"), "<f4", 5, 20, value)
	to := func(path string) []string {
		return []string{"parzen", "-samples", samples, "-test", test, "-sigma", "0.3", "-shard", "1/1", "-to", path}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Symlink(samples, b.path("link")))
	must(os.Link(test, b.path("hard")))
	must(os.Symlink(b.path("nowhere"), b.path("dangling")))
	must(os.Mkdir(b.path("folder"), 0o777))
	writeTest(t, b.path("notes.txt"), []byte("years of work"))
	writeTest(t, b.path("empty"), nil)
	for path, want := range map[string]string{
		samples:                     "is the file of the samples " + samples,
		test:                        "is the file of the test data " + test,
		b.path("link"):              "is the file of the samples",
		b.path("hard"):              "is the file of the test data",
		b.path("folder/../s.npy"):   "is the file of the samples",
		b.path("dangling"):          "dangling: no such file or directory: give another file",
		b.path("folder"):            "is a folder: give a file",
		b.path("notes.txt"):         "exists and is not a file of -shard",
		b.path("empty"):             "exists and is not a file of -shard",
		b.path("missing/share.sum"): "there is no folder " + b.path("missing"),
	} {
		before, _ := os.ReadFile(path)
		b.expect(exit.BadUsage, to(path), want)
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}
	share := b.path("x.sum")
	b.expect(exit.Done, to(share), "sums over 1 of 1 block of 65536 samples")
	b.expect(exit.Done, to(share), "sums over 1 of 1 block of 65536 samples") // a later share replaces it
	must(os.Symlink(share, b.path("shares")))
	b.expect(exit.Done, to(b.path("shares")), "sums over 1 of 1 block of 65536 samples")

	// Before the header existed, a file began with its task.
	file, err := os.Create(b.path("older.sum"))
	must(err)
	must(gob.NewEncoder(file).Encode(struct {
		Samples, Dimension, Valid, Test int
		First, Held, Code               string
		Sigmas                          []float64
	}{Samples: 30, Dimension: 20, Test: 5, Code: "c0de", Sigmas: []float64{1}}))
	must(file.Close())
	b.expect(exit.BadUsage, []string{"parzen", "-merge", b.path("older.sum")}, "was written by an older version of this program: compute this shard again")
	b.expect(exit.Done, to(b.path("older.sum")), "sums over 1 of 1 block of 65536 samples")
}

// TestReferenceOverwritesNothing checks that a reference replaces only an older reference.
func TestReferenceOverwritesNothing(t *testing.T) {
	t.Parallel()
	b := bench{T: t, dir: t.TempDir()}
	db := b.path("results.db")
	r, err := results.Open(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(db, b.path("link")); err != nil {
		t.Fatal(err)
	}
	writeTest(t, b.path("notes.json"), []byte(`{"years": "of work"}`))
	write := func(path string) []string { return []string{"verify", "-db", db, "-write", "-reference", path} }
	b.expect(exit.BadUsage, write(db), "is the file of the database "+db)
	b.expect(exit.BadUsage, write(b.path("link")), "is the file of the database "+db)
	b.expect(exit.BadUsage, write(b.path("notes.json")), "exists and is not a reference")
	writeTest(t, b.path("older.json"), gan2014.Reference)
	b.expect(exit.BadUsage, write(b.path("older.json")), "has no finished run of this program") // the database is empty
	b.expect(exit.BadUsage, write(b.path("new.json")), "has no finished run of this program")
}
