package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"gan2014/internal/npy"
	"gan2014/parzen"
)

// A sampleFile is an open NumPy file with a row of D values for each of N examples.
type sampleFile struct {
	*os.File
	N, D  int
	array *npy.Array
}

func openSamples(path string) (*sampleFile, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, err
	}
	array, err := npy.Open(file, info.Size())
	if err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &sampleFile{File: file, N: array.Shape[0], D: array.Len() / array.Shape[0], array: array}, nil
}

// rows reads the rows from ≤ i < to.
func (s *sampleFile) rows(from, to int, data []float32) (parzen.Points, error) {
	p := parzen.Points{N: to - from, D: s.D, Data: data[:(to-from)*s.D]}
	if err := s.array.Read(p.Data, from*s.D); err != nil {
		return parzen.Points{}, fmt.Errorf("%s: %w", s.Name(), err)
	}
	return p, nil
}

// blockRows is how many rows are read at a time: as many as the estimator takes at once.
const blockRows = 8192

// blocks are all rows, some at a time, in the same memory.
func (s *sampleFile) blocks(yield func(parzen.Points, error) bool) {
	data := make([]float32, min(blockRows, s.N)*s.D)
	for from := 0; from < s.N; from += blockRows {
		p, err := s.rows(from, min(from+blockRows, s.N), data)
		if !yield(p, err) || err != nil {
			return
		}
	}
}

// readAll reads a whole file.
func readAll(path string) (parzen.Points, error) {
	file, err := openSamples(path)
	if err != nil {
		return parzen.Points{}, err
	}
	defer file.Close()
	return file.rows(0, file.N, make([]float32, file.N*file.D))
}

// paperValidation is how many validation images choose sigma, the first ones (parzen_ll.py -l).
const paperValidation = 1000

// heldOut returns the data of a data set, or of the user's files; valid is empty where there is no file for it.
func (c *parzenCommand) heldOut(ctx context.Context, stderr io.Writer) (valid, test parzen.Points, err error) {
	if c.dataset != "" {
		set, err := newCache(c.data, stderr).Load(ctx, c.dataset)
		if err != nil {
			return valid, test, err
		}
		return points(set.Valid.First(min(paperValidation, set.Valid.N))), points(set.Test), nil
	}
	if c.valid != "" {
		if valid, err = readAll(c.valid); err != nil {
			return valid, test, err
		}
	}
	test, err = readAll(c.test)
	return valid, test, err
}

// suit says what makes samples and data no match: dimensions, or scales, for which the first samples stand.
func suit(samples *sampleFile, valid, test parzen.Points) (warnings []string, err error) {
	for _, held := range []struct {
		name string
		parzen.Points
	}{{"test", test}, {"validation", valid}} {
		if held.N > 0 && held.D != samples.D {
			return nil, fmt.Errorf("%s: samples have %d values, the %s data %d", samples.Name(), samples.D, held.name, held.D)
		}
	}
	n := min(blockRows, samples.N)
	first, err := samples.rows(0, n, make([]float32, n*samples.D))
	if err != nil {
		return nil, err
	}
	low, high := slices.Min(first.Data), slices.Max(first.Data)
	testLow, testHigh := slices.Min(test.Data), slices.Max(test.Data)
	switch {
	case !(testLow >= 0 && testHigh <= 1): // also of values that are not finite, which the estimator names
		return nil, nil
	case low >= 0 && high > 2 && high <= 255:
		return nil, fmt.Errorf("%s: samples reach from %g to %g, the test data from %g to %g: divide them by 255", samples.Name(), low, high, testLow, testHigh)
	case low < -0.5 || high > 1.5:
		return []string{fmt.Sprintf("samples reach from %g to %g, the test data from %g to %g: are they on one scale?", low, high, testLow, testHigh)}, nil
	}
	return nil, nil
}
