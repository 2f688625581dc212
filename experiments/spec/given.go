package spec

import (
	"regexp"
	"slices"
)

// given reads the names of the files of samples, or their SHA-256. One of them must be there.
func (o *object) given(s *System) {
	s.Files, s.SHA256s = o.texts("files"), o.texts("sha256s")
	for _, one := range []struct {
		key  string
		list *[]string
	}{{"file", &s.Files}, {"sha256", &s.SHA256s}} {
		if o.has(one.key) {
			o.reject(one.key+"s", "%ss and %s exclude each other: give one of them", one.key, one.key)
			*one.list = []string{o.title(one.key)}
		}
	}
	for _, key := range []string{"sha256", "sha256s"} {
		for _, sum := range s.SHA256s {
			if v, ok := o.fields[key]; ok && sum != "" && !hexadecimal.MatchString(sum) {
				o.report(v.node, "", "%s must be 64 hexadecimal digits in lower case, not %s", key, quote(sum))
			}
		}
	}
	switch {
	case len(s.Files) == 0 && len(s.SHA256s) == 0:
		o.require("file")
	case len(s.Files) > 0 && len(s.SHA256s) > 0 && len(s.Files) != len(s.SHA256s):
		o.report(o.place, "", "%d files have %d SHA-256: give as many, or none", len(s.Files), len(s.SHA256s))
	}
	if s.Range = o.title("range"); s.Range != "" && s.Range != "same" && !ranges.MatchString(s.Range) {
		o.report(o.fields["range"].node, "", "range must be LOW..HIGH, as 0..255, or same, not %s", quote(s.Range))
	}
}

// ranges are the texts of ranges. Package samples reads their numbers.
var ranges = regexp.MustCompile(`^[-+0-9.eE]+\.\.[-+0-9.eE]+$`)

// texts reads a list of lines of text.
func (o *object) texts(name string) (texts []string) {
	if !o.has(name) {
		return nil
	}
	for _, v := range o.list(name) {
		texts = append(texts, o.line(v))
	}
	return texts
}

// hasSeed reports whether a system can be computed with a seed: any seed, unless its samples are in files, one for each of the first seeds.
func (s System) hasSeed(seed int64) bool {
	return s.Kind != Given || seed >= 1 && seed <= int64(max(len(s.Files), len(s.SHA256s)))
}

// checkSeeds reports seeds of which a system with given samples has none.
func (p *parser) checkSeeds(o *object, s Spec) {
	for _, system := range s.Systems {
		if n := max(len(system.Files), len(system.SHA256s)); n > 0 && len(s.Seeds) > 0 && !slices.ContainsFunc(s.Seeds, system.hasSeed) {
			p.report(o.fields["seeds"].place, "", "system %q has samples for the seeds 1 to %d only", system.Name, n)
		}
	}
}

// GivenFile returns the file of samples of a run, and its SHA-256. A run from a record has no file, and one that was not read has no
// SHA-256.
func (r Run) GivenFile() (file, sum string) {
	if i := int(r.Seed) - 1; i >= 0 && i < len(r.System.Files) {
		file = r.System.Files[i]
	}
	if i := int(r.Seed) - 1; i >= 0 && i < len(r.System.SHA256s) {
		sum = r.System.SHA256s[i]
	}
	return file, sum
}
