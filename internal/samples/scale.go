package samples

import (
	"fmt"
	"strconv"
	"strings"
)

// A Range is an interval in which values lie. A few values may lie slightly outside.
type Range struct{ Low, High float64 }

// Conventional ranges of image values.
var (
	Unit  = Range{0, 1}
	Tanh  = Range{-1, 1}
	Bytes = Range{0, 255}
)

func (r Range) String() string { return fmt.Sprintf("%g..%g", r.Low, r.High) }

func (r Range) span() float64 { return r.High - r.Low }

// ParseRange parses LOW..HIGH.
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

// to returns the linear function that maps one range to the other.
func (r Range) to(other Range) func(row []float64) {
	return func(row []float64) {
		for k, v := range row {
			row[k] = other.Low + (v-r.Low)*other.span()/r.span()
		}
	}
}

// Map adds a step that maps the values from one range to another.
func (r *Rows) Map(from, to Range) {
	if from != to {
		r.Apply(from.to(to))
	}
}

// A Target is what samples of images are compared with: images of a data set.
type Target interface {
	Normalised() bool           // each image was normalised to mean 0
	Preprocess(image []float64) // changes levels from 0 to 255 to values of the data set
}

// ToImages adds the steps from a range to the values of a data set.
func (r *Rows) ToImages(from Range, to Target) {
	if from == Unit && !to.Normalised() {
		return
	}
	r.Map(from, Bytes)
	r.Apply(to.Preprocess)
}

// convention returns the conventional range of image values that the values have, if any: 0..1, -1..1, or 0..255 if they exceed 127.
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

// Limits of the distance of one file's values from the range of another file, in root mean square, as a fraction of the range's length.
const (
	beyondConvention = 0.25 // limit for a conventional range
	beyondOwn        = 3    // limit for any other range, which goes from the file's lowest value to its highest
	fewValues        = 16   // least number of values from which a range is determined

	// Images of range -1..1 may have few values below 0, as images of white paper do. The lowest value identifies them.
	reaches = 0.9
)

// A Ranged is a file with its range. Other files are compared with it.
type Ranged struct {
	*Rows
	Summary
	Range      Range
	convention bool // the range is a conventional range of image values
}

// WithRange determines the range of rows from their summary.
func (r *Rows) WithRange(s Summary) Ranged {
	j := Ranged{Rows: r, Summary: s}
	j.Range, j.convention = s.convention()
	return j
}

// Convention returns the file's range if it is a conventional range of image values.
func (j Ranged) Convention() (Range, bool) { return j.Range, j.convention && j.Values >= fewValues }

// admits reports whether values at this distance from the range, in root mean square, can have the file's scale.
func (j Ranged) admits(beyond float64) bool {
	switch {
	case j.Values < fewValues:
		return true
	case j.convention:
		return beyond <= beyondConvention*j.Range.span()
	}
	return beyond <= beyondOwn*j.Range.span() || j.Range.span() == 0
}

// differs reports whether the other file has another conventional range and fills it to the end.
func (j Ranged) differs(other Ranged) bool {
	mine, ok := j.Convention()
	_, ok2 := other.Convention()
	return ok && ok2 && max(mine.Low-other.Low, other.High-mine.High) >= reaches*mine.span()
}

// CheckScale returns an error if two files have different scales, that is if the values of one lie too far outside the range of the
// other. The summary of the samples must be relative to the range of the data. CheckScale reads the data once more.
func CheckScale(one, data Ranged) error {
	back, err := data.Rows.Summary(0, data.N, one.Range)
	if err != nil {
		return err
	}
	if data.admits(one.rmsBeyond()) && one.admits(back.rmsBeyond()) && !data.differs(one) && !one.differs(data) {
		return nil
	}
	return fmt.Errorf("%v reach from %.4g to %.4g, the %v from %.4g to %.4g: they are not on the same scale", one.Rows, one.Low, one.High, data.Rows, data.Low, data.High)
}

// CheckRange returns an error if the values do not fit the stated range: if they lie too far outside it, or if all lie in a conventional
// range of at most half its length.
func (j Ranged) CheckRange(said Range) error {
	narrow, ok := j.Convention()
	ok = ok && j.High > j.Low && said.span() >= 2*narrow.span()
	if ok || j.rmsBeyond() > beyondConvention*said.span() {
		return fmt.Errorf("%v reach from %.4g to %.4g, which is not the range %v", j.Rows, j.Low, j.High, said)
	}
	return nil
}

// maxMean is the largest allowed mean of an example, in root mean square, if every example of the data has mean 0 and values of about 1.
// Images of natural brightness have .24 on the scale -1..1, and .49 on 0..1.
const maxMean = 0.15

// CheckMeans returns an error if the means of the examples are not near 0.
func (j Ranged) CheckMeans() error {
	if mean := j.rmsMean(); !(mean <= maxMean) {
		return fmt.Errorf("%v reach from %.4g to %.4g, and the means of their examples are ±%.3g: every example of the data is normalised to mean 0", j.Rows, j.Low, j.High, mean)
	}
	return nil
}

// Levels reports whether the values are levels from 0 to 255: those of pictures, or integers that reach beyond 1 and not beyond 255.
func (j Ranged) Levels() bool {
	f := j.file
	return f != nil && (f.Levels || f.Integer && j.Low >= 0 && j.High > 1 && j.High <= Bytes.High)
}

// Recognised returns the conventional range of images that the values certainly have. Values from -1 to 1 certainly have it only if they
// come near -1: others may be of 0..1, with noise. Numbers from 0 to 255 have it only if most examples go beyond 1: others may be of 0..1,
// with errors.
func (j Ranged) Recognised() (r Range, ok bool) {
	if j.Levels() {
		return Bytes, true
	}
	r, ok = j.Convention()
	switch {
	case r == Tanh && j.Low > -reaches, r == Bytes && 2*j.Small > j.Summary.Rows:
		return r, false
	}
	return r, ok
}

// RecogniseImages returns the range of samples of images, which are to be compared with images in 0..1, or normalised to mean 0. The
// summary must be relative to 0..1. same is true for samples of normalised images that are normalised already. The error says what to do.
func (j Ranged) RecogniseImages(normalised bool) (r Range, same bool, err error) {
	r, ok := j.Recognised()
	switch {
	case normalised && !j.Levels() && j.CheckMeans() == nil:
		return Range{}, true, nil
	case ok:
		return r, false, nil
	case normalised:
		return r, false, fmt.Errorf("%w: %s", j.CheckMeans(), j.Remedy())
	case j.Values < fewValues, j.rmsBeyond() <= beyondConvention:
		return Unit, false, nil
	}
	return r, false, fmt.Errorf("%v reach from %.4g to %.4g, which is none of the ranges 0..1, -1..1 and 0..255: %s", j.Rows, j.Low, j.High, j.Remedy())
}

// Remedy returns the advice for samples on another scale.
func (j Ranged) Remedy() string {
	says := "give their range with -range LOW..HIGH to map them to the range of the data"
	if r, ok := j.Convention(); ok {
		says = fmt.Sprintf("give -range %v to map them to the range of the data", r)
		if r == Bytes {
			says = "divide them by 255, or " + says
		}
	}
	return says + "; give -range same if they are on the scale of the data already"
}
