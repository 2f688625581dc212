package theory

import (
	"context"
	"fmt"

	"gan2014/models/theory/figure"
)

// The phases of Figure 1: D alone, G alone, and then rounds of both.
const (
	figure1D      = 4000 // updates of D alone
	figure1G      = 20   // updates of G alone
	figure1Rounds = 800
	figure1K      = 5 // updates of D in a round, before its one update of G (Algorithm 1)
)

// figure1Film lists the rounds after which the film has a picture.
var figure1Film = []int{10, 30, 100, 300, figure1Rounds}

// A film1D has the pictures of a game.
type film1D struct {
	titles []string
	frames []portrait
}

// figure1 trains a pair of nets as the paper's Figure 1 draws it: from a poor generator to one whose density is that of the data.
func figure1(ctx context.Context, seed int64, progress func(done, total int)) (Result, error) {
	const total = figure1D + figure1G + figure1Rounds*(figure1K+1)
	g := newGame1D(total, seed, func(done int) { progress(done, total) })
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
		Findings: []Finding{convergesToBest(before, afterD), leadsToData(afterD, afterG), reachesData(before, end)},
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
	if err := take(fmt.Sprintf("D moved %d times", figure1D), g.moveD(ctx, figure1D)); err != nil {
		return film, err
	}
	if err := take(fmt.Sprintf("G moved %d times", figure1G), g.moveG(ctx, figure1G)); err != nil {
		return film, err
	}
	round := 0
	for _, stop := range figure1Film {
		if err := take(fmt.Sprintf("%d rounds", stop), g.play(ctx, stop-round)); err != nil {
			return film, err
		}
		round = stop
	}
	return film, nil
}

// play runs rounds of Algorithm 1.
func (g *game1D) play(ctx context.Context, rounds int) error {
	for range rounds {
		if err := g.moveD(ctx, figure1K); err != nil {
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

func convergesToBest(before, after portrait) Finding {
	const tolerance = .05
	return Finding{
		Figure: "figure1",
		Claim:  "In the inner loop D is trained to tell samples from data, and converges to p/(p + q).",
		Source: "paper, Figure 1 (b)",
		Measured: textf("over data and samples in equal parts, D is %.3f off on average after %d updates of D alone; before them it was %.2f off.",
			after.meanError, figure1D, before.meanError),
		Holds: after.meanError < tolerance && before.meanError > 2*tolerance,
	}
}

func leadsToData(before, after portrait) Finding {
	return Finding{
		Figure: "figure1",
		Claim:  "After an update to G, the gradient of D has led G(z) to regions that are more likely to be taken for data.",
		Source: "paper, Figure 1 (c)",
		Measured: textf("%d updates of G alone raise the mean of D(G(z)) from %.3f to %.3f, and lower the JSD of samples and data from %.3f to %.3f nats.",
			figure1G, before.meanDOfSamples, after.meanDOfSamples, before.jsd, after.jsd),
		Holds: after.meanDOfSamples > before.meanDOfSamples+.01 && after.jsd < before.jsd,
	}
}

func reachesData(before, end portrait) Finding {
	const near, level = .01, .03
	return Finding{
		Figure: "figure1",
		Claim:  "After several steps both reach a point where neither can improve, as q = p and D = ½.",
		Source: "paper, Figure 1 (d)",
		Measured: textf("after %d rounds of %d updates of D and one of G, the JSD of samples and data is %.4f nats, before %.2f, and D is %.3f off ½ on average.",
			figure1Rounds, figure1K, end.jsd, before.jsd, end.meanDistanceFromHalf),
		Holds: end.jsd < near && before.jsd > 10*near && end.meanDistanceFromHalf < level,
	}
}
