package spec

import "encoding/json"

// An Evaluation is the protocol of the likelihood estimate, in the terms of parzen_ll.py. It puts a Gaussian Parzen window around
// Samples samples of the model, chooses sigma on validation images, and scores all test images.
type Evaluation struct {
	Samples    int   `json:"samples"`    // samples drawn from the model (parzen_ll.py -n: 10,000)
	Validation int   `json:"validation"` // first images of the validation set, which choose sigma (parzen_ll.py -l: 1,000)
	Grids      Grids `json:"grids"`      // each gives its own likelihood

	// Curve is the number of samples of the curve that shows how the likelihood grows with the number of samples; 0 means Samples.
	Curve int `json:"curve,omitempty"`

	Likelihood *Likelihood `json:"likelihood,omitempty"` // of a generator; nil: it is not estimated
}

// Most returns the number of samples to draw.
func (e *Evaluation) Most() int { return max(e.Samples, e.Curve) }

// Grids keeps the order of the file. The order changes no number.
type Grids []Grid

// A Grid holds the candidates for sigma: Count values from From to To, both included, in units of pixel intensity.
type Grid struct {
	Name    string  `json:"-"`
	From    float64 `json:"from"`
	To      float64 `json:"to"`
	Count   int     `json:"count"`
	Spacing Spacing `json:"spacing"`
	Optimum bool    `json:"optimum,omitempty"` // sigma is the optimum; the search starts at the best value of the grid
}

// A Spacing says how neighbouring values of a Grid relate.
type Spacing string

const (
	Log    Spacing = "log"    // constant ratio
	Linear Spacing = "linear" // constant difference
)

// MarshalJSON writes the grids by name, sorted.
func (gs Grids) MarshalJSON() ([]byte, error) {
	byName := make(map[string]Grid, len(gs))
	for _, g := range gs {
		byName[g.Name] = g
	}
	return json.Marshal(byName)
}

func (p *parser) evaluation(o *object) *Evaluation {
	e := &Evaluation{Samples: o.integer("samples"), Validation: o.integer("validation"), Curve: o.integerOr("curve", 0), Likelihood: p.likelihood(o)}
	if grids, ok := o.get("grids"); ok {
		for _, v := range p.named(grids) {
			e.Grids = append(e.Grids, p.grid(v))
		}
	}
	return e
}

func (p *parser) grid(v value) Grid {
	o := p.object(v)
	g := Grid{
		Name:    v.name,
		From:    o.number("from"),
		To:      o.number("to"),
		Count:   o.integer("count"),
		Spacing: choice[Spacing](o, "spacing"),
		Optimum: o.flag("optimum"),
	}
	if to, ok := o.fields["to"]; ok && g.From > 0 && g.To > 0 && g.From >= g.To {
		p.report(to.node, "", "to must be above %v, the value of from, not %v", g.From, g.To)
	}
	return g
}
