package npy

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Values of Python. Strings are Go strings, True and False are bool, None is nil, and integers that an int holds are int.
type (
	pyTuple  []any
	pyList   []any
	pySet    []any
	pyDict   []pyEntry // as written: a later entry of a key replaces an earlier one
	pyEntry  struct{ key, value any }
	pyBytes  string
	pyNumber struct{ complex, sum bool } // of no use in a header: a float, a complex number, an integer of more than 64 bits
	pyDots   struct{}                    // ...
)

// A literal parses one Python literal like ast.literal_eval.
type literal struct {
	text  string
	at    int  // place of the next byte
	longs bool // accept Python 2's "50L" for 50
	depth int  // number of open brackets
}

// maxDepth is the deepest nesting of brackets that Python's tokenizer accepts.
const maxDepth = 200

// parseDict parses a text that consists of one dictionary, with space and comments around it.
func parseDict(text string, longs bool) (pyDict, error) {
	if strings.ContainsRune(text, 0) {
		return nil, errors.New("it has a byte of value 0")
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	l := &literal{text: strings.TrimLeft(text, " \t"), longs: longs}
	if err := l.toFirstLine(); err != nil {
		return nil, err
	}
	value, err := l.expression()
	if err != nil {
		return nil, err
	}
	l.space()
	if l.at < len(l.text) {
		return nil, l.unexpected()
	}
	dict, ok := value.(pyDict)
	if !ok {
		return nil, errors.New("it is not a dictionary")
	}
	return dict, nil
}

// toFirstLine skips lines without code. A line of code after them has no indentation.
func (l *literal) toFirstLine() error {
	for {
		end := strings.IndexByte(l.text[l.at:], '\n')
		if end < 0 {
			return nil
		}
		line := strings.Trim(l.text[l.at:l.at+end], " \t\f")
		if line != "" && line[0] != '#' {
			return nil
		}
		l.at += end + 1
		if l.at < len(l.text) && strings.IndexByte(" \t", l.text[l.at]) >= 0 {
			rest, _, _ := strings.Cut(l.text[l.at:], "\n")
			if rest = strings.Trim(rest, " \t\f"); rest != "" && rest[0] != '#' {
				return errors.New("it begins with an indented line")
			}
		}
	}
}

// space skips the characters that separate tokens, and reports whether there was a line break among them.
func (l *literal) space() (lines bool) {
	for l.at < len(l.text) {
		switch rest := l.text[l.at:]; {
		case rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\f':
			l.at++
		case rest[0] == '\n':
			l.at++
			lines = true
		case strings.HasPrefix(rest, "\\\n") && len(rest) > 2: // the line goes on
			l.at += 2
		case rest[0] == '#':
			for l.at < len(l.text) && l.text[l.at] != '\n' {
				l.at++
			}
			lines = true
		default:
			return lines
		}
	}
	return lines
}

// next returns the first byte of the next token, or 0 at the end.
func (l *literal) next() byte {
	l.space()
	if l.at == len(l.text) {
		return 0
	}
	return l.text[l.at]
}

// take consumes the byte b if it comes next, and reports whether it did.
func (l *literal) take(b byte) bool {
	if l.next() != b {
		return false
	}
	l.at++
	return true
}

func (l *literal) unexpected() error {
	if l.next() == 0 {
		return errors.New("it ends too soon")
	}
	return fmt.Errorf("unexpected %.20q at byte %d", l.text[l.at:], l.at)
}

// expression reads a value. A complex number is written as a sum: 1+2j.
func (l *literal) expression() (any, error) {
	left, err := l.signed()
	for err == nil && (l.next() == '+' || l.next() == '-') {
		l.at++
		a, plain := left.(pyNumber)
		_, whole := left.(int)
		right, failed := l.atom()
		b, _ := right.(pyNumber)
		if failed == nil && (!whole && !plain || a.complex || a.sum || !b.complex || b.sum) {
			failed = errors.New("it contains a calculation")
		}
		left, err = pyNumber{complex: true, sum: true}, failed
	}
	return left, err
}

// signed reads a value that may be a number with a sign.
func (l *literal) signed() (any, error) {
	sign := l.next()
	if sign != '+' && sign != '-' {
		return l.atom()
	}
	l.at++
	value, err := l.atom()
	if err != nil {
		return nil, err
	}
	switch v := value.(type) {
	case int:
		if sign == '-' {
			return -v, nil
		}
		return v, nil
	case pyNumber:
		if !v.sum {
			return v, nil
		}
	}
	return nil, errors.New("it has a sign before something that is not a number")
}

// atom reads a value without sign.
func (l *literal) atom() (any, error) {
	switch b := l.next(); {
	case b == '(':
		return l.tuple()
	case b == '[':
		items, _, err := l.items('[', ']')
		return pyList(items), err
	case b == '{':
		return l.dictOrSet()
	case b == '"' || b == '\'':
		return l.strings()
	case isDigit(b) || b == '.' && l.at+1 < len(l.text) && isDigit(l.text[l.at+1]):
		return l.number()
	case strings.HasPrefix(l.text[l.at:], "..."):
		l.at += 3
		return pyDots{}, nil
	}
	start := l.at
	for l.at < len(l.text) && isName(l.text[l.at]) {
		l.at++
	}
	name := l.text[start:l.at]
	if l.at < len(l.text) && (l.text[l.at] == '"' || l.text[l.at] == '\'') { // its prefix
		l.at = start
		return l.strings()
	}
	switch name {
	case "True":
		return true, nil
	case "False":
		return false, nil
	case "None":
		return nil, nil
	case "set":
		if l.take('(') && l.take(')') {
			return pySet{}, nil
		}
	}
	l.at = start
	return nil, l.unexpected()
}

// tuple reads the content of parentheses: a tuple, or a single value in grouping parentheses.
func (l *literal) tuple() (any, error) {
	items, comma, err := l.items('(', ')')
	if err == nil && len(items) == 1 && !comma {
		return items[0], nil
	}
	return pyTuple(items), err
}

// items reads values separated by commas, with an optional comma after the last.
func (l *literal) items(open, shut byte) (items []any, comma bool, err error) {
	err = l.bracketed(open, shut, func() error {
		item, err := l.expression()
		items = append(items, item)
		return err
	}, &comma)
	return items, comma, err
}

func (l *literal) dictOrSet() (any, error) {
	dict, set := pyDict{}, pySet{}
	err := l.bracketed('{', '}', func() error {
		key, err := l.expression()
		if err == nil && !hashable(key) {
			err = errors.New("a key, or an item of a set, is a list, a dictionary or a set")
		}
		if err != nil {
			return err
		}
		if l.next() != ':' {
			set = append(set, key)
			if len(dict) > 0 {
				return l.unexpected()
			}
			return nil
		}
		if len(set) > 0 {
			return l.unexpected()
		}
		l.at++
		value, err := l.expression()
		dict = append(dict, pyEntry{key, value})
		return err
	}, new(bool))
	if len(set) > 0 {
		return set, err
	}
	return dict, err
}

// bracketed reads items separated by commas. comma is set if there was a comma.
func (l *literal) bracketed(open, shut byte, item func() error, comma *bool) error {
	l.take(open)
	if l.depth++; l.depth > maxDepth {
		return fmt.Errorf("it has brackets nested more than %d deep", maxDepth)
	}
	defer func() { l.depth-- }()
	for !l.take(shut) {
		if err := item(); err != nil {
			return err
		}
		if l.take(',') {
			*comma = true
		} else if l.next() != shut {
			return l.unexpected()
		}
	}
	return nil
}

func hashable(value any) bool {
	switch v := value.(type) {
	case pyList, pyDict, pySet:
		return false
	case pyTuple:
		for _, item := range v {
			if !hashable(item) {
				return false
			}
		}
	}
	return true
}

// number reads an integer, a float or an imaginary number, and in Python 2's syntax an L after it.
func (l *literal) number() (any, error) {
	start := l.at
	for l.at < len(l.text) && (isName(l.text[l.at]) || l.text[l.at] == '.' || isSign(l.text[l.at]) && isExponent(l.text[start:l.at])) {
		l.at++
	}
	text := l.text[start:l.at]
	if l.longs {
		text = strings.TrimSuffix(text, "L")
		for mark := l.at; ; mark = l.at { // an L of its own
			lines := l.space()
			if lines || l.at == len(l.text) || l.text[l.at] != 'L' || l.at+1 < len(l.text) && isName(l.text[l.at+1]) {
				l.at = mark
				break
			}
			l.at++
		}
	}
	return parseNumber(text)
}

// isExponent reports whether a decimal number ends with an exponent's e, after which a sign may follow.
func isExponent(text string) bool {
	last := text[len(text)-1]
	return (last == 'e' || last == 'E') && !strings.HasPrefix(strings.ToLower(text), "0x")
}

func isSign(b byte) bool { return b == '+' || b == '-' }

func parseNumber(text string) (any, error) {
	invalid := fmt.Errorf("%.40q is not a number", text)
	lower := strings.ToLower(text)
	prefixed := strings.HasPrefix(lower, "0x") || strings.HasPrefix(lower, "0o") || strings.HasPrefix(lower, "0b")
	if prefixed || strings.Trim(lower, "0123456789_") == "" {
		n, ok := new(big.Int).SetString(text, 0)
		switch {
		case !ok || !prefixed && text[0] == '0' && n.Sign() != 0: // 012, which has another value in Python 2
			return nil, invalid
		case n.IsInt64() && n.Int64() <= math.MaxInt:
			return int(n.Int64()), nil
		}
		return pyNumber{}, nil
	}
	number, imaginary := strings.CutSuffix(lower, "j")
	for i, b := range []byte(number) {
		if b == '_' && (i == 0 || i+1 == len(number) || !isDigit(number[i-1]) || !isDigit(number[i+1])) || !isDigit(b) && strings.IndexByte("._e+-", b) < 0 {
			return nil, invalid
		}
	}
	if _, err := strconv.ParseFloat(strings.ReplaceAll(number, "_", ""), 64); err != nil && !errors.Is(err, strconv.ErrRange) {
		return nil, invalid
	}
	return pyNumber{complex: imaginary}, nil
}

// strings reads one string, or several adjacent strings, which Python joins. All must be text, or all bytes.
func (l *literal) strings() (any, error) {
	var joined strings.Builder
	for first, wasBytes := true, false; ; first = false {
		mark := l.at
		prefix, isString := l.prefix()
		if !isString {
			l.at = mark
			if wasBytes {
				return pyBytes(joined.String()), nil
			}
			return joined.String(), nil
		}
		raw, isBytes := strings.Contains(prefix, "r"), strings.Contains(prefix, "b")
		if !first && isBytes != wasBytes {
			return nil, errors.New("it joins text and bytes")
		}
		wasBytes = isBytes
		if err := l.quoted(&joined, raw, isBytes); err != nil {
			return nil, err
		}
	}
}

// prefix reads the prefix of a string before its quotes.
func (l *literal) prefix() (prefix string, isString bool) {
	l.space()
	start := l.at
	for l.at < len(l.text) && isName(l.text[l.at]) {
		l.at++
	}
	prefix = strings.ToLower(l.text[start:l.at])
	switch prefix {
	case "", "r", "u", "b", "br", "rb":
		return prefix, l.at < len(l.text) && (l.text[l.at] == '"' || l.text[l.at] == '\'')
	}
	return "", false
}

// quoted reads a string from its opening quotes to its closing quotes.
func (l *literal) quoted(to *strings.Builder, raw, isBytes bool) error {
	quote := l.text[l.at : l.at+1]
	if triple := strings.Repeat(quote, 3); strings.HasPrefix(l.text[l.at:], triple) {
		quote = triple
	}
	for l.at += len(quote); ; {
		rest := l.text[l.at:]
		switch {
		case strings.HasPrefix(rest, quote):
			l.at += len(quote)
			return nil
		case rest == "" || rest[0] == '\n' && len(quote) == 1:
			return errors.New("it has a string without end")
		case isBytes && rest[0] >= utf8.RuneSelf:
			return errors.New("it has bytes that are not ASCII")
		case rest[0] == '\\' && len(rest) > 1:
			text, n := rest[:2], 2
			if !raw {
				var err error
				if text, n, err = unescape(rest, isBytes); err != nil {
					return err
				}
			}
			to.WriteString(text)
			l.at += n
		default:
			to.WriteByte(rest[0])
			l.at++
		}
	}
}

// unescape decodes the escape sequence at the beginning of a text, where a backslash stands. It returns the decoded text and the length of
// the sequence. An escape that Python does not know stands for itself.
func unescape(text string, isBytes bool) (string, int, error) {
	if at := strings.IndexByte("\n\\'\"abfnrtv", text[1]); at >= 0 {
		return []string{"", "\\", "'", "\"", "\a", "\b", "\f", "\n", "\r", "\t", "\v"}[at], 2, nil
	}
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[1]]
	switch {
	case text[1] >= '0' && text[1] <= '7':
		n := 2
		for n < 4 && n < len(text) && text[n] >= '0' && text[n] <= '7' {
			n++
		}
		code, _ := strconv.ParseUint(text[1:n], 8, 32)
		return string(rune(code)), n, nil
	case text[1] == 'N' && !isBytes:
		return "", 0, errors.New("it names a character with \\N")
	case digits == 0 || isBytes && text[1] != 'x':
		return text[:2], 2, nil
	}
	code, err := strconv.ParseUint(text[2:min(len(text), 2+digits)], 16, 32)
	if err != nil || len(text) < 2+digits || code > utf8.MaxRune {
		return "", 0, fmt.Errorf("%.10q is not a character", text)
	}
	return string(rune(code)), 2 + digits, nil
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isName(b byte) bool {
	return isDigit(b) || b == '_' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= utf8.RuneSelf
}
