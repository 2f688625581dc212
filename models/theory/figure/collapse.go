package figure

import (
	"fmt"
	"strconv"
	"strings"
)

// The figures of a generator that leaves modes out: the number of covered modes during the training, and at its end.
var (
	Classes    = coverage("mnist-collapse/classes", "Classes of MNIST covered", "classes covered", 10)
	ClassesEnd = ending("mnist-collapse-table/classes", "The ten classes of MNIST; the entropy of equally many of each is log 10 = 2.303.", []string{"Classes covered", "Class entropy, nats"})

	ofCollapse = []Figure{Ring(ringModes), RingEnd(ringModes), Grid(gridModes), GridEnd(gridModes), Classes, ClassesEnd}
)

// The numbers of modes of the figures without a number in their name. Other numbers are part of the name: "collapse/ring of 5".
const (
	ringModes = 8
	gridModes = 25
)

// Ring returns the figure of the modes covered on a ring.
func Ring(modes int) Figure {
	return coverage(withModes("collapse/ring", modes, ringModes), fmt.Sprintf("Modes covered on a ring of %d Gaussians", modes), "modes covered", modes)
}

// RingEnd returns the table of the modes covered on a ring.
func RingEnd(modes int) Figure {
	return ending(withModes("collapse-table/ring", modes, ringModes), fmt.Sprintf("A ring of %d Gaussians; a good sample is within three standard deviations of a centre.", modes), modeColumns)
}

// Grid returns the figure of the modes covered on a grid.
func Grid(modes int) Figure {
	return coverage(withModes("collapse/grid", modes, gridModes), fmt.Sprintf("Modes covered on a grid of %d Gaussians", modes), "modes covered", modes)
}

// GridEnd returns the table of the modes covered on a grid.
func GridEnd(modes int) Figure {
	return ending(withModes("collapse-table/grid", modes, gridModes), fmt.Sprintf("A grid of %d Gaussians; a good sample is within three standard deviations of a centre.", modes), modeColumns)
}

// withModes adds a number of modes to a figure's name, unless it is the usual number.
func withModes(name string, modes, usual int) string {
	if modes == usual {
		return name
	}
	return fmt.Sprintf("%s of %d", name, modes)
}

// ofModes returns the figure whose name ends in its number of modes.
func ofModes(name string) (Figure, bool) {
	for _, of := range []func(modes int) Figure{Ring, RingEnd, Grid, GridEnd} {
		if _, number, ok := strings.Cut(name, " of "); ok {
			if n, err := strconv.Atoi(number); err == nil && of(n).Name == name {
				return of(n), true
			}
		}
	}
	return Figure{}, false
}

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
			"or G makes several for each of D.",
	}
}

func ending(name, caption string, columns []string) Figure {
	return Figure{Name: name, Kind: Table, Columns: columns, Caption: caption + " At the end of the training: the mean over seeds, and its 95 % interval."}
}
