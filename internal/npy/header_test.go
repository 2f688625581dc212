package npy

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
)

// A numpyCase is a header, its bytes as characters, and the result of NumPy for it (testdata/headers.py).
type numpyCase struct {
	Version [2]byte
	Header  string
	Type    string // float32, float64 and the like; empty: refused
	Shape   []int
	Order   string
	Fortran bool
	Bytes   int // of elements
}

// file returns an array as numpy.save writes it: version 1, with the header padded so that the elements begin at a multiple of 64.
func (c numpyCase) file() []byte {
	raw := make([]byte, 0, len(c.Header))
	for _, r := range c.Header {
		raw = append(raw, byte(r))
	}
	b := append([]byte("\x93NUMPY"), c.Version[0], c.Version[1], byte(len(raw)), byte(len(raw)>>8))
	if c.Version != [2]byte{1, 0} {
		b = append(b, 0, 0)
	}
	return append(append(b, raw...), make([]byte, c.Bytes)...)
}

// odd lists headers that NumPy reads but never writes, and that this package refuses: spellings of float32, arrays as elements, and names
// of characters.
var odd = []string{"'1f4'", "'2f4'", "'(2,)f4'", "'float32,'", "'<f04'", "'f 4'", "('<f4', ())", "('<f4', 1)", "('<f4', 2)", "('<f4', (2,))", "('<f4',(1,))", "'float_'", `\N{DIGIT ONE}`}

// TestHeadersAsNumPy checks that headers are read as NumPy reads them, and that headers that NumPy refuses are refused.
func TestHeadersAsNumPy(t *testing.T) {
	text, err := os.ReadFile("testdata/headers.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases []numpyCase
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	taken, refused := 0, 0
	for _, c := range cases {
		kind := c.Type
		for code, name := range map[string]string{"'i4'": "int32", "u1'": "uint8", "b1'": "bool", "'bool'": "bool"} { // NumPy's answers say "other" for these
			if kind == "other" && strings.Contains(c.Header, code) {
				kind = name
			}
		}
		size, known := map[string]int{"float16": 2, "float32": 4, "float64": 8, "int32": 4, "uint8": 1, "bool": 1}[kind]
		if size > 0 && size < 4 {
			c.Bytes = product(c.Shape) * size // NumPy also reads files that are longer
		}
		name := fmt.Sprintf("version %d, %.200q", c.Version, c.Header)
		a, err := open(c.file())
		for _, bytes := range []int{24, 48, 8, 240, 480} { // so that no file is refused for its length
			if c.Type == "" && err != nil {
				c.Bytes = bytes
				a, err = open(c.file())
			}
		}
		plain := known && len(c.Shape) > 1 && !slices.Contains(c.Shape, 0)
		switch {
		case !plain || slices.ContainsFunc(odd, func(s string) bool { return strings.Contains(c.Header, s) }):
			refused++
			if err == nil {
				t.Errorf("%s: taken as %v, by NumPy as %q %v", name, a.Shape, c.Type, c.Shape)
			}
		case err != nil:
			t.Errorf("%s: %v", name, err)
		default:
			taken++
			if order := fmt.Sprint(a.order); !slices.Equal(a.Shape, c.Shape) || a.Element.size != size || a.Element.String() != kind || size > 1 && (c.Order == "big") != (order == "BigEndian") || c.Fortran != (a.places != nil) {
				t.Errorf("%s: shape %v, %d bytes, %s", name, a.Shape, a.Element.size, order)
			}
		}
	}
	if taken < 100 || refused < 100 {
		t.Errorf("only %d headers taken and %d refused", taken, refused)
	}
}

// TestHeaderRefusals checks that a refusal for a reason of this package, or for its length, says what to do.
func TestHeaderRefusals(t *testing.T) {
	with := func(descr string) string {
		return fmt.Sprintf("{'descr': %s, 'fortran_order': False, 'shape': (2, 3)}", descr)
	}
	for want, header := range map[string]string{
		`type "<c8" (complex64): need real numbers; save a.astype('float32')`: with("'<c8'"),
		`type "|O" (object)`:                 with("'|O'"),
		"compound type":                      with("[('a', '<f4')]"),
		"a calculation":                      "{'descr': '<f4', 'fortran_order': False, 'shape': (1+1, 3)}",
		"shape is not a tuple":               "{'descr': '<f4', 'fortran_order': False, 'shape': [2, 3]}",
		"neither True nor False":             "{'descr': '<f4', 'fortran_order': 0, 'shape': (2, 3)}",
		"brackets nested more than 200 deep": strings.Repeat("(", 300),
		"10001 characters is too long":       with("'<f4'") + strings.Repeat(" ", 10_001-len(with("'<f4'"))),
		"too long: NumPy reads 10000":        with("'<f4'") + strings.Repeat(" ", 50_000),
	} {
		_, err := open(numpyCase{Version: [2]byte{1, 0}, Header: header, Bytes: 24}.file())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
	longest := with("'<f4'") + strings.Repeat(" ", 10_000-len(with("'<f4'")))
	if _, err := open(numpyCase{Version: [2]byte{1, 0}, Header: longest, Bytes: 24}.file()); err != nil {
		t.Errorf("10,000 characters: %v", err)
	}
}
