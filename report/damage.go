package report

import (
	"fmt"
	"strings"

	"gan2014/results"
)

// few joins the first names of a list, and says how many more there are.
func few(names []string) string {
	const most = 20
	if n := len(names) - most; n > 0 {
		return strings.Join(names[:most], ", ") + fmt.Sprintf(" and %d more", n)
	}
	return strings.Join(names, ", ")
}

// damage says which runs and pictures are not shown because they differ from what was recorded, and what the user can do.
func damage(runs []results.Run, pictures []string) string {
	var ids []string
	for _, r := range runs {
		if r.Status == results.Damaged {
			ids = append(ids, fmt.Sprintf("run %d", r.ID))
		}
	}
	var sentences []string
	if len(ids) > 0 {
		sentences = append(sentences, "Damaged in the database, and not shown: "+few(ids)+". -retry computes a damaged run again.")
	}
	if len(pictures) > 0 {
		sentences = append(sentences, "Damaged pictures, which are not shown: "+few(pictures)+
			". -force computes a run again and draws its pictures; `experiments import -artifacts` takes them from a copy of the output folder.")
	}
	if len(sentences) > 0 {
		sentences = append(sentences, "`experiments check` lists everything that is damaged.")
	}
	return strings.Join(sentences, " ")
}
