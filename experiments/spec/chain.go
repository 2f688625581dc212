package spec

// A Chain says how to draw samples from Markov chains. The chains start at training images and run side by side.
type Chain struct {
	Chains int `json:"chains"`
	BurnIn int `json:"burn_in"` // steps before the first sample
	Thin   int `json:"thin"`    // steps between two samples of a chain
}

var chainKey = key{name: "chain", form: asMapping, meaning: "how samples come from Markov chains, which start at training images", keys: []key{
	{name: "chains", form: asInteger, span: from(1, 100_000), meaning: "number of chains, which run side by side"},
	{name: "burn_in", form: asInteger, span: from(0, 1_000_000), meaning: "steps before the first sample"},
	{name: "thin", form: asInteger, span: from(1, 1_000_000), meaning: "steps from one sample of a chain to its next; 1 takes every step"},
}}

// An Emission says which image belongs to a state of a chain.
type Emission string

const (
	Means     Emission = "means"
	MeanField Emission = "mean field" // DBN only
	Draws     Emission = "draws"
)

// emitKey describes the key "emit".
func emitKey(more ...word) key {
	return key{name: "emit", form: asChoice, meaning: "which image a state of the chain gives", words: append([]word{
		says(Means, "the means of the pixels, given the hidden units"),
		says(Draws, "pixels 0 or 1, drawn from the means: exact samples, to which an estimate by distances gives a lower score"),
	}, more...)}
}

func (o *object) chain() Chain {
	c := o.object("chain")
	return Chain{Chains: c.integer("chains"), BurnIn: c.integer("burn_in"), Thin: c.integer("thin")}
}
