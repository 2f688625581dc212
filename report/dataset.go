package report

import "strings"

// noData is the data set of studies that need none.
const noData = "none"

// datasetName is the dataset's name in prose.
func datasetName(dataset string) string {
	switch dataset {
	case "mnist", "tfd":
		return strings.ToUpper(dataset)
	case "cifar10":
		return "CIFAR-10"
	case "tfd-like":
		return "TFD-like"
	case "fer2013":
		return "FER2013"
	case noData:
		return "no images"
	case "fashion-mnist":
		return "Fashion-MNIST"
	default:
		return dataset
	}
}

// heading names the group: "MNIST, ± is the standard error over test examples".
func (g Group) heading() string {
	heading := datasetName(g.Dataset) + caveat(g.Dataset)
	if g.Over != "" {
		heading += ", ± is the standard error over " + g.Over
	}
	return heading
}

// caveat is what has to be said wherever a number of the data set stands.
func caveat(dataset string) string {
	switch dataset {
	case "tfd-like":
		return " (synthetic faces; not comparable with TFD)"
	case "fer2013":
		return " (other faces; not comparable with TFD)"
	case "cifar10":
		return " (normalised values; not in the paper)"
	}
	return ""
}
