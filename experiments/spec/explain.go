package spec

import (
	"fmt"
	"strings"
)

// Explain says what keys mean, which values they take, and where the paper or the original code has them: those whose path
// has the words of name, such as "momentum", "train.momentum" or "systems.0.train.momentum.start", with all keys below them.
// An empty name means every key. In the text, * stands for the index of an item or a name of the user's choice.
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
		if guess, ok := Nearest(name, near); ok {
			hint = didYouMean(guess)
		}
		return "", fmt.Errorf("no key %s in the language of specs (%s)", quote(name), hint)
	}
	return strings.Join(entries, "\n"), nil
}

// covers reports whether the words stand side by side in a path, where * may stand for a word or be left out.
func covers(path, words []string) bool {
	for i, word := range path {
		if word != "*" && begins(path[i:], words) {
			return true
		}
	}
	return false
}

// begins reports whether a path begins with words.
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

// tail returns the last n words of a path that are no *.
func tail(path string, n int) string {
	words := strings.Split(strings.ReplaceAll(path, ".*", ""), ".")
	return strings.Join(words[max(0, len(words)-n):], ".")
}

// explanation is a line for the values of a key and one for each thing that there is to say of it.
func (k *key) explanation() string {
	lines := []string{k.takes(), k.meaning}
	for _, w := range k.words {
		lines = append(lines, w.text+": "+w.meaning)
	}
	if k.of != nil {
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

// takes says which values a key takes.
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
