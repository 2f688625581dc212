package weights

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/internal/safetensors"
	"gan2014/models/nn"
)

// sample returns a file as of a finished run of the spec tiny, with two small tensors.
func sample(t *testing.T) File {
	t.Helper()
	text, err := os.ReadFile("../testdata/tiny.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, err := spec.Parse("tiny.yaml", text, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	return File{
		Info: Info{
			System: "Adversarial nets", Dataset: "mnist", Budget: "tiny", Recipe: string(s.Plan()[0].Canonical()), Seed: 7, Epochs: 3,
			Command: "experiments -spec tiny.yaml -only '*/adv*'", Key: "0123", Version: "gan 1, estimator 1", Commit: "abcd",
			Samples: 200, Scores: map[string]float64{"paper": 225.31, "fine": 226.5},
		},
		Params: []*nn.Param[float32]{
			{Name: "G/0/w", Value: nn.Matrix[float32]{Rows: 2, Cols: 3, Data: []float32{1, 2, 3, 4, 5, 6}}},
			{Name: "G/0/b", Value: nn.Matrix[float32]{Rows: 1, Cols: 3, Data: []float32{-1, .5, 0}}},
		},
	}
}

func written(t *testing.T, f File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReadsWhatItWrites checks that a file is read as it was written, except a score that is not finite, which is left out.
func TestReadsWhatItWrites(t *testing.T) {
	f := sample(t)
	f.Scores["broken"] = math.Inf(-1)
	got, err := Parse(written(t, f))
	if err != nil {
		t.Fatal(err)
	}
	if want := sample(t); !reflect.DeepEqual(got, want) {
		t.Errorf("read as\n%+v\nwant\n%+v", got, want)
	}
	r, err := got.Run()
	if err != nil || r.System.Generator.Noise.Size != 5 || r.Epochs != 3 {
		t.Errorf("the recipe is read as %+v, %v", r, err)
	}
}

// TestWriteRefuses checks that a parameter that half precision cannot hold is refused.
func TestWriteRefuses(t *testing.T) {
	for _, x := range []float32{1e5, float32(math.NaN()), float32(math.Inf(-1))} {
		f := sample(t)
		f.Params[1].Value.Data[1] = x
		if err := f.Write(new(bytes.Buffer)); err == nil || !strings.Contains(err.Error(), "G/0/b has the value "+fmt.Sprint(x)) {
			t.Errorf("%g: error %v", x, err)
		}
	}
}

// with returns the sample file with a change of its metadata.
func with(t *testing.T, key, value string) []byte {
	t.Helper()
	f, err := safetensors.Read(written(t, sample(t)))
	if err != nil {
		t.Fatal(err)
	}
	if f.Metadata[key] = value; value == "" {
		delete(f.Metadata, key)
	}
	var b bytes.Buffer
	if err := safetensors.Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestParseRefuses checks that metadata that lack something, or that a terminal should not show, are refused, and notes of the user not.
func TestParseRefuses(t *testing.T) {
	for _, c := range []struct{ key, value, want string }{
		{"format", "pt", `its metadata have the format "pt": need "gan2014 generator 1"`},
		{"system", "", "no system of one printable line"},
		{"command", "a\nb", "no command of one printable line"},
		{"commit", "\x1b[2J", "no commit of one printable line"},
		{"seed", "", "no proper seed"},
		{"epochs", "3.5", "no proper epochs"},
		{"epochs", "-1", "a negative number"},
		{"test_nats_before_rounding", "{", "no proper test_nats_before_rounding"},
	} {
		if _, err := Parse(with(t, c.key, c.value)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s = %q: error %v, want one that says %q", c.key, c.value, err, c.want)
		}
	}
	if _, err := Parse(with(t, "note", "of the user")); err != nil {
		t.Errorf("a note of the user: %v", err)
	}
	for _, recipe := range []string{"{}", strings.ReplaceAll(sample(t).Recipe, "mnist", "fashion-mnist")} {
		f := sample(t)
		f.Recipe = recipe
		if _, err := f.Run(); err == nil || !strings.Contains(err.Error(), "its recipe is") {
			t.Errorf("recipe %.20q: error %v", recipe, err)
		}
	}
}

// TestOrigin checks the words of the protocol. The score before rounding is only in it if it is of the same grid and as many samples.
func TestOrigin(t *testing.T) {
	i := sample(t).Info
	const trained = "weights shipped, trained 3 epochs by the command `experiments -spec tiny.yaml -only '*/adv*'`"
	for _, c := range []struct {
		grid    string
		samples int
		want    string
	}{
		{"paper", 200, trained + ", 225.3 nats before rounding"}, {"fine", 200, trained + ", 226.5 nats before rounding"},
		{"paper", 100, trained}, {"other", 200, trained},
	} {
		if got := i.Origin(c.grid, c.samples); got != c.want {
			t.Errorf("%s grid, %d samples: %q, want %q", c.grid, c.samples, got, c.want)
		}
	}
}

// found looks for the file of a system with these lines in a folder.
func found(t *testing.T, folder, lines string) (spec.System, error) {
	t.Helper()
	text := "name: x\nbudget: x\nseeds: 1\nevaluation: {samples: 10, validation: 10, grids: {paper: {from: 0.1, to: 1, count: 2, spacing: log}}}\n" +
		"systems:\n  - name: Shipped\n    kind: generator\n" + lines
	s, err := spec.Parse("x.yaml", []byte(text), nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = Find(s, folder)
	return s.Systems[0], err
}

// TestFind checks where files are looked for, and what is refused.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	content := written(t, sample(t))
	for name, text := range map[string][]byte{"g.safetensors": content, "half.safetensors": content[:len(content)/2]} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	sum := SHA256(content)
	for _, lines := range []string{
		"    dataset: mnist\n    file: g.safetensors\n", "    dataset: mnist\n    file: g.safetensors\n    sha256: '" + sum + "'\n",
		"    dataset: mnist\n    file: " + filepath.Join(dir, "g.safetensors") + "\n",
	} {
		s, err := found(t, dir, lines)
		if err != nil || !bytes.Equal(s.Weights, content) || s.SHA256 != sum {
			t.Errorf("%s: %d bytes of SHA-256 %s, %v", lines, len(s.Weights), s.SHA256, err)
		}
	}
	zeros := strings.Repeat("0", 64)
	for lines, want := range map[string]string{
		"    dataset: fashion-mnist\n    file: g.safetensors\n":                    `system "Shipped": g.safetensors: it was trained on "mnist", but the system has the dataset fashion-mnist`,
		"    dataset: mnist\n    file: half.safetensors\n":                         `half.safetensors: it is truncated`,
		"    dataset: mnist\n    file: none.safetensors\n":                         `there is no file ` + filepath.Join(dir, "none.safetensors") + `, and the program has none of that name`,
		"    dataset: mnist\n    file: g.safetensors\n    sha256: '" + zeros + "'": `g.safetensors has the SHA-256 ` + sum + `, but the spec gives ` + zeros,
		"    dataset: mnist\n    sha256: '" + zeros + "'":                          `it has a sha256 but no file`,
		"    dataset: mnist\n    file: README.md":                                  `README.md: it is not a safetensors file`, // of the program: docs/reference/generators
	} {
		if _, err := found(t, dir, lines); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}
