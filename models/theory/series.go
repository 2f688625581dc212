package theory

import (
	"context"
	"sync"

	"gan2014/internal/parallel"
	"gan2014/internal/stats"
	"gan2014/models/theory/figure"

	"golang.org/x/sync/errgroup"
)

// A series holds the trainings of one trainingSetup with several settings. Each setting is trained with the same seeds.
type series struct {
	trainingSetup
	settings  []setting
	histories [][]history // of each setting, by seed
}

// Series has the settings of trainings that take turns in different ways. Each way is trained several times, with the same seeds.
type Series struct {
	K              int     // steps of D for each of G where D is kept ahead
	GeneratorSteps int     // steps of G for each of D where G is trained too much
	Trainings      int     // with each setting
	Updates        int     // of G
	Every          int     // updates of G between two measurements, of which Updates is a multiple
	Batch          int     // examples of data, and of samples
	LearningRate   float64 // at the start
	RateDivisor    float64 // by which the rate has fallen at the end
	Momentum       float64

	GeneratorUnits, DiscriminatorUnits int // in each of two hidden layers
}

// total returns the number of updates of G in all trainings with the given number of settings.
func (s Series) total(settings int) int { return settings * s.Trainings * s.Updates }

// series trains each setting with each seed, two trainings at once per processor. It reports updates of G to progress.
func (r trainingSetup) series(ctx context.Context, settings []setting, seed int64, progress func(updates int)) (series, error) {
	s := series{trainingSetup: r, settings: settings}
	var lock sync.Mutex
	tell := func(updates int) {
		lock.Lock()
		defer lock.Unlock()
		progress(updates)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(2 * parallel.Workers()) // because the goroutines of a training often wait for each other
	for i, setting := range settings {
		s.histories = append(s.histories, make([]history, r.Trainings))
		for k := range r.Trainings {
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
		values = append(values, of(h.coverages[len(h.coverages)-1]))
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

// meanWithin returns the mean of values that lie between 0 and most. Its 95 % interval is cut to the same range.
func meanWithin(x float64, values []float64, most float64) Point {
	mean, sd := stats.MeanSD(values)
	half := stats.HalfWidth(sd, len(values), .95)
	return Point{X: x, Y: mean, Low: max(0, mean-half), High: min(most, mean+half)}
}

// curve returns the mean number of covered modes at each measurement.
func (s series) curve(histories []history, modes int) (points []Point) {
	for i := range histories[0].coverages {
		var values []float64
		for _, h := range histories {
			values = append(values, h.coverages[i].covered)
		}
		points = append(points, meanWithin(float64(i*s.Every), values, float64(modes)))
	}
	return points
}

// lines returns the curves of the trainings and the rows of the table of their ends.
func (s series) lines(along, end figure.Figure, modes int, most float64) (lines []Line) {
	for i, setting := range s.settings {
		lines = append(lines, Line{along, setting.name, s.curve(s.histories[i], modes)})
	}
	for i, setting := range s.settings {
		h := s.histories[i]
		lines = append(lines, Line{end, setting.name, []Point{
			meanWithin(0, last(h, coverage.modes), float64(modes)), meanWithin(1, last(h, coverage.goodness), most),
		}})
	}
	return lines
}
