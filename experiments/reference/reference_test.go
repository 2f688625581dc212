package reference

import (
	"math"
	"strings"
	"testing"
)

var dbn = Number{Dataset: "mnist", System: "DBN", Grid: "fine", Budget: "minutes", Samples: 10, Seed: 1, Version: "dbn 1, estimator 1", LL: 200, StdErr: 2, Sigma: .2}

// with returns the number with a change.
func with(n Number, change func(*Number)) Number {
	change(&n)
	return n
}

// TestCompare checks that any difference is found, in the last digit too.
func TestCompare(t *testing.T) {
	r := Reference{Numbers: []Number{dbn}}
	for name, c := range map[string]struct {
		got  Number
		want Outcome
		word string
	}{
		"the same":         {dbn, Outcome{Same: 1}, "same"},
		"the last digit":   {with(dbn, func(n *Number) { n.LL = math.Nextafter(200, 0) }), Outcome{Wrong: 1}, "DIFFERS by -2.84e-14 nats"},
		"a fifth of a nat": {with(dbn, func(n *Number) { n.LL += .2 }), Outcome{Wrong: 1}, "DIFFERS by 0.2 nats"},
		"a dead net":       {with(dbn, func(n *Number) { n.LL = -400 }), Outcome{Wrong: 1}, "DIFFERS by -600 nats"},
		"no number":        {with(dbn, func(n *Number) { n.LL = math.NaN() }), Outcome{Wrong: 1}, "DIFFERS by NaN nats"},
		"standard error":   {with(dbn, func(n *Number) { n.StdErr = 3 }), Outcome{Wrong: 1}, "DIFFERS"},
		"sigma":            {with(dbn, func(n *Number) { n.Sigma = .3 }), Outcome{Wrong: 1}, "DIFFERS"},
		"version":          {with(dbn, func(n *Number) { n.Version = "dbn 2, estimator 1" }), Outcome{Wrong: 1}, "ANOTHER VERSION: dbn 2"},
		"fewer samples":    {with(dbn, func(n *Number) { n.Samples = 9 }), Outcome{Wrong: 1}, "MISSING"},
		"another seed":     {with(dbn, func(n *Number) { n.Seed = 2 }), Outcome{Skipped: 1}, ""},
	} {
		var text strings.Builder
		got, err := r.Compare(&text, []Number{c.got})
		if err != nil || got != c.want || !strings.Contains(text.String(), c.word) {
			t.Errorf("%s: %+v, error %v, want %+v and %q in\n%s", name, got, err, c.want, c.word, text.String())
		}
	}
}

// TestCompareTheLast checks that the last of several numbers of a run counts.
func TestCompareTheLast(t *testing.T) {
	other := with(dbn, func(n *Number) { n.LL = 199 })
	for _, c := range []struct {
		measured []Number
		want     Outcome
	}{{[]Number{other, dbn}, Outcome{Same: 1}}, {[]Number{dbn, other}, Outcome{Wrong: 1}}, {nil, Outcome{Wrong: 1}}} {
		var text strings.Builder
		if got, err := (Reference{Numbers: []Number{dbn}}).Compare(&text, c.measured); got != c.want || err != nil {
			t.Errorf("%+v: %+v, error %v, want %+v", c.measured, got, err, c.want)
		}
	}
}

func TestChoose(t *testing.T) {
	r := Reference{Numbers: []Number{
		{Dataset: "mnist", System: "DBN", Budget: "minutes"},
		{Dataset: "mnist", System: "DBN", Budget: "hour"},
		{Dataset: "tfd-like", System: "DBN", Budget: "hour"},
	}}
	for _, c := range []struct {
		pattern, budget string
		want            int
	}{{"", "", 3}, {"mnist/*", "", 2}, {"*/dbn", "hour", 2}, {"MNIST/*", "minutes", 1}} {
		if got, err := r.Choose(c.pattern, c.budget); len(got) != c.want || err != nil {
			t.Errorf("-only %q -budget %q: %d numbers, error %v, want %d", c.pattern, c.budget, len(got), err, c.want)
		}
	}
	for _, c := range [][2]string{{"[", ""}, {"cifar10/*", ""}, {"", "paper"}} {
		if _, err := r.Choose(c[0], c[1]); err == nil {
			t.Errorf("-only %q -budget %q: no error", c[0], c[1])
		}
	}
}
