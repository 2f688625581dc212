// Package own reads the data sets of users: images in a file or a folder that a spec names.
package own

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"gan2014/datasets"
	"gan2014/experiments/spec"
	"gan2014/internal/samplefile"
	"gan2014/internal/samples"
	"gan2014/internal/typeset"
)

// Find looks at the files of a spec that lies in a folder, before anything runs. It checks that they have as many images as the spec takes,
// of the size that it gives. It gives the systems the paths of the files from the current folder, and their SHA-256 and the range of their
// values, which become part of the keys. It says the range to log, and writes no file.
func Find(s *spec.Spec, folder string, log io.Writer) error {
	for i := range s.Systems {
		if system := &s.Systems[i]; system.Own != nil {
			if err := find(system, folder, log); err != nil {
				return fmt.Errorf("system %q: data set %s: %w", system.Name, system.Dataset, err)
			}
		}
	}
	return nil
}

func find(system *spec.System, folder string, log io.Writer) error {
	own := *system.Own
	if own.File == "" {
		return errors.New("it has a sha256 but no file: name its file")
	}
	if !filepath.IsAbs(own.File) {
		own.File = filepath.Join(folder, own.File)
	}
	rows, err := open(own.File, own)
	if err != nil {
		return err
	}
	defer rows.Close()
	if own.Range == "" {
		if own.Range, err = recognise(rows, own.Split.Images()); err != nil {
			return err
		}
		fmt.Fprintf(log, "data set %s: values read as %s\n", system.Dataset, own.Range)
	}
	sum, err := samplefile.Digest(own.File)
	switch {
	case err != nil:
		return err
	case own.SHA256 != "" && own.SHA256 != sum:
		return fmt.Errorf("%s has the SHA-256 %s, but the spec gives %s", own.File, sum, own.SHA256)
	}
	own.SHA256, system.Own = sum, &own
	return nil
}

// Keep copies the files of runs beside the other data sets, so that a run can be continued without them.
func Keep(runs []spec.Run, cache *datasets.Cache) error {
	for _, run := range runs {
		if run.System.Own == nil {
			continue
		}
		if err := keep(*run.System.Own, cache); err != nil {
			return fmt.Errorf("keep a copy of the data set %s: %w", run.System.Dataset, err)
		}
	}
	return nil
}

// open opens the images, and checks their size and number.
func open(path string, own spec.OwnData) (*samples.Rows, error) {
	rows, err := samples.Open("images", path, nil)
	if err != nil {
		return nil, err
	}
	err = rows.Arrange([]int{own.Size.Channels, own.Size.Height, own.Size.Width})
	if n := own.Split.Images(); err == nil && rows.N < n {
		err = fmt.Errorf("%v has %s, but the split takes %d", rows, typeset.Count(rows.N, "image", "images"), n)
	}
	if err != nil {
		rows.Close()
		return nil, err
	}
	return rows, nil
}

// recognise returns the conventional range of the first n images.
func recognise(rows *samples.Rows, n int) (string, error) {
	summary, err := rows.Summary(0, n, samples.Unit)
	if err != nil {
		return "", err
	}
	r, known := rows.WithRange(summary).Convention()
	if !known {
		return "", fmt.Errorf("%v: the values reach from %.4g to %.4g, which is no usual range of images: give their range, as 0..16", rows, summary.Low, summary.High)
	}
	return r.String(), nil
}

// keep copies the file beside the other data sets, unless it is there.
func keep(own spec.OwnData, cache *datasets.Cache) error {
	path, err := kept(own, cache)
	if err != nil {
		return err
	}
	if sum, err := samplefile.Digest(path); err == nil && sum == own.SHA256 {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return samplefile.Copy(own.File, path)
}

// kept returns the path for the copy of a file.
func kept(own spec.OwnData, cache *datasets.Cache) (string, error) {
	dir := cache.Dir
	if dir == "" {
		var err error
		if dir, err = datasets.DefaultDir(); err != nil {
			return "", err
		}
	}
	return filepath.Join(dir, "own", own.SHA256), nil
}

// Load returns the data set of a system: one of the user's, or one that the cache loads.
func Load(ctx context.Context, cache *datasets.Cache, system spec.System) (*datasets.Set, error) {
	if system.Own == nil {
		return cache.Load(ctx, system.Dataset)
	}
	set, err := load(system.Dataset, *system.Own, cache)
	if err != nil {
		return nil, fmt.Errorf("data set %s: %w: give the command of the run again, with the file of the data set in its place", system.Dataset, err)
	}
	return set, nil
}

func load(name string, own spec.OwnData, cache *datasets.Cache) (*datasets.Set, error) {
	path, err := source(own, cache)
	if err != nil {
		return nil, err
	}
	rows, err := open(path, own)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	in, err := samples.ParseRange(own.Range)
	if err != nil {
		return nil, fmt.Errorf("range: %w", err)
	}
	rows.Map(in, samples.Unit)
	images := datasets.Images{N: own.Split.Images(), Dim: rows.Dim(), Data: make([]float32, own.Split.Images()*rows.Dim())}
	if err := rows.Read(images.Data, 0); err != nil {
		return nil, err
	}
	part := func(from, n int) datasets.Images {
		return datasets.Images{N: n, Dim: images.Dim, Data: images.Data[from*images.Dim : (from+n)*images.Dim : (from+n)*images.Dim]}
	}
	split, size := own.Split, own.Size
	return datasets.NewSet(name, size.Height, size.Width, size.Channels,
		part(0, split.Train), part(split.Train, split.Valid), part(split.Train+split.Valid, split.Test),
		fmt.Sprintf("values from %s to 0..1", own.Range), fmt.Sprintf("the first %d train, the next %d validate, the next %d test", split.Train, split.Valid, split.Test),
		datasets.File{Name: filepath.Base(own.File), SHA256: own.SHA256, Source: "file of the user"}), nil
}

// source returns the path of the images: of the file that the spec names, or of its copy.
func source(own spec.OwnData, cache *datasets.Cache) (path string, err error) {
	if path = own.File; path == "" {
		if path, err = kept(own, cache); err != nil {
			return "", err
		}
	}
	sum, err := samplefile.Digest(path)
	if err == nil && sum != own.SHA256 {
		err = fmt.Errorf("%s has the SHA-256 %s, not %s", path, sum, own.SHA256)
	}
	return path, err
}

// Digest returns the hash of a system's data set, which is part of the keys of its runs.
func Digest(ctx context.Context, cache *datasets.Cache, system spec.System) (string, error) {
	if system.Own == nil {
		return cache.Digest(ctx, system.Dataset)
	}
	set, err := Load(ctx, cache, system)
	if err != nil {
		return "", err
	}
	return set.SHA256, nil
}
