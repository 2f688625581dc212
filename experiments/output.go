package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// reportMarks maps each file of a report to a text that is near the file's beginning.
var reportMarks = map[string]string{
	"report.html":       "<title>Generative Adversarial Nets (2014)",
	"report/index.html": `content="gan2014 report"`,
	"table1.csv":        "dataset,system,measured_ll_nats,",
	"table1.json":       `"caption": "Table 1.`,
	"table1.md":         "Table 1.",
	"table1.tex":        `\label{tab:table1}`,
	"table2.md":         "Table 2.",
}

// checkOut returns an error if the output folder has a file that a report would replace and that no report wrote.
func checkOut(dir string) error {
	for name, mark := range reportMarks {
		path := filepath.Join(dir, name)
		start, err := firstBytes(path)
		switch {
		case err != nil || start == "": // the file is absent, empty or unreadable: writing the report reports errors later
		case !strings.Contains(start, mark):
			return fmt.Errorf("%s exists and was not written by this program, and the report would overwrite it: give another folder with -out, or move that file", path)
		}
	}
	return nil
}

// firstBytes returns the first 4096 bytes of a file.
func firstBytes(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 4096))
	return string(text), err
}
