package estimate

import (
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gan2014/internal/samples"
	"gan2014/parzen"
)

// A Request is the input of an estimate: the samples, the held-out data, and sigma or how to choose it.
type Request struct {
	Samples, Dataset, Valid, Test string // files, or the name of a data set
	Stdin                         io.Reader
	Sigma                         float64
	SigmaGiven, Optimal           bool
	Grid                          string
	Scale                         ScaleFlag
	Data                          string // folder of the data sets
	Threads                       int
	Shard, Of                     int    // shard Shard of Of; 0 means all samples at once
	To                            string // file for the sums of the shard
}

// A ScaleFlag is the value of -range: the range of the samples, or "same" if the samples are on the data's scale.
type ScaleFlag struct {
	said *samples.Range
	same bool
}

func (s *ScaleFlag) Set(text string) error {
	*s = ScaleFlag{same: text == "same"}
	if s.same {
		return nil
	}
	said, err := samples.ParseRange(text)
	s.said = &said
	return err
}

// maxCandidates limits the number of sigmas. A longer grid is a typing error.
const maxCandidates = 10_000

// Candidates returns the sigmas to choose from.
func (c *Request) Candidates() (parzen.Grid, error) {
	switch c.Grid {
	case "", "paper": // the grid of parzen_ll.py
		return parzen.LogGrid(0.1, 1, 10), nil
	case "fine": // the grid of table1.yaml
		return parzen.LinearGrid(0.1, 0.3, 21), nil
	}
	invalid := fmt.Errorf("-grid must be paper, fine, FROM:TO:COUNT or FROM:TO:COUNT:log with positive numbers, not %q", c.Grid)
	ends, count, found := strings.Cut(c.Grid, ":")
	to, count, found2 := strings.Cut(count, ":")
	count, isLog := strings.CutSuffix(count, ":log")
	low, err := strconv.ParseFloat(ends, 64)
	high, err2 := strconv.ParseFloat(to, 64)
	n, err3 := strconv.Atoi(count)
	if !found || !found2 || errors.Join(err, err2, err3) != nil || !(low > 0 && high > 0 && low < 1e100 && high < 1e100) || n < 1 || n > maxCandidates {
		return nil, invalid
	}
	if isLog {
		return parzen.LogGrid(low, high, n), nil
	}
	return parzen.LinearGrid(low, high, n), nil
}
