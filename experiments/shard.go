package main

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"slices"

	"gan2014"
	"gan2014/internal/logsum"
	"gan2014/parzen"
	"gonum.org/v1/gonum/stat"
)

// shardBlock is how many samples make a block, whose sum is one number for each point and sigma. Blocks are what shards divide.
const shardBlock = 8 * blockRows

// A share is what a shard computes: of each validation and test point, at each sigma, the sum over its samples of the window's
// densities, as the sums of whole blocks. All shards of one estimate have the same task.
type share struct {
	task  shardTask
	nodes []logsum.Node
}

// A shardTask is what is estimated.
type shardTask struct {
	Samples, Dimension int
	First              string // SHA-256 of the first samples
	Valid, Test        int    // points
	Held               string // SHA-256 of them
	Sigmas             []float64
	Code               string // identity of the numeric code
	Warnings           []string
}

func (t shardTask) blocks() int { return (t.Samples + shardBlock - 1) / shardBlock }

// newShardTask says what is estimated of samples.
func newShardTask(s *sampleFile, valid, test parzen.Points, sigmas parzen.Grid, warnings []string) (shardTask, error) {
	n := min(s.N, blockRows)
	first, err := s.rows(0, n, make([]float32, n*s.D))
	if err != nil {
		return shardTask{}, err
	}
	return shardTask{
		Samples: s.N, Dimension: s.D, First: hashOf(first), Valid: valid.N, Test: test.N, Held: hashOf(valid, test),
		Sigmas: sigmas, Code: gan2014.CodeID(), Warnings: warnings,
	}, nil
}

func hashOf(all ...parzen.Points) string {
	h := sha256.New()
	for _, p := range all {
		binary.Write(h, binary.LittleEndian, []int64{int64(p.N), int64(p.D)})
		binary.Write(h, binary.LittleEndian, p.Data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// sumBlocks adds up the blocks of a shard, from 1 to of, one of which is at work at a time.
func (t shardTask) sumBlocks(ctx context.Context, s *sampleFile, points parzen.Points, shard, of, workers int, progress func(event)) (*share, error) {
	var sum logsum.Sum
	data := make([]float32, blockRows*s.D)
	from, to := (shard-1)*t.blocks()/of, shard*t.blocks()/of
	for block := from; block < to; block++ {
		logs, err := sumBlock(ctx, s, points, t.Sigmas, block, workers, data)
		if err != nil {
			return nil, err
		}
		if err := sum.Add(logsum.Node{Index: block, Logs: logs}); err != nil {
			return nil, err
		}
		progress(event{Done: block + 1 - from, Total: to - from})
	}
	return &share{t, sum.Nodes()}, nil
}

// sumBlock returns the logarithms of the sums over the samples of a block: all points at the first sigma, then at the next.
func sumBlock(ctx context.Context, s *sampleFile, points parzen.Points, sigmas []float64, block, workers int, data []float32) ([]float64, error) {
	window, err := parzen.NewAccumulator(points, sigmas)
	if err != nil {
		return nil, err
	}
	window.Workers = workers
	end := min((block+1)*shardBlock, s.N)
	for from := block * shardBlock; from < end; from += blockRows {
		samples, err := s.rows(from, min(from+blockRows, end), data)
		if err == nil {
			err = window.Add(ctx, samples)
		}
		if err != nil {
			return nil, err
		}
	}
	lls, err := window.LogProb()
	if err != nil {
		return nil, err
	}
	logs := slices.Concat(lls...)
	for i := range logs {
		logs[i] += math.Log(float64(window.N())) // the mean of the block is known: now its sum
	}
	return logs, nil
}

// A merger adds up the shares of all shards, the first blocks first.
type merger struct {
	task shardTask
	sum  logsum.Sum
}

func (m *merger) add(s *share) error {
	for _, n := range s.nodes {
		if err := m.sum.Add(n); err != nil {
			return err
		}
	}
	return nil
}

// estimate is by all samples.
func (m *merger) estimate() (estimate, error) {
	logs, err := m.sum.Total(m.task.blocks())
	if err != nil {
		return estimate{}, err
	}
	for i := range logs {
		logs[i] -= math.Log(float64(m.task.Samples))
	}
	return m.task.estimate(logs), nil
}

// estimate chooses sigma by the log densities of the validation points, if there are any, and takes the mean of those of the test points.
func (t shardTask) estimate(logs []float64) estimate {
	e := estimate{Samples: t.Samples, TestExamples: t.Test, Dimension: t.Dimension, Grid: []curvePoint{}, Warnings: slices.Concat([]string{}, t.Warnings)}
	all, best := t.Valid+t.Test, 0
	if t.Valid > 0 {
		c := parzen.Choice{Curve: parzen.Curve{Sigmas: t.Sigmas}}
		for j := range t.Sigmas {
			c.Curve.MeanLL = append(c.Curve.MeanLL, stat.Mean(logs[j*all:j*all+t.Valid], nil))
			if c.Curve.MeanLL[j] > c.Curve.MeanLL[best] {
				best = j
			}
		}
		c.Sigma = t.Sigmas[best]
		c.AtEdge = c.Sigma == slices.Min(t.Sigmas) || c.Sigma == slices.Max(t.Sigmas)
		e.choose(c, false)
	}
	test := logs[best*all+t.Valid : (best+1)*all]
	e.Sigma, e.LL = t.Sigmas[best], stat.Mean(test, nil)
	e.StdErr = math.Sqrt(stat.PopVariance(test, nil) / float64(t.Test)) // as parzen.Score has it
	return e
}

// say tells of a share that is written.
func (s *share) say(w io.Writer, path string) {
	blocks := 0
	for _, n := range s.nodes {
		blocks += 1 << n.Level
	}
	fmt.Fprintf(w, "%s: sums over %d of %d blocks of %d samples\n", path, blocks, s.task.blocks(), shardBlock)
}

// computeShare computes the shard that is asked for, and keeps it in a file.
func (c *parzenCommand) computeShare(ctx context.Context, call call, samples *sampleFile, valid, test parzen.Points, warnings []string) error {
	sigmas, err := c.candidates()
	if err != nil {
		return err
	}
	points := test
	if c.sigmaGiven {
		sigmas, valid = parzen.Grid{c.sigma}, parzen.Points{D: test.D}
	} else {
		points = parzen.Points{N: valid.N + test.N, D: test.D, Data: slices.Concat(valid.Data, test.Data)}
	}
	task, err := newShardTask(samples, valid, test, sigmas, warnings)
	if err != nil {
		return usageError{err}
	}
	display := newDisplay(call.stderr)
	line := display.line(fmt.Sprintf("shard %d of %d", c.shard, c.of))
	s, err := task.sumBlocks(ctx, samples, points, c.shard, c.of, c.threads, line.show)
	line.stop()
	display.close()
	if err != nil {
		return usageUnlessCanceled(ctx, err)
	}
	if err := s.write(c.to); err != nil {
		return err
	}
	s.say(call.stderr, c.to)
	return nil
}

// mergeShares estimates by what shards have written. Of their files it holds one at a time.
func (c *parzenCommand) mergeShares(call call) error {
	paths, task, err := inOrder(c.shares)
	if err != nil {
		return usageError{err}
	}
	m := merger{task: task}
	for _, path := range paths {
		s, err := readShare(path)
		if err == nil {
			err = m.add(s)
		}
		if err != nil {
			return usageError{fmt.Errorf("%w: give the files of all shards, each once", err)}
		}
	}
	e, err := m.estimate()
	if err != nil {
		return usageError{fmt.Errorf("%w: give the files of all shards, each once", err)}
	}
	return e.tell(c.format, call)
}
