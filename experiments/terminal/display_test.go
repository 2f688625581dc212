package terminal

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/typeset"
)

// TestLineFits checks that a live line keeps its width: it loses its note first, then the end of its label, and never its numbers.
func TestLineFits(t *testing.T) {
	l := NewDisplay(&bytes.Buffer{}).Line("[1/2] Adversarial nets, mnist, seed 1")
	now := time.Unix(1000, 0)
	for i := range 3 {
		l.pace.update(i, now.Add(time.Duration(i)*time.Minute))
	}
	l.latest = job.Event{Done: 2, Total: 10, Note: "epoch 3/30  loss D 0.69 G 0.69  D(x) 0.50"}
	for width := 26; width < 140; width++ {
		if got := l.words(width); typeset.Width(got) > width || !strings.Contains(got, "  20%  8m00s left") {
			t.Errorf("width %d: %q", width, got)
		}
	}
	check := func(width int, want string) {
		t.Helper()
		if got := l.words(width); got != want {
			t.Errorf("width %d: %q, want %q", width, got, want)
		}
	}
	check(120, "[1/2] Adversarial nets, mnist, seed 1  20%  8m00s left  epoch 3/30  loss D 0.69 G 0.69  D(x) 0.50")
	check(60, "[1/2] Adversarial nets, mnist, seed 1  20%  8m00s left  epo…")
	check(40, "[1/2] Adversarial nets…  20%  8m00s left")
}

// TestNoTerminal checks that a file gets one line a minute, without control codes.
func TestNoTerminal(t *testing.T) {
	var out bytes.Buffer
	d := NewDisplay(&out)
	l := d.Line("run")
	for i := range 100 {
		l.Show(job.Event{Done: i, Total: 100, Note: "note"})
	}
	if out.Len() > 0 {
		t.Errorf("within a second it says %q", out.String())
	}
	l.printed = l.printed.Add(-time.Hour)
	l.Show(job.Event{Done: 50, Total: 100})
	l.Show(job.Event{Done: 51, Total: 100})
	l.Say("done in %d", 3)
	l.Stop()
	d.Close()
	if got, want := out.String(), "run  50%  note\nrun: done in 3\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

// TestMovesCursor checks that a terminal that cannot move its cursor gets plain lines.
func TestMovesCursor(t *testing.T) {
	for _, row := range []struct {
		env  map[string]string
		want bool
	}{
		{map[string]string{"TERM": "xterm-256color"}, true},
		{map[string]string{"TERM": "dumb"}, false},
		{map[string]string{"TERM": ""}, false},
		{map[string]string{"TERM": "xterm", "NO_COLOR": "1"}, false},
		{map[string]string{"TERM": "xterm", "CI": "true"}, false},
	} {
		if got := movesCursor(func(name string) string { return row.env[name] }); got != row.want {
			t.Errorf("%v: live lines are %t", row.env, got)
		}
	}
}

// TestLineIsOne checks that a label or a note cannot break its line or move the cursor.
func TestLineIsOne(t *testing.T) {
	var out bytes.Buffer
	l := NewDisplay(&out).Line("a\x1b[2J\nb")
	l.latest = job.Event{Done: 1, Total: 2, Note: "epoch\r\x1b[A"}
	if got, want := l.words(200), `a\u001b[2J\u000ab  50%  epoch\u000d\u001b[A`; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
