package estimate

import (
	"context"
	"fmt"
	"io"

	"gan2014/datasets"
	"gan2014/experiments/terminal"
	"gan2014/internal/samples"
	"gan2014/internal/typeset"
	"gan2014/parzen"
)

// inputs holds what an estimate reads: samples and held-out data with one shape, one scale and one centre.
type inputs struct {
	samples  *samples.Rows
	parts    []part // one part, or one part a fold
	set      *datasets.Set
	centre   samples.Centre
	from, to int // range of the samples to read: all, or those of a shard
	folds    []parzen.Fold
	saved    float64 // upper bound of the change of values when they were saved
	read     string  // the range that the samples were read as; "" for the values as they are
	shard    bool    // only a part of the samples is looked at
}

// A part is the held-out data of one fold, or all held-out data. valid may be nil if sigma is given.
type part struct{ valid, test *samples.Rows }

// rows returns the data of the part that are not nil.
func (p part) rows() []*samples.Rows {
	if p.valid == nil {
		return []*samples.Rows{p.test}
	}
	return []*samples.Rows{p.test, p.valid}
}

// Open opens the samples and the data and prepares them. With -shard, only the samples of the shard are read.
func (c *Request) Open(ctx context.Context, stderr io.Writer) (*inputs, error) {
	m := &inputs{}
	var err error
	if m.samples, err = samples.Open("samples", c.Samples, c.Stdin); err != nil {
		return nil, err
	}
	m.to = m.samples.N
	if c.Shard > 0 {
		blocks := (m.samples.N + ShardBlock - 1) / ShardBlock
		from, to := shardOf(blocks, c.Shard, c.Of)
		m.from, m.to, m.shard = min(from*ShardBlock, m.samples.N), min(to*ShardBlock, m.samples.N), true
	}
	if err = m.openHeldOut(ctx, c, stderr); err == nil && c.Shard > 0 {
		err = c.checkTo(m)
	}
	if err == nil {
		err = m.prepare(c.Scale)
	}
	if err != nil {
		m.Close()
		return nil, err
	}
	if m.read != "" {
		fmt.Fprintf(stderr, "%v: %s, read as %s\n", m.samples, typeset.Count(m.samples.N, "example", "examples"), m.read)
	}
	return m, nil
}

func (m *inputs) Close() {
	m.samples.Close()
	for _, p := range m.parts {
		for _, r := range p.rows() {
			r.Close()
		}
	}
}

// paperValidation is the number of validation images that choose sigma, counted from the first (parzen_ll.py -l). With several
// folds, all validation images of a fold choose it.
const paperValidation = 1000

// openHeldOut opens the held-out data: a data set or the user's files.
func (m *inputs) openHeldOut(ctx context.Context, c *Request, stderr io.Writer) (err error) {
	if c.Dataset != "" {
		return m.openDataset(ctx, c, stderr)
	}
	p := part{}
	if p.test, err = samples.Open("test data", c.Test, nil); err != nil {
		return err
	}
	if c.Valid != "" {
		if p.valid, err = samples.Open("validation data", c.Valid, nil); err != nil {
			p.test.Close()
			return err
		}
	}
	m.parts = []part{p}
	return nil
}

func (m *inputs) openDataset(ctx context.Context, c *Request, stderr io.Writer) (err error) {
	if c.Dataset == datasets.None {
		return fmt.Errorf("the data set %s has no images to score: give another -dataset, or files with -valid and -test", datasets.None)
	}
	if m.set, err = terminal.NewCache(c.Data, stderr).Load(ctx, c.Dataset); err != nil {
		return err
	}
	inMemory := func(role string, images datasets.Images) *samples.Rows {
		return samples.InMemory(role, c.Dataset, m.set.Shape(), images.Data)
	}
	folds := m.set.Folds
	if len(folds) == 1 {
		folds = []datasets.Fold{{Valid: m.set.Valid.First(paperValidation), Test: m.set.Test}}
	}
	for _, f := range folds {
		p := part{test: inMemory("test data", f.Test)}
		if !c.SigmaGiven {
			p.valid = inMemory("validation data", f.Valid)
		}
		m.parts = append(m.parts, p)
	}
	return nil
}

// prepare compares the shapes and scales, maps samples of a different range, subtracts the centre of the test data, and reads the
// held-out data.
func (m *inputs) prepare(scale ScaleFlag) error {
	test := m.parts[0].test
	for _, r := range append([]*samples.Rows{m.samples}, m.parts[0].rows()...) {
		if err := r.Arrange(test.Shape); err != nil {
			return err
		}
	}
	if err := m.checkCompatible(scale); err != nil {
		return err
	}
	var err error
	if m.centre, err = test.Centre(); err != nil {
		return err
	}
	m.samples.Shift(m.centre.Shift)
	for _, p := range m.parts {
		fold := parzen.Fold{Valid: parzen.Points{D: test.Dim()}}
		p.test.Shift(m.centre.Shift)
		if fold.Test, err = allPoints(p.test); err == nil && p.valid != nil {
			p.valid.Shift(m.centre.Shift)
			fold.Valid, err = allPoints(p.valid)
		}
		if err != nil {
			return err
		}
		m.folds = append(m.folds, fold)
	}
	return nil
}

