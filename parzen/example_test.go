package parzen_test

import (
	"context"
	"fmt"

	"gan2014/parzen"
)

// A model that draws from {0, 1} is judged on data near 0 and 1.
func Example() {
	ctx := context.Background()
	model, err := parzen.New(parzen.Points{N: 4, D: 1, Data: []float32{0, 1, 0, 1}})
	if err != nil {
		fmt.Println(err)
		return
	}
	valid := parzen.Points{N: 4, D: 1, Data: []float32{-0.2, 0.3, 0.8, 1.1}}
	choice, err := model.Choose(ctx, valid, parzen.LogGrid(0.1, 1, 10)) // the paper's grid
	if err != nil {
		fmt.Println(err)
		return
	}
	test := parzen.Points{N: 3, D: 1, Data: []float32{0.1, 0.75, 1.2}}
	score, err := model.Score(ctx, test, choice.Sigma)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("sigma %.4f, at the edge of the grid: %v\n", choice.Sigma, choice.AtEdge)
	fmt.Printf("%.3f ± %.3f nats over %d test points\n", score.LL, score.StdErrOverExamples, score.N)
	// Output:
	// sigma 0.2154, at the edge of the grid: false
	// -0.479 ± 0.133 nats over 3 test points
}

// Samples that come one block after another are not kept.
func ExampleStream() {
	model := parzen.Stream(func(yield func(parzen.Points, error) bool) {
		for i := range 1000 {
			block := parzen.Points{N: 2, D: 1, Data: []float32{float32(i) / 1000, 1}} // from a file, or drawn again from a seed
			if !yield(block, nil) {
				return
			}
		}
	})
	score, err := model.Score(context.Background(), parzen.Points{N: 2, D: 1, Data: []float32{0.5, 1}}, 0.1)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f ± %.3f nats\n", score.LL, score.StdErrOverExamples)
	// Output: 0.057 ± 0.531 nats
}

// Without a grid to be bound to: around one sample the best σ is the distance of the data.
func ExampleEstimator_Optimal() {
	model, err := parzen.New(parzen.Points{N: 1, D: 2, Data: []float32{0, 0}})
	if err != nil {
		fmt.Println(err)
		return
	}
	valid := parzen.Points{N: 2, D: 2, Data: []float32{0.3, 0.3, -0.3, 0.3}}
	choice, err := model.Optimal(context.Background(), valid, parzen.LogGrid(0.1, 1, 10))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.4f\n", choice.Sigma)
	// Output: 0.3000
}
