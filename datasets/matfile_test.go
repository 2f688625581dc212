package datasets

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"math"
	"slices"
	"strings"
	"testing"
)

// Written by scipy 1.10.1, savemat without and with do_compression, the header's date taken out; the first is packed with gzip
// besides. Variables: images 3×2×2 uint8, folds 3×5 double, labs_ex 3×1 int16, single 1×2 single, and, to be passed over, a
// text and a complex number.
const (
	scipyPlain      = "H4sIAAAAAAACA/N1DPFxdFIw1TNQ8HUM0U3LzElVoDVggAFGT18+IBUAxGxAzAHEnFApViDmAWJmIGaCYrAWqNrM3MT01GKIOEgdQ8ACjYoTIilbbHrugLggczcgmcuGZC4H1FxWqHkgOi0/J6UYan8FAzr4YA+hORzQJBxQ5WGAA4c4nO+AVfxBvgMfVBLmbi4s7maEYnYgzklMKo5PrQCLg/T8/88IFgeZY4FkDguaOTD9jECZktSKEgEoPzM9L78oNQWs3wM5/Dgw9UMwI0MVNNw4kPyDymfA8Bc7FvcwIcVvcWZeek4qRB3EnAOgMHIAANPz9cmwAgAA"
	scipyCompressed = "TUFUTEFCIDUuMCBNQVQtZmlsZSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAAAAAAAAAAAAABSU0PAAAAPQAAAHic42NgYAgAYjYg5gBiTgYIYAViHiBmBmImKAYBRqjazNzE9NRiiDhIHUPAAo2KEyIpW2x67oC4AKctCEEPAAAAQQAAAHic42NgYNgAxGxAzAGlQYAVymeGshmhdFp+TkoxkOYE4goGdPDBHkJzOKBJOKDKwwAHDnE43wGr+IN8BwCH7wwRDwAAADEAAAB4nONjYGBwAGI2IOYAYi4GCGCF8pmBmBGK2YE4JzGpOD61AiwO0vP/PyNYHABqMAVtDwAAAC8AAAB4nONjYGCwAGI2IOYAYhYGCGCF8hmBmB1MszCUpFaUCED5mel5+UWpKQwASGoFNw8AAAArAAAAeJzjY2Bg8ABiNiDmANEgAghYoXxGOGZkqALSnFBxCPhgj8pncAAATiECjw8AAAAwAAAAeJzjY2BgcABiNiDmAGJ2BghghfIZgZgJSoPUFGfmpeekQtRxgFUesAcZAQBagARL"
)

func TestDecodeMATOfSciPy(t *testing.T) {
	for name, text := range map[string]string{"plain": scipyPlain, "compressed": scipyCompressed} {
		raw, err := base64.StdEncoding.DecodeString(text)
		if err != nil {
			t.Fatal(err)
		}
		if name == "plain" {
			raw = unpacked(t, raw)
		}
		m, err := decodeMAT(raw)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if len(m) != 4 {
			t.Errorf("%s: %d variables, want 4", name, len(m))
		}
		check := func(variable string, want []byte, dims ...int) {
			t.Helper()
			if got, err := m.take(variable, dims...); err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s: %s is %v (error %v), want %v", name, variable, got, err, want)
			}
		}
		// images[n,r,c] is 20·(4n + 2r + c), so that n changes fastest.
		check("images", []byte{0, 80, 160, 40, 120, 200, 20, 100, 180, 60, 140, 220}, 3, 2, 2)
		check("folds", []byte{0, 1, 3, 0, 2, 1, 0, 3, 1, 0, 1, 2, 0, 1, 255}, 3, 5)
		if _, err := m.take("labs_ex", 3, 1); err == nil || err.Error() != "variable labs_ex: value 0 is -1, want an integer from 0 to 255" {
			t.Errorf("%s: a negative byte: %v", name, err)
		}
		if _, err := m.take("single", 1, 2); err == nil || !strings.Contains(err.Error(), "value 0 is 1.5") {
			t.Errorf("%s: half a byte: %v", name, err)
		}
		if _, err := m.take("folds", 5, 3); err == nil || err.Error() != "variable folds is [3 5], want [5 3]" {
			t.Errorf("%s: other dimensions: %v", name, err)
		}
		if _, err := m.take("text", 1, 7); err == nil || err.Error() != "no numeric variable text" {
			t.Errorf("%s: text for numbers: %v", name, err)
		}
	}
}

