package job

// The phases of an attempt at a run. The log has a line for each that begins.
const (
	Loading  = "loading" // data
	Fitting  = "training"
	Sampling = "sampling"
	Scoring  = "scoring"
	Drawing  = "drawing"
)

// Phase notes that a phase begins.
func (l *Log) Phase(name string) { l.Note("phase: %s", name) }
