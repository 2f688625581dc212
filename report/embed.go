package report

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"html/template"
	"image/png"
	"os"
	"path/filepath"

	"gan2014/results"
)

// maxEmbedded bounds the PNG bytes in one page; in base64 they are a third
// more, which leaves room for text and curves below 5 MB.
const maxEmbedded = 3 << 20

// sheetScale is how many screen pixels one pixel of a sample takes.
const sheetScale = 2

// A sheetImage is a sample sheet in the page, or why it is not there.
type sheetImage struct {
	ID            string
	Number        int
	Src           template.URL // data URI; empty when Missing says why
	Missing       string
	Width, Height int // as shown
	Alt, Caption  string
	Run           int64
	Gallery       bool // one of the paper's figures
}

// Wide reports whether the picture is a strip, which needs the width of the page.
func (s sheetImage) Wide() bool { return s.Width > 4*s.Height }

// An embedder reads artifacts into the page as long as there is room.
type embedder struct {
	dirs []string // output folders, looked through in this order
	left int

	previews map[string]bool // shown already, by the hash of their content
}

// pictures are the kinds of artifacts that the page shows, in its order, with what a reader who cannot see them is told.
var pictures = []struct {
	kind, alt string
	gallery   bool // shows of a system what the paper's Figures 2 and 3 do
}{
	{"figure2", "Four rows of five generated images, each row ending in a framed training image.", true},
	{"figure3", "A strip of generated images between points of z-space.", true},
	{"chain", "Generated images in the order in which a Markov chain visits them.", true},
	{"film", "Rows of the same ten generated images, one row for each of some epochs.", false},
	{"section", "Ten rows of ten generated images from a plane through z-space.", false},
	{"samples", "Ten rows of ten generated images.", false},
	{dataKind, "Ten rows of ten training images.", false},
}

// dataKind is the preview of a data set. Every run has one; the page shows it at the first.
const dataKind = "data"

func (e *embedder) sheets(r record) (sheets []sheetImage) {
	for _, p := range pictures {
		for _, a := range r.Artifacts {
			if a.Kind == p.kind && !e.previews[a.SHA256] {
				sheet := e.sheet(r.Run, a, p.alt)
				sheet.Gallery = p.gallery
				sheets = append(sheets, sheet)
				e.previews[a.SHA256] = p.kind == dataKind
			}
		}
	}
	return sheets
}

func (e *embedder) sheet(run results.Run, a results.Artifact, alt string) sheetImage {
	s := sheetImage{
		Run:     run.ID,
		ID:      fmt.Sprintf("run-%d-%s", run.ID, a.Kind),
		Alt:     alt + " " + runName(run) + ".",
		Caption: runName(run) + ". " + a.Caption,
	}
	data, err := e.read(a)
	if err != nil {
		s.Missing = err.Error()
		return s
	}
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		s.Missing = fmt.Sprintf("%s is not a PNG image: %v", a.Path, err)
		return s
	}
	e.left -= len(data)
	s.Width, s.Height = sheetScale*config.Width, sheetScale*config.Height
	s.Src = template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(data))
	return s
}

// read returns the artifact's bytes. Its errors are for the page: they name no folder of this machine.
func (e *embedder) read(a results.Artifact) ([]byte, error) {
	path := filepath.FromSlash(a.Path)
	if !filepath.IsLocal(path) {
		return nil, fmt.Errorf("%s lies outside the output folder", a.Path)
	}
	var data []byte
	err := os.ErrNotExist
	for _, dir := range e.dirs {
		if data, err = os.ReadFile(filepath.Join(dir, path)); err == nil {
			break
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read", a.Path)
	}
	if len(data) > e.left {
		return nil, fmt.Errorf("%s is too large for one page (%s); open it beside this file", a.Path, byteSize(int64(len(data))))
	}
	return data, nil
}
