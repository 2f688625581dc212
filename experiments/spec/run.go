package spec

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
	"slices"
	"strconv"
)

// A Run is one system trained with one seed. The runs of a plan share the data behind pointers in System: treat a run as
// read-only.
type Run struct {
	Spec, Budget string
	System       System
	Epochs       int // of all stages under the budget; 0 for a system that is not trained
	Patience     int // early stopping: epochs after Epochs without a higher validation likelihood that end the training; 0 ends it after Epochs
	Images       int // number of training images used, from the first; 0 means all
	Validate     Validate
	Select       Selection // Last for a system without a choice
	Seed         int64
}

// Plan lists the runs: system by system, each with all seeds that it has.
func (s *Spec) Plan() []Run {
	var runs []Run
	for _, system := range s.Systems {
		c := system.schedule()
		patience, _ := c.patience.For(s.Budget)
		run := Run{
			Spec: s.Name, Budget: s.Budget, System: system,
			Epochs: system.epochs(s.Budget), Patience: patience, Images: system.images(s.Budget), Validate: c.validate, Select: cmp.Or(c.selects, Last),
		}
		for _, run.Seed = range s.Seeds {
			if system.hasSeed(run.Seed) {
				runs = append(runs, run)
			}
		}
	}
	return runs
}

// Canonical returns everything that changes the run's number except the seed, and the labels of its row in Table 1, as JSON with a
// fixed order. Equal recipes have equal bytes, however their files are written. The result is a spec without name and seeds: Parse
// accepts it with "name=..." and "seeds=[...]" as overrides.
func (r Run) Canonical() []byte { return canonical(r.Budget, r.System.under(r.Budget)) }

func canonical(budget string, system System) []byte {
	alone := Spec{Budget: budget, Systems: []System{system}}
	data, err := json.Marshal(alone.document())
	if err != nil {
		panic("spec: run is not from a valid spec: " + err.Error())
	}
	return data
}

// Recipe identifies the common part of runs that differ only in their seed. It hashes the canonical form and parts that the spec
// cannot know, such as the hash of the data and of the code. The order of parts matters. The result has 32 hexadecimal digits.
func (r Run) Recipe(parts ...string) string { return sum(digest("recipe", r.Canonical(), parts)) }

// Key identifies a run. It hashes the run's recipe and its seed.
func (r Run) Key(parts ...string) string {
	h := digest("key", r.Canonical(), parts)
	writePart(h, strconv.FormatInt(r.Seed, 10))
	return sum(h)
}

// Training identifies a training: runs with the same training have the same parameters, and the same validation likelihoods, after
// the same number of epochs. Such runs may differ in the number of epochs, in the selected epoch, in the evaluation of the
// test images, and in what is trained afterwards. A training in several parts (stages or stacked layers) is an exception: different numbers of epochs make it a
// different training.
func (r Run) Training(parts ...string) string {
	s := r.System.under(r.Budget)
	s.Name = "any"
	e := Evaluation{}
	if r.Validate.Every > 0 {
		e = *s.Evaluation
		e.Likelihood = nil
		e.Curve, e.Grids = 0, slices.DeleteFunc(slices.Clone(e.Grids), func(g Grid) bool { return g.Optimum })
	}
	s.Evaluation = &e
	s.Inference, s.Masks, s.Finetune = s.Inference.withNets(), s.Masks.withNets(), nil
	if s.Train != nil && len(s.Stages) == 0 {
		train := *s.Train
		train.Epochs, train.Patience, train.Select = PerBudget{"": 1}, nil, Last
		s.Train = &train
	}
	h := digest("training", canonical("any", s), parts)
	writePart(h, strconv.FormatInt(r.Seed, 10))
	return sum(h)
}

func digest(label string, canonical []byte, parts []string) hash.Hash {
	h := sha256.New()
	writePart(h, label)
	writePart(h, string(canonical))
	for _, part := range parts {
		writePart(h, part)
	}
	return h
}

// writePart writes the length before the text, so that different lists of parts never produce the same bytes.
func writePart(h hash.Hash, s string) {
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(s))))
	h.Write([]byte(s))
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:16]) }
