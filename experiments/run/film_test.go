package run

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// TestDamagedFilm checks that damaged film files are named and change no number.
func TestDamagedFilm(t *testing.T) {
	f := film{t.TempDir()}
	for epoch := 1; epoch <= 5; epoch++ {
		if !f.includes(epoch) {
			continue
		}
		if err := f.keep(epoch, []float32{float32(epoch), 2, 3}); err != nil {
			t.Fatal(err)
		}
	}
	var said []string
	say := func(format string, args ...any) { said = append(said, fmt.Sprintf(format, args...)) }
	epochs, shades := f.read(5, 3, say)
	if strings.Join(epochs, " ") != "1 2 5" || len(shades) != 9 || len(said) > 0 {
		t.Errorf("epochs %v, shades %v, said %q", epochs, shades, said)
	}
	content, err := os.ReadFile(f.path(2))
	if err != nil {
		t.Fatal(err)
	}
	content[3] ^= 1
	for _, damaged := range [][]byte{content, content[:5], nil} {
		if err := os.WriteFile(f.path(2), damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		said = nil
		epochs, shades = f.read(5, 3, say)
		if strings.Join(epochs, " ") != "1 5" || len(shades) != 6 || len(said) != 1 || !strings.Contains(said[0], "lacks epoch 2") {
			t.Errorf("epochs %v, shades %v, said %q", epochs, shades, said)
		}
	}
}
