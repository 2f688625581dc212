package datasets

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// serve starts a mirror on this machine.
func serve(t *testing.T, h http.HandlerFunc) source {
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return mirror(server.URL + "/mnist/")
}

func TestMirror(t *testing.T) {
	_, contents := synthetic()
	m := serve(t, func(w http.ResponseWriter, r *http.Request) {
		name, ok := strings.CutPrefix(r.URL.Path, "/mnist/")
		name, packedName := strings.CutSuffix(name, ".gz")
		data, published := contents[name]
		if !ok || !packedName || !published {
			http.NotFound(w, r)
			return
		}
		w.Write(packed(data))
	})
	c, _, _ := synthCache(t, m, forbidden(t))
	s := checkUsable(t, c)
	checkSources(t, s.Files, m.name, m.name, m.name, m.name)
}

func TestMirrorRefuses(t *testing.T) {
	asked := 0
	m := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked++
		http.Error(w, "not here", http.StatusForbidden)
	})
	c, _, _ := synthCache(t, m)
	_, err := c.Load(t.Context(), "mnist")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), m.name+": train-images-idx3-ubyte.gz: HTTP status 403 Forbidden")
	if asked != 1 {
		t.Errorf("asked %d times, want once: no retries", asked)
	}
}

func TestMirrorOfAClosedPort(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	m := mirror(server.URL + "/")
	server.Close()
	c, _, _ := synthCache(t, m)
	_, err := c.Load(t.Context(), "mnist")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), m.name, "connection refused")
}

func TestMirrorWithoutEnd(t *testing.T) {
	m := serve(t, func(w http.ResponseWriter, r *http.Request) {
		io.Copy(w, zeros{}) // ends when the client goes away
	})
	c, _, _ := synthCache(t, m)
	_, err := c.Load(t.Context(), "mnist")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), "longer than")
}

func TestMirrorCutsTheConnection(t *testing.T) {
	_, contents := synthetic()
	m := serve(t, func(w http.ResponseWriter, r *http.Request) {
		data := contents["train-images-idx3-ubyte"]
		w.Header().Set("Content-Length", "58")
		w.Write(data[:20])
	})
	c, _, _ := synthCache(t, m)
	_, err := c.Load(t.Context(), "mnist")
	if err == nil {
		t.Fatal("no error")
	}
	checkContains(t, err.Error(), "train-images-idx3-ubyte.gz: ended after 20 bytes: unexpected EOF")
}

func TestMirrorThatHangsIsCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	m := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Write(bytes.Repeat([]byte{0}, 10))
		w.(http.Flusher).Flush()
		cancel()
		<-r.Context().Done()
	})
	c, _, _ := synthCache(t, m, forbidden(t))
	start := time.Now()
	if _, err := c.Load(ctx, "mnist"); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want context.Canceled", err)
	}
	if waited := time.Since(start); waited > 10*time.Second {
		t.Errorf("took %v", waited)
	}
}
