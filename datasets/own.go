package datasets

// NewSet returns a data set of a user: images of the given shape with values from 0 to 1, in three parts without labels. preprocessing says how
// the values were made of those in the file, and split which images are in which part.
func NewSet(name string, height, width, channels int, train, valid, test Images, preprocessing, split string, file File) *Set {
	s := &Set{
		Name: name, Width: width, Height: height, Channels: channels,
		Train: train, Fold: Fold{Valid: valid, Test: test}, Preprocessing: preprocessing, Split: split, Files: []File{file}, tone: tone{0, 1},
	}
	s.Folds = []Fold{s.Fold}
	s.SHA256 = s.digest()
	return s
}
