// Package referencedb opens the database of docs/reference for tests.
package referencedb

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"gan2014/results"
)

// Open unpacks the database of docs/reference and opens it until the test ends. root is the path of the repository.
func Open(t testing.TB, root string) *results.DB {
	t.Helper()
	path := filepath.Join(t.TempDir(), "results.db")
	if err := unpack(filepath.Join(root, "docs", "reference", "results.db.gz"), path); err != nil {
		t.Fatal(err)
	}
	db, err := results.OpenReadOnly(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	return db
}

func unpack(from, to string) error {
	packed, err := os.Open(from)
	if err != nil {
		return err
	}
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	content, err := io.ReadAll(unpacked)
	if err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}
