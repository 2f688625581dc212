package datasets

import "fmt"

// tfd describes the Toronto Face Database (Susskind, Anderson and Hinton 2010). The user must provide its file, because the database combines sets
// of faces that may not be redistributed. The paper's models are trained on its unlabelled images. The labelled images are held out in the
// five official folds (pylearn2's datasets/tfd.py).
func tfd() publication {
	return publication{
		name:  "tfd",
		title: "Toronto Face Database, about 100,000 faces, 48×48 grey, in five folds",
		terms: "restricted, not to be passed on: the user's own file",
		byHand: `The Toronto Face Database is restricted: if you have been given TFD_48x48.mat, a MATLAB file with the variables images, folds,
labs_ex and labs_id, put it where it is looked for. The data sets fer2013 and tfd-like stand in for it, with other numbers.`,
		forms: []form{{
			files:  []rawFile{{"TFD_48x48.mat", 0, ""}},
			decode: decodeTFD,
		}},
	}
}

// decodeTFD decodes a file with the variables images (N×48×48, 0 to 255), folds (N×5, the codes of foldCodes), labs_ex (expression) and
// labs_id (identity). The latter two have N values each and are not used.
func decodeTFD(contents []content) (*Set, error) {
	file := contents[0]
	set := &Set{Width: faceSide, Height: faceSide, Channels: 1}
	pixels, codes, err := readTFD(file.data)
	if err == nil {
		err = set.fold(pixels, codes)
	}
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", file.raw.name, err)
	}
	return set, nil
}

func readTFD(b []byte) (pixels []byte, codes []foldCodes, err error) {
	file, err := decodeMAT(b)
	if err != nil {
		return nil, nil, err
	}
	n := 0
	if dims := file["images"].dims; len(dims) > 0 {
		n = dims[0]
	}
	images, err := file.take("images", n, faceSide, faceSide)
	if err != nil {
		return nil, nil, err
	}
	folds, err := file.take("folds", n, foldCount)
	if err != nil {
		return nil, nil, err
	}
	for _, name := range []string{"labs_ex", "labs_id"} {
		if labels, ok := file[name]; !ok || len(labels.values) != n*width(labels.typ) {
			return nil, nil, fmt.Errorf("variable %s: %d values, want one for each of %d images", name, labels.dims, n)
		}
	}
	codes = make([]foldCodes, n)
	for i := range codes {
		for f := range codes[i] {
			codes[i][f] = folds[f*n+i]
		}
	}
	return rowMajor(images, n), codes, nil
}

// rowMajor reorders n faces from MATLAB's order, in which the image index changes fastest and then the row, to one image after the other,
// each row by row.
func rowMajor(columns []byte, n int) []byte {
	const block = 64 // images at a time, so that the memory they are written to stays in the processor's cache
	rows := make([]byte, len(columns))
	for from := 0; from < n; from += block {
		to := min(from+block, n)
		for r := range faceSide {
			for c := range faceSide {
				for i, p := range columns[n*(r+faceSide*c):][from:to] {
					rows[(from+i)*faceDim+r*faceSide+c] = p
				}
			}
		}
	}
	return rows
}
