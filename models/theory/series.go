package theory

import (
	"context"
	"runtime"
	"sync"

	"gan2014/internal/stats"
	"gan2014/models/theory/figure"

	"golang.org/x/sync/errgroup"
)

// A series is the trainings of one rivalry with some settings, each with the same seeds.
type series struct {
	rivalry
	settings  []setting
	histories [][]history // of each setting, by seed
}

const seriesSeeds = 5

// series trains each setting with each seed, two at once for each processor. told hears of updates of G.
func (r rivalry) series(ctx context.Context, settings []setting, seed int64, told func(updates int)) (series, error) {
	s := series{rivalry: r, settings: settings}
	var lock sync.Mutex
	tell := func(updates int) {
		lock.Lock()
		defer lock.Unlock()
		told(updates)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2 * runtime.GOMAXPROCS(0)) // for a training often waits, one goroutine of it for another
	for i, setting := range settings {
		s.histories = append(s.histories, make([]history, seriesSeeds))
		for k := range seriesSeeds {
			group.Go(func() (err error) {
				s.histories[i][k], err = r.train(ctx, setting, 1000*seed+int64(k), tell)
				return err
			})
		}
	}
	return s, group.Wait()
}

// of returns the histories of a setting.
func (s series) of(name setting) []history {
	for i, setting := range s.settings {
		if setting == name {
			return s.histories[i]
		}
	}
	return nil
}

// last returns a measure of coverage at the end of each training, by seed.
func last(histories []history, of func(coverage) float64) (values []float64) {
	for _, h := range histories {
		values = append(values, of(h.spread[len(h.spread)-1]))
	}
	return values
}

// diverged counts the trainings that diverged.
func diverged(histories []history) (n int) {
	for _, h := range histories {
		if h.diverged {
			n++
		}
	}
	return n
}

// within returns the mean of values between 0 and most, with its 95 % interval cut to the same range.
func within(x float64, values []float64, most float64) Point {
	mean, sd := stats.MeanSD(values)
	half := stats.HalfWidth(sd, len(values), .95)
	return Point{X: x, Y: mean, Low: max(0, mean-half), High: min(most, mean+half)}
}

// curve returns the modes covered along the trainings.
func (s series) curve(histories []history, modes int) (points []Point) {
	for i := range histories[0].spread {
		var values []float64
		for _, h := range histories {
			values = append(values, h.spread[i].covered)
		}
		points = append(points, within(float64(i*s.every), values, float64(modes)))
	}
	return points
}

// lines returns the curves along the trainings, and the rows of a table of their ends.
func (s series) lines(along, end figure.Figure, modes int, most float64) (lines []Line) {
	for i, setting := range s.settings {
		lines = append(lines, Line{along, setting.name, s.curve(s.histories[i], modes)})
	}
	for i, setting := range s.settings {
		h := s.histories[i]
		lines = append(lines, Line{end, setting.name, []Point{
			within(0, last(h, coverage.modes), float64(modes)), within(1, last(h, coverage.goodness), most),
		}})
	}
	return lines
}
