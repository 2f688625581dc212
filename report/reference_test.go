package report

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"gan2014/internal/referencedb"
	"gan2014/report/record"
)

// TestReferenceShowsItsPictures checks that the report in docs/reference shows the four panels of Figure 2, the strips of Figure 3 of all
// adversarial nets, and a picture of each trained system on each data set.
func TestReferenceShowsItsPictures(t *testing.T) {
	page, err := os.ReadFile("../docs/reference/report.html")
	must(t, err)
	shown := map[int64][]string{} // kinds of the pictures that are shown, by run
	for _, figure := range regexp.MustCompile(`<figure id="run-(\d+)-([a-z0-9]+)" class="sheet[^"]*">\s*<img src="data:image/png`).FindAllSubmatch(page, -1) {
		id, err := strconv.ParseInt(string(figure[1]), 10, 64)
		must(t, err)
		shown[id] = append(shown[id], string(figure[2]))
	}
	panels := regexp.MustCompile(`(?s)<div class="figure2">.*?</section>`).Find(page)
	if n := len(regexp.MustCompile(`<img src="data:image/png`).FindAll(panels, -1)); n != len(panelSources) {
		t.Errorf("Figure 2 has %d panels with a picture, want %d", n, len(panelSources))
	}
	found := map[string]bool{}
	records, err := record.Read(t.Context(), referencedb.Open(t, ".."))
	must(t, err)
	for _, r := range records {
		if !record.IsTrained(r.Run) || r.VariantOf != "" { // of each sweep the page shows one variant
			continue
		}
		of := fmt.Sprintf("%s on %s", r.System, r.Dataset)
		kinds := shown[r.ID]
		ofNoise := slices.Contains(kinds, "figure3") || slices.Contains(kinds, "classes") // lines in z, or one z with all classes
		complete := slices.Contains(kinds, figure2Picture.kind) && (r.Kind != "gan" && r.Kind != "generator" || ofNoise)
		found[of] = found[of] || complete
	}
	if len(found) < 10 {
		t.Errorf("the database has only %d trained systems", len(found))
	}
	for of, complete := range found {
		if !complete {
			t.Errorf("the report lacks the pictures of %s", of)
		}
	}
}
