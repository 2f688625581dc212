package theory

// exactPoint returns a point without an interval, because its value is computed and not sampled.
func exactPoint(x, y float64) Point { return Point{X: x, Y: y, Low: y, High: y} }

// graph returns f at n+1 points from low to high.
func graph(f func(float64) float64, low, high float64, n int) []Point {
	points := make([]Point, n+1)
	for i := range points {
		x := low + (high-low)*float64(i)/float64(n)
		points[i] = exactPoint(x, f(x))
	}
	return points
}
