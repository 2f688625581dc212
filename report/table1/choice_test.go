package table1

import (
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gan2014/results"
)

// TestChoose checks that rows, columns and the grid are chosen alike in Markdown, LaTeX and CSV, with the footnotes of what is left.
func TestChoose(t *testing.T) {
	table := NewTable(fixedRows(), recordsOf(fixedRuns()))
	part, err := table.Choose(Choice{Rows: []string{"Adv*", "tfd/k-means"}, Columns: []string{"system", "published", "measured"}, Grid: "fine"})
	if err != nil {
		t.Fatal(err)
	}
	wantMarkdown := `Table 1. Mean log-likelihood of the test set under a Gaussian Parzen window fitted to the samples of each system, in nats; higher is better.

**MNIST, ± is the standard error over test examples**

| System | Published | Measured |
|:---|---:|---:|
| Adversarial nets | 225 ± 2<sup>1</sup> | −12.3 ± 2.0 |

**TFD**

| System | Published | Measured |
|:---|---:|---:|
| Adversarial nets | 2057 ± 26<sup>1,3</sup> | −∞<sup>2</sup> |
| k-means | – | 2150.1 ± 12.5<sup>4</sup> |
`
	if got := part.Markdown(); !strings.HasPrefix(got, wantMarkdown) || strings.Count(got, "\n<sup>") != 4 || strings.Contains(got, "Protocol") {
		t.Errorf("Markdown:\n%s", got)
	}
	wantCSV := `dataset,system,published_ll_nats,published_stderr,published_stderr_over,published_source,measured_ll_nats,measured_stderr,measured_stderr_over,missing
mnist,Adversarial nets,225,2,test examples,"Goodfellow et al. 2014, Table 1",-12.34,1.96,test examples,
tfd,Adversarial nets,2057,26,folds,"Goodfellow et al. 2014, Table 1",-inf,,folds,
tfd,k-means,,,,,2150.06,12.5,test examples,
`
	if got := part.CSV(); got != wantCSV {
		t.Errorf("CSV:\n%s", got)
	}
	if got := part.LaTeX(); strings.Count(got, `\\`+"\n") != 6 || !strings.Contains(got, "Bandwidths from the fine grid.") || strings.Contains(got, "Stacked") {
		t.Errorf("LaTeX:\n%s", got)
	}
	if whole, err := table.Choose(Choice{}); err != nil || whole.Markdown() != table.Markdown() || whole.LaTeX() != table.LaTeX() {
		t.Errorf("%v, or no choice changes the table", err)
	}
}

func TestBadChoice(t *testing.T) {
	table := NewTable(fixedRows(), recordsOf(fixedRuns()))
	for want, c := range map[string]Choice{
		"rows=[ is no pattern":                                     {Rows: []string{"["}},
		"rows=GSN fits no row: there are DBN":                      {Rows: []string{"DBN", "GSN"}},
		"columns=SD: the columns are system,budget,":               {Columns: []string{"SD"}},
		"columns has sd twice":                                     {Columns: []string{"sd", "sd"}},
		"grid=x: no row was measured on it; there are paper, fine": {Grid: "x"},
	} {
		if _, err := table.Choose(c); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%+v: %v, want %s", c, err, want)
		}
	}
}

func TestParseChoice(t *testing.T) {
	got, err := ParseChoice([]string{"rows=DBN", "grid=paper", "rows=Adversarial nets, desk recipe", "columns=system,sd"})
	if want := (Choice{[]string{"DBN", "Adversarial nets, desk recipe"}, []string{"system", "sd"}, "paper"}); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
	for _, bad := range [][]string{{"row=x"}, {"rows="}, {"grid"}, {"grid=a", "grid=b"}, {"columns=system", "columns=sd"}, {"columns=system,,sd"}} {
		if _, err := ParseChoice(bad); err == nil {
			t.Errorf("%q is accepted", bad)
		}
	}
}

