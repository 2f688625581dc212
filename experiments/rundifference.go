package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/results"
)

// runDifferences is what several runs do not all share: possible causes, and the resulting numbers.
type runDifferences struct {
	titles          []string // of the runs
	causes, numbers []results.Contrast
}

// pairs makes the differences of two runs of their differing numbers.
func pairs(numbers []results.Difference) (all []results.Contrast) {
	for _, d := range numbers {
		all = append(all, results.Contrast{Field: d.Field, Values: []string{d.A, d.B}})
	}
	return all
}

// lines returns the differences as lines of a table, causes first. Of two runs, a line of numbers ends with their change.
func (d runDifferences) lines() (lines [][]any) {
	lines = append(lines, append([]any{""}, anys(d.titles)...))
	for i, c := range slices.Concat(d.causes, d.numbers) {
		line := []any{c.Field}
		for _, v := range c.Values {
			line = append(line, orDash(v))
		}
		if len(d.titles) == 2 && i >= len(d.causes) {
			line = append(line, change(c.Values[0], c.Values[1]))
		}
		lines = append(lines, line)
	}
	return lines
}

func anys(texts []string) (all []any) {
	for _, t := range texts {
		all = append(all, t)
	}
	return all
}

// note says in words what is the same; it is empty if causes and numbers differ.
func (d runDifferences) note() string {
	switch {
	case len(d.causes)+len(d.numbers) == 0:
		return "nothing differs"
	case len(d.numbers) == 0:
		return "all numbers are the same"
	case len(d.causes) == 0:
		return "nothing that is recorded explains the different numbers"
	}
	return ""
}

func (d runDifferences) writeText(w io.Writer) error {
	var table typeset.Table
	for _, line := range d.lines() {
		table.Row(line...)
	}
	if err := table.Print(w); err != nil || d.note() == "" {
		return err
	}
	_, err := fmt.Fprintln(w, d.note())
	return err
}

func (d runDifferences) writeMarkdown(w io.Writer) error {
	var text strings.Builder
	columns := 1 + len(d.titles)
	if len(d.titles) == 2 && len(d.numbers) > 0 {
		columns++
	}
	for i, line := range d.lines() {
		for j := range columns {
			cell := ""
			if j < len(line) {
				cell = fmt.Sprint(line[j])
			}
			text.WriteString("| " + typeset.Markdown(cell) + " ")
		}
		text.WriteString("|\n")
		if i == 0 {
			text.WriteString("|:---" + strings.Repeat("|---:", columns-1) + "|\n")
		}
	}
	if note := d.note(); note != "" {
		text.WriteString("\n" + note + "\n")
	}
	_, err := io.WriteString(w, text.String())
	return err
}

// writeJSON writes an object with the runs and the values of each difference in their order: texts for causes, numbers for numbers. A
// value that is unknown, absent or not finite is null.
func (d runDifferences) writeJSON(w io.Writer, runs []results.Run) error {
	type run struct {
		ID     int64  `json:"id"`
		Key    string `json:"key"`
		System string `json:"system"`
		Seed   int64  `json:"seed"`
	}
	type difference struct {
		Field  string `json:"field"`
		Values []any  `json:"values"`
	}
	list := func(contrasts []results.Contrast, value func(string) any) []difference {
		all := []difference{}
		for _, c := range contrasts {
			one := difference{Field: c.Field}
			for _, v := range c.Values {
				one.Values = append(one.Values, value(v))
			}
			all = append(all, one)
		}
		return all
	}
	object := struct {
		Runs    []run        `json:"runs"`
		Causes  []difference `json:"causes"`
		Numbers []difference `json:"numbers"`
	}{Causes: list(d.causes, textOrNil), Numbers: list(d.numbers, numberOrText)}
	for _, r := range runs {
		object.Runs = append(object.Runs, run{r.ID, r.Key, r.System, r.Seed})
	}
	return json.NewEncoder(w).Encode(object)
}

// textOrNil returns nil for an empty text.
func textOrNil(value string) any {
	if value == "" {
		return nil
	}
	return value
}

// numberOrText returns a value as a number with the same bits, nil for an empty one or a number that is not finite, or the text.
func numberOrText(value string) any {
	x, err := strconv.ParseFloat(value, 64)
	switch {
	case err != nil:
		return textOrNil(value)
	case typeset.Nonfinite(x) != "":
		return nil
	}
	return x
}

// orDash returns the value, or a dash if it is empty.
func orDash(value string) string {
	if value == "" {
		return "–"
	}
	return value
}

// change returns b - a with its sign if both are finite numbers.
func change(a, b string) string {
	x, notX := strconv.ParseFloat(a, 64)
	y, notY := strconv.ParseFloat(b, 64)
	if d := y - x; notX == nil && notY == nil && typeset.Nonfinite(d) == "" {
		return fmt.Sprintf("%+.3g", d)
	}
	return ""
}
