package record

import (
	"encoding/json"

	"gan2014/results"
)

// A Scoring says how σ of a Parzen window was chosen. Scores of samples of the same number compare if their scorings are equal.
type Scoring struct {
	Validation int    // images on which σ was chosen; unused by data sets with folds
	Grid       string // candidates for σ, as canonical JSON
}

// ScoringOf returns the scoring of a run on a grid, from its effective spec. It is zero if the spec cannot be parsed.
func ScoringOf(r results.Run, grid string) Scoring {
	var spec struct {
		Evaluation struct {
			Validation int
			Grids      map[string]json.RawMessage
		}
	}
	if json.Unmarshal([]byte(r.EffectiveSpec), &spec) != nil {
		return Scoring{}
	}
	return Scoring{spec.Evaluation.Validation, string(spec.Evaluation.Grids[grid])}
}
