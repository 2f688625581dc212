package spec

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"hash"
	"strconv"
)

// A Run is one system trained with one seed. Runs of a plan share what their systems point to: treat it as read-only.
type Run struct {
	Spec, Budget string
	System       System
	Epochs       int // of all stages under the budget; 0 for a system that is not trained
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
		run := Run{
			Spec: s.Name, Budget: s.Budget, System: system,
			Epochs: system.epochs(s.Budget), Images: system.images(s.Budget), Validate: c.validate, Select: cmp.Or(c.selects, Last),
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
func (r Run) Canonical() []byte {
	alone := Spec{Budget: r.Budget, Systems: []System{r.System.under(r.Budget)}}
	data, err := json.Marshal(alone.document())
	if err != nil {
		panic("spec: run is not from a valid spec: " + err.Error())
	}
	return data
}

// Recipe identifies what runs that differ only in their seed have in common: the canonical form and the parts that the
// spec cannot know, such as the data's hash and the code's identity. Their order counts. It is 32 hexadecimal digits.
func (r Run) Recipe(parts ...string) string { return sum(r.digest("recipe", parts)) }

// Key identifies the run: its recipe and its seed.
func (r Run) Key(parts ...string) string {
	h := r.digest("key", parts)
	writePart(h, strconv.FormatInt(r.Seed, 10))
	return sum(h)
}

func (r Run) digest(label string, parts []string) hash.Hash {
	h := sha256.New()
	writePart(h, label)
	writePart(h, string(r.Canonical()))
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
