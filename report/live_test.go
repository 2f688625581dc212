package report

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// The live page is the page that is written, drawn anew for each request, and nothing can be done to it.
func TestLive(t *testing.T) {
	drawn := 0
	server := httptest.NewServer(Live(func(context.Context) ([]File, error) {
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
