package datasets

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// downloadFrom downloads poem.part from a server on this machine.
func downloadFrom(t *testing.T, limit int, h http.HandlerFunc) download {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return order{dir: t.TempDir(), patience: 50 * time.Millisecond}.newDownload(impatientClient(), server.URL+"/poem", "poem", int64(limit))
}

// servePoem answers requests for the whole poem or its rest, n bytes at a time, and records the requested ranges.
func servePoem(n int, asked *[]string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.Header.Get("Range"))
		short := &cutWriter{w, n}
		http.ServeContent(short, r, "", time.Time{}, bytes.NewReader(poem))
	}
}

// A cutWriter ends the connection after n bytes.
type cutWriter struct {
	http.ResponseWriter
	n int
}

func (w *cutWriter) Write(p []byte) (int, error) {
	if len(p) > w.n {
		w.ResponseWriter.Write(p[:w.n])
		return w.n, errors.New("cut")
	}
	w.n -= len(p)
	return w.ResponseWriter.Write(p)
}

func checkDownloaded(t *testing.T, d download, want []byte) {
	t.Helper()
	got, err := os.ReadFile(d.path)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%d bytes are there, want %d (error %v)", len(got), len(want), err)
	}
}

func TestDownloadGoesOnWhereItBrokeOff(t *testing.T) {
	var asked []string
	d := downloadFrom(t, len(poem), servePoem(2000, &asked))
	if err := d.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkDownloaded(t, d, poem)
	if got, want := fmt.Sprintf("%q", asked), `["" "bytes=2000-" "bytes=4000-"]`; got != want {
		t.Errorf("asked for %s, want %s", got, want)
	}
}

// TestDownloadGoesOnLater checks that a download continues after the bytes that another process has left.
func TestDownloadGoesOnLater(t *testing.T) {
	for _, there := range []int{1, 4599, 4600} {
		var asked []string
		d := downloadFrom(t, len(poem), servePoem(len(poem), &asked))
		place(t, filepath.Dir(d.path), "poem.part", poem[:there])
		if err := d.run(t.Context()); err != nil {
			t.Fatal(err)
		}
		checkDownloaded(t, d, poem)
		if want := fmt.Sprintf("bytes=%d-", there); len(asked) != 1 || asked[0] != want {
			t.Errorf("asked for %q, want %s once", asked, want)
		}
	}
}

// TestDownloadStartsAgainWithoutRanges checks that a download starts again if the server does not support ranges and answers with the whole
// file.
func TestDownloadStartsAgainWithoutRanges(t *testing.T) {
	d := downloadFrom(t, len(poem), func(w http.ResponseWriter, r *http.Request) { w.Write(poem) })
	place(t, filepath.Dir(d.path), "poem.part", []byte("something else"))
	if err := d.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	checkDownloaded(t, d, poem)
}

func TestDownloadOfAnotherRangeIsRefused(t *testing.T) {
	d := downloadFrom(t, len(poem), func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Range", "bytes 7-4599/4600")
		w.WriteHeader(http.StatusPartialContent)
		w.Write(poem[7:])
	})
	place(t, filepath.Dir(d.path), "poem.part", poem[:9])
	if err := d.run(t.Context()); err == nil {
		t.Error("bytes from 7 were accepted for those from 9")
	}
	checkDownloaded(t, d, poem[:9])
}

func TestDownloadThatIsTooLongIsNotKept(t *testing.T) {
	for _, there := range []int{0, 1000} {
		var asked []string
		d := downloadFrom(t, len(poem)-1, servePoem(len(poem), &asked))
		if there > 0 {
			place(t, filepath.Dir(d.path), "poem.part", poem[:there])
		}
		err := d.run(t.Context())
		if err == nil || err.Error() != "poem: longer than 4599 bytes" {
			t.Errorf("got %v", err)
		}
		if _, err := os.Stat(d.path); err == nil {
			t.Error("it was kept")
		}
	}
}

// TestDownloadIsBounded checks that a download of an endless answer stops at the limit.
func TestDownloadIsBounded(t *testing.T) {
	d := downloadFrom(t, len(poem), func(w http.ResponseWriter, r *http.Request) { io.Copy(w, zeros{}) })
	var most int64
	d.progress = func(done, _ int64) { most = max(most, done) }
	if err := d.run(t.Context()); err == nil {
		t.Error("accepted")
	}
	if most > d.limit+1 {
		t.Errorf("took %d bytes, the limit is %d", most, d.limit)
	}
}

// TestDownloadFromASlowServer checks that a server may take longer than the patience as long as it keeps sending.
func TestDownloadFromASlowServer(t *testing.T) {
	const parts = 6
	d := downloadFrom(t, len(poem), func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "4600")
		for i := range parts {
			w.Write(poem[i*len(poem)/parts : (i+1)*len(poem)/parts])
			w.(http.Flusher).Flush()
			time.Sleep(100 * time.Millisecond)
		}
	})
	d.patience = 5 * 100 * time.Millisecond
	if err := d.attempt(t.Context(), 0); err != nil {
		t.Fatal(err)
	}
	checkDownloaded(t, d, poem)
}

// TestDownloadFromAStallingServer checks that a download from a server that stops sending is given up, and that the received bytes are kept
// for the next attempt.
func TestDownloadFromAStallingServer(t *testing.T) {
	d := downloadFrom(t, len(poem), func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "4600")
		w.Write(poem[:2300])
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	start := time.Now()
	err := d.run(t.Context())
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), "no data arrived for 50ms")
	if waited := time.Since(start); waited > 10*time.Second {
		t.Errorf("took %v", waited)
	}
	checkDownloaded(t, d, poem[:2300])
}

func TestDownloadTellsItsProgress(t *testing.T) {
	var asked []string
	d := downloadFrom(t, len(poem), servePoem(3000, &asked))
	var last, total int64
	d.progress = func(done, of int64) {
		if done < last {
			t.Errorf("%d bytes after %d", done, last)
		}
		last, total = done, of
	}
	if err := d.run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if last != 4600 || total != 4600 {
		t.Errorf("at the end %d of %d", last, total)
	}
}

// TestWrongDownloadIsDiscarded checks that a download with a wrong checksum, resumed or not, is not resumed again.
func TestWrongDownloadIsDiscarded(t *testing.T) {
	_, contents := synthetic()
	m := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(packed(contents["train-images-idx3-ubyte"])))
	})
	c, _, dir := synthCache(t, m)
	place(t, dir, "train-images-idx3-ubyte.gz.part", []byte("\x1f\x8bnonsense"))
	if _, err := c.Fetch(t.Context(), "mnist"); err == nil {
		t.Fatal("no error")
	}
	checkFolder(t, dir)
}

// TestUselessPartIsRemoved checks that the received part of a download is removed once another source has delivered the file.
func TestUselessPartIsRemoved(t *testing.T) {
	_, contents := synthetic()
	broken := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "58")
		w.Write(contents["train-images-idx3-ubyte"][:20])
	})
	c, _, dir := synthCache(t, broken)
	if _, err := c.Fetch(t.Context(), "mnist"); err == nil {
		t.Fatal("no error")
	}
	checkFolder(t, dir, "train-images-idx3-ubyte.gz.part")
	other, _, _ := synthCache(t, broken, giving("shop", contents))
	other.Dir = c.Dir
	checkUsable(t, other)
	checkFolder(t, dir, slices.Sorted(maps.Keys(contents))...)
}