// checkCompatible rejects samples, validation data and test data that are not on one scale.
func (m *inputs) checkCompatible(scale ScaleFlag) error {
	p := m.parts[0]
	summary, err := p.test.Summary(0, p.test.N, samples.Range{})
	if err != nil {
		return err
	}
	test := p.test.WithRange(summary)
	m.saved = test.Saved(m.samples)
	if p.valid != nil && m.set == nil {
		summary, err := p.valid.Summary(0, p.valid.N, test.Range)
		if err != nil {
			return err
		}
		if err := samples.CheckScale(p.valid.WithRange(summary), test); err != nil && !scale.same {
			return fmt.Errorf("%w: bring both to the same scale, or give -range same to score them as they are", err)
		}
	}
	switch {
	case scale.said != nil:
		return m.mapRange(test, *scale.said)
	case scale.same:
		_, err := m.samplesWithRange(test.Range)
		return err
	case m.set != nil:
		return m.recogniseImages()
	}
	return m.recognise(test)
}

// recogniseImages finds the range of the samples of a data set.
func (m *inputs) recogniseImages() error {
	drawn, err := m.samplesWithRange(samples.Unit)
	if err != nil || drawn.Rows == nil {
		return err
	}
	read, same, err := drawn.RecogniseImages(m.set.Normalised())
	if err != nil || same {
		return err
	}
	if read == samples.Unit && !m.set.Normalised() {
		m.read = read.String()
		return nil
	}
	return m.mapRecognised(read, samples.Ranged{})
}

// recognise finds the range of the samples beside the user's own data: that of the data, or another certain one.
func (m *inputs) recognise(test samples.Ranged) error {
	drawn, err := m.samplesWithRange(test.Range)
	if err != nil || drawn.Rows == nil {
		return err
	}
	read, certain := drawn.Recognised()
	_, mappable := test.Convention()
	err = samples.CheckScale(drawn, test)
	switch {
	case certain && mappable && (err != nil || drawn.Levels()):
		return m.mapRecognised(read, test)
	case err != nil:
		return fmt.Errorf("%w: %s", err, drawn.Remedy())
	}
	return nil
}

// mapRecognised maps the samples from a range that was recognised. A shard does not see all samples, so the others may have another range.
func (m *inputs) mapRecognised(read samples.Range, test samples.Ranged) error {
	if m.shard {
		return fmt.Errorf("%v seem to have the range %v, but a shard does not read them all: give -range %v, or -range same", m.samples, read, read)
	}
	return m.mapRange(test, read)
}

// samplesWithRange determines the range of the samples to read. The result is empty if there are none.
func (m *inputs) samplesWithRange(with samples.Range) (samples.Ranged, error) {
	summary, err := m.samples.Summary(m.from, m.to, with)
	if err != nil || m.from == m.to {
		return samples.Ranged{}, err
	}
	return m.samples.WithRange(summary), nil
}

// mapRange maps the samples from a range, which the user gave or the program recognised, to the range of the data. For a data set it maps
// them to pixels and preprocesses them like the set's own images.
func (m *inputs) mapRange(test samples.Ranged, said samples.Range) error {
	drawn, err := m.samplesWithRange(said)
	if err == nil && drawn.Rows != nil {
		err = drawn.CheckRange(said)
	}
	if err != nil {
		return err
	}
	m.read = said.String()
	if m.set != nil {
		m.samples.ToImages(said, m.set)
		return nil
	}
	to, ok := test.Convention()
	if !ok {
		return fmt.Errorf("-range %v: the samples cannot be mapped to the range of the %v, %.4g to %.4g, because it is none of 0..1, -1..1 and 0..255: bring the samples to the scale of the data and give -range same", said, test.Rows, test.Low, test.High)
	}
	m.samples.Map(said, to)
	return nil
}

// allPoints reads all rows of a file or data set.
func allPoints(r *samples.Rows) (parzen.Points, error) {
	data, err := r.All()
	return parzen.Points{N: r.N, D: r.Dim(), Data: data}, err
}

// rows reads the samples from ≤ i < to into data.
func (m *inputs) rows(from, to int, data []float32) (parzen.Points, error) {
	d := m.samples.Dim()
	p := parzen.Points{N: to - from, D: d, Data: data[:(to-from)*d]}
	return p, m.samples.Read(p.Data, from)
}

// blockRows is the number of samples to read at a time. The estimator takes the same number at once.
const blockRows = 8192

// blocks yields all samples in blocks. Each block reuses the memory of the previous one.
func (m *inputs) blocks(yield func(parzen.Points, error) bool) {
	n := m.samples.N
	data := make([]float32, min(blockRows, n)*m.samples.Dim())
	for from := 0; from < n; from += blockRows {
		p, err := m.rows(from, min(from+blockRows, n), data)
		if !yield(p, err) || err != nil {
			return
		}
	}
}

// roundingLoss returns how much rounding to float32 has changed the values of the data and of nearby samples read so far.
func (m *inputs) roundingLoss() float64 {
	var data []*samples.Rows
	for _, p := range m.parts {
		data = append(data, p.rows()...)
	}
	return m.centre.Rounding(m.samples.Lost, data...)
}
