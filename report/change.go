package report

import (
	"crypto/sha256"
	"fmt"
	"unicode/utf8"

	"gan2014/results"
)

// A change is the text of the uncommitted changes with which runs were computed. Runs of one source tree share it.
type change struct {
	ID   string
	Text string
	Cut  bool // the database has a longer text
	Runs []int64
}

// changeRoom is the largest number of bytes of a change that the page shows.
const changeRoom = 64 << 10

func changeID(text string) string { return fmt.Sprintf("changes-%.8x", sha256.Sum256([]byte(text))) }

// changes lists the distinct changes of the runs, in the order of their first run.
func changes(runs []results.Run) []change {
	var out []change
	place := map[string]int{}
	for _, r := range runs {
		text := r.Environment.Changes
		if text == "" {
			continue
		}
		i, found := place[text]
		if !found {
			i = len(out)
			place[text] = i
			out = append(out, newChange(text))
		}
		out[i].Runs = append(out[i].Runs, r.ID)
	}
	return out
}

func newChange(text string) change {
	c := change{ID: changeID(text), Text: text}
	if len(text) > changeRoom {
		end := changeRoom
		for !utf8.RuneStart(text[end]) {
			end--
		}
		c.Text, c.Cut = text[:end], true
	}
	return c
}

// fewChanges returns the first changes that have room in report.html.
func fewChanges(all []change) []change {
	size := 0
	for i, c := range all {
		if size += len(c.Text); size > pageChanges {
			return all[:i]
		}
	}
	return all
}
