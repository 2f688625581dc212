package main

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

// write keeps a share in a file: its task, then node after node.
func (s *share) write(path string) error {
	return atomicfile.Write(path, func(w io.Writer) error {
		e := gob.NewEncoder(w)
		err := e.Encode(s.task)
		for _, n := range s.nodes {
			err = errors.Join(err, e.Encode(n))
		}
		return err
	})
}

func readShare(path string) (*share, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	s := new(share)
	d := gob.NewDecoder(file)
	if err := d.Decode(&s.task); err != nil {
		return nil, fmt.Errorf("%s is no file of -shard: %w", path, err)
	}
	for {
		var n logsum.Node
		err := d.Decode(&n)
		if errors.Is(err, io.EOF) {
			return s, nil
		}
		if err == nil {
			err = s.task.check(n)
		}
		if err != nil {
			return nil, fmt.Errorf("%s is damaged: compute this shard again: %w", path, err)
		}
		s.nodes = append(s.nodes, n)
	}
}

// check says whether a node can be one of the task.
func (t shardTask) check(n logsum.Node) error {
	if n.Level < 0 || n.Level > 40 || n.Index < 0 || n.Index >= t.blocks() || len(n.Logs) != len(t.Sigmas)*(t.Valid+t.Test) || t.Test < 1 {
		return errors.New("its sums are not those of its task")
	}
	return nil
}

// inOrder sorts the files of shards by their first blocks, and makes sure that all are of one estimate. Files without blocks are left out.
func inOrder(paths []string) (sorted []string, task shardTask, err error) {
	first := map[string]int{}
	for i, path := range paths {
		s, err := readShare(path)
		if err != nil {
			return nil, task, err
		}
		if i == 0 {
			task = s.task
		} else if !reflect.DeepEqual(s.task, task) {
			return nil, task, fmt.Errorf("%s and %s are not of one estimate: samples, data, sigmas or the program differ", paths[0], path)
		}
		if len(s.nodes) > 0 {
			first[path] = s.nodes[0].Index << s.nodes[0].Level
			sorted = append(sorted, path)
		}
	}
	slices.SortStableFunc(sorted, func(a, b string) int { return first[a] - first[b] })
	return sorted, task, nil
}
