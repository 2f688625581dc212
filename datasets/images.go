package datasets

// Images holds N images of Dim values: Data is N×Dim, row-major.
// The zero value holds no image.
type Images struct {
	N, Dim int
	Data   []float32
}

// Row returns image i (Dim values), a view.
func (m Images) Row(i int) []float32 {
	return m.Data[i*m.Dim : (i+1)*m.Dim : (i+1)*m.Dim]
}

// First returns the first n images, or all if there are fewer, a view.
func (m Images) First(n int) Images { return m.slice(0, min(n, m.N)) }

// Mean returns the mean of every pixel over the images (Dim values).
// The mean of no images is NaN.
func (m Images) Mean() []float64 {
	mean := make([]float64, m.Dim)
	for i := range m.N {
		for j, x := range m.Row(i) {
			mean[j] += float64(x)
		}
	}
	for j := range mean {
		mean[j] /= float64(m.N)
	}
	return mean
}

// slice returns images from to to-1, a view that append cannot grow into its
// neighbours.
func (m Images) slice(from, to int) Images {
	if from < 0 || from > to || to > m.N {
		panic("datasets: images out of range")
	}
	return Images{N: to - from, Dim: m.Dim, Data: m.Data[from*m.Dim : to*m.Dim : to*m.Dim]}
}
