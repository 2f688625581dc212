package record

import "strings"

// NoData is the data set of studies that need none.
const NoData = "none"

// DatasetName writes the name of a data set as prose has it.
func DatasetName(dataset string) string {
	switch dataset {
	case "mnist", "tfd":
		return strings.ToUpper(dataset)
	case "cifar10":
		return "CIFAR-10"
	case "tfd-like":
		return "TFD-like"
	case "fer2013":
		return "FER2013"
	case NoData:
		return "no images"
	case "fashion-mnist":
		return "Fashion-MNIST"
	default:
		return dataset
	}
}

// Caveat returns the warning that stands beside every number of a data set.
func Caveat(dataset string) string {
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