// TestLaTeXHasTheRowsOfAPaper checks that the table in LaTeX has no variants, of a system on two grids the paper's, and of two budgets the larger.
func TestLaTeXHasTheRowsOfAPaper(t *testing.T) {
	row := func(id int64, system, grid string, ll float64) results.Table1Row {
		return results.Table1Row{System: system, Dataset: "mnist", Origin: results.Measured, LL: ll, Grid: grid, Budget: "hour", Recipe: string(rune('a' + id)), Seeds: 1, RunIDs: []int64{id}}
	}
	short := row(4, "Nets", "paper", 5)
	short.Budget = "minutes"
	rows := []results.Table1Row{short, row(1, "Nets", "fine", 1), row(1, "Nets", "paper", 2), row(2, "DBN", "fine", 3), row(3, "Nets (k=2)", "paper", 4)}
	runs := []results.Run{{ID: 1, System: "Nets"}, {ID: 2, System: "DBN"}, {ID: 3, System: "Nets (k=2)", VariantOf: "Nets"}, {ID: 4, System: "Nets"}}
	got := NewTable(rows, recordsOf(runs)).LaTeX()
	for text, want := range map[string]bool{"2.0 $\\pm$": true, "3.0 $\\pm$": true, "1.0 $\\pm$": false, "4.0 $\\pm$": false, "5.0 $\\pm$": false, "Grid": true} {
		if strings.Contains(got, text) != want {
			t.Errorf("%q: %v in\n%s", text, !want, got)
		}
	}
}

// TestLaTeXFits compiles the table in an article of one and of two columns, and checks that nothing is wider than its place, with names of any
// script, without spaces, and with LaTeX's own characters.
func TestLaTeXFits(t *testing.T) {
	latex, err := exec.LookPath("pdflatex")
	if err != nil {
		t.Skip("NOT CHECKED: the table in LaTeX, without pdflatex (apt-get install texlive-latex-recommended)")
	}
	rows := fixedRows()
	rows = append(rows, rows[3], rows[3], rows[3], rows[3])
	for i, name := range []string{"敵対的生成ネットワークの系統", `Nets (generator.layers.0.units=1200, train.learning_rate.start=0.000001)`, `a_b #1 ~x^2 $y$ {z} \w "q" <β> 50 %`,
		strings.Repeat("Donaudampfschiff", 4)} {
		rows[len(rows)-1-i].System = name
	}
	rows[4].Budget, rows[7].Protocol = "paper", strings.Repeat("日本", 8)
	table := NewTable(rows, recordsOf(fixedRuns()))
	whole, err := table.Choose(Choice{Rows: []string{"*"}, Columns: []string{"system", "measured", "published", "difference", "sigma", "grid"}})
	if err != nil {
		t.Fatal(err)
	}
	reference, _ := referenceTable(t)
	for _, label := range []string{`\label{tab:table1}`, `\label{tab:table1-tfd-like}`} {
		if !strings.Contains(reference.LaTeX(), label) {
			t.Errorf("the table of the reference, which is higher than a page, lacks %s", label)
		}
	}
	for class, text := range map[string]string{"one": table.LaTeX(), "two": table.LaTeX(), "reference": reference.LaTeX(), "chosen": whole.LaTeX()} {
		dir := t.TempDir()
		option := map[string]string{"two": "[twocolumn]"}[class]
		document := `\documentclass` + option + `{article}\usepackage{booktabs}\begin{document}` + "\n\\input{table1}\nText.\n\\end{document}\n"
		for name, content := range map[string]string{"table1.tex": text, "paper.tex": document} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		p := exec.Command(latex, "-interaction=nonstopmode", "-halt-on-error", "paper.tex")
		p.Dir = dir
		out, err := p.CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s\n%s", class, err, out, text)
		}
		for line := range strings.Lines(string(out)) {
			if strings.Contains(line, "Overfull") || class != "chosen" && strings.Contains(line, "too large") || strings.Contains(line, "Missing character") {
				t.Errorf("%s: %s", class, line)
			}
		}
	}
}
