package typeset

import (
	"strings"
	"unicode"

	"github.com/mozillazg/go-unidecode"
	"github.com/mozillazg/go-unidecode/table"
	"golang.org/x/text/unicode/norm"
)

// Latin transliterates the characters of a line that have no sign in LaTeX into Latin letters: "Модель" into "Model'", "日本" into "Ri Ben".
// Chinese characters are read in Mandarin, also those of Japanese. A sign without a transliteration stays, and [LaTeX] writes its code; a letter
// or accent that other scripts leave out, such as a silent one, vanishes. Different lines can become alike.
func Latin(s string) string {
	line := norm.NFC.String(Line(s))
	var b strings.Builder
	word := false // the last character was transliterated into a word, such as a Chinese one
	last := ' '
	for _, r := range line {
		letters, isWord := latinWord(r)
		if letters == "" {
			continue
		}
		if (word || isWord) && isLetter(last) && isLetter(rune(letters[0])) {
			b.WriteByte(' ')
		}
		b.WriteString(letters)
		word = isWord
		for _, last = range letters {
		}
	}
	if b.Len() == 0 {
		return line
	}
	return b.String()
}

// latinWord returns the transliteration of a character, or the character if it needs or has none, and whether it is a word.
func latinWord(r rune) (letters string, isWord bool) {
	if _, known := latexSign(r); known {
		return string(r), false
	}
	letters = unidecode.Unidecode(string(r))
	trimmed := strings.TrimSpace(letters)
	if trimmed == "" && !isSilent(r) {
		return string(r), false
	}
	return trimmed, strings.HasSuffix(letters, " ")
}

// isSilent reports whether a letter or accent without a transliteration belongs to a script that has one.
func isSilent(r rune) bool {
	_, known := table.Tables[r>>8]
	return known && unicode.In(r, unicode.L, unicode.M)
}

func isLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// InLaTeX reports whether LaTeX has a sign for a character. It prints the code of any other.
func InLaTeX(r rune) bool {
	_, known := latexSign(r)
	return known
}
