package table2

import (
	"fmt"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
)

// gibbsSteps says what of a deep belief net's training is a Markov chain.
func gibbsSteps(d record.Design) string {
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

// architecture names the layers of a system of a kind.
func architecture(d record.Design, kind string) string {
	switch kind {
	case "dbn":
		return units(d.DBN.Layers, "binary units, a layer at a time")
	case "dbm":
		return units(d.DBM.Layers, "binary units, a layer at a time and then all together")
	case "cae":
		return units(d.CAE.Layers, "sigmoid units, a layer at a time; the decoder has the encoder’s weights")
	case "vae":
		return "encoder: " + names(d.VAE.Encoder.Layers) + "; decoder: " + names(d.VAE.Decoder.Layers)
	case "gsn":
		var layers []record.Layer
		for _, n := range d.GSN.Hidden {
			layers = append(layers, record.Layer{Units: n})
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

// units lists the sizes of hidden layers with the kind of their units.
func units(layers []record.Layer, what string) string {
	var sizes []string
	for _, l := range layers {
		sizes = append(sizes, typeset.Grouped(int64(l.Units)))
	}
	if len(sizes) == 0 {
		return ""
	}
	return strings.Join(sizes, " and ") + " " + what
}

// names lists layers of any kind: "relu 1,200, maxout 240×5, sigmoid".
func names(layers []record.Layer) string {
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
