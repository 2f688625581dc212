// Package given reads the files of samples of the systems of kind samples.
package given

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/internal/samplefile"
	"gan2014/internal/samples"
	"gan2014/internal/typeset"
	"gan2014/parzen"
)

// Same is the range of samples that are on the scale of the data already.
const Same = "same"

// ReadAs says how samples of a range are read.
func ReadAs(read string) string {
	if read == Same {
		return "read as they are"
	}
	return "read as " + read
}

// Find looks at the files of a spec that lies in a folder, before anything runs. It checks that they have as many samples as the evaluation
// takes, in the shape of the data set. It gives the systems the SHA-256 of the files and the range of the samples, which become part of the
// keys, and says the range to log.
func Find(s *spec.Spec, folder string, log io.Writer) error {
	for i := range s.Systems {
		if system := &s.Systems[i]; system.Kind == spec.Given {
			if err := find(system, folder, log); err != nil {
				return fmt.Errorf("system %q: %w", system.Name, err)
			}
		}
	}
	return nil
}

func find(system *spec.System, folder string, log io.Writer) error {
	if len(system.Files) == 0 {
		return errors.New("it has a sha256 but no file: name the file of its samples")
	}
	said := system.Range
	for i, file := range system.Files {
		if !filepath.IsAbs(file) {
			file = filepath.Join(folder, file)
		}
		sum, read, err := inspect(file, *system, said)
		if err != nil {
			return err
		}
		switch {
		case i < len(system.SHA256s) && system.SHA256s[i] != sum:
			return fmt.Errorf("%s has the SHA-256 %s, but the spec gives %s", file, sum, system.SHA256s[i])
		case i > 0 && read != system.Range:
			return fmt.Errorf("%s is %s, but %s is %s: give their range", system.Files[0], ReadAs(system.Range), file, ReadAs(read))
		case i == len(system.SHA256s):
			system.SHA256s = append(system.SHA256s, sum)
		}
		system.Files[i], system.Range = file, read
	}
	if said == "" {
		fmt.Fprintf(log, "%s: %s\n", system.Name, ReadAs(system.Range))
	}
	return nil
}

// inspect returns the SHA-256 of a file, and the range of its samples: the one that the spec says, or the one that is recognised.
func inspect(path string, system spec.System, said string) (sum, read string, err error) {
	rows, err := samples.Open("samples", path, nil)
	if err != nil {
		return "", "", err
	}
	defer rows.Close()
	shape := system.ImageShape()
	if err := rows.Arrange([]int{shape.Channels, shape.Height, shape.Width}); err != nil {
		return "", "", err
	}
	n := system.Evaluation.Samples
	if rows.N < n {
		return "", "", fmt.Errorf("%v has %s, but the evaluation takes %d: set evaluation.samples to at most %d",
			rows, typeset.Count(rows.N, "sample", "samples"), n, rows.N)
	}
	if read, err = recognise(rows, min(rows.N, system.Evaluation.Most()), said, spec.Normalised(system.Dataset)); err != nil {
		return "", "", err
	}
	sum, err = samplefile.Digest(path)
	return sum, read, err
}

// recognise returns the range of the first n samples, or checks the one that the spec says.
func recognise(rows *samples.Rows, n int, said string, normalised bool) (string, error) {
	in := samples.Unit
	if said != "" && said != Same {
		var err error
		if in, err = samples.ParseRange(said); err != nil {
			return "", fmt.Errorf("range: %w", err)
		}
	}
	summary, err := rows.Summary(0, n, in)
	if err != nil || said == Same {
		return said, err
	}
	ranged := rows.WithRange(summary)
	if said != "" {
		return said, ranged.CheckRange(in)
	}
	r, same, err := ranged.RecogniseImages(normalised)
	if same {
		return Same, err
	}
	return r.String(), err
}

// Count returns the number of samples of a file.
func Count(path string) (int, error) {
	rows, err := samples.Open("samples", path, nil)
	if err != nil {
		return 0, err
	}
	return rows.N, rows.Close()
}

// Check returns an error if what lies at a path has another SHA-256.
func Check(path, sum string) error {
	found, err := samplefile.Digest(path)
	if err == nil && found != sum {
		err = fmt.Errorf("it has the SHA-256 %s, and the run %s", found, sum)
	}
	return err
}

// Read reads the first n samples of a file, or all if it has fewer, from their range to the values of a data set.
func Read(path, read string, set *datasets.Set, n int) (parzen.Points, error) {
	rows, err := samples.Open("samples", path, nil)
	if err != nil {
		return parzen.Points{}, err
	}
	defer rows.Close()
	if err := rows.Arrange(set.Shape()); err != nil {
		return parzen.Points{}, err
	}
	if read != Same {
		r, err := samples.ParseRange(read)
		if err != nil {
			return parzen.Points{}, err
		}
		rows.ToImages(r, set)
	}
	n = min(n, rows.N)
	p := parzen.Points{N: n, D: rows.Dim(), Data: make([]float32, n*rows.Dim())}
	return p, rows.Read(p.Data, 0)
}
