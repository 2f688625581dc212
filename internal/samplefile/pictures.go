package samplefile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // for image.Decode
	_ "image/png"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"gan2014/internal/npy"
)

// Limits of a picture. They bound the memory that decoding takes.
const (
	mostPixels  = 1 << 20
	mostPicture = 8 << 20 // bytes of its file
)

// pictures collects pictures of one size. Each becomes an example of levels from 0 to 255: height × width, or height × width × 3 if one of
// the pictures has colours.
type pictures struct {
	out                   *output
	number, width, height int
	colours               bool
	values                []byte // a buffer: red, green and blue of each pixel of a picture
}

func newPictures() (*pictures, error) {
	out, err := newOutput()
	return &pictures{out: out}, err
}

// isPicture reports whether a file belongs to the pictures, by its name. Hidden files and the notes of macOS do not.
func isPicture(name string) bool {
	if strings.HasPrefix(path.Base(name), ".") || strings.Contains("/"+name, "/__MACOSX/") {
		return false
	}
	switch strings.ToLower(path.Ext(name)) {
	case ".png", ".jpg", ".jpeg":
		return true
	}
	return false
}

// add adds the picture of a file.
func (p *pictures) add(name string, r io.Reader) error {
	content, err := io.ReadAll(io.LimitReader(r, mostPicture+1))
	if err == nil && len(content) > mostPicture {
		err = fmt.Errorf("it has more than %d bytes", mostPicture)
	}
	if err == nil {
		err = p.decode(content)
	}
	if err != nil {
		return fmt.Errorf("picture %.200q: %w", name, err)
	}
	return nil
}

func (p *pictures) decode(content []byte) error {
	size, _, err := image.DecodeConfig(bytes.NewReader(content))
	switch {
	case err != nil:
		return fmt.Errorf("it is damaged, or neither PNG nor JPEG: %w", err)
	case size.Width < 1 || size.Height < 1 || size.Width > mostPixels/size.Height:
		return fmt.Errorf("%d×%d pixels are too many", size.Width, size.Height)
	case p.number > 0 && (size.Width != p.width || size.Height != p.height):
		return fmt.Errorf("it has %d×%d pixels, but those before it have %d×%d", size.Width, size.Height, p.width, p.height)
	}
	switch size.ColorModel {
	case color.Gray16Model, color.RGBA64Model, color.NRGBA64Model:
		return errors.New("it has 16 bits for each value: save it with 8")
	}
	m, _, err := image.Decode(bytes.NewReader(content))
	if err != nil {
		return fmt.Errorf("it is damaged: %w", err)
	}
	p.number, p.width, p.height = p.number+1, size.Width, size.Height
	return p.append(m)
}

// append writes the pixels of a picture.
func (p *pictures) append(m image.Image) error {
	p.values = p.values[:0]
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			c := color.NRGBAModel.Convert(m.At(x, y)).(color.NRGBA)
			if c.A != 255 {
				return errors.New("it has transparent pixels: save it without transparency")
			}
			p.colours = p.colours || c.R != c.G || c.G != c.B
			p.values = append(p.values, c.R, c.G, c.B)
		}
	}
	return p.out.write(p.values)
}

// close returns the file of all pictures, or the error that was met before.
func (p *pictures) close(err error) (*File, error) {
	if err == nil && p.number == 0 {
		err = errors.New("it has no PNG or JPEG pictures")
	}
	bytes, _ := npy.ElementOf("u1", binary.LittleEndian)
	f, err := p.out.close(err, []int{p.number, p.height, p.width, 3}, bytes, "pictures")
	if err != nil {
		return nil, err
	}
	f.Levels = true
	if !p.colours {
		f.Shape, f.rows = f.Shape[:3], &greyRows{rows: f.rows}
	}
	return f, nil
}

// greyRows reads one of three equal channels.
type greyRows struct {
	rows
	buffer []float64
}

func (g *greyRows) ReadRows(dst []float64, from int) error {
	if n := 3 * len(dst); cap(g.buffer) < n {
		g.buffer = make([]float64, n)
	}
	all := g.buffer[:3*len(dst)]
	if err := g.rows.ReadRows(all, from); err != nil {
		return err
	}
	for i := range dst {
		dst[i] = all[3*i]
	}
	return nil
}

// openFolder reads the pictures of a folder and of the folders in it, in the order of their names.
func openFolder(dir string) (*File, error) {
	p, err := newPictures()
	if err != nil {
		return nil, err
	}
	return p.close(eachPicture(dir, func(name string, file *os.File) error { return p.add(name, file) }))
}

// eachPicture calls use for each picture of a folder, in the order of their names.
func eachPicture(dir string, use func(name string, file *os.File) error) error {
	return filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil || e.IsDir() || !isPicture(filepath.ToSlash(name)) {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		return use(filepath.ToSlash(name), file)
	})
}
