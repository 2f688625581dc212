package typeset

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf8"
)

// A Writer escapes text like [Text] and writes it to another writer, so that no invisible character of any text reaches a terminal.
type Writer struct {
	Under io.Writer

	mu   sync.Mutex
	rest []byte // the beginning of a character whose end has not been written yet
}

// Write writes all complete characters. It returns the length of text unless the other writer fails.
func (w *Writer) Write(text []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	all := text
	if len(w.rest) > 0 {
		all = append(w.rest, text...)
	}
	whole := len(all) - unfinished(all)
	shown := all[:whole]
	if !utf8.Valid(shown) || bytes.ContainsFunc(shown, isHidden) {
		shown = appendText(make([]byte, 0, whole+16), shown)
	}
	w.rest = bytes.Clone(all[whole:])
	if err := w.under(shown); err != nil {
		return 0, err
	}
	return len(text), nil
}

// Close writes the rest of an incomplete character. It does not close the other writer.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	rest := w.rest
	w.rest = nil
	return w.under(appendText(nil, rest))
}

// under writes text to the other writer unless it is empty: an empty write to a pipe would wait for a reader.
func (w *Writer) under(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	_, err := w.Under.Write(text)
	return err
}

// unfinished returns the number of bytes at the end of text that may be the beginning of a longer character.
func unfinished(text []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(text); n++ {
		if last := text[len(text)-n:]; utf8.RuneStart(last[0]) {
			if utf8.FullRune(last) {
				return 0
			}
			return n
		}
	}
	return 0
}
