package safetensors

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"reflect"
	"strings"
	"testing"
)

// sample is a file with all that a file can have.
func sample() File {
	return File{
		Metadata: map[string]string{"system": "Adversarial nets", "quote \" < é": "line\nbreak"},
		Tensors: []Tensor{
			{"G/0/w", []int{2, 3}, []float32{1, -2, 0.5, 65504, 0, 1024}},
			{"empty", []int{0, 4}, []float32{}},
			{"number", []int{}, []float32{3}},
			{"G/0/b", []int{3}, []float32{0.25, 0.125, -1}},
		},
	}
}

func written(t testing.TB, f File) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, f); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestReadsWhatItWrites checks the round trip, and that the values begin at a multiple of 8 bytes.
func TestReadsWhatItWrites(t *testing.T) {
	for name, f := range map[string]File{"all": sample(), "no tensors": {Metadata: map[string]string{}}, "nothing": {}} {
		content := written(t, f)
		got, err := Read(content)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got, f) {
			t.Errorf("%s: written as\n%v\nread as\n%v", name, f, got)
		}
		if n := binary.LittleEndian.Uint64(content); n%8 != 0 {
			t.Errorf("%s: the header has %d bytes", name, n)
		}
	}
}

// TestBytes pins the bytes of a small file, by the description of the format.
func TestBytes(t *testing.T) {
	f := File{map[string]string{"a": "b"}, []Tensor{{"x", []int{2}, []float32{1, -2}}}}
	header := `{"__metadata__":{"a":"b"},"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}} `
	want := "5000000000000000" + hex.EncodeToString([]byte(header)) + "003c00c0"
	if got := hex.EncodeToString(written(t, f)); got != want {
		t.Errorf("the file is\n%s\nwant\n%s", got, want)
	}
}

