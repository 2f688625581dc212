package report

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gan2014/results"
)

// TestLive checks that the live page equals the written page, is drawn anew for each request, and cannot be changed by requests.
func TestLive(t *testing.T) {
	drawn := 0
	server := httptest.NewServer(Live(Hosts{"127.0.0.1"}, func(context.Context) ([]File, error) {
		drawn++
		if drawn > 4 {
			return nil, errors.New("the database is gone")
		}
		return []File{{"report.html", []byte("<p>page")}, {"table1.json", []byte("{}")}, {"table1.md", []byte("|")}}, nil
	}))
	defer server.Close()
	check := func(method, path string, status int, kind, body string) *http.Response {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
		must(t, err)
		response, err := server.Client().Do(request)
		must(t, err)
		defer response.Body.Close()
		got, err := io.ReadAll(response.Body)
		must(t, err)
		if response.StatusCode != status || !strings.HasPrefix(response.Header.Get("Content-Type"), kind) || !strings.Contains(string(got), body) {
			t.Errorf("%s %s: status %d, %s, %q", method, path, response.StatusCode, response.Header.Get("Content-Type"), got)
		}
		return response
	}
	if got := check("GET", "/", 200, "text/html", "<p>page").Header.Get("Refresh"); got != "10" {
		t.Errorf("the browser is to ask again after %q seconds", got)
	}
	if got := check("GET", "/table1.json", 200, "application/json", "{}").Header.Get("Refresh"); got != "" {
		t.Errorf("a table is refreshed after %q seconds", got)
	}
	check("GET", "/table1.md", 200, "text/plain", "|")
	check("GET", "/../results.db", 404, "text/plain", "not found")
	check("POST", "/", 405, "text/plain", "for reading")
	check("GET", "/", 500, "text/plain", "the database is gone")
}

// TestLiveForbids checks that no answer can be framed, cached or interpreted as another content type.
func TestLiveForbids(t *testing.T) {
	handler := Live(Hosts{"localhost"}, func(context.Context) ([]File, error) {
		return []File{{"report.html", []byte("<p>page")}, {"table1.md", []byte("|")}}, nil
	})
	for _, path := range []string{"/", "/report.html", "/table1.md", "/none", "/../x"} {
		for _, host := range []string{"localhost:8014", "evil.example"} {
			request := httptest.NewRequest("GET", "/", nil)
			request.Host, request.URL.Path = host, path
			answer := httptest.NewRecorder()
			handler.ServeHTTP(answer, request)
			h := answer.Header()
			if !strings.Contains(h.Get("Content-Security-Policy"), "frame-ancestors 'none'") || !strings.Contains(h.Get("Content-Security-Policy"), "default-src 'none'") ||
				h.Get("X-Frame-Options") != "DENY" || h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" {
				t.Errorf("%s of %s: headers %v", path, host, h)
			}
			if (answer.Code == http.StatusMisdirectedRequest) != (host == "evil.example") {
				t.Errorf("%s of %s: status %d", path, host, answer.Code)
			}
		}
	}
}

// TestHosts checks that the server answers only requests for its own hosts, and not those of a page whose name was made to point to this
// machine.
func TestHosts(t *testing.T) {
	all := []net.Addr{&net.IPNet{IP: net.IPv4(192, 0, 2, 7), Mask: net.CIDRMask(24, 32)}, &net.IPNet{IP: net.ParseIP("2001:db8::7"), Mask: net.CIDRMask(64, 128)}}
	for _, row := range []struct{ asked, listening, yes, no string }{
		{"127.0.0.1", "127.0.0.1:80", "localhost LOCALHOST:80 localhost. 127.0.0.1:9 [::1]:80 [::ffff:127.0.0.1]:80", "evil.example evil.example:80 192.0.2.7 box 127.0.0.1.evil.example localhost.evil.example :80 [ 127.1 @localhost"},
		{"0.0.0.0", "0.0.0.0:80", "localhost 127.0.0.1 192.0.2.7 192.0.2.7:80 [2001:db8::7]:80 [2001:DB8:0::7] box BOX:80", "evil.example 0.0.0.0 192.0.2.8 box.evil.example"},
		{"::", "[::]:80", "[::1]:80 192.0.2.7", "evil.example [::]:80"},
		{"box.example.org", "192.0.2.7:80", "box.example.org:80 192.0.2.7 localhost", "box [2001:db8::7]"},
	} {
		listening, err := net.ResolveTCPAddr("tcp", row.listening)
		must(t, err)
		hosts := HostsOf(row.asked, listening, "box", all)
		for list, want := range map[string]bool{row.yes: true, row.no: false} {
			for _, host := range strings.Fields(list) {
				if got := hosts.serve(&http.Request{Host: host}); got != want {
					t.Errorf("on %s %q is answered: %t", row.listening, host, got)
				}
			}
		}
		if hosts.serve(&http.Request{}) {
			t.Errorf("on %s a request for no host is answered", row.listening)
		}
		if address := Address(listening); !hosts.serve(&http.Request{Host: address}) {
			t.Errorf("on %s the address %s is not answered", row.listening, address)
		}
		if want := row.asked != "127.0.0.1"; Beyond(listening) != want {
			t.Errorf("%s can be reached from elsewhere: %t", row.listening, !want)
		}
	}
}

// TestNoPictureFromElsewhere checks that a picture is not read through a link that leads out of the folder.
func TestNoPictureFromElsewhere(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "secret.png")
	must(t, os.WriteFile(secret, []byte("secret"), 0o600))
	dir := t.TempDir()
	must(t, os.Symlink(secret, filepath.Join(dir, "a.png")))
	must(t, os.WriteFile(filepath.Join(dir, "b.png"), []byte("mine"), 0o600))
	e := embedder{dirs: []string{dir}, left: 100}
	if data, err := e.read(results.Artifact{Path: "a.png"}); err == nil {
		t.Errorf("%q was read through a link", data)
	}
	if data, err := e.read(results.Artifact{Path: "../" + filepath.Base(dir) + "/b.png"}); err == nil {
		t.Errorf("%q was read from outside", data)
	}
	mine := results.Artifact{Path: "b.png", SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte("mine")))}
	if data, err := e.read(mine); err != nil || string(data) != "mine" {
		t.Errorf("%q, %v", data, err)
	}
}
