package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"time"

	"gan2014/internal/atomicfile"
)

// An entry is a file of an archive.
type entry struct {
	name    string
	content []byte
	mode    int64
}

// published is the time of all files in an archive, so that the same files make the same bytes: that of the paper's first version.
var published = time.Date(2014, time.June, 10, 0, 0, 0, 0, time.UTC)

// writeArchive writes a compressed archive of the files, all in one folder.
func writeArchive(path, folder string, files []entry) error {
	var b bytes.Buffer
	zip := gzip.NewWriter(&b)
	archive := tar.NewWriter(zip)
	for _, f := range files {
		header := tar.Header{Name: folder + "/" + f.name, Mode: f.mode, Size: int64(len(f.content)), ModTime: published}
		if err := archive.WriteHeader(&header); err != nil {
			return err
		}
		if _, err := archive.Write(f.content); err != nil {
			return err
		}
	}
	if err := archive.Close(); err != nil {
		return err
	}
	if err := zip.Close(); err != nil {
		return err
	}
	return atomicfile.WriteBytes(path, b.Bytes())
}
