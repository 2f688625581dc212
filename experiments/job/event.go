package job

import (
	"encoding/json"
	"io"
)

// An Event is how far a run is.
type Event struct {
	Done  int    `json:"done"` // steps, of
	Total int    `json:"total"`
	Note  string `json:"note,omitempty"` // the last thing that is worth knowing
}

// NewEvents writes events as lines of JSON.
func NewEvents(w io.Writer) func(Event) {
	encoder := json.NewEncoder(w)
	return func(e Event) { encoder.Encode(e) }
}
