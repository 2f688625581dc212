package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/mattn/go-runewidth"
)

// A live line keeps to its width, and loses its note first and its label's end then, never its numbers.
func TestLineFits(t *testing.T) {
	l := newDisplay(&bytes.Buffer{}).line("[1/2] Adversarial nets, mnist, seed 1")
	now := time.Unix(1000, 0)
	for i := range 3 {
		l.pace.update(i, now.Add(time.Duration(i)*time.Minute))
	}
	l.latest = event{Done: 2, Total: 10, Note: "epoch 3/30  loss D 0.69 G 0.69  D(x) 0.50"}
	for width := 26; width < 140; width++ {
		if got := l.words(width); runewidth.StringWidth(got) > width || !strings.Contains(got, "  20%  8m00s left") {
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

// Elsewhere than on a terminal there is a line a minute, without control codes.
func TestNoTerminal(t *testing.T) {
	var out bytes.Buffer
	d := newDisplay(&out)
	l := d.line("run")
	for i := range 100 {
		l.show(event{Done: i, Total: 100, Note: "note"})
	}
	if out.Len() > 0 {
		t.Errorf("within a second it says %q", out.String())
	}
	l.printed = l.printed.Add(-time.Hour)
	l.show(event{Done: 50, Total: 100})
	l.show(event{Done: 51, Total: 100})
	l.say("done in %d", 3)
	l.stop()
	d.close()
	if got, want := out.String(), "run  50%  note\nrun: done in 3\n"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestDuration(t *testing.T) {
	for d, want := range map[time.Duration]string{
		12 * time.Second: "12s", 250 * time.Second: "4m10s", 59*time.Minute + 59*time.Second: "59m59s", 185 * time.Minute: "3h05m",
	} {
		if got := duration(d); got != want {
			t.Errorf("%v is %q, want %q", d, got, want)
		}
	}
}
