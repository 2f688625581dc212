package report

import (
	"bufio"
	"crypto/sha256"
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

// serve serves the report of a database until the test ends.
func serve(t *testing.T, hosts Hosts, dir string) http.Handler {
	t.Helper()
	return Live(t.Context(), hosts, Source{Databases: []string{filepath.Join(dir, "results.db")}, Out: dir})
}

// TestLive checks that the live pages are the written ones but for the script that follows changes, that pictures of runs are served if they are
// intact, and that nothing can be changed or read otherwise.
func TestLive(t *testing.T) {
	db, dir := everyStatus(t, "")
	must(t, os.WriteFile(filepath.Join(dir, "secret.png"), []byte("secret"), 0o666))
	server := httptest.NewServer(serve(t, Hosts{"127.0.0.1"}, dir))
	defer server.Close()
	check := func(method, path string, status int, kind, body string) string {
		t.Helper()
		request, err := http.NewRequestWithContext(t.Context(), method, server.URL+path, nil)
		must(t, err)
		response, err := server.Client().Do(request)
		must(t, err)
		defer response.Body.Close()
		got, err := io.ReadAll(response.Body)
		must(t, err)
		if response.StatusCode != status || !strings.HasPrefix(response.Header.Get("Content-Type"), kind) || !strings.Contains(string(got), body) {
			t.Errorf("%s %s: status %d, %s, %.200q", method, path, response.StatusCode, response.Header.Get("Content-Type"), got)
		}
		policy, _, _ := strings.Cut(response.Header.Get("Content-Security-Policy"), "; frame-ancestors")
		if html := strings.HasPrefix(kind, "text/html"); html != strings.Contains(policy, "connect-src 'self'") || html && policyIn(parse(t, string(got))) != policy {
			t.Errorf("%s has the policy %q", path, policy)
		}
		return string(got)
	}
	if a, b := check("GET", "/", 200, "text/html", "<title>Gen"), check("GET", "/report.html", 200, "text/html", "<title>Gen"); a != b {
		t.Error("the page has two forms")
	} else if !strings.Contains(a, `href="report/index.html"`) {
		t.Error("the served page does not link the site")
	}
	plain := sitePage(t, read(t, db), dir, "run-1.html")
	live := check("GET", "/report/run-1.html", 200, "text/html", "EventSource")
	if strings.Contains(plain, "EventSource") || strings.Contains(plain, "connect-src") {
		t.Error("a written page asks a server")
	}
	if begin, _, _ := strings.Cut(live, "<script>"); begin[strings.Index(begin, "<body"):] != plain[strings.Index(plain, "<body"):strings.Index(plain, "<script>")] {
		t.Error("the live page of a run is another")
	}
	check("GET", "/report/index.html", 200, "text/html", "Every run")
	check("GET", "/report/system-adversarial-nets-mnist.html", 200, "text/html", "Rows of Table 1")
	check("GET", "/table1.json", 200, "application/json", "{")
	check("GET", "/table1.md", 200, "text/plain", "|")
	picture := read(t, db).runs.Records[0].Artifacts[0].Path
	check("GET", "/"+picture, 200, "image/png", "\x89PNG")
	check("GET", "/secret.png", 404, "text/plain", "not found") // while the pictures of the runs are intact
	must(t, os.WriteFile(filepath.Join(dir, filepath.FromSlash(picture)), []byte("\x89PNG of another"), 0o666))
	for _, path := range []string{"/" + picture, "/secret.png", "/../results.db", "/results.db", "/report/run-99.html", "/report/", "/report/../results.db", "/report/report.html"} {
		check("GET", path, 404, "text/plain", "not found")
	}
	check("POST", "/", 405, "text/plain", "for reading")
	must(t, db.Close())
	must(t, os.Remove(filepath.Join(dir, "results.db")))
	check("GET", "/", 500, "text/plain", "results.db: no such file")
}

// TestLivePushes checks that a browser is told when something has changed: the state that it is sent is that of the pages until then.
func TestLivePushes(t *testing.T) {
	db, dir := newDB(t)
	addRun(t, db, dir, newRun("Adversarial nets", "", 1), results.Done, "", true)
	server := httptest.NewServer(serve(t, Hosts{"127.0.0.1"}, dir))
	t.Cleanup(server.Close) // after the bodies, without which it would wait
	get := func(path string) *bufio.Reader {
		response, err := server.Client().Get(server.URL + path)
		must(t, err)
		t.Cleanup(func() { response.Body.Close() })
		return bufio.NewReader(response.Body)
	}
	page, err := io.ReadAll(get("/report/run-1.html"))
	must(t, err)
	events := get("/changes")
	next := func() string {
		for {
			line, err := events.ReadString('\n')
			must(t, err)
			if data, found := strings.CutPrefix(strings.TrimSpace(line), "data: "); found {
				return data
			}
		}
	}
	first := next()
	if !strings.Contains(string(page), `event.data !== "`+first+`"`) {
		t.Errorf("the page does not know the state %s", first)
	}
	addRun(t, db, dir, newRun("Adversarial nets", "", 2), results.Done, "", true)
	for second := next(); second == first; second = next() { // every 30 s, if nothing changes
	}
	if page, err = io.ReadAll(get("/report/run-2.html")); err != nil || strings.Contains(string(page), first) {
		t.Errorf("error %v, or the page has the state before", err)
	}
}

// TestLiveForbids checks that no answer can be framed, cached or interpreted as another content type.
func TestLiveForbids(t *testing.T) {
	_, dir := everyStatus(t, "")
	handler := serve(t, Hosts{"localhost"}, dir)
	for _, path := range []string{"/", "/report.html", "/report/run-1.html", "/table1.md", "/none", "/../x"} {
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
	if data, _, err := e.read(results.Artifact{Path: "a.png"}); err == nil {
		t.Errorf("%q was read through a link", data)
	}
	if data, _, err := e.read(results.Artifact{Path: "../" + filepath.Base(dir) + "/b.png"}); err == nil {
		t.Errorf("%q was read from outside", data)
	}
	mine := results.Artifact{Path: "b.png", SHA256: fmt.Sprintf("%x", sha256.Sum256([]byte("mine")))}
	if data, _, err := e.read(mine); err != nil || string(data) != "mine" {
		t.Errorf("%q, %v", data, err)
	}
}
