package results

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Difference is one thing that two runs do not share.
type Difference struct {
	Field string // a column of the view runs, or the path of a value in the effective spec: "systems.0.train.k"
	A, B  string // the two values; the hash for a long text; empty when unknown or absent
}

// theSystem is the prefix of the paths of values that belong to the run's system. A run has one system, although the effective spec has
// a list.
const theSystem = "systems.0."

// OfSystem returns the path below the run's system, "train.k". It returns false if the difference is not in the system.
func (d Difference) OfSystem() (path string, ok bool) { return strings.CutPrefix(d.Field, theSystem) }

// Differences lists the differences between the identities and the environments of two runs. The likeliest causes of different numbers
// come first: version and numeric code, data, seed, spec, then libraries and machine, then the rest. It does not compare progress or results.
func Differences(a, b Run) []Difference {
	var fields []Difference
	for _, c := range Contrasts([]Run{a, b}) {
		fields = append(fields, Difference{c.Field, c.Values[0], c.Values[1]})
	}
	return fields
}

// A Contrast is one thing that several runs do not all share.
type Contrast struct {
	Field  string   // as in [Difference]
	Values []string // of each run; empty when unknown or absent
}

// Contrasts is [Differences] for any number of runs.
func Contrasts(runs []Run) []Contrast {
	return slices.DeleteFunc(causes(runs), func(c Contrast) bool { return c.same() })
}

// same reports whether all values are equal.
func (c Contrast) same() bool {
	return !slices.ContainsFunc(c.Values, func(v string) bool { return v != c.Values[0] })
}

// causes returns everything that Differences compares, equal values included.
func causes(runs []Run) (all []Contrast) {
	add := func(field string, value func(Run, Environment) string) {
		c := Contrast{Field: field}
		for _, r := range runs {
			c.Values = append(c.Values, value(r, r.Environment))
		}
		all = append(all, c)
	}
	add("version", func(r Run, _ Environment) string { return r.Version })
	add("code_id", func(_ Run, e Environment) string { return e.CodeID })
	add("go_sum", func(_ Run, e Environment) string { return e.GoSum })
	add("dataset", func(r Run, _ Environment) string { return r.Dataset })
	add("dataset_sha256", func(r Run, _ Environment) string { return r.DatasetSHA256 })
	add("data files", func(r Run, _ Environment) string { return fileList(r.Data) })
	add("seed", func(r Run, _ Environment) string { return strconv.FormatInt(r.Seed, 10) })
	all = append(all, specCauses(runs)...)
	add("go_version", func(_ Run, e Environment) string { return e.GoVersion })
	add("arch", func(_ Run, e Environment) string { return e.Arch })
	add("blas", func(_ Run, e Environment) string { return e.BLAS })
	add("threads", func(_ Run, e Environment) string { return strconv.Itoa(e.Threads) })
	add("cpu", func(_ Run, e Environment) string { return e.CPU })
	add("earlier", func(r Run, _ Environment) string { return r.Earlier })
	add("cpu_features", func(_ Run, e Environment) string { return e.CPUFeatures })
	add("gomaxprocs", func(_ Run, e Environment) string { return strconv.Itoa(e.GOMAXPROCS) })
	add("cores", func(_ Run, e Environment) string { return strconv.Itoa(e.Cores) })
	add("os", func(_ Run, e Environment) string { return e.OS })
	add("os_version", func(_ Run, e Environment) string { return e.OSVersion })
	add("kernel", func(_ Run, e Environment) string { return e.Kernel })
	add("memory_bytes", func(_ Run, e Environment) string { return strconv.FormatInt(e.Memory, 10) })
	add("commit", func(_ Run, e Environment) string { return e.Commit })
	add("dirty", func(_ Run, e Environment) string { return strconv.FormatBool(e.Dirty) })
	add("changes", func(_ Run, e Environment) string { return digest(e.Changes) })
	add("spec", func(r Run, _ Environment) string { return r.Spec })
	add("spec_text", func(r Run, _ Environment) string { return digest(r.SpecText) })
	add("command", func(_ Run, e Environment) string { return e.Command })
	add("host", func(r Run, _ Environment) string { return r.Host })
	return all
}

// fileList lists files by name and hash. It leaves out the source of the bytes, which cannot change numbers.
func fileList(files []DataFile) string {
	var list []string
	for _, f := range files {
		list = append(list, f.Name+" "+f.SHA256)
	}
	return strings.Join(list, ", ")
}

// digest returns a short hash that represents a long text.
func digest(text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf("%.12s (%d bytes)", changesID(text).String, len(text))
}

// specCauses compares effective specs value by value, in the order of their paths.
func specCauses(runs []Run) []Contrast {
	values, paths := make([]map[string]string, len(runs)), map[string]bool{}
	for i, r := range runs {
		values[i] = leaves(r.EffectiveSpec)
		for path := range values[i] {
			paths[path] = true
		}
	}
	var fields []Contrast
	for _, path := range slices.SortedFunc(maps.Keys(paths), comparePaths) {
		c := Contrast{Field: path}
		for i := range runs {
			c.Values = append(c.Values, values[i][path])
		}
		fields = append(fields, c)
	}
	return fields
}

// comparePaths compares paths part by part, and numbers by value: systems.2 comes before systems.10.
func comparePaths(a, b string) int {
	return slices.CompareFunc(strings.Split(a, "."), strings.Split(b, "."), func(x, y string) int {
		m, notM := strconv.Atoi(x)
		n, notN := strconv.Atoi(y)
		if notM == nil && notN == nil {
			return cmp.Compare(m, n)
		}
		return cmp.Compare(x, y)
	})
}

// leaves returns the values of a JSON text by their paths. It treats a text that is not JSON as one value.
func leaves(text string) map[string]string {
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber() // keeps a number's text
	var tree any
	if decoder.Decode(&tree) != nil {
		return map[string]string{"effective_spec": text}
	}
	found := map[string]string{}
	collectLeaves(found, "", tree)
	return found
}

func collectLeaves(found map[string]string, path string, node any) {
	join := func(key string) string { return strings.Trim(path+"."+key, ".") }
	switch node := node.(type) {
	case map[string]any:
		for key, child := range node {
			collectLeaves(found, join(key), child)
		}
	case []any:
		for i, child := range node {
			collectLeaves(found, join(strconv.Itoa(i)), child)
		}
	case nil:
		found[path] = "null"
	default:
		found[path] = fmt.Sprint(node)
	}
}
