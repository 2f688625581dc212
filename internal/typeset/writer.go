package typeset

import (
	"bytes"
	"io"
	"sync"
	"unicode/utf8"
)

// A Writer writes text to another writer as [Text] has it, so that nothing hidden reaches a terminal, whoever wrote the text.
type Writer struct {
	Under io.Writer

	mu   sync.Mutex
	rest []byte // the beginning of a character whose end has not been written yet
}

// Write writes all whole characters. It reports the length of text as written unless the writer below fails.
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

// Close writes what is left of a character that was never finished. It does not close the writer below.
func (w *Writer) Close() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	rest := w.rest
	w.rest = nil
	return w.under(appendText(nil, rest))
}

// under writes what there is: a pipe would wait for a reader of nothing.
func (w *Writer) under(text []byte) error {
	if len(text) == 0 {
		return nil
	}
	_, err := w.Under.Write(text)
	return err
}

// unfinished is how many bytes at the end of text may be the beginning of a longer character.
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
