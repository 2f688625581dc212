package spec

import (
	"fmt"
	"strings"
)

// Explain describes keys: their meaning, their values, and their source in the paper or the original code. It selects the keys
// whose path contains the words of name, such as "momentum", "train.momentum" or "systems.0.train.momentum.start", and all keys
// below them. An empty name selects every key. In the output, * stands for the index of an item or a name that the user chooses.
func Explain(name string) (string, error) {
	name = strings.Trim(name, ".")
	words := strings.Split(name, ".")
	var entries, near []string
	language.walk("", func(path string, k *key) {
		if name == "" || covers(strings.Split(path, "."), words) {
			entries = append(entries, path+": "+k.explanation())
		}
		near = append(near, tail(path, len(words)))
	})
	if len(entries) == 0 {
		hint := "without a key, all of them are explained"
		if guess, ok := Nearest(tail(name, len(words)), near); ok {
			hint = didYouMean(guess)
		}
		return "", fmt.Errorf("no key %s in the language of specs (%s)", quote(name), hint)
	}
	return strings.Join(entries, "\n"), nil
}

// covers reports whether the words appear side by side in a path. A * in the path matches any word or none.
func covers(path, words []string) bool {
	for i, word := range path {
		if word != "*" && begins(path[i:], words) {
			return true
		}
	}
	return false
}

// begins reports whether a path begins with the words.
func begins(path, words []string) bool {
	switch {
	case len(words) == 0:
		return true
	case len(path) == 0:
		return false
	case path[0] == "*":
		return begins(path[1:], words) || begins(path[1:], words[1:])
	default:
		return path[0] == words[0] && begins(path[1:], words[1:])
	}
}

// tail returns the last n words of a path, not counting *.
func tail(path string, n int) string {
	words := strings.Split(strings.ReplaceAll(path, ".*", ""), ".")
	return strings.Join(words[max(0, len(words)-n):], ".")
}

// explanation returns a line about the values of a key, and a line for each further fact about it.
func (k *key) explanation() string {
	lines := []string{k.takes(), k.meaning}
	for _, w := range k.words {
		lines = append(lines, w.text+": "+w.meaning)
	}
	switch {
	case k.studies != nil:
		lines = append(lines, "for study "+strings.Join(k.studies, " or ")+" only")
	case k.of != nil:
		lines = append(lines, "for kind "+strings.Join(k.of, " or ")+" only")
	}
	if k.absent != "" {
		lines = append(lines, "left out: "+k.absent)
	}
	if k.source != "" {
		lines = append(lines, "source: "+k.source)
	}
	return strings.Join(lines, "\n    ") + "\n"
}

// takes describes the values of a key.
func (k *key) takes() string {
	text := string(k.form)
	switch k.form {
	case asInteger, asNumber:
		text += " " + k.span.String()
	case asText:
		text = fmt.Sprintf("text of up to %d characters", longest)
	case asLabel:
		text = "up to 40 letters, digits, - or _"
	case asChoice:
		text = strings.Join(k.texts(), " or ")
	}
	if k.or != nil {
		text += "; or " + k.or.takes()
	}
	return text
}
