package results

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"

	"gan2014/internal/atomicfile"
)

// An Artifact is a file that belongs to a run.
type Artifact struct {
	Kind     string // "samples", ...; one per kind and run
	SHA256   string // hash of the content, hexadecimal
	Path     string // relative to the output folder, with slashes: artifacts/ab/<sha256>.png
	Caption  string
	Measured string // the numbers of the caption: "Autocorrelation of the images over 300 steps: 0.88 after 1."; empty for most
	Bytes    int64
}

// AddArtifact writes data to outDir/artifacts and records it as the run's artifact. The file's name is the hash of data with the
// extension ext ("png"). Kind, caption and measurement are taken from a. Runs with equal content share one file. An earlier artifact
// of the same kind is replaced in the database, but its file stays.
func (db *DB) AddArtifact(ctx context.Context, outDir string, id int64, a Artifact, ext string, data []byte) (Artifact, error) {
	sum := sha256.Sum256(data)
	hash := hex.EncodeToString(sum[:])
	a.SHA256, a.Path, a.Bytes = hash, artifactPath(hash, ext), int64(len(data))
	doing := fmt.Sprintf("add artifact %s of run %d", a.Kind, id)
	err := db.change(ctx, doing, id, func(tx *sql.Tx) error { return addArtifact(ctx, tx, outDir, id, a, data) })
	if err != nil {
		return Artifact{}, err
	}
	return a, nil
}

// Check reports ErrDamaged unless content, which was read from the artifact's file, has the recorded hash.
func (a Artifact) Check(content []byte) error {
	if sum := sha256.Sum256(content); hex.EncodeToString(sum[:]) != a.SHA256 {
		return fmt.Errorf("%s %w", a.Path, ErrDamaged)
	}
	return nil
}

// ErrDamaged reports an artifact whose file no longer has the content that was written.
var ErrDamaged = errors.New("is damaged: its content does not have the hash in its name")

func artifactPath(hash, ext string) string { return path.Join("artifacts", hash[:2], hash+"."+ext) }

// addArtifact writes the file and then the row, so that a row never refers to a missing file. No other process removes the file as
// unreferenced before the transaction ends.
func addArtifact(ctx context.Context, tx *sql.Tx, outDir string, id int64, a Artifact, data []byte) error {
	if err := writeArtifact(outDir, a, data); err != nil {
		return err
	}
	return insertArtifact(ctx, tx, id, a)
}

// writeArtifact writes an artifact's file. It leaves an intact one as it is: most pictures of data sets are those of many runs.
func writeArtifact(outDir string, a Artifact, data []byte) error {
	file := filepath.Join(outDir, filepath.FromSlash(a.Path))
	if have, err := os.ReadFile(file); err == nil && a.Check(have) == nil {
		return nil
	}
	if err := atomicfile.MkdirAll(filepath.Dir(file)); err != nil {
		return err
	}
	return atomicfile.WriteBytes(file, data)
}

// insertArtifact inserts the row that refers to the artifact's file, in the place of the earlier one of the same kind.
func insertArtifact(ctx context.Context, tx *sql.Tx, id int64, a Artifact) error {
	_, err := tx.ExecContext(ctx, `REPLACE INTO artifact (run_id, kind, sha256, path, caption, bytes, measured) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		id, a.Kind, a.SHA256, a.Path, a.Caption, a.Bytes, a.Measured)
	return err
}

// Artifacts returns the artifacts of a run, ordered by kind.
func (db *DB) Artifacts(ctx context.Context, id int64) (as []Artifact, err error) {
	err = db.numbers(ctx, fmt.Sprintf("read the artifacts of run %d", id), id, func(q querier) error {
		as, err = collect(ctx, q, scanArtifact, `SELECT kind, sha256, path, caption, bytes, measured FROM artifact WHERE run_id = ? ORDER BY kind`, id)
		return err
	})
	return as, err
}

func scanArtifact(rows *sql.Rows) (Artifact, error) {
	var a Artifact
	err := rows.Scan(&a.Kind, &a.SHA256, &a.Path, &a.Caption, &a.Bytes, &a.Measured)
	return a, err
}
