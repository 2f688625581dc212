package run

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"path/filepath"
	"strings"

	"gan2014/internal/atomicfile"
)

// A film shows the same samples at several epochs of a training, one row of images for each epoch. The samples stay in files of
// the run's folder, from which drawFilm draws the picture.
type film struct{ dir string }

const (
	filmSamples = 10
	filmPrefix  = "film-" // prefix of its files
)

// includes reports whether an epoch belongs to the film: 1, 2, 5, 10, 20, 50 and so on.
func (f film) includes(epoch int) bool {
	for ; epoch%10 == 0 && epoch > 0; epoch /= 10 {
	}
	return epoch == 1 || epoch == 2 || epoch == 5
}

func (f film) path(epoch int) string {
	return filepath.Join(f.dir, fmt.Sprintf(filmPrefix+"%06d.shades", epoch))
}

const FilmPattern = filmPrefix + "*.shades"

// keep writes the grey or colour values of an epoch's samples to a file with a checksum.
func (f film) keep(epoch int, shades []float32) error {
	data := make([]byte, 0, 4*len(shades))
	for _, v := range shades {
		data = binary.LittleEndian.AppendUint32(data, math.Float32bits(v))
	}
	return atomicfile.WriteSummed(f.path(epoch), func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	})
}

// read returns the stored epochs up to last and their values, concatenated; each is the number of values of one epoch. It leaves
// out damaged files and reports each with say.
func (f film) read(last, each int, say func(format string, args ...any)) (epochs []string, shades []float32) {
	for epoch := 1; epoch <= last; epoch++ {
		if !f.includes(epoch) {
			continue
		}
		data, err := atomicfile.ReadSummed(f.path(epoch))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil && len(data) != 4*each {
			err = fmt.Errorf("%s holds %d bytes, not %d", f.path(epoch), len(data), 4*each)
		}
		if err != nil {
			say("the film lacks epoch %d: %v", epoch, err)
			continue
		}
		epochs = append(epochs, fmt.Sprint(epoch))
		for ; len(data) >= 4; data = data[4:] {
			shades = append(shades, math.Float32frombits(binary.LittleEndian.Uint32(data)))
		}
	}
	return epochs, shades
}

// film stores the samples of the current epoch if the film wants that epoch.
func (t *training) film(epoch int) error {
	f := film{t.Dir}
	if !f.includes(epoch) {
		return nil
	}
	images, err := t.sample(filmSamples)
	if err != nil {
		return err
	}
	return f.keep(epoch, t.Set.Display(images.Data))
}

// drawFilm stores the picture of the whole film. Its last row shows the model as it is when drawFilm is called.
func (t *training) drawFilm(ctx context.Context, caption string) error {
	each := filmSamples * t.Set.Width * t.Set.Height * t.Set.Channels
	epochs, shades := film{t.Dir}.read(t.model.Epochs()-1, each, func(format string, args ...any) { fmt.Fprintf(t.Log, format+"\n", args...) })
	images, err := t.sample(filmSamples)
	if err != nil {
		return err
	}
	epochs = append(epochs, fmt.Sprint(t.model.Epochs()))
	caption += ": after epoch " + strings.Join(epochs, ", ") + "."
	return t.addPicture(ctx, "film", caption, t.sheet(len(epochs), filmSamples).Draw(append(shades, t.Set.Display(images.Data)...), nil))
}
