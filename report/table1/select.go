package table1

import "slices"

// Split divides the table into parts: each row belongs to the part that name returns for it, or to none if it returns "". The footnotes of a
// part are numbered anew, in reading order.
func (t Table) Split(name func(dataset string, r Row) string) map[string]*Table {
	parts := map[string]*Table{}
	for _, g := range t.Groups {
		begun := map[string]bool{}
		for _, r := range g.Rows {
			to := name(g.Dataset, r)
			if to == "" {
				continue
			}
			p := parts[to]
			if p == nil {
				p = &Table{}
				parts[to] = p
			}
			if !begun[to] {
				begun[to] = true
				p.Groups = append(p.Groups, Group{Dataset: g.Dataset, Over: g.Over})
			}
			last := &p.Groups[len(p.Groups)-1]
			last.Rows = append(last.Rows, p.renumbered(r, t.Notes))
		}
	}
	return parts
}

// Select returns the table with only those rows that keep accepts. Its footnotes are numbered anew, in reading order.
func (t Table) Select(keep func(dataset string, r Row) bool) Table {
	parts := t.Split(func(dataset string, r Row) string {
		if keep(dataset, r) {
			return "kept"
		}
		return ""
	})
	if kept := parts["kept"]; kept != nil {
		return *kept
	}
	return Table{}
}

// renumbered returns a row of another table, whose footnotes are texts, with the numbers that they have in t.
func (t *Table) renumbered(r Row, texts []string) Row {
	anew := func(notes []int) (numbers []int) {
		for _, n := range notes {
			numbers = append(numbers, t.note(texts[n-1]))
		}
		slices.Sort(numbers)
		return numbers
	}
	score := func(s *Score) *Score {
		if s == nil {
			return nil
		}
		own := *s
		own.Notes = anew(s.Notes)
		return &own
	}
	r.SystemNotes = anew(r.SystemNotes)
	r.Measured = score(r.Measured)
	r.MissingNotes = anew(r.MissingNotes)
	r.ProtocolNotes = anew(r.ProtocolNotes)
	r.SigmaNotes = anew(r.SigmaNotes)
	r.Published = score(r.Published)
	return r
}

// Count returns the number of rows.
func (t Table) Count() (n int) {
	for _, g := range t.Groups {
		n += len(g.Rows)
	}
	return n
}
