package measure

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"gan2014/internal/typeset"
)

// Write writes the measurement in a format, and its warnings.
func (m *Measurement) Write(format string, stdout, stderr io.Writer) error {
	for _, warning := range m.Warnings {
		fmt.Fprintln(stderr, "warning:", warning)
	}
	if format == "json" {
		return json.NewEncoder(stdout).Encode(m)
	}
	for _, space := range []string{Pixels, Features} {
		if err := m.writeSpace(stdout, space); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(stdout, "%s and as many test images of %s. The last column compares training images with test images:\nwhat a perfect model of the training images would have. In brackets: 95 %% confidence interval; p: of a test for equal distributions.\n",
		typeset.Count(m.Samples, "sample", "samples"), m.Dataset)
	if err == nil && m.Classifier != "" {
		_, err = fmt.Fprintf(stdout, "Features are of a classifier, %s.\n", m.Classifier)
	}
	return err
}

func (m *Measurement) writeSpace(w io.Writer, space string) error {
	lines := slices.DeleteFunc(slices.Clone(m.Lines), func(l Line) bool { return l.Space != space })
	if len(lines) == 0 {
		return nil
	}
	t := &typeset.Table{}
	t.Row("in "+space, "samples", "training images")
	for _, l := range lines {
		t.Row(l.Metric, l.Samples.text(l.format), l.Training.text(l.format))
	}
	if err := t.Print(w); err != nil {
		return err
	}
	_, err := fmt.Fprintln(w)
	return err
}

// text formats a number with its interval and its p-value.
func (n Number) text(format string) string {
	text := typeset.WithMinus(fmt.Sprintf(format, n.Value))
	if n.Low != nil {
		text += typeset.WithMinus(fmt.Sprintf(" ["+format+", "+format+"]", *n.Low, *n.High))
	}
	if n.P != nil {
		text += " " + probability(*n.P)
	}
	return text
}

func probability(p float64) string {
	if p < .001 {
		return "p < .001"
	}
	return fmt.Sprintf("p %.3f", p)
}
