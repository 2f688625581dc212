package report

import "slices"

// pageRoom is the largest size of a page that can still be mailed, and opened on a phone.
const pageRoom = 5 << 20

// roomForPictures returns the number of bytes of PNG that fit in the page beside the texts, the figures of the theory, and the parts about all
// runs and about each run. PNG takes a third more in the page.
func (p page) roomForPictures() int {
	const ofAll, ofEach = 250_000, 26_000
	rest := ofAll + ofEach*len(p.Runs)
	for _, f := range p.Theory.figures() {
		rest += len(f.SVG)
	}
	return max(0, pageRoom-rest-p.textBytes()) * 3 / 4
}

// addPlots leaves out the plots for which pictures leave no room. Curves over seeds come first, then the plots of the given runs, then those
// of all others.
func (p *page) addPlots(images *embedder, first map[int64]bool) {
	for _, c := range p.Curves {
		images.fit(c.Figures)
	}
	for _, turn := range []bool{true, false} {
		for _, s := range p.Runs {
			if first[s.ID] == turn {
				images.fit(s.Figures)
			}
		}
	}
}

// fit takes the room of plots, and marks those that find none.
func (e *embedder) fit(plots []plot) {
	for i := range plots {
		size := len(plots[i].SVG) * 3 / 4 // in the measure of pictures
		if plots[i].NoRoom = size > e.left; !plots[i].NoRoom {
			e.left -= size
		}
	}
}

// withRoom returns the plots that the page shows.
func withRoom(plots []plot) []plot {
	return slices.DeleteFunc(slices.Clone(plots), func(f plot) bool { return f.NoRoom })
}

// plotBytes returns the size of the plots that the page shows.
func (p page) plotBytes() (n int) {
	groups := [][]plot{p.Theory.figures()}
	for _, s := range p.Sweeps {
		if s.Figure != nil {
			groups = append(groups, []plot{*s.Figure})
		}
	}
	for _, c := range p.Curves {
		groups = append(groups, c.Figures)
	}
	for _, s := range p.Runs {
		groups = append(groups, s.Figures)
	}
	for _, figures := range groups {
		for _, f := range withRoom(figures) {
			n += len(f.SVG)
		}
	}
	return n
}

func (p page) pictureBytes() (n int) {
	for _, f := range p.Figure2 {
		if f.Sheet != nil {
			n += len(f.Sheet.Src)
		}
	}
	for _, s := range p.Gallery {
		n += len(s.Src)
	}
	for _, r := range p.Runs {
		for _, s := range r.Sheets {
			n += len(s.Src)
		}
	}
	return n
}

// textBytes returns the size of the longest texts, which come from users. Escaped characters take more in the page.
func (p page) textBytes() (n int) {
	for _, s := range p.Runs {
		n += len(s.SpecText) + 2*len(s.EffectiveSpec) + len(s.LogTail) + len(s.Error)
	}
	for _, c := range p.Changes {
		n += len(c.Text)
	}
	return n
}
