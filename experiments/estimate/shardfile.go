package estimate

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"

	"gan2014/internal/atomicfile"
	"gan2014/internal/logsum"
)

// shardHeader begins the file of a shard.
const shardHeader = "gan2014 share of a parzen estimate, 1\n"

// write writes the sums of a shard to a file with a checksum: the task and the notes, then the nodes.
func (s *shardSums) write(path string) error {
	return atomicfile.WriteSummed(path, func(w io.Writer) error {
		_, err := io.WriteString(w, shardHeader)
		e := gob.NewEncoder(w)
		err = errors.Join(err, e.Encode(s.input), e.Encode(s.notes))
		for _, n := range s.nodes {
			err = errors.Join(err, e.Encode(n))
		}
		return err
	})
}

// isShard returns an error if a file was not written by -shard. Such a file begins with the header, or with a task if an older
// program wrote it.
func isShard(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	if found, err := skipShardHeader(file); err != nil || found {
		return err
	}
	var task shardInput
	if err := gob.NewDecoder(file).Decode(&task); err != nil {
		return fmt.Errorf("%s was not written by -shard: %w", path, err)
	}
	if task.Samples < 1 || task.Dimension < 1 || task.Code == "" {
		return fmt.Errorf("%s was not written by -shard", path)
	}
	return nil
}

// skipShardHeader moves past the header of a file. It stays at the beginning if the file has no header.
func skipShardHeader(file *os.File) (found bool, err error) {
	start := make([]byte, len(shardHeader))
	if _, err := io.ReadFull(file, start); err == nil && string(start) == shardHeader {
		return true, nil
	}
	_, err = file.Seek(0, io.SeekStart)
	return false, err
}

// openShard opens a file of -shard after its header. It returns an error if the header or the checksum is missing.
func openShard(path string) (io.ReadCloser, error) {
	begun, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	found, err := skipShardHeader(begun)
	begun.Close()
	if err == nil && !found {
		if err = isShard(path); err == nil {
			err = fmt.Errorf("%s was written by an older version of this program: compute this shard again", path)
		}
	}
	if err != nil {
		return nil, err
	}
	file, err := atomicfile.OpenSummed(path)
	if errors.Is(err, atomicfile.ErrDamaged) {
		return nil, fmt.Errorf("%s is damaged: compute this shard again: %w", path, err)
	}
	if err != nil {
		return nil, err
	}
	_, err = io.CopyN(io.Discard, file, int64(len(shardHeader)))
	return file, err
}

func readShard(path string) (*shardSums, error) {
	file, err := openShard(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	s := new(shardSums)
	damaged := func(err error) error {
		return fmt.Errorf("%s is damaged: compute this shard again: %w", path, err)
	}
	d := gob.NewDecoder(file)
	if err := errors.Join(d.Decode(&s.input), d.Decode(&s.notes)); err != nil {
		return nil, damaged(err)
	}
	for {
		var n logsum.Node
		err := d.Decode(&n)
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err == nil {
			err = s.input.check(n)
		}
		if err != nil {
			return nil, damaged(err)
		}
		s.nodes = append(s.nodes, n)
	}
}

// check returns an error if a node cannot belong to the task.
func (t shardInput) check(n logsum.Node) error {
	if n.Level < 0 || n.Level > 40 || n.Index < 0 || n.Index >= t.blocks() || len(n.Logs) != len(t.Sigmas)*t.points() || !t.scores() {
		return errors.New("its sums do not belong to its task")
	}
	return nil
}

// scores reports whether every fold has points to score.
func (t shardInput) scores() bool {
	return len(t.Folds) > 0 && !slices.ContainsFunc(t.Folds, func(f shardFold) bool { return f.Valid < 0 || f.Test < 1 })
}

// inOrder sorts the files of shards by their first blocks and checks that all belong to one estimate. It leaves out files without
// blocks.
func inOrder(paths []string) (sorted []string, task shardInput, err error) {
	first := map[string]int{}
	for i, path := range paths {
		s, err := readShard(path)
		if err != nil {
			return nil, task, err
		}
		if i == 0 {
			task = s.input
		} else if !reflect.DeepEqual(s.input, task) {
			return nil, task, fmt.Errorf("%s and %s belong to different estimates: samples, data, sigmas or the program differ", paths[0], path)
		}
		if len(s.nodes) > 0 {
			first[path] = s.nodes[0].Index << s.nodes[0].Level
			sorted = append(sorted, path)
		}
	}
	slices.SortStableFunc(sorted, func(a, b string) int { return first[a] - first[b] })
	return sorted, task, nil
}
