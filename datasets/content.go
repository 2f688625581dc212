package datasets

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// content is a raw file with its verified bytes.
type content struct {
	raw    rawFile
	source string // as in File.Source
	sha256 string // in hex
	data   []byte // nil if not found so far
}

// asPublished reports whether every file was compared with a published checksum.
func asPublished(found []content) bool {
	return !slices.ContainsFunc(found, func(f content) bool { return f.raw.sum == "" })
}

func complete(found []content) bool {
	return len(missing(found)) == 0
}

func missing(found []content) []rawFile {
	var fs []rawFile
	for _, f := range found {
		if f.data == nil {
			fs = append(fs, f.raw)
		}
	}
	return fs
}

// names lists files for messages.
func names(files []rawFile) string {
	var names []string
	for _, f := range files {
		names = append(names, f.name)
	}
	return strings.Join(names, ", ")
}

func fileList(found []content) []File {
	fs := make([]File, len(found))
	for i, f := range found {
		fs[i] = File{Name: f.raw.name, SHA256: f.sha256, Source: f.source, Bytes: int64(len(f.data))}
	}
	return fs
}

// ErrNotThere marks the error for a data set whose files are missing and cannot be fetched.
var ErrNotThere = errors.New("the data are not there")

// notThere is an error that errors.Is recognises as ErrNotThere, without ErrNotThere's text in its message.
type notThere struct{ error }

func (e notThere) Is(target error) bool { return target == ErrNotThere }

func (e notThere) Unwrap() error { return e.error }

// A missingForm describes a form whose files could not be obtained.
type missingForm struct {
	found    []content
	refusals []error
}

// unavailable returns the error for a data set that no source delivered. It says
// why each source failed, and what the user can do without them.
func unavailable(p publication, dir string, lacks []missingForm) error {
	var refusals []error
	var absent []rawFile
	var byHand strings.Builder
	for i, l := range lacks {
		refusals = append(refusals, l.refusals...)
		absent = append(absent, missing(l.found)...)
		if i > 0 {
			byHand.WriteString("\nor")
		}
		for _, f := range l.found {
			fmt.Fprintf(&byHand, "\n    %v", f.raw)
		}
	}
	what := "there is no " + strings.ReplaceAll(names(absent), ", ", ", no ")
	if len(refusals) > 0 {
		what = "no source delivered " + names(absent)
	}
	advice := slices.DeleteFunc([]string{
		p.byHand,
		"To place the files by hand, put these into " + dir,
		"(each unpacked, as listed, or packed under the same name with .gz), then run again:" + byHand.String(),
	}, func(s string) bool { return s == "" })
	err := fmt.Errorf("fetch %s: %s", p.name, what)
	err = fmt.Errorf("%w\n%s", errors.Join(append([]error{err}, refusals...)...), strings.Join(advice, "\n"))
	return notThere{err}
}
