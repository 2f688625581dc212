package job

// The phases of an attempt at a run. The log gets a line when a phase begins.
const (
	Loading   = "loading" // load the data
	Fitting   = "training"
	Sampling  = "sampling"
	Scoring   = "scoring"
	Measuring = "measuring" // what section 7 of the paper says of the nets
	Drawing   = "drawing"
)

// Phase writes the beginning of a phase to the log.
func (l *Log) Phase(name string) { l.Note("phase: %s", name) }
