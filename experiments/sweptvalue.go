package main

import (
	"cmp"
	"encoding/json"
	"math"
	"slices"
	"strconv"

	"gan2014/results"
)

// A sweptValue is the value of a swept key in a run: the text of a number, a truth value, null, or any other text. It is empty if the run
// does not have the key.
type sweptValue string

// number returns the value if it is a finite number.
func (v sweptValue) number() (x float64, ok bool) {
	x, err := strconv.ParseFloat(string(v), 64)
	return x, err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
}

// MarshalJSON writes a number as a number and any other value as text.
func (v sweptValue) MarshalJSON() ([]byte, error) {
	if _, ok := v.number(); ok && json.Valid([]byte(v)) {
		return []byte(v), nil
	}
	return json.Marshal(string(v))
}

// csv returns the value for a field of CSV.
func (v sweptValue) csv() any {
	if x, ok := v.number(); ok {
		return x
	}
	return string(v)
}

// sweep gives the listed runs the values of the swept keys, and returns the keys: those that vary among the chosen runs of a sweep. all are
// the runs of the database.
func sweep(list []listedRun, chosen, all []results.Run) (keys []string) {
	of := map[string]bool{}
	for _, s := range results.Sweeps(chosen) {
		of[s.Of] = of[s.Of] || len(s.Keys) > 0
		keys = append(keys, s.Keys...)
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	whole := map[string]bool{} // sweeps whose keys are all listed
	for _, s := range results.Sweeps(all) {
		whole[s.Of+"\x00"+s.Dataset+"\x00"+s.Budget] = !slices.ContainsFunc(s.Keys, func(key string) bool { return !slices.Contains(keys, key) })
	}
	for i, r := range chosen {
		if !of[cmp.Or(r.VariantOf, r.System)] || r.Status == results.Damaged {
			continue
		}
		values := r.Values()
		list[i].Swept = map[string]sweptValue{}
		for _, key := range keys {
			if v, set := values[key]; set {
				list[i].Swept[key] = sweptValue(v)
			}
		}
		if r.VariantOf != "" && whole[r.VariantOf+"\x00"+r.Dataset+"\x00"+r.Budget] {
			list[i].title = r.VariantOf
		}
	}
	return keys
}
