package report

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"html/template"
	"image/png"
	"math"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"gan2014/internal/typeset"
	"gan2014/report/record"
	"gan2014/results"
)

// sheetScale is the number of screen pixels per pixel of a sample.
const sheetScale = 2

// A sheetImage is a sample sheet in the page, or the reason why it is missing.
type sheetImage struct {
	ID            string
	Number        string       // of the figure: "2a", "17"
	Src           template.URL // data URI or link; empty if the picture is missing
	Missing       string
	NoRoom        bool // it is missing because the page has no room
	Damaged       bool // it is missing because its file is damaged
	Width, Height int  // as shown
	Alt, Caption  string
	Run           int64
}

// Wide reports whether the picture is a strip and needs the whole width of the page.
func (s sheetImage) Wide() bool { return s.Width > 4*s.Height }

// An embedder puts artifacts into a page as long as there is room. It checks what it reads against the recorded hashes.
type embedder struct {
	dirs  []string              // output folders, searched in this order
	links bool                  // a picture in the first folder is linked, not embedded, from a page in the site's folder
	left  int                   // bytes of the page
	bad   []string              // pictures that are damaged, for the page's warning
	done  map[string]sheetImage // embedded sheets, by run, kind and path
}

// sitePictures returns an embedder for pages of the site, which have room for all pictures.
func sitePictures(folders []string) *embedder {
	return &embedder{dirs: folders, links: true, left: math.MaxInt}
}

// A picture is a kind of artifact that the page shows, with a description for readers who cannot see it.
type picture struct{ kind, alt string }

// preview is the preview of a data set. Every run has one; the page shows the first run's.
var preview = picture{"data", "Ten rows of ten training images."}

// figure2Picture is the panel of a run that corresponds to those of the paper's Figure 2.
var figure2Picture = picture{"figure2", "Four rows of five generated images, each row ending in a framed training image."}

// gallery lists the pictures that correspond to the paper's Figures 2 and 3. album and large list the others.
var (
	gallery = []picture{
		figure2Picture,
		{"figure3", "A strip of generated images between points of z-space."},
		{"chain", "Generated images in the order in which a Markov chain visits them."},
	}
	album = []picture{{"samples", "Ten rows of ten generated images."}}
	large = []picture{
		{"film", "Rows of the same ten generated images, one row for each of some epochs."},
		{"section", "Ten rows of ten generated images from a plane through z-space."},
	}
)

// previews returns one preview of each data set.
func (e *embedder) previews(runs []entry) (sheets []sheetImage) {
	shown := map[string]bool{}
	for _, r := range runs {
		for _, a := range r.Artifacts {
			if a.Kind != preview.kind || shown[a.SHA256] {
				continue
			}
			shown[a.SHA256] = true
			s := e.sheet(r.Run, a, preview.alt)
			s.Alt, s.Caption = preview.alt+" "+record.DatasetName(r.Dataset)+".", captionOf(r.Run, a)
			sheets = append(sheets, s)
		}
	}
	return sheets
}

// sheets returns a run's artifacts of these kinds, in the order of the kinds.
func (e *embedder) sheets(r record.Record, kinds []picture) (sheets []sheetImage) {
	for _, p := range kinds {
		for _, a := range r.Artifacts {
			if a.Kind == p.kind {
				sheets = append(sheets, e.sheet(r.Run, a, p.alt))
			}
		}
	}
	return sheets
}

// sheet embeds a picture. The second time it returns the same picture, which takes no more room.
func (e *embedder) sheet(run results.Run, a results.Artifact, alt string) sheetImage {
	key := fmt.Sprint(run.ID, a.Kind, a.Path)
	s, found := e.done[key]
	if !found {
		s = e.embed(run, a, alt)
		if e.done == nil {
			e.done = map[string]sheetImage{}
		}
		e.done[key] = s
	}
	return s
}

func (e *embedder) embed(run results.Run, a results.Artifact, alt string) sheetImage {
	s := sheetImage{
		Run:     run.ID,
		ID:      fmt.Sprintf("run-%d-%s", run.ID, a.Kind),
		Alt:     alt + " " + record.RunName(run) + ".",
		Caption: record.CaptionName(run) + ". " + captionOf(run, a),
	}
	data, dir, err := e.read(a)
	if err != nil {
		s.Missing, s.NoRoom, s.Damaged = err.Error(), errors.Is(err, errNoRoom), errors.Is(err, results.ErrDamaged)
		if s.Damaged {
			e.bad = append(e.bad, fmt.Sprintf("%s of run %d", a.Kind, run.ID))
		}
		return s
	}
	config, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		s.Missing = fmt.Sprintf("%s is not a PNG image: %v", a.Path, err)
		return s
	}
	s.Width, s.Height = sheetScale*config.Width, sheetScale*config.Height
	if e.links && dir == 0 {
		s.Src = template.URL((&url.URL{Path: "../" + a.Path}).EscapedPath())
		return s
	}
	const (
		frame = 240 // bytes around the picture, its caption and its description
		plus  = 4   // more bytes that the page writes for the sign +
	)
	text := base64.StdEncoding.EncodeToString(data)
	e.left -= len(text) + plus*strings.Count(text, "+") + frame + len(s.Caption) + len(s.Alt)
	s.Src = template.URL("data:image/png;base64," + text)
	return s
}

// captionOf returns the recorded caption of a picture, with the name of the data set instead of its word in a spec.
func captionOf(run results.Run, a results.Artifact) string {
	return strings.Replace(a.Caption, " images of "+run.Dataset+" (", " images of "+record.DatasetName(run.Dataset)+" (", 1)
}

var errNoRoom = errors.New("is too large for one page")

// read returns the artifact's bytes, and the place of their folder among the embedder's. The page shows its errors, so they name no folder of
// this machine.
func (e *embedder) read(a results.Artifact) (data []byte, dir int, err error) {
	path := filepath.FromSlash(a.Path)
	if !filepath.IsLocal(path) {
		return nil, 0, fmt.Errorf("%s lies outside the output folder", a.Path)
	}
	if a.Bytes*4/3 > int64(e.left) { // base64 takes a third more
		return nil, 0, tooLarge(a, a.Bytes)
	}
	problem := fmt.Errorf("%s is not in the output folder, or cannot be read", a.Path)
	for dir, name := range e.dirs {
		data, err := readWithin(name, path)
		if err != nil {
			continue
		}
		if err := a.Check(data); err != nil {
			problem = err
			continue
		}
		if !e.links && base64.StdEncoding.EncodedLen(len(data)) > e.left {
			return nil, 0, tooLarge(a, int64(len(data)))
		}
		return data, dir, nil
	}
	return nil, 0, problem
}

func tooLarge(a results.Artifact, bytes int64) error {
	return fmt.Errorf("%s %w (%s); open it beside this file", a.Path, errNoRoom, typeset.Bytes(bytes))
}

// readWithin reads a file in a folder. It does not follow a link that leads out of the folder.
func readWithin(dir, path string) ([]byte, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer root.Close()
	return root.ReadFile(path)
}
