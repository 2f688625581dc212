package table1

import (
	"fmt"
	"slices"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
)

func (c OverviewCell) measured() *Score {
	if c.Row == nil {
		return nil
	}
	return c.Row.Measured
}

// Value returns the measured number with its ±, the status of the runs that have none yet, or a dash.
func (c OverviewCell) Value() string {
	if c.Row == nil {
		return "–"
	}
	return measuredCell(*c.Row).Text
}

// Quoted returns the published number with its ±, or a dash.
func (c OverviewCell) Quoted() string { return c.Published.value() }

// Status returns the status of the runs of a row that has no number yet; it is empty otherwise.
func (c OverviewCell) Status() string {
	if c.Row == nil {
		return ""
	}
	return string(c.Row.Missing)
}

// Made says how the measured number was made: "desk recipe, budget paper, 3 of 4 seeds (1 diverged), SD 3.8 over seeds".
func (c OverviewCell) Made() string {
	if c.measured() == nil {
		return ""
	}
	var parts []string
	if c.Desk {
		parts = append(parts, deskNote)
	}
	parts = append(parts, c.Row.made()...)
	if sd := c.Row.SDOverSeeds; sd != nil {
		parts = append(parts, "SD "+typeset.Fixed(*sd, 1)+" over seeds")
	}
	if c.Over != "" {
		parts = append(parts, "± over "+c.Over)
	}
	return strings.Join(parts, ", ")
}

// Warned reports whether the number has a warning, which stands below the table.
func (c OverviewCell) Warned() bool { return c.measured() != nil && len(c.Row.Warnings) > 0 }

// deskNote says that a number is of a desk recipe.
const deskNote = "desk recipe"

// brief is Made for a terminal: "desk paper 3/4", a desk recipe, the budget and the seeds in the mean, of all if some are not in it.
func (c OverviewCell) brief() string {
	if c.measured() == nil {
		return ""
	}
	seeds := fmt.Sprint(c.Row.Seeds)
	if all := c.Row.allSeeds(); all > c.Row.Seeds {
		seeds += fmt.Sprintf("/%d", all)
	}
	text := strings.TrimSpace(c.Row.Budget + " " + seeds)
	if c.Desk {
		return "desk " + text
	}
	return text
}

// MeasuredOn names the data set of a column if the paper's numbers beside it are of another one.
func (d OverviewDataset) MeasuredOn() string {
	if d.From == "" || d.From == d.Dataset {
		return ""
	}
	return record.DatasetName(d.Dataset)
}

// PublishedOn names the data set of the published numbers if it is not that of the measured ones.
func (d OverviewDataset) PublishedOn() string {
	if d.MeasuredOn() == "" {
		return ""
	}
	return record.DatasetName(d.From)
}

// Caveat says what does not compare in the column; it is empty if everything does.
func (d OverviewDataset) Caveat() string { return record.Caveat(d.Dataset) }

// Sources lists the publications of the published numbers.
func (o Overview) Sources() (sources []string) {
	for _, r := range o.rows() {
		for _, c := range r.Cells {
			if c.Published != nil && c.Published.Source != "" && !slices.Contains(sources, c.Published.Source) {
				sources = append(sources, c.Published.Source)
			}
		}
	}
	return sources
}
