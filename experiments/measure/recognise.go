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
)

// classNumber is the number of classes of all data sets with labels.
const classNumber = 10

// Recognise returns the classifier of a data set, which it keeps in the folder of the data sets; "" is the default one. It trains one if the
// folder has none of the present recipe.
func Recognise(ctx context.Context, folder string, set *datasets.Set, log io.Writer) (*classifier.Classifier, error) {
	if folder == "" {
		var err error
		if folder, err = datasets.DefaultDir(); err != nil {
			return nil, err
		}
	}
	config := classifier.Images(set.Height, set.Width)
	key := fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "2 %+v %s", config, set.SHA256)))
	path := filepath.Join(folder, "classifiers", set.Name+".nn")
	if c, err := classifier.Load(path, key, config, set.Train.Dim, classNumber); err == nil {
		return c, nil
	}
	fmt.Fprintf(log, "training a classifier of %s, for the features: about a minute, once\n", set.Name)
	c, err := classifier.Train(ctx, config, matrix(set.Train, set.Train.N), set.Labels.Train, 1)
	if err != nil {
		return nil, err
	}
	err = os.MkdirAll(filepath.Dir(path), 0o777)
	if err == nil {
		err = c.Save(path, key)
	}
	if err != nil {
		fmt.Fprintf(log, "the classifier is not kept: %v\n", err)
	}
	return c, nil
}
