package report

import (
	"fmt"
	"path/filepath"

	"gan2014/internal/atomicfile"
	"gan2014/report/table1"
)

// A Choice is the part of Table 1 that its files have.
type Choice = table1.Choice

// ParseChoice reads a choice from settings like rows=PATTERN, which may be repeated, columns=KEY,KEY and grid=NAME.
func ParseChoice(settings []string) (Choice, error) { return table1.ParseChoice(settings) }

// WriteChosen writes table1.md, table1.tex and table1.csv with the chosen part of the table into outDir, in place of those that [Data.Write]
// wrote. t is a chosen part of the table.
func WriteChosen(t table1.Table, outDir string) error {
	for _, f := range tableFiles(t) {
		if f.Name == "table1.json" { // has every row, whatever is chosen for print
			continue
		}
		if err := atomicfile.WriteBytes(filepath.Join(outDir, f.Name), f.Data); err != nil {
			return fmt.Errorf("write the chosen table: %w", err)
		}
	}
	return nil
}
