// Package weights keeps trained generators in files. info.go says what such a file tells of a training, file.go reads and writes files, and
// find.go finds the files that a spec names.
package weights

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math"

	"gan2014/internal/safetensors"
	"gan2014/models/nn"
)

// A File is the content of the file of a trained generator.
type File struct {
	Info
	Params []*nn.Param[float32] // weights and bias of each layer in turn, from noise to image
}

// Write writes a file. It rounds the parameters to half precision, and refuses one that half precision cannot hold.
func (f File) Write(w io.Writer) error {
	metadata, err := f.metadata()
	if err != nil {
		return err
	}
	content := safetensors.File{Metadata: metadata}
	for _, p := range f.Params {
		for _, x := range p.Value.Data {
			if half := float64(safetensors.FromHalf(safetensors.ToHalf(x))); math.IsInf(half, 0) || math.IsNaN(half) {
				return fmt.Errorf("parameter %s has the value %g, which half precision cannot hold", p.Name, x)
			}
		}
		content.Tensors = append(content.Tensors, safetensors.Tensor{Name: p.Name, Shape: []int{p.Value.Rows, p.Value.Cols}, Data: p.Value.Data})
	}
	return safetensors.Write(w, content)
}

// Parse reads the content of a file.
func Parse(content []byte) (File, error) {
	read, err := safetensors.Read(content)
	if err != nil {
		return File{}, err
	}
	f := File{}
	if f.Info, err = parseInfo(read.Metadata); err != nil {
		return File{}, err
	}
	for _, t := range read.Tensors {
		if len(t.Shape) != 2 {
			return File{}, fmt.Errorf("tensor %.60q has the shape %.60v, and not rows and columns", t.Name, fmt.Sprint(t.Shape))
		}
		f.Params = append(f.Params, &nn.Param[float32]{Name: t.Name, Value: nn.Matrix[float32]{Rows: t.Shape[0], Cols: t.Shape[1], Data: t.Data}})
	}
	return f, nil
}

// SHA256 returns the SHA-256 of a content, in hexadecimal.
func SHA256(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
