package report

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"gan2014/results"
)

// A digest is a hash of all that a page of the site shows. The page keeps it in its head. A page with the same digest is not drawn again.
type digest struct{ hash.Hash }

// newDigest begins with the version of the code that draws.
func newDigest(version string) digest {
	d := digest{sha256.New()}
	d.add(version)
	return d
}

// add hashes values in a form that no other values have.
func (d digest) add(values ...any) {
	for _, v := range values {
		fmt.Fprintf(d, "%q\n", fmt.Sprint(v))
	}
}

func (d digest) String() string { return hex.EncodeToString(d.Sum(nil)[:16]) }

// pageMark is in the head of every page of the site.
const pageMark = `<meta name="generator" content="gan2014 report">`

// inputsMark precedes the digest in the head.
const inputsMark = `<meta name="inputs" content="`

// upToDate reports whether the page in a file has this digest, and is newer than the pictures that it shows: a picture that was changed since
// is checked again. It returns an error if another program wrote the file.
func upToDate(file, inputs string, pictures time.Time) (bool, error) {
	head, changed, err := headOf(file)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && head == "":
		return false, nil
	case err != nil:
		return false, err
	case !strings.Contains(head, pageMark):
		return false, fmt.Errorf("%s exists and was not written by this program: move it, or give another folder with -out", filepath.Base(file))
	}
	return inputs != "" && strings.Contains(head, inputsMark+inputs+`"`) && changed.After(pictures), nil
}

// headOf returns the first bytes of a file, and when it was changed last.
func headOf(name string) (head string, changed time.Time, err error) {
	file, err := os.Open(name)
	if err != nil {
		return "", changed, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return "", changed, err
	}
	const room = 1024 // of the beginning, which has both marks
	text, err := io.ReadAll(io.LimitReader(file, room))
	return string(text), info.ModTime(), err
}

// states says where the files of artifacts are, without reading them, and when one of them was changed last.
func (e *embedder) states(artifacts []results.Artifact) (where string, changed time.Time) {
	for _, a := range artifacts {
		found := -1
		for i, dir := range e.dirs {
			path := filepath.FromSlash(a.Path)
			if !filepath.IsLocal(path) {
				break
			}
			if info, err := os.Lstat(filepath.Join(dir, path)); err == nil && info.Size() == a.Bytes {
				found = i
				if info.ModTime().After(changed) {
					changed = info.ModTime()
				}
				break
			}
		}
		where += fmt.Sprintf("%s:%d ", a.Kind, found)
	}
	return where, changed
}
