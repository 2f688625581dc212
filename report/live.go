package report

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"gan2014/results"
)

// sending is the time limit for sending an answer to a browser.
const sending = time.Minute

// A Source says what a live report is drawn from.
type Source struct {
	Databases []string
	Out       string   // folder of the pictures
	Others    []string // folders that may hold pictures that Out lacks
}

// A live serves a report that is drawn from the present state of its databases.
type live struct {
	Source
	hosts Hosts

	drawing sync.Mutex // draw for one request at a time: parallel drawing would slow down the runs. It guards what follows
	seen    string     // of the files when the site was read
	site    *site      // nil: not read yet
	db      *results.DB
	state   string        // digest of what the databases hold
	changed chan struct{} // closed when the state changes
}

// Live serves the report until ctx ends: report.html as /, the pages of the site, the tables and the pictures by their names. It draws a
// page when it is asked for. Its pages load themselves again when something has changed. It takes no input, and reads no file by a name from
// a request: only pictures of runs, which it checks.
//
// Live answers only requests for one of the hosts. This stops DNS rebinding: a foreign web page may let its own name point to this machine,
// but its requests then still name the foreign host.
func Live(ctx context.Context, hosts Hosts, source Source) http.Handler {
	l := &live{Source: source, hosts: hosts, changed: make(chan struct{})}
	go l.follow(ctx)
	return l
}

func (l *live) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	forbid(w.Header())
	switch {
	case !l.hosts.serve(r):
		http.Error(w, "this server has another name: "+strings.Join(l.hosts, ", "), http.StatusMisdirectedRequest)
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "this view is for reading", http.StatusMethodNotAllowed)
	case r.URL.Path == "/changes":
		l.push(w, r)
	default:
		content, policy, err := l.content(r.Context(), strings.TrimPrefix(r.URL.Path, "/"))
		http.NewResponseController(w).SetWriteDeadline(time.Now().Add(sending)) // drawing has taken some of the server's
		switch {
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		case content == nil:
			http.NotFound(w, r)
		default:
			if policy != "" {
				w.Header().Set("Content-Security-Policy", policy+"; frame-ancestors 'none'")
			}
			w.Header().Set("Content-Type", contentType(r.URL.Path))
			w.Write(content) // a closed connection is no error
		}
	}
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

// content returns a file of the report, and the policy of a page. The content is nil if the report has no file of this name.
func (l *live) content(ctx context.Context, name string) (content []byte, policyOf string, err error) {
	l.drawing.Lock()
	defer l.drawing.Unlock()
	if err := l.read(ctx); err != nil {
		return nil, "", err
	}
	if name == "" || name == PageName {
		content, err = l.site.whole()
		return content, policy(l.site.follow), err
	}
	if file, found := strings.CutPrefix(name, SiteName+"/"); found {
		for _, leaf := range l.site.leaves() {
			if leaf.file(l.site) == file {
				content, err = l.site.page(ctx, leaf, "")
				return content, sitePolicy(l.site.follow), err
			}
		}
		return nil, "", nil
	}
	for _, f := range l.site.data.tables() {
		if f.Name == name {
			return f.Data, "", nil
		}
	}
	return l.site.picture(name), "", nil
}

// picture returns the content of a picture of a run by its path, or nil if there is none, or it is damaged.
func (s *site) picture(name string) []byte {
	for _, r := range s.runs {
		for _, a := range r.Artifacts {
			if a.Path != name || !isPicture(a.Kind) {
				continue
			}
			if data, _, err := sitePictures(s.folders).read(a); err == nil {
				return data
			}
		}
	}
	return nil
}

// contentType returns the content type of a report's file.
func contentType(name string) string {
	if name == "/" {
		name = PageName
	}
	t := mime.TypeByExtension(path.Ext(name))
	for _, known := range []string{"text/html", "application/json", "image/png"} {
		if strings.HasPrefix(t, known) {
			return t
		}
	}
	return "text/plain; charset=utf-8"
}

// read reads the databases unless their files are as they were.
func (l *live) read(ctx context.Context) error {
	now := l.files()
	if l.site != nil && now == l.seen {
		return nil
	}
	db, err := results.OpenTogether(ctx, l.Databases)
	if err != nil {
		return err
	}
	data, err := Read(ctx, db)
	if err == nil {
		state := data.state()
		var s *site
		if s, err = newSite(data, l.Out, l.Others, strings.Replace(followScript, "STATE", state, 1)); err == nil {
			l.replace(db, s, now, state)
		}
	}
	if err != nil {
		db.Close()
	}
	return err
}

// replace takes over what was read, and tells those who wait if it is new.
func (l *live) replace(db *results.DB, s *site, seen, state string) {
	if l.db != nil {
		l.db.Close()
	}
	if state != l.state {
		close(l.changed)
		l.changed = make(chan struct{})
	}
	l.db, l.site, l.seen, l.state = db, s, seen, state
}

// files says how the files of the databases are.
func (l *live) files() (state string) {
	for _, name := range l.Databases {
		for _, file := range []string{name, name + "-wal"} {
			if info, err := os.Stat(file); err == nil {
				state += fmt.Sprintln(file, info.Size(), info.ModTime().UnixNano())
			}
		}
	}
	return state
}

// state is a digest of what the report shows of the databases.
func (d Data) state() string {
	s := newDigest("")
	for _, r := range d.runs.Records {
		s.add(r.ID, r.Seals, r.Status, r.Epochs, len(r.Artifacts), len(r.Evaluations))
	}
	return s.String()
}
