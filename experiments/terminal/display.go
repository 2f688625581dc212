// Package terminal shows the progress of runs and downloads on a terminal or in a log (display.go, pace.go, cache.go). It also
// tells the user which program holds the lock of a database (patience.go).
package terminal

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"gan2014/experiments/job"
	"gan2014/internal/typeset"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// A Display shows the progress of runs: one live line a run on a terminal, one line a minute elsewhere.
type Display struct {
	Total func() string // progress of all runs; nil if there is only one
	Quiet bool          // show only what goes wrong

	out    io.Writer
	bars   *mpb.Progress // nil unless out is a terminal
	bottom *mpb.Bar      // shows the total
	mu     sync.Mutex
}

func NewDisplay(out io.Writer) *Display {
	d := &Display{out: out}
	if file := Terminal(out); file != nil && movesCursor(os.Getenv) {
		d.bars = mpb.New(mpb.WithOutput(file))
	}
	return d
}

// Terminal returns the terminal that out writes to, or nil if it is not a terminal.
func Terminal(out io.Writer) *os.File {
	if w, ok := out.(*typeset.Writer); ok {
		out = w.Under
	}
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return file
	}
	return nil
}

// movesCursor decides by the environment whether to show live lines. It says no for an unnamed or dumb terminal, which cannot move
// its cursor, and for CI, whose logs keep every movement.
func movesCursor(env func(string) string) bool {
	name := env("TERM")
	return name != "" && name != "dumb" && env("NO_COLOR") == "" && env("CI") == ""
}

// print writes a line of text, above the live lines if there are any.
func (d *Display) print(text string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.bars != nil {
		d.bars.Write([]byte(typeset.Text(text) + "\n"))
		return
	}
	fmt.Fprintln(d.out, text)
}

// inAll returns the total to append to a line, or "".
func (d *Display) inAll() string {
	if d.Total == nil {
		return ""
	}
	return "  (" + d.Total() + ")"
}

// Close ends the live lines.
func (d *Display) Close() {
	if d.bottom != nil {
		d.bottom.Abort(true)
	}
	if d.bars != nil {
		d.bars.Wait()
	}
}

// A Line shows one run in a display.
type Line struct {
	display *Display
	label   string
	Also    func(e job.Event, left time.Duration) // receives each event and the time left; 0 if unknown

	mu      sync.Mutex
	bar     *mpb.Bar // nil if there is no live line, or none yet
	latest  job.Event
	pace    pace
	printed time.Time
}

func (d *Display) Line(label string) *Line {
	return &Line{display: d, label: typeset.Line(label), printed: time.Now()}
}

// Say prints a line of text about the run.
func (l *Line) Say(format string, args ...any) {
	l.display.print(l.label + ": " + fmt.Sprintf(format, args...))
}

// Tell prints a line of text about a run that goes well, unless the display is quiet.
func (l *Line) Tell(format string, args ...any) {
	if !l.display.Quiet {
		l.Say(format, args...)
	}
}

// Show displays an event, unless the display is quiet.
func (l *Line) Show(e job.Event) {
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if e.Note == "" {
		e.Note = l.latest.Note
	}
	l.latest = e
	l.pace.update(e.Done, now)
	if l.Also != nil {
		left, _ := l.pace.left(e.Total - e.Done)
		l.Also(e, left)
	}
	switch {
	case l.display.Quiet:
	case l.display.bars != nil && l.bar == nil:
		l.bar = l.display.live(l.text)
	case l.display.bars == nil && now.Sub(l.printed) >= time.Minute:
		l.printed = now
		l.display.print(l.words(1<<10) + l.display.inAll())
	}
}

// live adds a live line above the total.
func (d *Display) live(text func(width int) string) *mpb.Bar {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.bottom == nil && d.Total != nil {
		d.bottom = d.bars.New(1, nil, mpb.BarPriority(1<<20), fills(func(int) string { return d.Total() }))
	}
	return d.bars.New(1, nil, fills(text))
}

// fills makes a live line from a text that fits the given width.
func fills(text func(width int) string) mpb.BarOption {
	return mpb.AppendDecorators(decor.Any(func(s decor.Statistics) string { return text(s.AvailableWidth) }))
}

func (l *Line) text(width int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.words(width)
}

// words returns the line for a width. It shortens or drops the note first, then cuts the label, and never cuts the numbers.
func (l *Line) words(width int) string {
	numbers := fmt.Sprintf("  %d%%", 100*l.latest.Done/max(1, l.latest.Total))
	if left, ok := l.pace.left(l.latest.Total - l.latest.Done); ok {
		numbers += "  " + typeset.Duration(left) + " left"
	}
	label := typeset.Cut(l.label, max(8, width-len(numbers)))
	room := width - typeset.Width(label+numbers)
	if l.latest.Note == "" || room < len("  a…") {
		return label + numbers
	}
	return label + numbers + typeset.Cut("  "+typeset.Line(l.latest.Note), room)
}

// Stop ends the live line.
func (l *Line) Stop() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bar != nil {
		l.bar.Abort(true)
	}
}
