package theory

import (
	"context"

	"gan2014/models/theory/figure"
)

// Figure1 trains a pair of nets as the paper's Figure 1 draws it: from a poor generator to one whose density is that of the data. It has
// three phases: D alone, G alone, and then rounds of both.
type Figure1 struct {
	Data                                   []Mode // p
	DiscriminatorUpdates, GeneratorUpdates int    // of one net alone
	Rounds                                 int
	K                                      int   // updates of D in a round, before its one update of G (Algorithm 1)
	Film                                   []int // rounds after which the film has a picture, rising; those from Rounds on do not count
	Batch                                  int   // draws of the data, and of the noise
	LearningRate                           float64
	Momentum                               float64
	DiscriminatorUnits, GeneratorUnits     int // in the hidden layer
}

// updates returns the number of updates of either net.
func (s Figure1) updates() int { return s.DiscriminatorUpdates + s.GeneratorUpdates + s.Rounds*(s.K+1) }

// A film1D has the pictures of a game.
type film1D struct {
	titles []string
	frames []portrait
}

// Compute plays the game. Each part of the figure is a portrait of it.
func (s Figure1) Compute(ctx context.Context, _ Digits, seed int64, progress func(done, total int)) (Result, error) {
	g := newGame1D(s, seed, func(done int) { progress(done, s.updates()) })
	film, err := g.film(ctx)
	if err != nil {
		return Result{}, err
	}
	before, afterD, afterG, end := film.frames[0], film.frames[1], film.frames[2], film.frames[len(film.frames)-1]
	var lines []Line
	for _, drawn := range []struct {
		portrait
		into figure.Figure
	}{{before, figure.BeforeTraining}, {afterD, figure.AfterD}, {afterG, figure.AfterG}, {end, figure.AfterTraining}} {
		lines = append(append(lines, drawn.lines(drawn.into)...), Line{drawn.into, figure.NameArrows, drawn.arrows})
	}
	return Result{
		Findings: []Finding{s.convergesToBest(before, afterD), s.leadsToData(afterD, afterG), s.reachesData(before, end)},
		Lines:    append(lines, film.lines()...),
	}, nil
}

// film plays the game and records the film's pictures.
func (g *game1D) film(ctx context.Context) (film1D, error) {
	var film film1D
	take := func(title string, moves error) error {
		if moves != nil {
			return moves
		}
		f, err := g.portrait()
		film.titles, film.frames = append(film.titles, title), append(film.frames, f)
		return err
	}
	if err := take("before", nil); err != nil {
		return film, err
	}
	if err := take("D moved "+counted(g.DiscriminatorUpdates, "time"), g.moveD(ctx, g.DiscriminatorUpdates)); err != nil {
		return film, err
	}
	if err := take("G moved "+counted(g.GeneratorUpdates, "time"), g.moveG(ctx, g.GeneratorUpdates)); err != nil {
		return film, err
	}
	round := 0
	for _, stop := range endingWith(g.Film, g.Rounds) {
		if err := take(counted(stop, "round"), g.play(ctx, stop-round)); err != nil {
			return film, err
		}
		round = stop
	}
	return film, nil
}

// play runs rounds of Algorithm 1.
func (g *game1D) play(ctx context.Context, rounds int) error {
	for range rounds {
		if err := g.moveD(ctx, g.K); err != nil {
			return err
		}
		if err := g.moveG(ctx, 1); err != nil {
			return err
		}
	}
	return nil
}

// lines returns the lines of all pictures. A line without points precedes each picture and is its title.
func (film film1D) lines() (lines []Line) {
	for i, f := range film.frames {
		frame := figure.FilmFrame(i + 1)
		lines = append(append(lines, Line{Figure: frame, Name: film.titles[i]}), f.lines(frame)[:3]...)
	}
	return lines
}

func (s Figure1) convergesToBest(before, after portrait) Finding {
	const tolerance = .05
	return Finding{
		Figure: "figure1",
		Claim:  "In the inner loop D is trained to tell samples from data, and converges to p/(p + q).",
		Source: "paper, Figure 1 (b)",
		Measured: textf("over data and samples in equal parts, D is %.3f off on average after %s of D alone; before them it was %.2f off.",
			after.meanError, counted(s.DiscriminatorUpdates, "update"), before.meanError),
		Holds: after.meanError < tolerance && before.meanError > 2*tolerance,
	}
}

func (s Figure1) leadsToData(before, after portrait) Finding {
	return Finding{
		Figure: "figure1",
		Claim:  "After an update to G, the gradient of D has led G(z) to regions that are more likely to be taken for data.",
		Source: "paper, Figure 1 (c)",
		Measured: textf("%s of G alone %s the mean of D(G(z)) from %.3f to %.3f, and %s the JSD of samples and data from %.3f to %.3f nats.",
			counted(s.GeneratorUpdates, "update"), moves(before.meanDOfSamples, after.meanDOfSamples), before.meanDOfSamples, after.meanDOfSamples,
			moves(before.jsd, after.jsd), before.jsd, after.jsd),
		Holds: after.meanDOfSamples > before.meanDOfSamples+.01 && after.jsd < before.jsd,
	}
}

func (s Figure1) reachesData(before, end portrait) Finding {
	const near, level = .01, .03
	return Finding{
		Figure: "figure1",
		Claim:  "After several steps both reach a point where neither can improve, as q = p and D = ½.",
		Source: "paper, Figure 1 (d)",
		Measured: textf("after %s of %s of D and one of G, the JSD of samples and data is %.4f nats, before %.2f, and D is %.3f off ½ on average.",
			counted(s.Rounds, "round"), counted(s.K, "update"), end.jsd, before.jsd, end.meanDistanceFromHalf),
		Holds: end.jsd < near && before.jsd > 10*near && end.meanDistanceFromHalf < level,
	}
}

// moves says in which direction updates change a number.
func moves(before, after float64) string {
	if after < before {
		return "lower"
	}
	return "raise"
}

// endingWith returns the numbers below last, and last.
func endingWith(numbers []int, last int) (all []int) {
	for _, n := range numbers {
		if n < last {
			all = append(all, n)
		}
	}
	return append(all, last)
}
