package main

import (
	"bytes"
	"context"
	"io"
	"regexp"
	"strings"
	"testing"
)

// TestManualExamples checks that the program accepts the examples of the manuals.
func TestManualExamples(t *testing.T) {
	for _, name := range append([]string{""}, topics...) {
		text := manual(name)
		_, section, _ := strings.Cut(text, "\nExamples")
		examples := regexp.MustCompile(`(?m)^    experiments(.*?)\s*(?:#.*)?$`).FindAllStringSubmatch(section, -1)
		if len(examples) == 0 {
			t.Errorf("no examples in the manual of %q", name)
		}
		for _, example := range examples {
			c, err := parse(words(example[1]), io.Discard)
			if s, ok := c.(*specCommand); ok && err == nil {
				_, _, err = s.read(io.Discard)
			}
			if err != nil {
				t.Errorf("%s: %v", example[0], err)
			}
		}
	}
}

// words splits a command line. It knows single quotes.
func words(line string) []string {
	var w []string
	for i, part := range strings.Split(line, "'") {
		if i%2 == 1 {
			w = append(w, part)
		} else {
			w = append(w, strings.Fields(part)...)
		}
	}
	return w
}

// inProcess runs the program in this process.
func inProcess(ctx context.Context, args ...string) (status int, stdout, stderr string) {
	var out, log bytes.Buffer
	status = execute(ctx, args, &out, &log)
	return status, out.String(), log.String()
}
