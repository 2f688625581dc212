package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"regexp"

	"gan2014/results"
)

// A garbage is a file of the output folder that may be removed. keep is set if the file stays and is only listed.
type garbage struct {
	path  string
	bytes int64
	why   string
	keep  bool
}

var (
	artifactName   = regexp.MustCompile(`^artifacts/[0-9a-f]{2}/[0-9a-f]{64}\.[a-z0-9]+$`)
	unfinishedName = regexp.MustCompile(`/\.[^/]+\.tmp$`) // a temporary file of a program that was killed while writing
	keyName        = regexp.MustCompile(`^[0-9a-f]{32}$`)
	checkpointName = regexp.MustCompile(`/update-[0-9]+\.checkpoint$`)
)

// findGarbage searches the folders of artifacts and of runs. It ignores all other files.
func findGarbage(root *os.Root, have results.Inventory, orphans bool) ([]garbage, error) {
	var found []garbage
	folders, err := entries(root, "artifacts", fs.FileMode.IsDir)
	if err != nil {
		return nil, err
	}
	for _, folder := range folders {
		files, err := entries(root, folder.path, fs.FileMode.IsRegular)
		if err != nil {
			return nil, err
		}
		found = append(found, unusedArtifacts(files, have.Artifacts)...)
	}
	if folders, err = entries(root, "runs", fs.FileMode.IsDir); err != nil {
		return nil, err
	}
	for _, folder := range folders {
		files, err := entries(root, folder.path, fs.FileMode.IsRegular)
		if err != nil {
			return nil, err
		}
		open, known := have.Open[path.Base(folder.path)]
		switch {
		case known && !open:
			found = append(found, spentCheckpoints(files)...)
		case !known && keyName.MatchString(path.Base(folder.path)):
			if files, err = filesBelow(root, folder.path); err != nil {
				return nil, err
			}
			found = append(found, orphaned(files, orphans)...)
		}
	}
	return found, nil
}

func unusedArtifacts(files []garbage, used map[string]bool) (found []garbage) {
	for _, f := range files {
		switch {
		case unfinishedName.MatchString(f.path):
			f.why = "was never finished"
		case artifactName.MatchString(f.path) && !used[f.path]:
			f.why = "belongs to no run"
		default:
			continue
		}
		found = append(found, f)
	}
	return found
}

// spentCheckpoints returns the checkpoints of a finished run except the last and the best. The run can be sampled again from those
// two.
func spentCheckpoints(files []garbage) (found []garbage) {
	last := -1
	for i, f := range files { // the files are sorted by name, so checkpoints are sorted by update
		if checkpointName.MatchString(f.path) {
			last = i
		}
	}
	for i, f := range files {
		switch {
		case unfinishedName.MatchString(f.path):
			f.why = "was never finished"
		case checkpointName.MatchString(f.path) && i != last:
			f.why = "the run is done, and a later checkpoint stays"
		default:
			continue
		}
		found = append(found, f)
	}
	return found
}

// orphaned marks the files of a run that the database does not have. The run may belong to another database.
func orphaned(files []garbage, remove bool) []garbage {
	for i := range files {
		files[i].why, files[i].keep = "the database has no such run", !remove
		if !remove {
			files[i].why += ": -orphans removes it"
		}
	}
	return files
}

// filesBelow lists the files in a folder and in its folders, such as pictures that were given as samples.
func filesBelow(root *os.Root, folder string) ([]garbage, error) {
	files, err := entries(root, folder, fs.FileMode.IsRegular)
	if err != nil {
		return nil, err
	}
	folders, err := entries(root, folder, fs.FileMode.IsDir)
	if err != nil {
		return nil, err
	}
	for _, f := range folders {
		more, err := filesBelow(root, f.path)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	return files, nil
}

// entries lists the entries of one type in a folder, sorted by name. It never follows a link.
func entries(root *os.Root, folder string, is func(fs.FileMode) bool) ([]garbage, error) {
	info, err := root.Lstat(folder)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	all, err := fs.ReadDir(root.FS(), folder)
	if err != nil {
		return nil, err
	}
	var found []garbage
	for _, entry := range all {
		if !is(entry.Type()) {
			continue
		}
		info, err := entry.Info()
		if err != nil {
			return nil, err
		}
		found = append(found, garbage{path: path.Join(folder, entry.Name()), bytes: info.Size()})
	}
	return found, nil
}
