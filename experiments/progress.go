package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"gan2014/internal/atomicfile"
)

// A progress is how far the task of a folder is: the file progress.json there, for those who look on from another machine.
type progress struct {
	event
	Left float64 `json:"seconds_left"` // 0 is unknown
}

const progressName = "progress.json"

// keepProgress writes progress into a folder, a few times a minute at most.
func keepProgress(folder string) func(e event, left time.Duration) {
	var written time.Time
	return func(e event, left time.Duration) {
		if now := time.Now(); now.Sub(written) >= 5*time.Second {
			written = now
			text, _ := json.Marshal(progress{e, left.Seconds()})
			atomicfile.WriteBytes(filepath.Join(folder, progressName), text) // the next one may succeed
		}
	}
}

// readProgress reports false where nothing is known.
func readProgress(folder string) (p progress, known bool) {
	text, err := os.ReadFile(filepath.Join(folder, progressName))
	return p, err == nil && json.Unmarshal(text, &p) == nil
}
