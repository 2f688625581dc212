package main

// The phases of an attempt at a run. The log has a line for each that begins.
const (
	loading  = "loading" // data
	fitting  = "training"
	sampling = "sampling"
	scoring  = "scoring"
	drawing  = "drawing"
)

// phase notes that a phase begins.
func (l *runLog) phase(name string) { l.note("phase: %s", name) }
