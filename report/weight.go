package report

// pageRoom is the largest size of a page that can still be mailed, and opened on a phone.
const pageRoom = 5 << 20

// roomForPictures returns the number of bytes of PNG that fit in the page beside plots and texts, and beside the parts about all runs and
// about each run. PNG takes a third more in the page.
func (p page) roomForPictures() int {
	const ofAll, ofEach = 250_000, 26_000
	rest := ofAll + ofEach*len(p.Runs)
	return max(0, pageRoom-rest-p.plotBytes()-p.textBytes()) * 3 / 4
}

func (p page) plotBytes() (n int) {
	for _, c := range p.Curves {
		for _, f := range c.Figures {
			n += len(f.SVG)
		}
	}
	for _, f := range p.Theory.figures() {
		n += len(f.SVG)
	}
	for _, s := range p.Runs {
		for _, f := range s.Figures {
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
