package job

import (
	"strings"
	"testing"

	"gan2014/experiments/spec"
)

// TestChoose checks what a pattern may call a run, and what is suggested if it calls none.
func TestChoose(t *testing.T) {
	var runs []spec.Run
	for _, s := range []spec.System{
		{Name: "Adversarial nets", Kind: spec.GAN, Dataset: "mnist"},
		{Name: "Helvetica", Kind: spec.Theory, Dataset: "none", Study: spec.Collapse},
		{Name: "Helvetica on digits", Kind: spec.Theory, Dataset: "mnist", Study: spec.MNISTCollapse},
	} {
		for seed := range int64(2) {
			runs = append(runs, spec.Run{System: s, Seed: seed + 1})
		}
	}
	for pattern, want := range map[string]string{
		"":                    "123", // the runs of these systems, both seeds of each
		"mnist/*":             "13",
		"none/*":              "2",
		"collapse":            "2",
		"COLLAPSE":            "2",
		"*collapse":           "23",
		"helvetica*":          "23",
		"adversarial nets":    "1",
		"mnist/helvetica*":    "3",
		"*":                   "123",
		"*/adversarial nets":  "1",
		"mnist-collapse":      "3",
		"none/helvetica":      "2",
		"*/helvetica*/[1-2]":  "23",
		"mnist/adversarial*/": "",
	} {
		chosen, err := Choose(runs, pattern)
		var got []string
		for _, run := range chosen {
			for i := range 3 {
				if run.System.Name == runs[2*i].System.Name {
					got = append(got, string(rune('1'+i)))
				}
			}
		}
		both := ""
		for _, digit := range want {
			both += strings.Repeat(string(digit), 2)
		}
		if strings.Join(got, "") != both || (err == nil) != (want != "") {
			t.Errorf("%q chooses %q, want %q; error %v", pattern, got, both, err)
		}
	}
	if chosen, err := Choose(runs, "mnist/helvetica*/2"); err != nil || len(chosen) != 1 || chosen[0].Seed != 2 {
		t.Errorf("one seed of one system: %v, error %v", chosen, err)
	}
	for pattern, want := range map[string]string{
		"colapse":    `did you mean "collapse"?`,
		"helvetia":   `did you mean "Helvetica"?`,
		"mnist/adve": "fits no run of mnist/Adversarial nets, none/Helvetica, mnist/Helvetica on digits",
		"cifar":      "(a pattern is dataset/system, a system or a study, as in 'mnist/*')",
		"[":          `-only "[" is not a pattern`,
	} {
		if _, err := Choose(runs, pattern); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", pattern, err, want)
		}
	}
}
