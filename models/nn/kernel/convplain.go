package kernel

// The plain versions of MaxoutConv, for any element type.

// taps calls f for each tap of the window at a position that is on the input, with its index in x and in a filter.
func (c Conv) taps(position int, f func(x, w int)) {
	_, cols := c.Positions()
	for ch := range c.Channels {
		for i := range c.Kernel {
			for j := range c.Kernel {
				row, col := position/cols+i-c.Pad, position%cols+j-c.Pad
				if row >= 0 && row < c.Height && col >= 0 && col < c.Width {
					f((ch*c.Height+row)*c.Width+col, (ch*c.Kernel+i)*c.Kernel+j)
				}
			}
		}
	}
}

func maxoutConv[T Float](c Conv, y []T, winner []Winner, x, w, bias []T) {
	rows, cols := c.Positions()
	_, pooledCols := c.Pooled()
	area := c.Outputs() / c.Maps
	for i := range y {
		example, m := x[i/c.Outputs()*c.Inputs():], i/area%c.Maps
		top, left := i%area/pooledCols*c.Stride, i%area%pooledCols*c.Stride
		for row := top; row < min(top+c.Pool, rows); row++ {
			for col := left; col < min(left+c.Pool, cols); col++ {
				for p := range c.Pieces {
					filter := p*c.Maps + m
					s := bias[filter]
					c.taps(row*cols+col, func(x, k int) { s += T(w[k*c.Filters()+filter] * example[x]) })
					first := row == top && col == left && p == 0
					if first || !(s <= y[i]) && y[i] == y[i] { // the first NaN stays: divergence must not hide
						y[i], winner[i] = s, Winner((row*cols+col)<<8|p)
					}
				}
			}
		}
	}
}

func maxoutConvByInput[T Float](c Conv, dx []T, winner []Winner, dy, w []T) {
	clear(dx)
	area := c.Outputs() / c.Maps
	for i, v := range dy {
		example, filter := dx[i/c.Outputs()*c.Inputs():], int(winner[i]&255)*c.Maps+i/area%c.Maps
		c.taps(int(winner[i]>>8), func(x, k int) { example[x] += T(w[k*c.Filters()+filter] * v) })
	}
}

func maxoutConvByWeights[T Float](c Conv, dw []T, winner []Winner, dy, x []T) {
	clear(dw)
	area := c.Outputs() / c.Maps
	for i, v := range dy {
		example, filter := x[i/c.Outputs()*c.Inputs():], int(winner[i]&255)*c.Maps+i/area%c.Maps
		c.taps(int(winner[i]>>8), func(x, k int) { dw[k*c.Filters()+filter] += T(example[x] * v) })
	}
}
