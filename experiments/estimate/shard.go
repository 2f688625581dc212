package estimate

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"math"
	"os"
	"slices"

	"gan2014/experiments/exit"
	"gan2014/experiments/job"
	"gan2014/experiments/terminal"
	"gan2014/internal/atomicfile"
	"gan2014/internal/elementary"
	"gan2014/internal/logsum"
	"gan2014/internal/samples"
	"gan2014/internal/stats"
	"gan2014/internal/typeset"
	"gan2014/parzen"
)

// ShardBlock is the number of samples in a block. A block has one sum for each point and sigma. Shards consist of whole blocks.
const ShardBlock = 8 * blockRows

// A shardSums is the result of a shard: for each validation and test point and each sigma, the sum of the window's densities over the
// samples of each block. All shards of one estimate have the same input.
type shardSums struct {
	input shardInput
	notes shardNotes
	nodes []logsum.Node
}

// A shardInput identifies the estimate that a shard belongs to. Shards can be merged only if their inputs are equal.
type shardInput struct {
	Samples, Dimension int
	First              string      // SHA-256 of the first samples
	Folds              []shardFold // one or several
	Held               string      // SHA-256 of the points of all folds and of the shift of all values
	Sigmas             []float64
	Code               string // version of the estimator
}

// A shardFold holds the number of points that choose sigma and the number of points to score.
type shardFold struct{ Valid, Test int }

// shardNotes holds two observations of a shard: how much rounding has changed values, and how much it may have changed them when
// the files were saved.
type shardNotes struct{ Lost, Saved float64 }

func (t shardInput) blocks() int { return (t.Samples + ShardBlock - 1) / ShardBlock }

// points returns the number of points in all folds.
func (t shardInput) points() (n int) {
	for _, f := range t.Folds {
		n += f.Valid + f.Test
	}
	return n
}

// shardOf returns the range of blocks of a shard. Shards are counted from 1 to of.
func shardOf(blocks, shard, of int) (from, to int) {
	return (shard - 1) * blocks / of, shard * blocks / of
}

// newShardInput returns the input and the points of all folds: the validation and test points of the first fold, then those of the
// next.
func newShardInput(m *inputs, sigmas parzen.Grid) (shardInput, parzen.Points, error) {
	n, d := min(m.samples.N, blockRows), m.samples.Dim()
	first, err := m.rows(0, n, make([]float32, n*d))
	if err != nil {
		return shardInput{}, parzen.Points{}, err
	}
	task := shardInput{Samples: m.samples.N, Dimension: d, First: hashOf(nil, first), Sigmas: sigmas, Code: job.EstimatorVersion()}
	var parts []parzen.Points
	points := parzen.Points{D: d}
	for _, f := range m.folds {
		task.Folds = append(task.Folds, shardFold{f.Valid.N, f.Test.N})
		for _, p := range []parzen.Points{f.Valid, f.Test} {
			parts = append(parts, p)
			points.N += p.N
			points.Data = append(points.Data, p.Data...)
		}
	}
	task.Held = hashOf(m.centre.Shift, parts...)
	return task, points, nil
}

