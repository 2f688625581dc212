package theory

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestFigure1 runs the whole study: all claims must hold, panels and film must be there, and progress must reach its end.
func TestFigure1(t *testing.T) {
	if testing.Short() {
		t.Skip("NOT CHECKED: the nets of Figure 1 are trained to the end, which takes ten seconds; run without -short")
	}
	last, whole := 0, 0
	found, err := figure1(t).Compute(t.Context(), noDigits, 1, func(done, total int) {
		if done != last+1 {
			t.Fatalf("update %d after %d", done, last)
		}
		last, whole = done, total
	})
	if err != nil || last != whole {
		t.Fatalf("%d of %d updates, error %v", last, whole, err)
	}
	hold(t, found.Findings)
	panels, titles := map[string]string{}, 0
	for _, l := range found.Lines {
		panels[l.Figure.Name] += " " + l.Name
		if len(l.Points) == 0 {
			titles++
		}
	}
	for _, panel := range []string{"a", "b", "c", "d"} {
		if got := panels["figure1/"+panel]; got != " p q D D* arrows" {
			t.Errorf("panel %s has%s", panel, got)
		}
	}
	if titles != 8 || panels["film/01"] != " before p q D" || !strings.HasSuffix(panels["film/08"], "rounds p q D") {
		t.Errorf("%d frames of the film, %q to %q", titles, panels["film/01"], panels["film/08"])
	}
}

// TestFigure1CanFail checks that each claim can fail.
func TestFigure1CanFail(t *testing.T) {
	poor, exact := portrait{meanError: .4, meanDOfSamples: .1, jsd: .5, meanDistanceFromHalf: .4}, portrait{meanError: .01, meanDOfSamples: .6, jsd: .001, meanDistanceFromHalf: .01}
	var s Figure1
	hold(t, []Finding{s.convergesToBest(poor, exact), s.leadsToData(poor, exact), s.reachesData(poor, exact)})
	uneven, astray := exact, exact
	uneven.meanDistanceFromHalf = .1
	astray.meanDOfSamples = .1
	for what, f := range map[string]Finding{
		"a D that does not learn":           s.convergesToBest(poor, poor),
		"a D that had nothing to learn":     s.convergesToBest(exact, exact),
		"a G that is no better to D":        s.leadsToData(poor, astray),
		"a G that is farther from the data": s.leadsToData(portrait{meanDOfSamples: .1, jsd: .0001}, exact),
		"a G that does not get there":       s.reachesData(poor, poor),
		"a D that is not ½":                 s.reachesData(poor, uneven),
		"a G that was there from the start": s.reachesData(exact, exact),
	} {
		if f.Holds {
			t.Errorf("%s: %s", what, f.Measured)
		}
	}
}

// TestGame1DMovesOneNet checks that each net stays fixed while the other is updated.
func TestGame1DMovesOneNet(t *testing.T) {
	g := newGame1D(briefGame(t), 1, func(int) {})
	before := look(t, g)
	if err := g.moveD(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	afterD := look(t, g)
	if err := g.moveG(t.Context(), 5); err != nil {
		t.Fatal(err)
	}
	afterG := look(t, g)
	if farthest(before.q, afterD.q) != 0 || farthest(before.d, afterD.d) == 0 {
		t.Error("updates of D alone moved G, or not D")
	}
	if farthest(afterD.q, afterG.q) == 0 || farthest(afterD.d, afterG.d) != 0 {
		t.Error("updates of G alone moved D, or not G")
	}
	if g.done != 10 {
		t.Errorf("%d updates", g.done)
	}
}

// briefGame returns a game of 100 updates.
func briefGame(t testing.TB) Figure1 {
	s := figure1(t)
	s.DiscriminatorUpdates, s.GeneratorUpdates, s.Rounds, s.K = 50, 38, 2, 5
	return s
}

func look(t *testing.T, g *game1D) portrait {
	t.Helper()
	f, err := g.portrait()
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFigure1Stops(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	_, err := figure1(t).Compute(ctx, noDigits, 1, func(done, _ int) {
		if done == 3 {
			stop()
		}
		if done > 3 {
			t.Error("it goes on")
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
