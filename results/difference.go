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
	fields := causes(a, b)
	return slices.DeleteFunc(fields, func(d Difference) bool { return d.A == d.B })
}

// causes returns everything that Differences compares, equal values included.
func causes(a, b Run) []Difference {
	e, f := a.Environment, b.Environment
	fields := []Difference{
		{"version", a.Version, b.Version},
		{"code_id", e.CodeID, f.CodeID},
		{"go_sum", e.GoSum, f.GoSum},
		{"dataset", a.Dataset, b.Dataset},
		{"dataset_sha256", a.DatasetSHA256, b.DatasetSHA256},
		{"data files", fileList(a.Data), fileList(b.Data)},
		{"seed", strconv.FormatInt(a.Seed, 10), strconv.FormatInt(b.Seed, 10)},
	}
	fields = append(fields, specCauses(a.EffectiveSpec, b.EffectiveSpec)...)
	return append(fields, []Difference{
		{"go_version", e.GoVersion, f.GoVersion},
		{"arch", e.Arch, f.Arch},
		{"blas", e.BLAS, f.BLAS},
		{"threads", strconv.Itoa(e.Threads), strconv.Itoa(f.Threads)},
		{"cpu", e.CPU, f.CPU},
		{"earlier", a.Earlier, b.Earlier},
		{"cpu_features", e.CPUFeatures, f.CPUFeatures},
		{"gomaxprocs", strconv.Itoa(e.GOMAXPROCS), strconv.Itoa(f.GOMAXPROCS)},
		{"cores", strconv.Itoa(e.Cores), strconv.Itoa(f.Cores)},
		{"os", e.OS, f.OS},
		{"os_version", e.OSVersion, f.OSVersion},
		{"kernel", e.Kernel, f.Kernel},
		{"memory_bytes", strconv.FormatInt(e.Memory, 10), strconv.FormatInt(f.Memory, 10)},
		{"commit", e.Commit, f.Commit},
		{"dirty", strconv.FormatBool(e.Dirty), strconv.FormatBool(f.Dirty)},
		{"changes", digest(e.Changes), digest(f.Changes)},
		{"spec", a.Spec, b.Spec},
		{"spec_text", digest(a.SpecText), digest(b.SpecText)},
		{"command", e.Command, f.Command},
		{"host", a.Host, b.Host},
	}...)
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

// specCauses compares two effective specs value by value, in the order of their paths.
func specCauses(a, b string) []Difference {
	left, right := leaves(a), leaves(b)
	paths := slices.AppendSeq(slices.Collect(maps.Keys(left)), maps.Keys(right))
	slices.SortFunc(paths, comparePaths)
	var fields []Difference
	for _, path := range slices.Compact(paths) {
		fields = append(fields, Difference{path, left[path], right[path]})
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
