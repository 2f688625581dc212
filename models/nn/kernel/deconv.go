package kernel

// A Deconv is the shape of a transposed convolution, the adjoint of a cross-correlation (no flip, no padding). Each value of the input is
// multiplied by a filter and added to a window of the output. Windows are Stride apart.
//
// An example is a row of channels × height × width, in that order, and so is the result, of Maps channels. The columns of an
// example, Height·Width × Maps·Kernel·Kernel, hold the terms that each position of the input adds to the values of its window.
type Deconv struct {
	Channels, Height, Width int // of the input
	Kernel                  int // height and width of a window
	Stride                  int
	Maps                    int
}

// Size returns the size of the output, (n−1)·stride + kernel.
func (d Deconv) Size() (height, width int) {
	return (d.Height-1)*d.Stride + d.Kernel, (d.Width-1)*d.Stride + d.Kernel
}

// Inputs, Columns and Outputs return the number of values of an example, of a window, and of a result.
func (d Deconv) Inputs() int  { return d.Channels * d.Height * d.Width }
func (d Deconv) Columns() int { return d.Maps * d.Kernel * d.Kernel }
func (d Deconv) Outputs() int {
	height, width := d.Size()
	return d.Maps * height * width
}

// Spread adds up the columns of one example in its result y.
func Spread[T Float](d Deconv, y, columns []T) {
	clear(y)
	d.runs(len(y), len(columns), func(image, column int) {
		for j, v := range columns[column : column+d.Kernel] {
			y[image+j] += v
		}
	})
}

// Gather copies a result y of one example to the columns: the adjoint of Spread.
func Gather[T Float](d Deconv, columns, y []T) {
	d.runs(len(y), len(columns), func(image, column int) { copy(columns[column:column+d.Kernel], y[image:]) })
}

// runs calls f for each row of each window, with its start in the image and in the columns.
func (d Deconv) runs(image, columns int, f func(image, column int)) {
	sized(d.Outputs(), image)
	sized(d.Height*d.Width*d.Columns(), columns)
	height, width := d.Size()
	column := 0
	for i := range d.Height {
		for j := range d.Width {
			for m := range d.Maps {
				for k := range d.Kernel {
					f((m*height+i*d.Stride+k)*width+j*d.Stride, column)
					column += d.Kernel
				}
			}
		}
	}
}
