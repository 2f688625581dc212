package job

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"gan2014/internal/atomicfile"
)

// A Progress is how far the task of a folder is: the file progress.json there, for those who look on from another machine.
type Progress struct {
	Event
	Left float64 `json:"seconds_left"` // 0 is unknown
}

const ProgressName = "progress.json"

// KeepProgress writes progress into a folder, a few times a minute at most.
func KeepProgress(folder string) func(e Event, left time.Duration) {
	var written time.Time
	return func(e Event, left time.Duration) {
		if now := time.Now(); now.Sub(written) >= 5*time.Second {
			written = now
			text, _ := json.Marshal(Progress{e, left.Seconds()})
			atomicfile.WriteBytes(filepath.Join(folder, ProgressName), text) // the next one may succeed
		}
	}
}

// ReadProgress reports false where nothing is known.
func ReadProgress(folder string) (p Progress, known bool) {
	text, err := os.ReadFile(filepath.Join(folder, ProgressName))
	return p, err == nil && json.Unmarshal(text, &p) == nil
}
