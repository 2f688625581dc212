package spec

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// overrides is the name of the source that consists of the overrides. Its i-th line is the i-th argument.
const overrides = "-set"

// A source is a text that positions refer to.
type source struct {
	name    string
	rank    int // mistakes are sorted by the rank of their source
	lines   []string
	lengths map[int]int // length of each line that was asked for, in characters
}

// newline matches the line breaks of YAML 1.1, as the YAML library counts them.
var newline = regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]")

// position returns an Error at a position of the text. It moves a position outside the text into it, such as that of a missing
// value at the end.
func (s *source) position(line, col int) *Error {
	line = min(max(line, 1), len(s.lines))
	text := s.lines[line-1]
	length, known := s.lengths[line]
	if !known {
		length = utf8.RuneCountInString(text)
		if s.lengths == nil {
			s.lengths = map[int]int{}
		}
		s.lengths[line] = length
	}
	col = min(max(col, 1), length+1)
	return &Error{File: s.name, Line: line, Col: col, Source: text, rank: s.rank}
}

var (
	syntaxLine    = regexp.MustCompile(`^line ([0-9]+): `)
	unknownAnchor = regexp.MustCompile(`^unknown anchor '(.*)' referenced`)
)

// syntax adds the position to an error of the YAML library, which knows the line at most. The text starts at line and col of the
// source.
func (s *source) syntax(err error, line, col int) *Error {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	last := len(s.lines)
	if s.name == overrides {
		last = line
	}
	if m := unknownAnchor.FindStringSubmatch(msg); m != nil {
		e := s.find("*"+m[1], line, last)
		e.Msg = "aliases are not allowed in a spec: write the value out"
		return e
	}
	at := line
	if m := syntaxLine.FindStringSubmatch(msg); m != nil {
		at, _ = strconv.Atoi(m[1])
		msg = msg[len(m[0]):]
		if strings.HasPrefix(msg, "did not find expected") {
			at++ // the library's parser counts lines from 0, its scanner from 1
		}
	}
	at = min(max(at, line), last)
	for at > line && strings.TrimSpace(s.lines[at-1]) == "" {
		at--
	}
	if strings.Contains(msg, "tab character") || strings.Contains(msg, "cannot start any token") {
		if e := s.find("\t", at, last); strings.Contains(e.Source, "\t") {
			e.Msg, e.Hint = msg, "indent with spaces, not tabs"
			return e
		}
	}
	if at > line {
		col = 1
	}
	text := []rune(s.lines[at-1])
	for col <= len(text) && unicode.IsSpace(text[col-1]) {
		col++
	}
	e := s.position(at, col)
	e.Msg = msg
	return e
}

// find returns the position of a word in the lines from first to last. It returns that of the first line if the word is not there.
func (s *source) find(word string, first, last int) *Error {
	for i, text := range s.lines[first-1 : last] {
		if before, _, ok := strings.Cut(text, word); ok {
			return s.position(first+i, utf8.RuneCountInString(before)+1)
		}
	}
	return s.position(first, 1)
}
