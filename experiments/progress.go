package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
	"golang.org/x/term"
)

// A progress tells how far a training is: a live line on a terminal, a line a minute elsewhere.
type progress struct {
	log   io.Writer
	label string
	total int
	bar   *mpb.Bar // nil unless log is a terminal
	bars  *mpb.Progress

	mu      sync.Mutex
	last    string // note
	first   int    // update at the first call of update,
	started time.Time
	printed time.Time
}

func newProgress(log io.Writer, label string, total int) *progress {
	p := &progress{log: log, label: label, total: total}
	if file, ok := log.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		p.bars = mpb.New(mpb.WithOutput(log), mpb.WithWidth(24))
		p.bar = p.bars.AddBar(int64(total),
			mpb.PrependDecorators(decor.Name(label+" ")),
			mpb.AppendDecorators(decor.Percentage(), decor.Name(" "), decor.EwmaETA(decor.ET_STYLE_GO, 200), decor.Any(func(decor.Statistics) string { return "  " + p.noted() })))
	}
	return p
}

// update is told after each update, counted over the whole training.
func (p *progress) update(update int) {
	now := time.Now()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.started.IsZero() {
		p.first, p.started, p.printed = update, now, now
		if p.bar != nil {
			p.bar.SetRefill(int64(update))
		}
	}
	if p.bar != nil {
		p.bar.EwmaSetCurrent(int64(update), now.Sub(p.printed))
		p.printed = now
		return
	}
	if now.Sub(p.printed) < time.Minute {
		return
	}
	p.printed = now
	each := now.Sub(p.started) / time.Duration(max(1, update-p.first))
	left := each * time.Duration(p.total-update)
	fmt.Fprintf(p.log, "%s: %d%%, %v left  %s\n", p.label, 100*update/p.total, left.Round(time.Second), p.last)
}

// note sets what is shown beside the progress.
func (p *progress) note(text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = text
}

func (p *progress) noted() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.last
}

// stop ends the live line, leaving its last state on the screen.
func (p *progress) stop() {
	if p.bar == nil {
		if last := p.noted(); last != "" {
			fmt.Fprintf(p.log, "%s: %s\n", p.label, last)
		}
		return
	}
	p.bar.Abort(false)
	p.bars.Wait()
}
