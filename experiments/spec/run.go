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

// A Run is one system trained with one seed. Runs of a plan share what their systems point to: treat it as read-only.
type Run struct {
	Spec, Budget string
	System       System
	Epochs       int // of all stages under the budget; 0 for a system that is not trained
	Patience     int // epochs without a higher validation likelihood that end the training, after Epochs; 0 ends it at once
	Images       int // training images that are used, the first ones; 0 is all of them
	Validate     Validate
	Select       Selection // Last for a system without a choice
	Seed         int64
}

// Plan lists the runs, system by system, each with all its seeds.
func (s *Spec) Plan() []Run {
	var runs []Run
	for _, system := range s.Systems {
		c := system.course()
		patience, _ := c.patience.For(s.Budget)
		run := Run{
			Spec: s.Name, Budget: s.Budget, System: system,
			Epochs: system.epochs(s.Budget), Patience: patience, Images: system.images(s.Budget), Validate: c.validate, Select: cmp.Or(c.selects, Last),
		}
		for _, run.Seed = range s.Seeds {
			runs = append(runs, run)
		}
	}
	return runs
}

// Canonical returns all that changes the run's number but the seed, and the labels of its row in Table 1, as JSON with a
// fixed order. Equal recipes have equal bytes, however their files are written. It is a spec without name and seeds:
// Parse takes it back with "name=..." and "seeds=[...]" as overrides.
func (r Run) Canonical() []byte { return canonical(r.Budget, r.System.under(r.Budget)) }

func canonical(budget string, system System) []byte {
	alone := Spec{Budget: budget, Systems: []System{system}}
	data, err := json.Marshal(alone.document())
	if err != nil {
		panic("spec: run is not from a valid spec: " + err.Error())
	}
	return data
}

// Recipe identifies what runs that differ only in their seed have in common: the canonical form and the parts that the
// spec cannot know, such as the data's hash and the code's identity. Their order counts. It is 32 hexadecimal digits.
func (r Run) Recipe(parts ...string) string { return sum(digest("recipe", r.Canonical(), parts)) }

// Key identifies the run: its recipe and its seed.
func (r Run) Key(parts ...string) string {
	h := digest("key", r.Canonical(), parts)
	writePart(h, strconv.FormatInt(r.Seed, 10))
	return sum(h)
}

// Training identifies what is trained: runs with equal trainings have the same parameters after the same number of epochs. They
// may differ in how many epochs there are, in which are scored, and in what is scored how; only a training in several parts goes
// another way when one of them takes more epochs, and is another training then. What is noted on the way, the validation likelihood,
// is the same too.
func (r Run) Training(parts ...string) string {
	s := r.System.under(r.Budget)
	s.Name = "any"
	e := Evaluation{}
	if r.Validate.Every > 0 {
		e = *s.Evaluation
		e.Curve, e.Grids = 0, slices.DeleteFunc(slices.Clone(e.Grids), func(g Grid) bool { return g.Optimum })
	}
	s.Evaluation = &e
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

// writePart writes the length before the text, so that no two lists of parts read the same.
func writePart(h hash.Hash, s string) {
	h.Write(binary.BigEndian.AppendUint64(nil, uint64(len(s))))
	h.Write([]byte(s))
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:16]) }
