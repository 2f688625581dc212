package main

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"

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

// readShares reads the files of all shards of one estimate.
func readShares(paths []string) (shares []*share, err error) {
	for _, path := range paths {
		s, err := readShare(path)
		if err != nil {
			return nil, err
		}
		if len(shares) > 0 && !reflect.DeepEqual(s.task, shares[0].task) {
			return nil, fmt.Errorf("%s and %s are not of one estimate: samples, data, sigmas or the program differ", paths[0], path)
		}
		shares = append(shares, s)
	}
	return shares, nil
}
