package measure

// A Number is the value of a metric.
type Number struct {
	Value float64  `json:"value"`
	Low   *float64 `json:"low,omitempty"` // of a 95 % confidence interval
	High  *float64 `json:"high,omitempty"`
	P     *float64 `json:"p,omitempty"` // of a test that both have the same distribution; for copies, that samples are no closer than held-out images
}

// A Line is a metric of the samples, and the same of training images.
type Line struct {
	Metric     string `json:"metric"`
	Space      string `json:"space"` // pixels or features
	Samples    Number `json:"samples"`
	Training   Number `json:"training"`
	Definition string `json:"definition"`
	format     string // of its values
}

// A Measurement is the result of the command metrics. Its JSON is a public format.
type Measurement struct {
	Dataset    string   `json:"dataset"`
	Samples    int      `json:"samples"` // that were compared with as many test images
	Lines      []Line   `json:"metrics"`
	Warnings   []string `json:"warnings"`
	Classifier string   `json:"classifier,omitempty"` // what the features are of
}
