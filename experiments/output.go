package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// reportMarks are words near the beginning of the files that a report has in the output folder.
var reportMarks = map[string]string{
	"report.html": "<title>Generative Adversarial Nets (2014)",
	"table1.csv":  "dataset,system,measured_ll_nats,",
	"table1.json": `"caption": "Table 1.`,
	"table1.md":   "Table 1.",
	"table1.tex":  `\label{tab:table1}`,
	"table2.md":   "Table 2.",
}

// checkOut makes sure that an output folder has no file of somebody else's that a report would replace.
func checkOut(dir string) error {
	for name, mark := range reportMarks {
		path := filepath.Join(dir, name)
		start, err := beginning(path)
		switch {
		case err != nil || start == "": // nothing is lost: what cannot be written is said at the end
		case !strings.Contains(start, mark):
			return fmt.Errorf("%s is there already and is not of a report of this program, which would overwrite it: give another folder with -out, or move that file", path)
		}
	}
	return nil
}

// beginning is the first kilobytes of a file.
func beginning(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	text, err := io.ReadAll(io.LimitReader(file, 4096))
	return string(text), err
}