func hashOf(shift []float64, all ...parzen.Points) string {
	h := sha256.New()
	binary.Write(h, binary.LittleEndian, shift)
	for _, p := range all {
		binary.Write(h, binary.LittleEndian, []int64{int64(p.N), int64(p.D)})
		binary.Write(h, binary.LittleEndian, p.Data)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// sumBlocks adds up the blocks of a shard (from 1 to of), one block at a time.
func (t shardInput) sumBlocks(ctx context.Context, m *inputs, points parzen.Points, shard, of, workers int, progress func(job.Event)) (*shardSums, error) {
	var sum logsum.Sum
	data := make([]float32, blockRows*t.Dimension)
	from, to := shardOf(t.blocks(), shard, of)
	for block := from; block < to; block++ {
		logs, err := sumBlock(ctx, m, points, t.Sigmas, block, workers, data)
		if err != nil {
			return nil, err
		}
		if err := sum.Add(logsum.Node{Index: block, Logs: logs}); err != nil {
			return nil, err
		}
		progress(job.Event{Done: block + 1 - from, Total: to - from})
	}
	return &shardSums{t, shardNotes{m.roundingLoss(), m.saved}, sum.Nodes()}, nil
}

// sumBlock returns the logarithms of the sums over the samples of a block: all points at the first sigma, then at the next.
func sumBlock(ctx context.Context, m *inputs, points parzen.Points, sigmas []float64, block, workers int, data []float32) ([]float64, error) {
	window, err := parzen.NewAccumulator(points, sigmas)
	if err != nil {
		return nil, err
	}
	window.Workers = workers
	end := min((block+1)*ShardBlock, m.samples.N)
	for from := block * ShardBlock; from < end; from += blockRows {
		some, err := m.rows(from, min(from+blockRows, end), data)
		if err == nil {
			err = window.Add(ctx, some)
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
		logs[i] += elementary.Log(float64(window.N())) // turns the mean over the block into the sum
	}
	return logs, nil
}

// A merger adds up the sums of all shards, first blocks first.
type merger struct {
	input shardInput
	notes shardNotes
	sum   logsum.Sum
}

func (m *merger) add(s *shardSums) error {
	for _, n := range s.nodes {
		if err := m.sum.Add(n); err != nil {
			return err
		}
	}
	m.notes = shardNotes{max(m.notes.Lost, s.notes.Lost), max(m.notes.Saved, s.notes.Saved)}
	return nil
}

// total returns the log densities of all points under all samples: at the first sigma, then at the next.
func (m *merger) total() ([]float64, error) {
	logs, err := m.sum.Total(m.input.blocks())
	if err != nil {
		return nil, err
	}
	for i := range logs {
		logs[i] -= elementary.Log(float64(m.input.Samples))
	}
	return logs, nil
}

// estimate chooses the sigma of each fold by the log densities of its validation points, if there are any. Then it returns the
// mean log density of the test points.
func (t shardInput) estimate(logs []float64) *Estimate {
	all, from := t.points(), 0
	var folds []foldEstimate
	for _, f := range t.Folds {
		c, best := parzen.Choice{Sigma: t.Sigmas[0]}, 0
		if f.Valid > 0 {
			c.Curve.Sigmas = t.Sigmas
			for j := range t.Sigmas {
				c.Curve.MeanLL = append(c.Curve.MeanLL, stats.Mean(logs[j*all+from:][:f.Valid]))
				if c.Curve.MeanLL[j] > c.Curve.MeanLL[best] {
					best = j
				}
			}
			c.Sigma = t.Sigmas[best]
			c.AtEdge = c.Sigma == slices.Min(t.Sigmas) || c.Sigma == slices.Max(t.Sigmas)
		}
		test := logs[best*all+from+f.Valid:][:f.Test]
		mean, sd := stats.MeanSD(test)
		stderr := sd * math.Sqrt(float64(f.Test-1)) / float64(f.Test) // of the population, as parzen.Score computes it
		folds = append(folds, newFoldEstimate(c, mean, stderr, f.Valid, f.Test))
		from += f.Valid + f.Test
	}
	e := newEstimate(folds, false)
	e.Samples, e.Dimension = t.Samples, t.Dimension
	return e
}

// say tells the user that the file of a shard was written.
func (s *shardSums) say(w io.Writer, path string) {
	blocks := 0
	for _, n := range s.nodes {
		blocks += 1 << n.Level
	}
	fmt.Fprintf(w, "%s: sums over %d of %s of %d samples\n", path, blocks, typeset.Count(s.input.blocks(), "block", "blocks"), ShardBlock)
}

// ComputeShard computes the requested shard and writes it to a file.
func (c *Request) ComputeShard(ctx context.Context, m *inputs, stderr io.Writer) error {
	sigmas, err := c.Candidates()
	if err != nil {
		return err
	}
	if c.SigmaGiven {
		sigmas = parzen.Grid{c.Sigma}
		for i, f := range m.folds {
			m.folds[i].Valid = parzen.Points{D: f.Test.D}
		}
	}
	task, points, err := newShardInput(m, sigmas)
	if err != nil {
		return exit.Usage(err)
	}
	if _, err := samples.CheckPrecision(m.roundingLoss(), task.Dimension, slices.Max(sigmas)); err != nil {
		return exit.Usage(err)
	}
	display := terminal.NewDisplay(stderr)
	line := display.Line(fmt.Sprintf("shard %d of %d", c.Shard, c.Of))
	s, err := task.sumBlocks(ctx, m, points, c.Shard, c.Of, c.Threads, line.Show)
	line.Stop()
	display.Close()
	if err != nil {
		return exit.UsageUnlessCanceled(ctx, err)
	}
	if err := c.checkTo(m); err != nil { // check again, because the computation took long
		return exit.Usage(err)
	}
	if err := s.write(c.To); err != nil {
		return err
	}
	s.say(stderr, c.To)
	return nil
}

// checkTo returns an error if the file of -to is an input, or exists and is not a file of -shard.
func (c *Request) checkTo(m *inputs) error {
	inputs := []*samples.Rows{m.samples}
	for _, p := range m.parts {
		inputs = append(inputs, p.rows()...)
	}
	return atomicfile.CheckOverwrite("-to", c.To, "a file of -shard", isShard, func(info os.FileInfo) string {
		for _, r := range inputs {
			if r.SameFile(info) {
				return r.String()
			}
		}
		return ""
	})
}

// Merge computes the estimate from the files of all shards. It holds one file in memory at a time.
func Merge(files []string) (*Estimate, error) {
	paths, task, err := inOrder(files)
	if err != nil {
		return nil, exit.Usage(err)
	}
	m := merger{input: task}
	for _, path := range paths {
		s, err := readShard(path)
		if err == nil {
			err = m.add(s)
		}
		if err != nil {
			return nil, exit.Usage(fmt.Errorf("%w: give the files of all shards, each once", err))
		}
	}
	logs, err := m.total()
	if err != nil {
		return nil, exit.Usage(fmt.Errorf("%w: give the files of all shards, each once", err))
	}
	e := task.estimate(logs)
	if err := e.addWarnings(m.notes.Lost, m.notes.Saved); err != nil {
		return nil, exit.Usage(err)
	}
	return e, nil
}
