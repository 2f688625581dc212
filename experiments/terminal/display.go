// Package terminal shows on a terminal, or in a log, how far runs and downloads are, and who is waited for.
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

// A Display shows how far runs are: a live line each on a terminal, a line a minute each elsewhere.
type Display struct {
	Total func() string // of all runs; nil where there is one

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

// Terminal is the terminal that text goes to, nil where it goes elsewhere.
func Terminal(out io.Writer) *os.File {
	if w, ok := out.(*typeset.Writer); ok {
		out = w.Under
	}
	if file, ok := out.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return file
	}
	return nil
}

// movesCursor tells by the environment whether live lines are wanted: a terminal without a name, or a dumb one, cannot move its
// cursor, and logs of CI keep every movement.
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

// inAll is the total behind a line, where there is one.
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

// A Line is what a display shows of one run.
type Line struct {
	display *Display
	label   string
	Also    func(e job.Event, left time.Duration) // is told each event, and how long is left; 0 is unknown

	mu      sync.Mutex
	bar     *mpb.Bar // nil where there is no live line, or none yet
	latest  job.Event
	pace    pace
	printed time.Time
}

func (d *Display) Line(label string) *Line {
	return &Line{display: d, label: typeset.Line(label), printed: time.Now()}
}

// Say writes a line of text about the run.
func (l *Line) Say(format string, args ...any) {
	l.display.print(l.label + ": " + fmt.Sprintf(format, args...))
}

// Show takes the latest event.
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
	case l.display.bars != nil && l.bar == nil:
		l.bar = l.display.live(l.text)
	case l.display.bars == nil && now.Sub(l.printed) >= time.Minute:
		l.printed = now
		l.display.print(l.words(1<<10) + l.display.inAll())
	}
}

// live adds a live line, above that of the total.
func (d *Display) live(text func(width int) string) *mpb.Bar {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.bottom == nil && d.Total != nil {
		d.bottom = d.bars.MustAdd(1, nil, mpb.BarPriority(1<<20), fills(func(int) string { return d.Total() }))
	}
	return d.bars.MustAdd(1, nil, fills(text))
}

// fills makes a live line of a text that is told the width it may have.
func fills(text func(width int) string) mpb.BarOption {
	return mpb.AppendDecorators(decor.Any(func(s decor.Statistics) string { return text(s.AvailableWidth) }))
}

func (l *Line) text(width int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.words(width)
}

// words are the line within a width: the label is cut before the numbers, and the note goes first.
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
