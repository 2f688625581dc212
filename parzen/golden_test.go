package parzen

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"testing"
)

// A golden is a case of testdata/golden.json, which testdata/golden.py writes.
type golden struct {
	Seed                   uint32
	D, Prototypes, Noise   int
	Samples, Valid, Test   int
	Sigmas, Curve          []float64
	Sigma, LL, StdErr      float64
	LogProb                []float64 `json:"log_prob"`
	samples, valid, points Points
}

// A lcg is the random generator of golden.py.
type lcg uint32

func (l *lcg) byte() int {
	*l = 1664525**l + 1013904223
	return int(*l >> 24)
}

// generate makes the points of the case as golden.py does.
func (g *golden) generate() {
	l := lcg(g.Seed)
	prototypes := points(g.Prototypes, g.D, func(int, int) float64 { return float64(l.byte()) })
	noisy := func(n int) Points {
		which := 0
		return points(n, g.D, func(_, k int) float64 {
			if k == 0 {
				which = l.byte() % g.Prototypes
			}
			return (3*float64(prototypes.row(which)[k]) + float64(g.Noise*l.byte())) / 1024
		})
	}
	g.samples, g.valid, g.points = noisy(g.Samples), noisy(g.Valid), noisy(g.Test)
}

func TestGolden(t *testing.T) {
	text, err := os.ReadFile("testdata/golden.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []golden
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	for _, g := range cases {
		g.generate()
		e := newEstimator(t, g.samples)
		choice, err := e.Choose(ctx, g.valid, LogGrid(0.1, 1, 10))
		if err != nil {
			t.Fatal(err)
		}
		agree(t, "validation curve", choice.Curve.MeanLL, g.Curve, 1)
		if math.Abs(choice.Sigma-g.Sigma) > 1e-15 || choice.AtEdge != (g.Sigma < 0.11) {
			t.Errorf("case %d: sigma %.17g, at edge %v; want %.17g", g.Seed, choice.Sigma, choice.AtEdge, g.Sigma)
		}
		lls, err := e.LogProb(ctx, g.points, []float64{g.Sigma})
		if err != nil {
			t.Fatal(err)
		}
		agree(t, "test rows", lls[0], g.LogProb, 1)
		score, err := e.Score(ctx, g.points, choice.Sigma)
		if err != nil {
			t.Fatal(err)
		}
		agree(t, "score", []float64{score.LL, score.StdErrOverExamples}, []float64{g.LL, g.StdErr}, 1)
	}
}
