package spec

import "strings"

// Nearest returns the candidate that a misspelled word probably means. That is a candidate that begins with the word, or the
// reverse, with at least three letters in common: of several, the one whose length differs least. Otherwise it is the candidate with the
// fewest edits (insert, delete, replace, swap neighbours), up to a third of the word's length.
func Nearest(word string, candidates []string) (string, bool) {
	if c, ok := nearestBeginning(word, candidates); ok {
		return c, true
	}
	best, fewest := "", max(1, len(word)/3)+1
	for _, c := range candidates {
		a, b := strings.ToLower(word), strings.ToLower(c)
		if max(len(a)-len(b), len(b)-len(a)) >= fewest {
			continue // needs more edits than the best
		}
		if n := edits(a, b); n < fewest && n < min(len(a), len(b)) {
			best, fewest = c, n
		}
	}
	return best, best != ""
}

// nearestBeginning returns the candidate that begins with the word, or with which the word begins.
func nearestBeginning(word string, candidates []string) (best string, found bool) {
	fewest := 0
	for _, c := range candidates {
		a, b := strings.ToLower(word), strings.ToLower(c)
		begins := len(a) >= 3 && strings.HasPrefix(b, a) || len(b) >= 3 && strings.HasPrefix(a, b)
		if more := max(len(a)-len(b), len(b)-len(a)); begins && (!found || more < fewest) {
			best, fewest, found = c, more, true
		}
	}
	return best, found
}

// edits returns the number of edits between two words (the optimal string alignment distance).
func edits(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			replace := last[j-1]
			if a[i-1] != b[j-1] {
				replace++
			}
			row[j] = min(last[j]+1, row[j-1]+1, replace)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func didYouMean(word string) string { return "did you mean " + quote(word) + "?" }

// suggest returns the hint for a word that is not among the candidates.
func suggest(word, noun string, candidates []string) string {
	if guess, ok := Nearest(word, candidates); ok {
		return didYouMean(guess)
	}
	return "known " + noun + ": " + strings.Join(candidates, ", ")
}
