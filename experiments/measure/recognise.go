package measure

import (
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gan2014/datasets"
	"gan2014/models/classifier"
	"gan2014/models/nn"
)

// classNumber is the number of classes of all data sets with labels.
const classNumber = 10

// Recognise returns the classifier of a data set, which it keeps in the folder. It trains one if the folder has none of the present recipe.
func Recognise(ctx context.Context, folder string, set *datasets.Set, log io.Writer) (*classifier.Classifier, error) {
	config := classifier.Digits()
	key := fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "1 %+v %s", config, set.SHA256)))
	path := filepath.Join(folder, "classifiers", set.Name+".nn")
	if c, err := classifier.Load(path, key, config, set.Train.Dim, classNumber); err == nil {
		return c, nil
	}
	fmt.Fprintf(log, "training a classifier of %s, for the features: about a minute, once\n", set.Name)
	images := nn.Matrix[float32]{Rows: set.Train.N, Cols: set.Train.Dim, Data: set.Train.Data}
	c, err := classifier.Train(ctx, config, images, set.Labels.Train, 1)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err == nil {
		err = c.Save(path, key)
	}
	if err != nil {
		fmt.Fprintf(log, "the classifier is not kept: %v\n", err)
	}
	return c, nil
}

// accuracy returns the share of images that the classifier recognises.
func accuracy(c *classifier.Classifier, images datasets.Images, labels []uint8) float64 {
	rows, err := probabilities(c, images, images.N)
	if err != nil {
		return 0
	}
	hits := 0
	for i, p := range rows {
		best := 0
		for j, v := range p {
			if v > p[best] {
				best = j
			}
		}
		if best == int(labels[i]) {
			hits++
		}
	}
	return float64(hits) / float64(len(rows))
}
