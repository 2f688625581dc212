package samples

import (
	"fmt"
	"strconv"
	"strings"
)

// A Range is where values lie. A value may be a little outside it.
type Range struct{ Low, High float64 }

// Ranges in which images are kept.
var (
	Unit  = Range{0, 1}
	Tanh  = Range{-1, 1}
	Bytes = Range{0, 255}
)

func (r Range) String() string { return fmt.Sprintf("%g..%g", r.Low, r.High) }

func (r Range) span() float64 { return r.High - r.Low }

// ParseRange reads LOW..HIGH.
func ParseRange(text string) (r Range, err error) {
	low, high, found := strings.Cut(text, "..")
	if found {
		r.Low, err = strconv.ParseFloat(low, 64)
		if err == nil {
			r.High, err = strconv.ParseFloat(high, 64)
		}
	}
	if !found || err != nil || !isFinite(r.span()) || r.span() <= 0 {
		return r, fmt.Errorf("it must be LOW..HIGH, as in 0..255 or -1..1, not %q", text)
	}
	return r, nil
}

// to returns the straight line that takes one range to the other.
func (r Range) to(other Range) func(row []float64) {
	return func(row []float64) {
		for k, v := range row {
			row[k] = other.Low + (v-r.Low)*other.span()/r.span()
		}
	}
}

// Map has values of one range brought to another.
func (r *Rows) Map(from, to Range) {
	if from != to {
		r.Apply(from.to(to))
	}
}

// convention is the range in which images are kept that values have, if it is one of them: 0..1, -1..1, or 0..255 where they reach beyond 127.
func (s Summary) convention() (r Range, ok bool) {
	switch {
	case s.Low >= 0 && s.High <= 1:
		return Unit, true
	case s.Low >= -1 && s.High <= 1:
		return Tanh, true
	case s.Low >= 0 && s.High > 127 && s.High <= 255:
		return Bytes, true
	}
	return Range{s.Low, s.High}, false
}

// How far the values of one file may be beyond the range of another, in root mean square, as a part of its length.
const (
	beyondConvention = 0.25 // of a range in which images are kept
	beyondOwn        = 3    // of any other, which is from the file's lowest value to its highest
	fewValues        = 16   // of fewer, the range is not known

	// Values of -1..1 may be few below 0, as those of white paper are. They are known by how far the lowest is below it.
	reaches = 0.9
)

// Judged is a file with its range, which others are compared with.
type Judged struct {
	*Rows
	Summary
	Range      Range
	convention bool // the range is one in which images are kept
}

// Judge gives rows the range that their summary says they have.
func (r *Rows) Judge(s Summary) Judged {
	j := Judged{Rows: r, Summary: s}
	j.Range, j.convention = s.convention()
	return j
}

// Convention is the range in which images are kept that the file has, if it is one of them.
func (j Judged) Convention() (Range, bool) { return j.Range, j.convention && j.Values >= fewValues }

// admits says whether values that are so far beyond the range, in root mean square, can be on the scale of the file.
func (j Judged) admits(beyond float64) bool {
	switch {
	case j.Values < fewValues:
		return true
	case j.convention:
		return beyond <= beyondConvention*j.Range.span()
	}
	return beyond <= beyondOwn*j.Range.span() || j.Range.span() == 0
}

// differs says whether the other file has another range in which images are kept, and reaches to the end of it.
func (j Judged) differs(other Judged) bool {
	mine, ok := j.Convention()
	_, ok2 := other.Convention()
	return ok && ok2 && max(mine.Low-other.Low, other.High-mine.High) >= reaches*mine.span()
}

// CheckScale makes sure that two files are on one scale: neither has its values too far beyond the range of the other. The
// summary of the samples is by the range of the data. The data are read once more.
func CheckScale(one, data Judged) error {
	back, err := data.Rows.Summary(0, data.N, one.Range)
	if err != nil {
		return err
	}
	if data.admits(one.rmsBeyond()) && one.admits(back.rmsBeyond()) && !data.differs(one) && !one.differs(data) {
		return nil
	}
	return fmt.Errorf("%v reach from %.4g to %.4g, the %v from %.4g to %.4g: they are not on one scale", one.Rows, one.Low, one.High, data.Rows, data.Low, data.High)
}

// CheckRange makes sure that values are in the range they are said to be in: not too far beyond it, and not all in a range of half
// its length, or less, in which images are kept.
func (j Judged) CheckRange(said Range) error {
	narrow, ok := j.Convention()
	ok = ok && j.High > j.Low && said.span() >= 2*narrow.span()
	if ok || j.rmsBeyond() > beyondConvention*said.span() {
		return fmt.Errorf("%v reach from %.4g to %.4g, which is not the range %v", j.Rows, j.Low, j.High, said)
	}
	return nil
}

// maxMean is how far the mean of an example may be from 0, in root mean square, where every example of the data has the mean 0 and
// values of about 1: images of natural brightness have .24 on the scale -1..1, and .49 on 0..1.
const maxMean = 0.15

// CheckMeans makes sure that the means of examples are near 0.
func (j Judged) CheckMeans() error {
	if mean := j.rmsMean(); !(mean <= maxMean) {
		return fmt.Errorf("%v reach from %.4g to %.4g, and the mean of an example is ±%.3g: in the data every example is normalised to the mean 0", j.Rows, j.Low, j.High, mean)
	}
	return nil
}

// Remedy is what to do about samples on another scale.
func (j Judged) Remedy() string {
	says := "-range LOW..HIGH says the range they are in, and they are mapped to that of the data"
	if r, ok := j.Convention(); ok {
		says = fmt.Sprintf("-range %v maps them to the data", r)
		if r == Bytes {
			says = "divide them by 255, or " + says
		}
	}
	return says + "; -range same says that they are on the data's scale as they are"
}
