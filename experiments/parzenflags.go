package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"

	"gan2014/internal/samples"
	"gan2014/parzen"
)

// parzenCommand estimates the likelihood of any model from a file of its samples.
type parzenCommand struct {
	samples, dataset, valid, test string
	sigma                         float64
	sigmaGiven, optimal           bool
	grid, format                  string
	scale                         scaleFlag
	data                          string
	threads                       int
	shard, of                     int      // 0 is all at once
	to                            string   // where a shard's sums are kept
	merge                         bool     // sums of shards, of
	shares                        []string // these files
}

func (c *parzenCommand) flags(f *flag.FlagSet) {
	f.StringVar(&c.samples, "samples", "", "")
	f.StringVar(&c.dataset, "dataset", "", "")
	f.StringVar(&c.valid, "valid", "", "")
	f.StringVar(&c.test, "test", "", "")
	f.Func("sigma", "", c.setSigma)
	f.StringVar(&c.grid, "grid", "", "")
	f.Var(switchFlag{&c.optimal}, "optimal", "")
	f.Func("range", "", c.scale.set)
	f.StringVar(&c.format, "format", "text", "")
	f.StringVar(&c.data, "data", "", "")
	f.Var(wholeFlag{&c.threads}, "threads", "")
	f.Func("shard", "", c.setShard)
	f.StringVar(&c.to, "to", "", "")
	f.Var(switchFlag{&c.merge}, "merge", "")
}

// check says which flags do not go together, and sets the dataset if there are no files.
func (c *parzenCommand) check(args []string) error {
	if c.merge {
		return c.checkMerge(args)
	}
	files := c.valid != "" || c.test != ""
	switch {
	case len(args) > 0:
		return noArguments(args)
	case c.samples == "":
		return errors.New("no samples: give a NumPy file with -samples")
	case files && c.dataset != "":
		return errors.New("-dataset and files of one's own exclude each other: give -dataset, or -valid and -test")
	case files && c.test == "":
		return errors.New("no test data: give a NumPy file with -test")
	case files && c.valid == "" && !c.sigmaGiven:
		return errors.New("no validation data to choose sigma on: give a NumPy file with -valid, or a sigma with -sigma")
	case c.sigmaGiven && (c.grid != "" || c.optimal):
		return errors.New("-sigma leaves nothing to choose: give it without -grid and -optimal")
	case c.sigmaGiven && !(c.sigma > 0 && c.sigma < 1e100):
		return fmt.Errorf("-sigma must be positive and finite, not %g", c.sigma)
	case c.optimal && c.shard > 0:
		return errors.New("-optimal goes through all samples several times: give -shard a -grid or a -sigma")
	case (c.shard > 0) != (c.to != ""):
		return errors.New("give -shard I/N and -to FILE together")
	case c.format != "text" && c.format != "json":
		return fmt.Errorf("-format must be text or json, not %q", c.format)
	}
	if !files && c.dataset == "" {
		c.dataset = "mnist"
	}
	_, err := c.candidates()
	return errors.Join(err, checkThreads(c.threads))
}

// setSigma takes the flag -sigma, which may not be zero: that it was given counts.
func (c *parzenCommand) setSigma(text string) (err error) {
	c.sigmaGiven = true
	if c.sigma, err = strconv.ParseFloat(text, 64); err != nil {
		return errors.New("it must be a number, such as 0.2")
	}
	return nil
}

// A scaleFlag is what -range says of samples: the range they are in, or that they are on the data's scale as they are.
type scaleFlag struct {
	said *samples.Range
	same bool
}

func (s *scaleFlag) set(text string) error {
	*s = scaleFlag{same: text == "same"}
	if s.same {
		return nil
	}
	said, err := samples.ParseRange(text)
	s.said = &said
	return err
}

// setShard takes the flag -shard, I/N.
func (c *parzenCommand) setShard(text string) error {
	shard, of, _ := strings.Cut(text, "/")
	var err, err2 error
	c.shard, err = strconv.Atoi(shard)
	c.of, err2 = strconv.Atoi(of)
	if err != nil || err2 != nil || c.shard < 1 || c.of < c.shard || c.of > maxShards {
		return fmt.Errorf("it must be I/N with I from 1 to N, and N at most %d", maxShards)
	}
	return nil
}

// maxShards is more than any cluster has nodes.
const maxShards = 1_000_000

// checkMerge is check for the sums of shards, which know all but the form of the answer.
func (c *parzenCommand) checkMerge(args []string) error {
	switch {
	case len(args) == 0:
		return errors.New("-merge needs the files that -shard has written, all of them")
	case c.samples+c.dataset+c.valid+c.test+c.grid+c.to != "" || c.sigmaGiven || c.optimal || c.shard > 0 || c.scale != scaleFlag{}:
		return errors.New("-merge takes samples, data and sigmas as the shards had them: give it with -format and files only")
	case c.format != "text" && c.format != "json":
		return fmt.Errorf("-format must be text or json, not %q", c.format)
	}
	c.shares = args
	return nil
}

// maxCandidates for sigma: a longer grid is a slip of the hand.
const maxCandidates = 10_000

// candidates are the values of sigma to choose from.
func (c *parzenCommand) candidates() (parzen.Grid, error) {
	switch c.grid {
	case "", "paper": // parzen_ll.py
		return parzen.LogGrid(0.1, 1, 10), nil
	case "fine": // that of table1.yaml
		return parzen.LinearGrid(0.1, 0.3, 21), nil
	}
	invalid := fmt.Errorf("-grid must be paper, fine, FROM:TO:COUNT or FROM:TO:COUNT:log with positive numbers, not %q", c.grid)
	ends, count, found := strings.Cut(c.grid, ":")
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
