package samples

import (
	"fmt"
	"math"
)

// A Summary holds statistics of the values of examples. Summaries of parts can be added.
type Summary struct {
	Rows, Values int
	Low, High    float64
	Beyond       float64 // sum over values of the squared distance to a range, 0 within it
	Means        float64 // sum over examples of the squared mean of their values
	Small        int     // examples whose values all lie in -1..1
}

// Add adds the summary of other examples to s.
func (s *Summary) Add(other Summary) {
	if s.Rows == 0 {
		*s = other
		return
	}
	if other.Rows == 0 {
		return
	}
	s.Rows, s.Values = s.Rows+other.Rows, s.Values+other.Values
	s.Low, s.High = min(s.Low, other.Low), max(s.High, other.High)
	s.Beyond, s.Means = s.Beyond+other.Beyond, s.Means+other.Means
	s.Small += other.Small
}

// rmsBeyond returns the distance of the values from the range, in root mean square.
func (s Summary) rmsBeyond() float64 { return math.Sqrt(s.Beyond / float64(s.Values)) }

// rmsMean returns the root mean square of the examples' means.
func (s Summary) rmsMean() float64 { return math.Sqrt(s.Means / float64(s.Rows)) }

// Summary reads the examples from ≤ i < to and summarizes their values relative to a range. It returns an error for a value that is not
// finite.
func (r *Rows) Summary(from, to int, with Range) (Summary, error) {
	s := Summary{Low: math.Inf(1), High: math.Inf(-1)}
	err := r.each(from, to, func(i int, row []float64) error {
		sum, largest := 0.0, 0.0
		for k, v := range row {
			if !isFinite(v) {
				return r.wrap(fmt.Errorf("row %d, column %d is %v: values must be finite", i, k, v))
			}
			s.Low, s.High = min(s.Low, v), max(s.High, v)
			if beyond := max(with.Low-v, v-with.High); beyond > 0 {
				s.Beyond += float64(beyond * beyond)
			}
			sum, largest = sum+v, max(largest, math.Abs(v))
		}
		if largest <= 1 {
			s.Small++
		}
		mean := sum / float64(len(row))
		s.Rows, s.Values, s.Means = s.Rows+1, s.Values+len(row), s.Means+float64(mean*mean)
		return nil
	})
	return s, err
}
