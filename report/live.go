package report

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

// refresh is after how many seconds a browser asks for the page again.
const refresh = 10

// Live serves the files that draw returns, drawn anew for each request: the page as /, the tables by their names. It takes no
// input. The page is the one that Write writes; a header has the browser ask for it again and again.
func Live(draw func(context.Context) ([]File, error)) http.Handler {
	var drawing sync.Mutex // one at a time: they would only slow each other and the runs
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "this view is for reading", http.StatusMethodNotAllowed)
			return
		}
		drawing.Lock()
		files, err := draw(r.Context())
		drawing.Unlock()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		serveFile(w, r, files)
	})
}

func serveFile(w http.ResponseWriter, r *http.Request, files []File) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = files[0].Name
		w.Header().Set("Refresh", fmt.Sprint(refresh))
	}
	for _, f := range files {
		if f.Name == name {
			w.Header().Set("Content-Type", contentType(name))
			w.Header().Set("X-Content-Type-Options", "nosniff")
			w.Header().Set("Cache-Control", "no-store")
			w.Write(f.Data) // a browser that has gone away is no error
			return
		}
	}
	http.NotFound(w, r)
}

// contentType is that of a report's file.
func contentType(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); strings.HasPrefix(t, "text/html") || strings.HasPrefix(t, "application/json") {
		return t
	}
	return "text/plain; charset=utf-8"
}
