package main

import (
	"encoding/gob"
	"os"
	"testing"
)

// A shard's file replaces nothing but an older file of a shard: no input, under whatever name, and no other file.
func TestShardOverwritesNothing(t *testing.T) {
	b := bench{t, t.TempDir()}
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
		b.path("dangling"):          "give a file that is not there yet",
		b.path("folder"):            "no regular file",
		b.path("notes.txt"):         "is there already and is not a file of -shard",
		b.path("empty"):             "is there already and is not a file of -shard",
		b.path("missing/share.sum"): "there is no folder " + b.path("missing"),
	} {
		before, _ := os.ReadFile(path)
		b.expect(statusUsage, to(path), want)
		if after, _ := os.ReadFile(path); string(after) != string(before) {
			t.Errorf("%s was changed", path)
		}
	}
	share := b.path("x.sum")
	b.expect(statusDone, to(share), "sums over 1 of 1 blocks")
	b.expect(statusDone, to(share), "sums over 1 of 1 blocks") // a later share replaces it
	must(os.Symlink(share, b.path("shares")))
	b.expect(statusDone, to(b.path("shares")), "sums over 1 of 1 blocks")

	// Before there was a header, a file began with its task.
	file, err := os.Create(b.path("older.sum"))
	must(err)
	must(gob.NewEncoder(file).Encode(struct {
		Samples, Dimension, Valid, Test int
		First, Held, Code               string
		Sigmas                          []float64
	}{Samples: 30, Dimension: 20, Test: 5, Code: "c0de", Sigmas: []float64{1}}))
	must(file.Close())
	b.expect(statusUsage, []string{"parzen", "-merge", b.path("older.sum")}, "is of an older program: compute this shard again")
	b.expect(statusDone, to(b.path("older.sum")), "sums over 1 of 1 blocks")
}
