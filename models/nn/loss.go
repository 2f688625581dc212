package nn

// Loss returns a number to differentiate whose derivatives by x are the values that slopes writes. Its own value means nothing. name tells it from
// others.
func (g *Graph[T]) Loss(name string, x *Node[T], slopes func(dst, x Matrix[T])) *Node[T] {
	// The sum of the values times fixed slopes has these slopes as its derivatives.
	return g.Sum(g.Mask(x, g.Map(name, x.Rows, x.Cols, x, slopes)))
}
