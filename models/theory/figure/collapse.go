package figure

import "fmt"

// The figures of a generator that leaves modes out: the number of covered modes during the training, and at its end.
var (
	Ring       = coverage("collapse/ring", "Modes covered on a ring of 8 Gaussians", "modes covered", 8)
	RingEnd    = ending("collapse-table/ring", "A ring of 8 Gaussians; a good sample is within three standard deviations of a centre.", modeColumns)
	Grid       = coverage("collapse/grid", "Modes covered on a grid of 25 Gaussians", "modes covered", 25)
	GridEnd    = ending("collapse-table/grid", "A grid of 25 Gaussians; of samples that are spread evenly over its square a share of 0.07 is good.", modeColumns)
	Classes    = coverage("mnist-collapse/classes", "Classes of MNIST covered", "classes covered", 10)
	ClassesEnd = ending("mnist-collapse-table/classes", "The ten classes of MNIST; the entropy of equally many of each is log 10 = 2.303.", []string{"Classes covered", "Class entropy, nats"})

	ofCollapse = []Figure{Ring, RingEnd, Grid, GridEnd, Classes, ClassesEnd}
)

var modeColumns = []string{"Modes covered", "Share of good samples"}

// samples is the strip of frames with samples in two dimensions.
var samples = Figure{
	Name: "samples/", Kind: Frame, X: "x", Parts: map[string]Part{NameSamples: Points, NameModes: Centres},
	Caption: "Samples at the end of a training with each setting, and rings around the centres of the data’s modes. What lies outside is not drawn.",
}

// SamplesFrame returns the frame with the samples of two-dimensional data at the end of a training with a setting.
func SamplesFrame(data, setting string) Figure { return frame(samples, data+", "+setting) }

func coverage(name, title, y string, all int) Figure {
	return Figure{
		Name: name, Title: title, X: "updates of G", Y: y, Show: []float64{0}, Levels: []Level{{float64(all), fmt.Sprintf("all %d", all)}},
		Caption: "Covered is what has a fifth or more of its fair share of the samples. Mean over seeds; shaded: its 95 % interval. k is how many steps D makes for each step of G; " +
			"or G makes 20 for each of D.",
	}
}

func ending(name, caption string, columns []string) Figure {
	return Figure{Name: name, Kind: Table, Columns: columns, Caption: caption + " At the end of the training: the mean over seeds, and its 95 % interval."}
}