// TestWriteRefuses checks that a shape that does not fit its values is refused, and that the error of the writer is returned.
func TestWriteRefuses(t *testing.T) {
	for _, shape := range [][]int{{3}, {2, 2}, {-2, -1}, {1 << 62, 8}, nil} {
		err := Write(new(bytes.Buffer), File{Tensors: []Tensor{{"x", shape, []float32{1, 2}}}})
		if err == nil || !strings.Contains(err.Error(), "tensor x has 2 values") {
			t.Errorf("shape %v: error %v", shape, err)
		}
	}
	if err := Write(full{}, sample()); err == nil {
		t.Error("a full disk is no error")
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }

// with returns a file with this header and bytes after it.
func with(header string, bytes int) []byte {
	content := binary.LittleEndian.AppendUint64(nil, uint64(len(header)))
	return append(append(content, header...), make([]byte, bytes)...)
}

// malformed lists files that break a rule, by what the error must say.
func malformed() map[string][]byte {
	x := func(entry string) []byte { return with(`{"x":`+entry+`}`, 4) }
	whole := with(`{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]}}`, 4)
	return map[string][]byte{
		"too short to be":                     whole[:7],
		"its header has 54 bytes, but only 5": whole[:13],
		"but only 3 follow the header":        whole[:len(whole)-1],
		"1 bytes follow the last tensor":      append(bytes.Clone(whole), 0),
		"its header would have 100000001":     binary.LittleEndian.AppendUint64(nil, maxHeader+1),
		"would have 18446744073709551615":     bytes.Repeat([]byte{255}, 20),
		"does not begin with {":               with(` {}`, 0),
		"its header does not begin":           with(``, 0),
		"not UTF-8":                           with("{\"\xff\":1}", 0),
		"its header: EOF":                     with(`{"x":{"dtype":"F16"}`, 0),
		"after the object stands":             with(`{} {}`, 0),
		`has the key "x" twice`:               with(`{"x":{},"x":{}}`, 0),
		`has the key "dtype" twice`:           x(`{"dtype":"F16","dtype":"F16","shape":[2],"data_offsets":[0,4]}`),
		`its metadata: it has the key "a"`:    with(`{"__metadata__":{"a":"","a":""}}`, 0),
		`its metadata: "a" is not text`:       with(`{"__metadata__":{"a":1}}`, 0),
		`"b" is not text`:                     with(`{"__metadata__":{"b":null}}`, 0),
		"its metadata: it is not a JSON":      with(`{"__metadata__":null}`, 0),
		`"x": it is not a JSON object`:        x(`[]`),
		`type is "F32": need F16`:             x(`{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`),
		`unknown key "Dtype"`:                 x(`{"Dtype":"F16","shape":[2],"data_offsets":[0,4]}`),
		"it has no shape":                     x(`{"dtype":"F16","data_offsets":[0,4]}`),
		`"shape" is not a list`:               x(`{"dtype":"F16","shape":null,"data_offsets":[0,4]}`),
		`"shape" is not`:                      x(`{"dtype":"F16","shape":[null],"data_offsets":[0,4]}`),
		"list of whole numbers":               x(`{"dtype":"F16","shape":[2.0],"data_offsets":[0,4]}`),
		"whole numbers in range":              x(`{"dtype":"F16","shape":[99999999999999999999],"data_offsets":[0,4]}`),
		"not a list of whole":                 x(`{"dtype":"F16","shape":[-2],"data_offsets":[0,4]}`),
		"no two data_offsets":                 x(`{"dtype":"F16","shape":[2],"data_offsets":[0,2,4]}`),
		"is too large":                        x(`{"dtype":"F16","shape":[4611686018427387904,4],"data_offsets":[0,4]}`),
		"2 values do not lie between":         x(`{"dtype":"F16","shape":[2],"data_offsets":[0,2]}`),
		"begins at byte 2, not at 0":          x(`{"dtype":"F16","shape":[1],"data_offsets":[2,4]}`),
		`"y" begins at byte 2, not at 4`: with(`{"x":{"dtype":"F16","shape":[2],"data_offsets":[0,4]},`+
			`"y":{"dtype":"F16","shape":[1],"data_offsets":[2,4]}}`, 4),
		"but only 2 follow": with(`{"x":{"dtype":"F16","shape":[1000000000000],"data_offsets":[0,2000000000000]}}`, 2),
	}
}

// TestMalformed checks that each malformed file is refused for its reason.
func TestMalformed(t *testing.T) {
	for want, content := range malformed() {
		if _, err := Read(content); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}

// FuzzRead checks that no file makes Read panic, and that a file that it accepts can be written and read again as the same.
func FuzzRead(f *testing.F) {
	f.Add(written(f, sample()))
	for _, content := range malformed() {
		f.Add(content)
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		file, err := Read(content)
		if err != nil {
			return
		}
		values := 0
		for _, tensor := range file.Tensors {
			values += len(tensor.Data)
		}
		if values*halfBytes > len(content) {
			t.Fatalf("%d values of a file with %d bytes", values, len(content))
		}
		again, err := Read(written(t, file))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(written(t, again), written(t, file)) {
			t.Fatal("the file changes when it is written and read again")
		}
	})
}

// TestLibraryReadsIt reads a file with the library safetensors of Python, if it is installed.
func TestLibraryReadsIt(t *testing.T) {
	path := t.TempDir() + "/x.safetensors"
	script := `import sys
from safetensors import safe_open
with safe_open(sys.argv[1], "np") as f:
    print(f.metadata()["system"], f.get_tensor("G/0/w").tolist(), f.get_tensor("G/0/b").dtype)`
	if err := exec.Command("python3", "-c", "import safetensors.numpy").Run(); err != nil {
		t.Skip("NOT CHECKED: python3 has no safetensors")
	}
	if err := os.WriteFile(path, written(t, sample()), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("python3", "-c", script, path).CombinedOutput()
	if want := "Adversarial nets [[1.0, -2.0, 0.5], [65504.0, 0.0, 1024.0]] float16\n"; err != nil || string(out) != want {
		t.Errorf("Python prints %s, want %s (%v)", out, want, err)
	}
}
