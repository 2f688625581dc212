package datasets

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

func TestDecodeIDX(t *testing.T) {
	// By hand from the format's description: images (803), 2 of 1×3.
	file := []byte("\x00\x00\x08\x03\x00\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x03abcdef")
	x, err := decodeIDX("images", file, 3)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(x.dims, []int{2, 1, 3}) || string(x.data) != "abcdef" {
		t.Errorf("got dims %v, data %q", x.dims, x.data)
	}
}

func TestDecodeIDXRejects(t *testing.T) {
	images := func(header string, data string) []byte {
		return []byte("\x00\x00\x08\x03" + header + data)
	}
	const huge = "\xff\xff\xff\xff"
	for _, c := range []struct {
		name string
		file []byte
		want string
	}{
		{"empty", nil, "truncated: 0 bytes, the header alone takes 16"},
		{"half a header", images("\x00\x00\x00\x02", ""), "truncated: 8 bytes, the header alone takes 16"},
		{"labels", encodeIDX([]byte("0123456789ab"), 12), "magic number 0x00000801, want 0x00000803"},
		{"little-endian", []byte("\x03\x08\x00\x00\x02\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00ab"), "magic number 0x03080000, want 0x00000803"},
		{"a byte short", encodeIDX([]byte("abcde"), 2, 1, 3), "truncated: dimensions up to number 3 claim 2×3 bytes, 5 follow the header"},
		{"a byte too many", encodeIDX([]byte("abcdefg"), 2, 1, 3), "1 trailing bytes after the 6"},
		{"no images", encodeIDX(nil, 0, 28, 28), "dimension 1 is 0"},
		{"no columns", encodeIDX(make([]byte, 140), 5, 28, 0), "dimension 3 is 0"},
		{"count beyond the file", images(huge+"\x00\x00\x00\x01\x00\x00\x00\x01", "ab"), "claim 1×4294967295 bytes, 2 follow"},
		{"product overflows 64 bits", images(huge+huge+huge, "ab"), "claim 1×4294967295 bytes, 2 follow"},
		// 2³¹·2³¹·4 = 2⁶⁴, in 64 bits 0: the length of the data.
		{"product wraps to 0", images("\x80\x00\x00\x00\x80\x00\x00\x00\x00\x00\x00\x04", ""), "0 follow"},
	} {
		_, err := decodeIDX("some-file", c.file, 3)
		if err == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		if got := err.Error(); !strings.HasPrefix(got, "decode some-file: ") || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want …%q…", c.name, got, c.want)
		}
	}
}

// FuzzDecodeIDX checks that an accepted file encodes back to the same bytes, and that no header makes decoding allocate more than the file
// holds.
func FuzzDecodeIDX(f *testing.F) {
	f.Add(encodeIDX([]byte("abcdef"), 2, 1, 3), uint8(3))
	f.Add(encodeIDX([]byte{5, 0, 4}, 3), uint8(1))
	f.Add(encodeIDX([]byte("abcdefg"), 2, 1, 3), uint8(3))
	f.Add(encodeIDX([]byte("abcde"), 2, 1, 3), uint8(3))
	f.Add([]byte("\x00\x00\x08\x03\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"), uint8(3))
	f.Add([]byte{}, uint8(1))
	f.Fuzz(func(t *testing.T, file []byte, dims uint8) {
		x, err := decodeIDX("fuzzed", file, int(dims))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "decode fuzzed: ") {
				t.Errorf("error does not name the file: %v", err)
			}
			return
		}
		if !bytes.Equal(encodeIDX(x.data, x.dims...), file) {
			t.Errorf("%v and %d bytes encode to another file than %x", x.dims, len(x.data), file)
		}
	})
}
