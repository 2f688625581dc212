package report

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// The times of a live report.
const (
	looking = 2 * time.Second  // between two looks at the files of the databases, at least
	silence = 30 * time.Second // after which a browser is told that its server still runs
)

// follow reads the databases again when their files change, until ctx ends. It rests much longer than reading takes, so that it does not
// slow down the runs.
func (l *live) follow(ctx context.Context) {
	for rest := looking; ; {
		select {
		case <-ctx.Done():
			l.drawing.Lock()
			defer l.drawing.Unlock()
			if l.db != nil {
				l.db.Close()
			}
			return
		case <-time.After(rest):
		}
		begun := time.Now()
		l.drawing.Lock()
		if l.site != nil { // somebody has asked for a page
			_ = l.read(ctx) // the next request gets the error
		}
		l.drawing.Unlock()
		rest = max(looking, 20*time.Since(begun))
	}
}

// push sends the state of the databases as server-sent events: now, and whenever it changes.
func (l *live) push(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	if r.Method == http.MethodHead {
		return
	}
	for {
		l.drawing.Lock()
		state, changed := l.state, l.changed
		l.drawing.Unlock()
		text := ": nothing is known yet\n\n"
		if state != "" {
			text = fmt.Sprintf("data: %s\n\n", state)
		}
		out.SetWriteDeadline(time.Now().Add(sending))
		if _, err := fmt.Fprint(w, text); err != nil || out.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-changed:
		case <-time.After(silence): // the state again
		}
	}
}
