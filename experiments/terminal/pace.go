package terminal

import (
	"slices"
	"time"
)

// A pace estimates the remaining time from the speed of recent steps.
type pace struct {
	at     time.Time
	done   int
	recent []stretch
}

// A stretch is a number of steps that together took at least one second.
type stretch struct {
	time  time.Duration
	steps int
}

func (s stretch) perStep() time.Duration { return s.time / time.Duration(s.steps) }

const (
	shortest  = time.Second // of a stretch
	stretches = 300         // number of stretches that are remembered
	pause     = 20          // limit of a stretch's time per step, in medians: a longer one is a pause of the machine
)

// update receives the number of steps done.
func (p *pace) update(done int, now time.Time) {
	switch {
	case p.at.IsZero() || done < p.done:
		*p = pace{at: now, done: done}
	case done > p.done && now.Sub(p.at) >= shortest:
		p.recent = append(p.recent, stretch{now.Sub(p.at), done - p.done})
		p.recent = p.recent[max(0, len(p.recent)-stretches):]
		p.at, p.done = now, done
	}
}

// left estimates the time for more steps and reports whether it can. It takes the mean of recent stretches, each limited to a
// multiple of their median, so that validations count and a suspended machine does not.
func (p *pace) left(steps int) (time.Duration, bool) {
	if len(p.recent) == 0 {
		return 0, false
	}
	sorted := slices.SortedFunc(slices.Values(p.recent), func(a, b stretch) int { return int(a.perStep() - b.perStep()) })
	most := pause * sorted[len(sorted)/2].perStep()
	var sum time.Duration
	n := 0
	for _, s := range p.recent {
		sum += min(s.time, most*time.Duration(s.steps))
		n += s.steps
	}
	return time.Duration(float64(sum) / float64(n) * float64(steps)), true
}
