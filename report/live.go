package report

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
	"time"
)

// refresh is the number of seconds after which a browser requests the page again.
const refresh = 10

// sending is the time limit for sending an answer to a browser.
const sending = time.Minute

// Live serves the files that draw returns, drawn anew for each request: the page as /, the tables by their names. It takes no input, and
// reads no file by a name from a request. The page is the one that Write writes; a header makes the browser request it again and again.
//
// Live answers only requests for one of the hosts. This stops DNS rebinding: a foreign web page may let its own name point to this machine,
// but its requests then still name the foreign host.
func Live(hosts Hosts, draw func(context.Context) ([]File, error)) http.Handler {
	var drawing sync.Mutex // draw for one request at a time: parallel drawing would slow down the runs
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		forbid(w.Header())
		switch {
		case !hosts.serve(r):
			http.Error(w, "this server has another name: "+strings.Join(hosts, ", "), http.StatusMisdirectedRequest)
			return
		case r.Method != http.MethodGet && r.Method != http.MethodHead:
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "this view is for reading", http.StatusMethodNotAllowed)
			return
		}
		drawing.Lock()
		files, err := draw(r.Context())
		drawing.Unlock()
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(sending)) // drawing has taken some of the server's
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		serveFile(w, r, files)
	})
}

// forbid sets the headers that forbid the browser to run foreign scripts in an answer, to frame it, to guess its type, to cache it, or to
// name it as a referrer.
func forbid(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("X-Frame-Options", "DENY") // frame-ancestors for older browsers
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
}

func serveFile(w http.ResponseWriter, r *http.Request, files []File) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = files[0].Name
		w.Header().Set("Refresh", fmt.Sprint(refresh))
	}
	for _, f := range files {
		if f.Name == name {
			if name == files[0].Name {
				w.Header().Set("Content-Security-Policy", policy()+"; frame-ancestors 'none'")
			}
			w.Header().Set("Content-Type", contentType(name))
			w.Write(f.Data) // a closed connection is no error
			return
		}
	}
	http.NotFound(w, r)
}

// contentType returns the content type of a report's file.
func contentType(name string) string {
	if t := mime.TypeByExtension(path.Ext(name)); strings.HasPrefix(t, "text/html") || strings.HasPrefix(t, "application/json") {
		return t
	}
	return "text/plain; charset=utf-8"
}
