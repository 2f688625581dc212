package record

import (
	"slices"
	"testing"

	"gan2014/results"
)

// indexOf returns an index of runs that are numbered from 1 in their order.
func indexOf(runs ...results.Run) *Index {
	var records []Record
	for i, r := range runs {
		r.ID = int64(i + 1)
		records = append(records, Record{Run: r})
	}
	return NewIndex(records)
}

// TestComputingTime checks that the computing time of a run includes the training that it continued.
func TestComputingTime(t *testing.T) {
	x := indexOf(
		results.Run{Key: "a", Status: results.Done, Seconds: 100},
		results.Run{Key: "b", Status: results.Done, Seconds: 10, Continues: "a"},
		results.Run{Key: "c", Status: results.Done, Seconds: 1, Continues: "b"},
		results.Run{Key: "d", Status: results.Done, Seconds: 5, Continues: "gone"},
		results.Run{Key: "e", Status: results.Done, Seconds: 2, Continues: "e"}, // of a broken database
	)
	for i, want := range []float64{100, 110, 111, 5, 2} {
		if r := x.Records[i]; x.ComputingTime(r.Run) != want {
			t.Errorf("run %s: %g s, want %g", r.Key, x.ComputingTime(r.Run), want)
		}
	}
}

// TestRepetitionIsNotLost checks that a failed repetition of a run does not remove its seed from the mean.
func TestRepetitionIsNotLost(t *testing.T) {
	x := indexOf(results.Run{Key: "k", Recipe: "a", Status: results.Done}, results.Run{Key: "k", Recipe: "a", Status: results.Failed},
		results.Run{Key: "l", Recipe: "a", Status: results.Failed}, results.Run{Key: "m", Recipe: "b", Status: results.Failed})
	if lost := x.Lost("a"); len(lost) != 1 || lost[0].ID != 3 {
		t.Errorf("lost are %v", lost)
	}
	if lost := x.Lost(""); lost != nil {
		t.Errorf("of no recipe %v are lost", lost)
	}
}

// TestIndex checks what an index finds: by id in the order of age, by recipe without superseded runs, and the last that supersedes a run.
func TestIndex(t *testing.T) {
	x := indexOf(results.Run{Key: "k", Recipe: "a", Status: results.Done, Superseded: true}, results.Run{Key: "l", Recipe: "b", Status: results.Done},
		results.Run{Key: "k", Recipe: "a", Status: results.Done, Superseded: true}, results.Run{Key: "k", Recipe: "a", Status: results.Done})
	var ids []int64
	for _, r := range x.Of([]int64{4, 9, 2}) {
		ids = append(ids, r.ID)
	}
	if !slices.Equal(ids, []int64{2, 4}) || x.First([]int64{4, 2}).ID != 2 || x.First([]int64{9}) != nil || x.Find(3).ID != 3 || x.Find(5) != nil {
		t.Errorf("found %v", ids)
	}
	if all := x.Recipes(); len(all) != 2 || all[0][0].ID != 2 || len(all[1]) != 1 || all[1][0].ID != 4 {
		t.Errorf("recipes %v", all)
	}
	for i, want := range []int64{4, 0, 4, 0} {
		if got := x.Superseding(x.Records[i].Run); got != want {
			t.Errorf("run %d is superseded by %d, want %d", i+1, got, want)
		}
	}
	var none *Index
	if none.Find(1) != nil || none.Of([]int64{1}) != nil || none.Recipes() != nil || none.Lost("a") != nil {
		t.Error("no index finds something")
	}
	if best, all := none.Tally([]int64{1}); best != "" || all != "" {
		t.Errorf("no index counts %s", all)
	}
}

// TestMainEvaluation checks that the paper's grid comes first, wherever it stands, and that a run without a score has none.
func TestMainEvaluation(t *testing.T) {
	fine, paper := results.Evaluation{Grid: "fine", LL: 1}, results.Evaluation{Grid: "paper", LL: 2}
	for _, c := range []struct {
		all  []results.Evaluation
		want float64
	}{{[]results.Evaluation{fine, paper}, 2}, {[]results.Evaluation{paper, fine}, 2}, {[]results.Evaluation{fine}, 1}, {nil, 0}} {
		if e, found := (Record{Evaluations: c.all}).MainEvaluation(); e.LL != c.want || found != (len(c.all) > 0) {
			t.Errorf("of %v it is %v, found %t", c.all, e, found)
		}
	}
}
