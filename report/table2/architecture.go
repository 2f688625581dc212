package table2

import (
	"encoding/json"
	"fmt"
	"strings"

	"gan2014/internal/typeset"
)

// A architecture is how a system is built, as far as its effective spec says.
type architecture struct {
	Generator     struct{ Layers []layer }
	Discriminator struct{ Layers []layer }
	Stages        []struct{ Layers []layer } // new ones in front of the generator
	DBN           struct {
		Layers []layer
		Chain  chain
	}
	CAE struct {
		Layers []layer
		Chain  chain
	}
	GSN struct {
		Hidden   []int
		Walkback int
		Chain    chain
	}
}

// A layer of any system; what its kind has not is zero.
type layer struct {
	Kind            string
	Units, Pieces   int
	Channels, Steps int
	Persistent      bool
}

// A chain is how samples are taken from Markov chains, as models/chain does it.
type chain struct {
	Chains int
	BurnIn int `json:"burn_in"`
	Thin   int
}

// newArchitecture reads the effective spec of a run; of one that it cannot read it says nothing.
func newArchitecture(effectiveSpec string) architecture {
	var spec struct{ Systems []architecture }
	if json.Unmarshal([]byte(effectiveSpec), &spec) != nil || len(spec.Systems) == 0 {
		return architecture{}
	}
	return spec.Systems[0]
}

// chain is that of the system; without chains, of one that needs none.
func (d architecture) chain() chain {
	for _, c := range []chain{d.DBN.Chain, d.CAE.Chain, d.GSN.Chain} {
		if c.Chains > 0 {
			return c
		}
	}
	return chain{}
}

// steps are those that each chain takes for n samples of all chains together.
func (c chain) steps(n int) int {
	return c.BurnIn + c.Thin*((n+c.Chains-1)/c.Chains)
}

// gibbsSteps says what of a deep belief net's training is a Markov chain.
func (d architecture) gibbsSteps() string {
	var steps []string
	for i, l := range d.DBN.Layers {
		if l.Steps == 0 {
			continue
		}
		s := fmt.Sprintf("%d in layer %d", l.Steps, i+1)
		if l.Persistent {
			s += " (persistent chains)"
		}
		steps = append(steps, s)
	}
	if len(steps) == 0 {
		return ""
	}
	return ". MCMC: Gibbs steps in each update, " + strings.Join(steps, ", ")
}

// layers names the layers of a system of a kind.
func (d architecture) layers(kind string) string {
	switch kind {
	case "dbn":
		return units(d.DBN.Layers, "binary units, a layer at a time")
	case "cae":
		return units(d.CAE.Layers, "sigmoid units, a layer at a time; the decoder has the encoder’s weights")
	case "gsn":
		var layers []layer
		for _, n := range d.GSN.Hidden {
			layers = append(layers, layer{Units: n})
		}
		return units(layers, "tanh units with noise; both directions share their weights")
	}
	generator := d.Generator.Layers
	for _, s := range d.Stages {
		generator = append(s.Layers[:len(s.Layers):len(s.Layers)], generator...)
	}
	if len(generator) == 0 || len(d.Discriminator.Layers) == 0 {
		return ""
	}
	return "G: " + names(generator) + "; D: " + names(d.Discriminator.Layers)
}

// units are the sizes of hidden layers with what they are.
func units(layers []layer, what string) string {
	var sizes []string
	for _, l := range layers {
		sizes = append(sizes, typeset.Grouped(int64(l.Units)))
	}
	if len(sizes) == 0 {
		return ""
	}
	return strings.Join(sizes, " and ") + " " + what
}

// names are those of layers of any kind: "relu 1,200, maxout 240×5, sigmoid".
func names(layers []layer) string {
	var out []string
	for _, l := range layers {
		name := l.Kind
		if n := l.Units + l.Channels; n > 0 { // a layer has one or the other
			name += " " + typeset.Grouped(int64(n))
			if l.Pieces > 0 {
				name += fmt.Sprintf("×%d", l.Pieces)
			}
		}
		out = append(out, name)
	}
	return strings.Join(out, ", ")
}
