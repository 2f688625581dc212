package spec

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// overrides is the name of the source that the overrides are, whose i-th line is the i-th argument.
const overrides = "-set"

// A source is a text that positions refer to.
type source struct {
	name    string
	rank    int // its mistakes come after those of lower rank
	lines   []string
	lengths map[int]int // in characters, of lines that were asked for
}

// newline is every line break of YAML 1.1, as the library counts them.
var newline = regexp.MustCompile("\r\n|[\n\r\u0085\u2028\u2029]")

// position moves a position into the text if it is outside, as that of an absent value at its end may be.
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

// syntax places an error of the library, which knows at most the line. The text starts at a line and column of the source.
func (s *source) syntax(err error, line, col int) *Error {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	last := len(s.lines)
	if s.name == overrides {
		last = line
	}
	if m := unknownAnchor.FindStringSubmatch(msg); m != nil {
		e := s.find("*"+m[1], line, last)
		e.Msg = "aliases are not used in a spec: write the value out"
		return e
	}
	at := line
	if m := syntaxLine.FindStringSubmatch(msg); m != nil {
		at, _ = strconv.Atoi(m[1])
		msg = msg[len(m[0]):]
		if strings.HasPrefix(msg, "did not find expected") {
			at++ // the library's parser, unlike its scanner, counts lines from 0
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

// find returns the position of a word in the lines from first to last, or that of the first line.
func (s *source) find(word string, first, last int) *Error {
	for i, text := range s.lines[first-1 : last] {
		if before, _, ok := strings.Cut(text, word); ok {
			return s.position(first+i, utf8.RuneCountInString(before)+1)
		}
	}
	return s.position(first, 1)
}
