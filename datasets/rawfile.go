package datasets

import (
	"bufio"
	"compress/gzip"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
)

// A rawFile is a published file. It is identified by its decompressed bytes,
// because sources compress the same content differently.
type rawFile struct {
	name  string // without ".gz"
	bytes int64  // 0 means unknown
	sum   string // in hex: the sha256, or the md5 if only that is published; "" for a user's own file, which is not verified
}

// packingSlack is the number of bytes by which a gzip file may exceed its content.
const packingSlack = 64 << 10

// unknownLimit bounds a file whose size is not known, in bytes.
const unknownLimit = 4 << 30

// errChecksum marks content that differs from the published content.
var errChecksum = errors.New("wrong checksum")

// A checksumError is errChecksum with the checksum that was found.
type checksumError struct{ algorithm, got, want string }

func (e *checksumError) Error() string {
	return fmt.Sprintf("%v: %s is %s, want %s", errChecksum, e.algorithm, e.got, e.want)
}

func (e *checksumError) Is(target error) bool { return target == errChecksum }

// read returns the verified content of f from r. It recognises gzip by its magic
// number, with which no raw file begins. It reads little more than the published
// length, whatever r holds.
func (f rawFile) read(r io.Reader) (content, error) {
	packed := bufio.NewReader(io.LimitReader(r, f.limit()+packingSlack))
	var plain io.Reader = packed
	if magic, _ := packed.Peek(2); string(magic) == "\x1f\x8b" {
		unpacked, err := gzip.NewReader(packed)
		if err != nil {
			return content{}, err
		}
		plain = unpacked
	}
	data, err := f.readAll(plain)
	if err != nil {
		return content{}, err
	}
	sum := sha256.Sum256(data)
	c := content{raw: f, sha256: hex.EncodeToString(sum[:]), data: data}
	got := c.sha256
	if len(f.sum) == hex.EncodedLen(md5.Size) {
		sum := md5.Sum(data)
		got = hex.EncodeToString(sum[:])
	}
	if f.sum != "" && got != f.sum {
		return content{}, &checksumError{f.algorithm(), got, f.sum}
	}
	return c, nil
}

func (f rawFile) limit() int64 {
	if f.bytes == 0 {
		return unknownLimit
	}
	return f.bytes
}

func (f rawFile) algorithm() string {
	if len(f.sum) == hex.EncodedLen(md5.Size) {
		return "md5"
	}
	return "sha256"
}

// readAll reads r to its end and returns an error if the length is not f's.
func (f rawFile) readAll(r io.Reader) ([]byte, error) {
	data, err := f.readLength(io.LimitReader(r, f.limit()+1))
	switch n := int64(len(data)); {
	case n > f.limit():
		return nil, fmt.Errorf("longer than %d bytes", f.limit())
	case err == io.ErrUnexpectedEOF && n < f.bytes || err == nil && n < f.bytes:
		return nil, fmt.Errorf("truncated: %d bytes, want %d", n, f.bytes)
	case err != nil:
		return nil, err
	case n == 0:
		return nil, errors.New("empty")
	}
	return data, nil
}

// readLength reads r to its end. Where the length is known, make allocates the bytes, which leaves them to the system to clear. A growing buffer
// clears them itself, in one piece that the garbage collector cannot interrupt and sends signals to: 4 s for the drawn faces.
func (f rawFile) readLength(r io.Reader) ([]byte, error) {
	if f.bytes == 0 {
		return io.ReadAll(r)
	}
	data := make([]byte, f.bytes)
	n, err := io.ReadFull(r, data)
	if err == io.EOF {
		err = nil
	}
	if err != nil || n < len(data) {
		return data[:n], err
	}
	more, err := io.ReadAll(r)
	return append(data, more...), err
}

func (f rawFile) readFile(path string) (content, error) {
	r, err := os.Open(path)
	if err != nil {
		return content{}, err
	}
	defer r.Close()
	return f.read(r)
}

// String describes f for a user who has to find it.
func (f rawFile) String() string {
	s := f.name
	if f.bytes+int64(len(f.sum)) > 0 {
		s = fmt.Sprintf("%-24s", f.name)
	}
	if f.bytes > 0 {
		s += fmt.Sprintf(" %9d bytes", f.bytes)
	}
	if f.sum != "" {
		s += fmt.Sprintf("  %s %s", f.algorithm(), f.sum)
	}
	return s
}
