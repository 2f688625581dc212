package ais

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"gan2014/internal/atomicfile"
	"gan2014/models/nn"
)

// A Keeper keeps in files what the chains of an estimate have reached. Another call with the same arguments goes on where an interrupted one stopped,
// with the same bits. A nil Keeper keeps nothing.
type Keeper struct {
	Dir   string        // folder of the files
	Every time.Duration // at least between two files of a stage
	last  time.Time
}

// A state is what the chains of a stage have reached.
type state struct {
	Of         string // digest of the arguments: a state of others is not continued
	Next       int    // the distribution that is next
	E          []float64
	LogWeights []float64
	LL         [][]float64
	Accepted   float64
	Steps      Steps   // of the pilot, with the next length and the mean share that was accepted
	Step       float64 // a length
	Share      float64
}

// stages are the parts of an estimate, each with a file.
var stages = []string{"pilot", "estimate", "simulated", "back"}

func (k *Keeper) path(stage string) string {
	return filepath.Join(k.Dir, "likelihood-"+stage+".state")
}

// load returns the state of a stage with these arguments, if one is kept.
func (k *Keeper) load(stage, of string) (s state, found bool) {
	if k == nil {
		return s, false
	}
	k.last = time.Now()
	file, err := os.Open(k.path(stage))
	if err != nil {
		return s, false
	}
	defer file.Close()
	if err := gob.NewDecoder(file).Decode(&s); err != nil || s.Of != of {
		return state{}, false // cut, or of another estimate: it is computed anew
	}
	return s, true
}

// save keeps a state if enough time has passed since the last one, or if the stage is at its end or interrupted.
func (k *Keeper) save(stage string, s state, now bool) error {
	if k == nil || !now && time.Since(k.last) < k.Every {
		return nil
	}
	k.last = time.Now()
	if err := atomicfile.MkdirAll(k.Dir); err != nil {
		return err
	}
	return atomicfile.Write(k.path(stage), func(w io.Writer) error { return gob.NewEncoder(w).Encode(s) })
}

// Clear removes the files.
func (k *Keeper) Clear() error {
	var errs []error
	for _, stage := range stages {
		if err := os.Remove(k.path(stage)); err != nil && !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// digest returns a hash of the arguments of a stage.
func (r Recipe) digest(d Decoder, images nn.Matrix[float32], steps Steps, seed int64) string {
	h := sha256.New()
	fmt.Fprintln(h, r.Sigmas, r.Steps, r.Leaps, r.Chains, d.Prior, steps, seed)
	write := func(m nn.Matrix[float32]) {
		fmt.Fprintln(h, m.Rows, m.Cols)
		_ = binary.Write(h, binary.LittleEndian, m.Data) // a hash takes everything
	}
	write(images)
	for _, p := range d.Net.Params {
		write(p.Value)
	}
	return hex.EncodeToString(h.Sum(nil))
}
