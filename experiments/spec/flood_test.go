package spec_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"gan2014/experiments/spec"
	"gan2014/internal/typeset"
)

// TestNoFlood checks that the errors of any spec fit on a screen or two, whatever the spec repeats.
func TestNoFlood(t *testing.T) {
	repeat := func(n int, format string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	long := strings.Repeat("budgets", 100_000)
	for name, c := range map[string]struct {
		text string
		sets []string
	}{
		"one line":       {`{"name": "x", "systems": [` + repeat(1000, `{"name": "M%d", "typo": 1}, `) + `{}]}`, nil},
		"unknown keys":   {"name: x\n" + repeat(30_000, "key%d: 1\n"), nil},
		"known keys":     {"name: x\n" + repeat(30_000, "budge%d: 1\n"), nil},
		"in one line":    {"{name: x" + repeat(30_000, ", k%d: 1") + "}", nil},
		"duplicate keys": {"name: x\n" + strings.Repeat(long+": 1\n", 30), nil},
		"a long key":     {long + ": 1", nil},
		"a long value":   {"name: " + long, nil},
		"a long list":    {"seeds: [" + strings.Repeat("1,", 100_000) + "1]", nil},
		"a long budget":  {"name: x\nseeds: {" + long + ": x}\nbudget: " + long, nil},
		"wide":           {"name: {" + strings.Repeat("日本語", 10_000) + ": 1}", nil},
		"unclosed":       {strings.Repeat("[", 20_000), nil},
		"nested":         {strings.Repeat("[", 9_000) + strings.Repeat("]", 9_000), nil},
		"aliases":        {"a: &a [x]\nb: &b [*a,*a]\nc: &c [*b,*b]\n", nil},
		"-set":           {"name: x", []string{long + "=1", "name=" + long, "systems." + long + "=1", long, "a=[" + strings.Repeat("1,", 50_000)}},
		"many -set":      {"name: x", strings.Split(strings.TrimSuffix(repeat(3_000, "k%d=1 "), " "), " ")},
	} {
		_, err := spec.Parse("x.yaml", []byte(c.text), c.sets, nil)
		if err == nil {
			t.Errorf("%s: no error", name)
			continue
		}
		text := err.Error()
		if n := utf8.RuneCountInString(text); n > 20*1300 {
			t.Errorf("%s: the text has %d characters, and begins %.300s", name, n, text)
		}
		for line := range strings.Lines(text) {
			if n := typeset.Width(line); n > 2*510 {
				t.Errorf("%s: a line of %d columns: %.300s", name, n, line)
				break
			}
		}
	}
	_, err := spec.Parse("x.yaml", []byte("name: x\n"+repeat(300, "key%d: 1\n")), nil, nil)
	if text := err.Error(); strings.Count(text, "unknown key") > 20 || !strings.HasSuffix(text, "more mistakes") {
		t.Errorf("300 mistakes are said as %s", text)
	}
}

// TestCaret checks that the caret is under the mistake, even in long lines and after wide characters.
func TestCaret(t *testing.T) {
	for _, before := range []string{"", "  ", "\t", "日本", strings.Repeat("日本語", 100), strings.Repeat("a", 1000), "e\u0301é", "\x1b\u202e"} {
		for _, after := range []string{"", " and more", strings.Repeat("日", 300)} {
			e := &spec.Error{File: "f", Line: 1, Col: utf8.RuneCountInString(before) + 1, Msg: "m", Source: before + "!" + after}
			lines := strings.Split(e.Error(), "\n")
			if len(lines) != 3 {
				t.Fatalf("%q", lines)
			}
			column := typeset.Width(strings.TrimSuffix(lines[2], "^"))
			at, _, _ := strings.Cut(lines[1], "!")
			if typeset.Width(at) != column || typeset.Width(lines[1]) > 120 {
				t.Errorf("the caret is at %d, the mistake at %d:\n%s", column, typeset.Width(at), e)
			}
		}
	}
}
