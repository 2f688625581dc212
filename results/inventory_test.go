package results_test

import (
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"gan2014/results"
)

func TestInventory(t *testing.T) {
	db, path := mustOpen(t)
	for _, key := range []string{"done", "again"} {
		check(t, db.Finish(t.Context(), begin(t, db, run(key, 1)), results.Ending{Status: results.Done}))
	}
	begin(t, db, again(run("again", 1)))
	failed := begin(t, db, run("failed", 1))
	check(t, db.Finish(t.Context(), failed, results.Ending{Status: results.Failed}))
	a, err := db.AddArtifact(t.Context(), t.TempDir(), failed, results.Artifact{Kind: "samples"}, "png", nil)
	check(t, err)

	other, err := results.Open(t.Context(), path)
	check(t, err)
	defer other.Close()
	begun := make(chan error)
	check(t, db.Inventory(t.Context(), func(have results.Inventory) error {
		if want := map[string]bool{"done": false, "again": true, "failed": true}; !maps.Equal(have.Open, want) {
			t.Errorf("open keys %v, want %v", have.Open, want)
		}
		if got := slices.Collect(maps.Keys(have.Artifacts)); !reflect.DeepEqual(got, []string{a.Path}) {
			t.Errorf("artifacts %v, want %s", got, a.Path)
		}
		go func() {
			_, err := other.Begin(t.Context(), run("new", 1))
			begun <- err
		}()
		select {
		case err := <-begun:
			t.Errorf("a run was begun meanwhile, error %v", err)
		case <-time.After(50 * time.Millisecond):
		}
		return nil
	}))
	check(t, <-begun)
}
