package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// checkOutput makes sure that a file that a flag names can be written without loss: it is not there, or it is an older one of its
// kind, as isOne says, and no input. The input that is the same file, under whatever name, is what input returns of it.
func checkOutput(flag, path, kind string, isOne func(path string) error, input func(info os.FileInfo) string) error {
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		folder := filepath.Dir(path)
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return fmt.Errorf("%s %s: there is no folder %s: make it first", flag, path, folder)
		}
		return nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return fmt.Errorf("%s: %w: give a file that is not there yet", flag, err)
	}
	if name := input(info); name != "" {
		return fmt.Errorf("%s %s is the file of the %s, which would be overwritten: give another file", flag, path, name)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("%s %s is there already and no regular file: give another file", flag, path)
	}
	if err := isOne(path); err != nil {
		return fmt.Errorf("%s %s is there already and is not %s, so that it is not overwritten: give another file, or remove that one", flag, path, kind)
	}
	return nil
}

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
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return fmt.Errorf("%w: give another folder with -out", err)
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

// sameFile says whether a path is that of the file.
func sameFile(path string, info os.FileInfo) bool {
	other, err := os.Stat(path)
	return err == nil && os.SameFile(info, other)
}
