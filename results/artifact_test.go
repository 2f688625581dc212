package results_test

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"gan2014/results"
)

func TestArtifacts(t *testing.T) {
	db, _ := mustOpen(t)
	out := filepath.Join(t.TempDir(), "out")
	one, two := begin(t, db, run("one", 1)), begin(t, db, run("two", 2))

	// sha256 of "abc": FIPS 180-2, appendix B.1.
	want := results.Artifact{
		Kind: "samples", Caption: "after 3 epochs", Measured: "0.5 of it.", Bytes: 3,
		SHA256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		Path:   "artifacts/ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad.png",
	}
	got, err := db.AddArtifact(t.Context(), out, one, results.Artifact{Kind: "samples", Caption: "after 3 epochs", Measured: "0.5 of it."}, "png", []byte("abc"))
	if check(t, err); got != want {
		t.Errorf("artifact %+v, want %+v", got, want)
	}
	wantArtifacts(t, db, one, want)
	if content, err := os.ReadFile(filepath.Join(out, want.Path)); err != nil || string(content) != "abc" {
		t.Errorf("content %q, error %v", content, err)
	}

	// Equal contents share one file.
	_, err = db.AddArtifact(t.Context(), out, two, results.Artifact{Kind: "samples", Caption: "after 3 epochs", Measured: "0.5 of it."}, "png", []byte("abc"))
	check(t, err)
	wantArtifacts(t, db, two, want)
	wantFiles(t, out, 1)

	// A new artifact replaces the old one only in its run, and the old file stays.
	replaced, err := db.AddArtifact(t.Context(), out, one, results.Artifact{Kind: "samples", Caption: "after 4 epochs"}, "png", []byte("abcd"))
	check(t, err)
	wantArtifacts(t, db, one, replaced)
	wantArtifacts(t, db, two, want)
	wantFiles(t, out, 2)

	curve, err := db.AddArtifact(t.Context(), out, one, results.Artifact{Kind: "curve"}, "svg", nil)
	check(t, err)
	wantArtifacts(t, db, one, curve, replaced)
}

func wantArtifacts(t *testing.T, db *results.DB, id int64, want ...results.Artifact) {
	t.Helper()
	got, err := db.Artifacts(t.Context(), id)
	if check(t, err); !reflect.DeepEqual(got, want) {
		t.Errorf("artifacts of run %d: %+v, want %+v", id, got, want)
	}
}

func wantFiles(t *testing.T, out string, want int) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(out, "artifacts", "*", "*"))
	if check(t, err); len(files) != want {
		t.Errorf("files %v, want %d", files, want)
	}
}
