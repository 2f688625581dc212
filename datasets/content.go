package datasets

import (
	"errors"
	"fmt"
	"strings"
)

// content is a raw file with its verified bytes.
type content struct {
	raw    rawFile
	source string // as File.Source
	data   []byte // nil: not found so far
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

func fileList(found []content) []File {
	fs := make([]File, len(found))
	for i, f := range found {
		fs[i] = File{Name: f.raw.name, SHA256: f.raw.sha256, Source: f.source, Bytes: f.raw.bytes}
	}
	return fs
}

// unavailable is the error when every source has been asked in vain. It says
// why each refused, and how to do without them.
func unavailable(set idxSet, dir string, found []content, refusals []error) error {
	var names []string
	for _, f := range missing(found) {
		names = append(names, f.name)
	}
	var table strings.Builder
	for _, f := range set.files {
		fmt.Fprintf(&table, "\n    %-24s %9d bytes  sha256 %s", f.name, f.bytes, f.sha256)
	}
	return fmt.Errorf("fetch %s: no source gave %s\n%w\n"+
		"To place the files by hand, put these %d into %s\n"+
		"(each unpacked, as listed, or packed under the same name with .gz), then run again:%s",
		set.name, strings.Join(names, ", "), errors.Join(refusals...), len(set.files), dir, table.String())
}
