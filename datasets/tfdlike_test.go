package datasets

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/internal/faces"
)

// synthTFDLike returns a small tfd-like: 3 unlabelled faces and 20 faces in the folds.
func synthTFDLike(t *testing.T) publication {
	t.Helper()
	var pixels []byte
	for i := range 23 {
		pixels = append(pixels, faces.Draw(i).Pixels[:]...)
	}
	f := publish(map[string][]byte{}, "faces.bin", pixels)
	return publication{name: "tfd-like", forms: []form{{files: []rawFile{f}, sources: []source{drawnFaces()}, decode: decodeTFDLike(3)}}}
}

func TestTFDLikeIsDrawnAndKept(t *testing.T) {
	c, _, dir := cacheOf(t, synthTFDLike(t))
	var last, total int64
	c.Progress = func(_ string, done, of int64) { last, total = done, of }
	s, err := c.Load(t.Context(), "tfd-like")
	if err != nil {
		t.Fatal(err)
	}
	if last != 23*faceDim || total != 23*faceDim {
		t.Errorf("at the end %d of %d bytes", last, total)
	}
	const split = "synthetic: train 3 unlabelled, valid+test 2+4 2+4 2+4 2+4 2+4 in 5 folds"
	if s.Split != split || s.Width != 48 || s.Height != 48 || s.Channels != 1 {
		t.Errorf("%d×%d×%d, split %q, want %q", s.Width, s.Height, s.Channels, s.Split, split)
	}
	check := func(part string, row []float32, face int) {
		t.Helper()
		for j, p := range faces.Draw(face).Pixels {
			if row[j] != float32(p)/255 {
				t.Fatalf("%s is not face %d", part, face)
			}
		}
	}
	check("the last image for training", s.Train.Row(2), 2)
	check("the first for testing in fold 1", s.Folds[1].Test.Row(0), 3+2)
	check("the last for testing in fold 1", s.Folds[1].Test.Row(3), 3+13)
	check("the last for validation in fold 4", s.Folds[4].Valid.Row(1), 3+10)

	checkFolder(t, dir, "faces.bin")
	offline, _, _ := cacheOf(t, synthTFDLike(t))
	offline.Dir, offline.Offline = c.Dir, true
	if again, err := offline.Load(t.Context(), "tfd-like"); err != nil || again.SHA256 != s.SHA256 {
		t.Errorf("the second time: %+v (error %v)", again, err)
	}
}

// TestTFDLikeIsKnownBeforehand checks that the digest is known before the faces are drawn, that it is not computed again for files with their
// published checksums, and that other files with another digest are refused.
func TestTFDLikeIsKnownBeforehand(t *testing.T) {
	p := synthTFDLike(t)
	c, _, _ := cacheOf(t, p)
	drawn, err := c.Load(t.Context(), "tfd-like")
	if err != nil {
		t.Fatal(err)
	}
	p.sha256 = drawn.SHA256
	known, _, dir := cacheOf(t, p)
	if got, err := known.Digest(t.Context(), "tfd-like"); err != nil || got != p.sha256 {
		t.Errorf("%s (error %v), want %s", got, err, p.sha256)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*")); len(files) > 0 {
		t.Errorf("for its digest alone %v was made", files)
	}
	if s, err := known.Load(t.Context(), "tfd-like"); err != nil || s.SHA256 != p.sha256 || s.SHA256 != s.digest() {
		t.Errorf("loaded: %+v (error %v)", s, err)
	}
	p.sha256 = "another"
	published, _, _ := cacheOf(t, p)
	if s, err := published.Load(t.Context(), "tfd-like"); err != nil || s.SHA256 != "another" {
		t.Errorf("the digest of files with their published checksums: %+v (error %v)", s, err)
	}
	p.forms[0].files[0].sum = ""
	other, _, _ := cacheOf(t, p)
	if _, err := other.Load(t.Context(), "tfd-like"); err == nil || !strings.Contains(err.Error(), drawn.SHA256) {
		t.Errorf("another digest: error %v", err)
	}
}

func TestDrawingIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	p := synthTFDLike(t)
	p.forms[0].files[0].bytes = 1_000_000 * faceDim
	c, _, dir := cacheOf(t, p)
	c.Progress = func(string, int64, int64) { cancel() }
	if _, err := c.Load(ctx, "tfd-like"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "*")); len(files) > 0 {
		t.Errorf("%v is left", files)
	}
}

// TestFacesAreThoseOfTFDLike checks the published checksum of tfd-like against the faces as they are drawn now. If package faces changes on
// purpose, "experiments fetch tfd-like" prints the new checksum for tfdLike, and the faces here give their own.
func TestFacesAreThoseOfTFDLike(t *testing.T) {
	h := sha256.New()
	for i := 0; i < tfdUnlabelled+tfdLabelled; i += 2_000 {
		h.Write(faces.Draw(i).Pixels[:])
	}
	const want = "51effd04854b78f8367fe6169fa6e75d785dd7dc4455be96c066709aab63e41f"
	if got := hex.EncodeToString(h.Sum(nil)); got != want {
		t.Errorf("every 2,000th face: sha256 %s, was %s when tfd-like was published", got, want)
	}
	if p := tfdLike(); !strings.Contains(p.title, "synthetic") || p.forms[0].files[0].bytes != 235_551_744 {
		t.Errorf("%+v", p)
	}
}

// TestRealTFDLike checks the whole set if it has been drawn.
func TestRealTFDLike(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: the whole tfd-like, which takes a gigabyte of memory")
	}
	s := fetched(t, "tfd-like")
	const split = "synthetic: train 98058 unlabelled, valid+test 418+836 418+836 418+836 417+836 418+834 in 5 folds"
	if s.SHA256 != tfdLike().sha256 || s.Split != split {
		t.Errorf("sha256 %s, split %q", s.SHA256, s.Split)
	}
}