func unpacked(t *testing.T, data []byte) []byte {
	t.Helper()
	got, err := rawFile{name: "packed"}.read(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return got.data
}

// A matWriter writes MAT-files.
type matWriter struct {
	order    binary.AppendByteOrder
	compress bool
	b        []byte
}

func newMATWriter(order binary.AppendByteOrder, compress bool) *matWriter {
	mark := map[binary.AppendByteOrder]string{binary.LittleEndian: "IM", binary.BigEndian: "MI"}[order]
	w := &matWriter{order: order, compress: compress, b: make([]byte, 124)}
	copy(w.b, "MATLAB 5.0 MAT-file")
	w.b = append(order.AppendUint16(w.b, 0x0100), mark...)
	return w
}

// element returns a padded element of a type.
func (w *matWriter) element(typ uint32, data []byte) []byte {
	b := w.order.AppendUint32(w.order.AppendUint32(nil, typ), uint32(len(data)))
	b = append(b, data...)
	return append(b, make([]byte, (8-len(data)%8)%8)...)
}

// add writes an array of class double whose values are of a type.
func (w *matWriter) add(name string, typ uint32, values []byte, dims ...int) {
	var d []byte
	for _, n := range dims {
		d = w.order.AppendUint32(d, uint32(n))
	}
	small := w.order.AppendUint32(nil, 1<<16|miINT8) // a name of one letter within the tag
	small = append(small, name[0], 0, 0, 0)
	if len(name) > 1 {
		small = w.element(miINT8, []byte(name))
	}
	array := w.element(miMATRIX, slices.Concat(
		w.element(miUINT32, w.order.AppendUint32(w.order.AppendUint32(nil, 6), 0)), w.element(miINT32, d), small, w.element(typ, values)))
	if w.compress {
		var z bytes.Buffer
		c := zlib.NewWriter(&z)
		c.Write(array)
		c.Close()
		array = append(w.order.AppendUint32(w.order.AppendUint32(nil, miCOMPRESSED), uint32(z.Len())), z.Bytes()...)
	}
	w.b = append(w.b, array...)
}

// TestDecodeMATOfEveryType decodes every numeric type, in both byte orders, compressed and not, after a variable with a name of one letter.
func TestDecodeMATOfEveryType(t *testing.T) {
	for _, order := range []binary.AppendByteOrder{binary.LittleEndian, binary.BigEndian} {
		for _, compress := range []bool{false, true} {
			for typ, value := range map[uint32]func(b []byte, v byte) []byte{
				miINT8: func(b []byte, v byte) []byte { return append(b, v) }, miUINT8: func(b []byte, v byte) []byte { return append(b, v) },
				miINT16:  func(b []byte, v byte) []byte { return order.AppendUint16(b, uint16(v)) },
				miUINT16: func(b []byte, v byte) []byte { return order.AppendUint16(b, uint16(v)) },
				miINT32:  func(b []byte, v byte) []byte { return order.AppendUint32(b, uint32(v)) },
				miUINT32: func(b []byte, v byte) []byte { return order.AppendUint32(b, uint32(v)) },
				miSINGLE: func(b []byte, v byte) []byte { return order.AppendUint32(b, math.Float32bits(float32(v))) },
				miDOUBLE: func(b []byte, v byte) []byte { return order.AppendUint64(b, math.Float64bits(float64(v))) },
			} {
				want := []byte{0, 1, 127, 3, 4, 5}
				var values []byte
				for _, v := range want {
					values = value(values, v)
				}
				w := newMATWriter(order, compress)
				w.add("x", miUINT8, []byte{9}, 1, 1)
				w.add("values", typ, values, 3, 2)
				m, err := decodeMAT(w.b)
				if err != nil {
					t.Fatalf("%v, compressed %v, type %d: %v", order, compress, typ, err)
				}
				if got, err := m.take("values", 3, 2); err != nil || !bytes.Equal(got, want) {
					t.Errorf("%v, compressed %v, type %d: %v (error %v), want %v", order, compress, typ, got, err, want)
				}
				if got, err := m.take("x", 1, 1); err != nil || got[0] != 9 {
					t.Errorf("x is %v (error %v)", got, err)
				}
			}
		}
	}
}

func TestDecodeMATRejects(t *testing.T) {
	file := func(compress bool, typ uint32, values []byte, dims ...int) []byte {
		w := newMATWriter(binary.LittleEndian, compress)
		w.add("images", typ, values, dims...)
		return w.b
	}
	good := file(false, miUINT8, []byte("abcdef"), 3, 2)
	change := func(at int, to ...byte) []byte {
		b := bytes.Clone(good)
		copy(b[at:], to)
		return b
	}
	compressed := file(true, miUINT8, make([]byte, 4000), 40, 100)
	bomb := newMATWriter(binary.LittleEndian, false)
	var z bytes.Buffer
	c := zlib.NewWriter(&z)
	c.Write([]byte{miMATRIX, 0, 0, 0, 0xff, 0xff, 0xff, 0xff})
	c.Close()
	bomb.b = append(bomb.b, bomb.element(miCOMPRESSED, z.Bytes())...)
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "truncated: 0 bytes, the header alone takes 128"},
		{"level 7.3", change(124, 0, 2), "version 0x0200 (MATLAB's save -v7 writes level 5)"},
		{"no byte order", change(126, 'H', 'D'), `byte order mark "HD"`},
		{"cut", good[:len(good)-1], "truncated: an element of"},
		{"half a tag", good[:132], "truncated: 4 bytes are no element"},
		{"a long small element", change(128, 14, 0, 5, 0), "a small element of 5 bytes"},
		{"dimensions beyond the data", file(false, miUINT8, []byte("abcdef"), 3, 3), `variable "images": dimensions of 3×3 values, which has 6 bytes`},
		{"dimensions short of the data", file(false, miUINT8, []byte("abcdef"), 5, 1), `variable "images": 5 values of type 2 in 6 bytes`},
		{"dimensions far beyond", file(false, miUINT8, []byte("abcdef"), 1<<31, 1<<31, 4), `dimensions of 1×2147483648 values, which has 6 bytes`},
		{"values of no type", file(false, 99, []byte("abcdef"), 3, 2), "6 values of type 99 in 6 bytes"},
		{"cut zlib", compressed[:len(compressed)-20], "truncated: an element of"},
		{"no zlib", append(bytes.Clone(compressed[:136]), make([]byte, len(compressed)-136)...), "zlib: invalid header"},
		{"a bomb", bomb.b, "4294967295 bytes cannot come from"},
	} {
		if _, err := decodeMAT(c.file); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want …%s…", c.name, err, c.want)
		}
	}
}

// FuzzDecodeMAT checks that an accepted array has as many values as its dimensions say.
func FuzzDecodeMAT(f *testing.F) {
	for _, compress := range []bool{false, true} {
		w := newMATWriter(binary.LittleEndian, compress)
		w.add("x", miUINT8, []byte("abcdef"), 3, 2)
		w.add("folds", miDOUBLE, make([]byte, 16), 2, 1)
		f.Add(w.b)
	}
	raw, err := base64.StdEncoding.DecodeString(scipyCompressed)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Fuzz(func(t *testing.T, file []byte) {
		m, err := decodeMAT(file)
		if err != nil {
			return
		}
		for name, a := range m {
			n := 1
			for _, d := range a.dims {
				n *= d
			}
			if b, err := a.bytes(); err == nil && len(b) != n {
				t.Errorf("%s: %d values, want %d", name, len(b), n)
			}
		}
	})
}
