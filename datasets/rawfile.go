package datasets

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
)

// A rawFile is a published file, identified by its decompressed bytes: the
// same content is packed differently by different sources.
type rawFile struct {
	name   string // without ".gz"
	bytes  int64
	sha256 string // in hex
}

// packingSlack is how much longer than its content a gzip file may be.
const packingSlack = 64 << 10

// errChecksum marks content of the right length that is not the published one.
var errChecksum = errors.New("wrong sha256")

// read returns the verified content of f from r, which may be packed with gzip
// or not: no format here begins with gzip's magic number. It reads little more
// than the published length, whatever r holds.
func (f rawFile) read(r io.Reader) ([]byte, error) {
	packed := bufio.NewReader(io.LimitReader(r, f.bytes+packingSlack))
	var plain io.Reader = packed
	if magic, _ := packed.Peek(2); string(magic) == "\x1f\x8b" {
		unpacked, err := gzip.NewReader(packed)
		if err != nil {
			return nil, err
		}
		plain = unpacked
	}
	data := make([]byte, f.bytes)
	switch n, err := io.ReadFull(plain, data); {
	case err == io.EOF || err == io.ErrUnexpectedEOF:
		return nil, fmt.Errorf("truncated: %d bytes, want %d", n, f.bytes)
	case err != nil:
		return nil, err
	}
	switch n, err := io.ReadFull(plain, make([]byte, 1)); {
	case n > 0:
		return nil, fmt.Errorf("longer than %d bytes", f.bytes)
	case err != io.EOF:
		return nil, err
	}
	sum := sha256.Sum256(data)
	if got := hex.EncodeToString(sum[:]); got != f.sha256 {
		return nil, fmt.Errorf("%w %s, want %s", errChecksum, got, f.sha256)
	}
	return data, nil
}

func (f rawFile) readFile(path string) ([]byte, error) {
	r, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return f.read(r)
}
