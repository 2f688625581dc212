package job

import (
	"encoding/json"
	"io"
)

// An Event reports the progress of a run.
type Event struct {
	Done  int    `json:"done"` // steps done, out of Total
	Total int    `json:"total"`
	Note  string `json:"note,omitempty"` // the latest message worth showing
}

// NewEvents returns a function that writes events to w as lines of JSON.
func NewEvents(w io.Writer) func(Event) {
	encoder := json.NewEncoder(w)
	return func(e Event) { encoder.Encode(e) }
}
