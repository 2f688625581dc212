package datasets

import (
	"bytes"
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"gan2014/internal/faces"
)

// Numbers of images of the TFD. An image is unlabelled in all folds or in none.
const (
	tfdUnlabelled = 98_058
	tfdLabelled   = 4_178
)

// tfdLike describes a synthetic data set with the TFD's size, shape and folds. This program draws the faces, so that anybody can compute with a
// set like the TFD. The first use draws the set, which takes minutes. It has the same bits on every machine.
func tfdLike() publication {
	return publication{
		name:   "tfd-like",
		title:  "102,236 synthetic faces, drawn by this program, 48×48 grey, held out as the TFD is",
		terms:  "none: there is no photograph in them",
		sha256: "5053b90ded8b1a0484dbe1b804c5785badc5b0c7919a4072f2966fbfb5129d8c",
		forms: []form{{
			files:   []rawFile{{"faces.bin", (tfdUnlabelled + tfdLabelled) * faceDim, "48ef90d3f9008c2bea09ed751262c0349c080f7de493377eddd3954f64ca124c"}},
			sources: []source{drawnFaces()},
			decode:  decodeTFDLike(tfdUnlabelled),
		}},
	}
}

// drawnFaces returns the source of files of drawn faces, whose indices begin at 0.
func drawnFaces() source {
	return source{name: "package internal/faces", fetch: func(ctx context.Context, o order) error {
		for _, f := range o.wanted {
			pixels, err := drawFaces(ctx, int(f.bytes)/faceDim, func(done, total int64) { o.reportProgress(f.name, done, total) })
			if err != nil {
				return err
			}
			if err := o.accept(f, bytes.NewReader(pixels)); err != nil {
				return err
			}
		}
		return nil
	}}
}

// drawFaces draws the first n faces on all cores.
func drawFaces(ctx context.Context, n int, progress func(done, total int64)) ([]byte, error) {
	pixels := make([]byte, n*faceDim)
	var workers sync.WaitGroup
	var next atomic.Int64
	var mu sync.Mutex
	var done int64 // bytes
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := int(next.Add(1) - 1); i < n && ctx.Err() == nil; i = int(next.Add(1) - 1) {
				copy(pixels[i*faceDim:], faces.Draw(i).Pixels[:])
				mu.Lock()
				done += faceDim
				progress(done, int64(len(pixels)))
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	return pixels, ctx.Err()
}

// decodeTFDLike uses the first unlabelledFaces faces as training images and holds out the others. Of these, face i is in slice i mod 10
// of the folds.
func decodeTFDLike(unlabelledFaces int) func(contents []content) (*Set, error) {
	return func(contents []content) (*Set, error) {
		pixels := contents[0].data
		codes := make([]foldCodes, len(pixels)/faceDim)
		for i := unlabelledFaces; i < len(codes); i++ {
			codes[i] = slicedFolds(uint64(i-unlabelledFaces) % (2 * foldCount))
		}
		set := &Set{Width: faceSide, Height: faceSide, Channels: 1}
		if err := set.fold(pixels, codes); err != nil {
			return nil, err
		}
		set.Split = "synthetic: " + set.Split
		return set, nil
	}
}
