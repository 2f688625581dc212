package datasets

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

var poem = []byte(strings.Repeat("all work and no play makes the net a dull net\n", 100))

func TestReadAcceptsPlainAndPacked(t *testing.T) {
	f := publish(map[string][]byte{}, "poem", poem)
	for name, data := range map[string][]byte{"plain": poem, "packed": packed(poem)} {
		got, err := f.read(bytes.NewReader(data))
		if err != nil || !bytes.Equal(got.data, poem) || got.sha256 != f.sum {
			t.Errorf("%s: %d bytes, sha256 %s, error %v", name, len(got.data), got.sha256, err)
		}
	}
}

func TestReadRejects(t *testing.T) {
	f := publish(map[string][]byte{}, "poem", poem)
	flipped := bytes.Clone(poem)
	flipped[1000] ^= 1
	half := len(packed(poem)) / 2
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"empty", nil, "truncated: 0 bytes, want 4600"},
		{"short", poem[1:], "truncated: 4599 bytes, want 4600"},
		{"long", append(bytes.Clone(poem), 0), "longer than 4600 bytes"},
		{"one bit", flipped, "wrong checksum"},
		{"one bit, packed", packed(flipped), "wrong checksum"},
		{"an error page", []byte("<html>404</html>"), "truncated: 16 bytes"},
		{"cut gzip", packed(poem)[:half], "truncated: "},
		{"gzip header only", []byte("\x1f\x8b"), "EOF"},
		{"gzip without its checksum", packed(poem)[:len(packed(poem))-8], "EOF"},
		{"gzip with a tail", append(packed(poem), "tail of more than ten bytes"...), "gzip: invalid header"},
		{"gzip of more", packed(append(bytes.Clone(poem), 'x')), "longer than 4600 bytes"},
		{"gzip bomb", packed(make([]byte, 10<<20)), "longer than 4600 bytes"},
	} {
		got, err := f.read(bytes.NewReader(c.data))
		if err == nil || got.data != nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %d bytes, error %v, want …%q…", c.name, len(got.data), err, c.want)
		}
	}
	if _, err := f.read(bytes.NewReader(flipped)); !errors.Is(err, errChecksum) {
		t.Errorf("%v is not errChecksum", err)
	}
}

// TestReadIsBounded checks that reading an endless answer stops soon after the published length.
func TestReadIsBounded(t *testing.T) {
	f := publish(map[string][]byte{}, "poem", poem)
	emptyMembers := bytes.Repeat(packed(nil), 100_000) // gzip of nothing, again and again
	for name, data := range map[string]io.Reader{"zeros": zeros{}, "empty gzip members": bytes.NewReader(emptyMembers)} {
		counted := &counter{r: data}
		if _, err := f.read(counted); err == nil {
			t.Errorf("%s: accepted", name)
		}
		if limit := f.bytes + packingSlack; counted.n > limit {
			t.Errorf("%s: read %d bytes, more than %d", name, counted.n, limit)
		}
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
