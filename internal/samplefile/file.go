package samplefile

import (
	"os"

	"gan2014/internal/npy"
)

// A File is an open file of examples.
type File struct {
	Shape []int // number of examples, then the shape of one

	// Type is the type of the values: "float32", or "text" and "pictures", whose values are read as they are written.
	Type string

	// Rounding is the largest relative error that rounding to the type made to a value that was saved. It is 0 if there was none.
	Rounding float64

	// Integer is true for a type of integers, and Levels for pictures, whose values are levels from 0 to 255.
	Integer, Levels bool

	rows rows
	file *os.File
}

// rows reads values as package npy does.
type rows interface {
	ReadRows(dst []float64, from int) error
}

// fileOf returns the file of an array.
func fileOf(a *npy.Array, file *os.File) *File {
	return &File{Shape: a.Shape, Type: a.Element.String(), Rounding: a.Rounding(), Integer: a.Integer(), rows: a, file: file}
}

// ReadRows fills dst with consecutive examples, beginning with example from, without loss.
func (f *File) ReadRows(dst []float64, from int) error { return f.rows.ReadRows(dst, from) }

// Same reports whether info describes the file itself. It is false for what was unpacked.
func (f *File) Same(info os.FileInfo) bool {
	mine, err := f.file.Stat()
	return err == nil && os.SameFile(mine, info)
}

func (f *File) Close() error { return f.file.Close() }
