package job

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"gan2014/internal/atomicfile"
)

// A Progress is the progress of a task, in the file progress.json of its folder. Other machines read it there.
type Progress struct {
	Event
	Left float64 `json:"seconds_left"` // 0 if unknown
}

const ProgressName = "progress.json"

// KeepProgress returns a function that writes progress into a folder, at most once in 5 seconds.
func KeepProgress(folder string) func(e Event, left time.Duration) {
	var written time.Time
	return func(e Event, left time.Duration) {
		if now := time.Now(); now.Sub(written) >= 5*time.Second {
			written = now
			text, _ := json.Marshal(Progress{e, left.Seconds()})
			atomicfile.WriteBytes(filepath.Join(folder, ProgressName), text) // an error does no harm: the next event is written again
		}
	}
}

// ReadProgress reads the progress of a task. known is false if there is none.
func ReadProgress(folder string) (p Progress, known bool) {
	text, err := os.ReadFile(filepath.Join(folder, ProgressName))
	return p, err == nil && json.Unmarshal(text, &p) == nil
}
