package main

import (
	"errors"
	"flag"
	"fmt"
	"strconv"
	"strings"

	"gan2014/parzen"
)

// parzenOptions are the flags of the command parzen.
type parzenOptions struct {
	samples, dataset, valid, test string
	sigma                         float64
	sigmaGiven, optimal           bool
	grid, format                  string
}

func (p *parzenOptions) flags(f *flag.FlagSet) {
	f.StringVar(&p.samples, "samples", "", "")
	f.StringVar(&p.dataset, "dataset", "", "")
	f.StringVar(&p.valid, "valid", "", "")
	f.StringVar(&p.test, "test", "", "")
	f.Float64Var(&p.sigma, "sigma", 0, "")
	f.StringVar(&p.grid, "grid", "", "")
	f.BoolVar(&p.optimal, "optimal", false, "")
	f.StringVar(&p.format, "format", "text", "")
}

// check says which flags do not go together, and sets the dataset if there are no files.
func (p *parzenOptions) check() error {
	files := p.valid != "" || p.test != ""
	switch {
	case p.samples == "":
		return errors.New("no samples: give a NumPy file with -samples")
	case files && p.dataset != "":
		return errors.New("-dataset and files of one's own exclude each other: give -dataset, or -valid and -test")
	case files && p.test == "":
		return errors.New("no test data: give a NumPy file with -test")
	case files && p.valid == "" && !p.sigmaGiven:
		return errors.New("no validation data to choose sigma on: give a NumPy file with -valid, or a sigma with -sigma")
	case p.sigmaGiven && (p.grid != "" || p.optimal):
		return errors.New("-sigma leaves nothing to choose: give it without -grid and -optimal")
	case p.sigmaGiven && !(p.sigma > 0 && p.sigma < 1e100):
		return fmt.Errorf("-sigma must be positive and finite, not %g", p.sigma)
	case p.format != "text" && p.format != "json":
		return fmt.Errorf("-format must be text or json, not %q", p.format)
	}
	if !files && p.dataset == "" {
		p.dataset = "mnist"
	}
	_, err := p.candidates()
	return err
}

// maxCandidates for sigma: a longer grid is a slip of the hand.
const maxCandidates = 10_000

// candidates are the values of sigma to choose from.
func (p *parzenOptions) candidates() (parzen.Grid, error) {
	switch p.grid {
	case "", "paper": // parzen_ll.py
		return parzen.LogGrid(0.1, 1, 10), nil
	case "fine": // that of table1.yaml
		return parzen.LinearGrid(0.1, 0.3, 21), nil
	}
	invalid := fmt.Errorf("-grid must be paper, fine, FROM:TO:COUNT or FROM:TO:COUNT:log with positive numbers, not %q", p.grid)
	ends, count, found := strings.Cut(p.grid, ":")
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
