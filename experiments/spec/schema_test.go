package spec_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"gan2014/experiments/spec"
	"gan2014/experiments/specs"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// examples returns valid specs by file: the bundled ones and those of testdata.
func examples(t testing.TB) map[string]string {
	t.Helper()
	texts := map[string]string{"tiny.yaml": valid}
	for name, text := range specs.Bundled() {
		texts[name+".yaml"] = text
	}
	files, err := filepath.Glob("testdata/valid/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatal("no files in testdata/valid", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts[file] = string(text)
	}
	return texts
}

// all returns the specs that examples may extend.
func all() map[string]string {
	texts := specs.Bundled()
	maps.Copy(texts, bundled)
	return texts
}

func compileSchema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(spec.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("spec.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("spec.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func decode(t testing.TB, text string) any {
	t.Helper()
	var doc any
	if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

func TestSchemaTakesExamples(t *testing.T) {
	schema := compileSchema(t)
	for file, text := range examples(t) {
		s, err := spec.Parse(file, []byte(text), nil, all())
		if err != nil {
			t.Errorf("%s: %v", file, err)
			continue
		}
		for name, text := range map[string]string{file: text, file + ", effective": string(s.YAML())} {
			if err := schema.Validate(decode(t, text)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// TestSchemaRefuses checks that a spec without extends and matrix must be complete, and that each kind has its own keys.
func TestSchemaRefuses(t *testing.T) {
	schema := compileSchema(t)
	check := func(old, new string) {
		t.Helper()
		text := strings.Replace(valid, old, new, 1)
		if _, err := spec.Parse("x.yaml", []byte(text), nil, nil); err == nil || text == valid {
			t.Errorf("%q: the spec is valid", new)
		}
		if err := schema.Validate(decode(t, text)); err == nil {
			t.Errorf("%q: the schema takes it", new)
		}
	}
	check("name: tiny\n", "")
	check("      batch: 100\n", "")
	check("pieces: 2, ", "")
	check("{kind: relu,", "{kind: relu, pieces: 2,")
	check("kind: training-images\n", "kind: gan\n")
	check("kind: training-images\n", "kind: training-images\n    train: {}\n")
	check("from: 0.1", "from: 0")
	check("floor: 1e-6", "floor: -1")
	check("end: 0.7", "end: 1")
	check("short: 2, long: 20", "")
	check("coarse:", "coarse grid:")
	check("[1, 5]", "[]")
	check("[1, 5]", "[1.5]")

	// Layers are not merged with those of the extended spec, so each must be complete.
	part := decode(t, "extends: tiny\nsystems: [{name: Adversarial nets, discriminator: {layers: [{irange: 0.005}]}}]")
	if err := schema.Validate(part); err == nil {
		t.Error("the schema takes an incomplete layer")
	}
}

// below returns the schema of an entry or an item of doc.
func below(schema map[string]any, name string) map[string]any {
	if anyOf, ok := schema["anyOf"].([]any); ok {
		for _, one := range anyOf {
			if s := below(one.(map[string]any), name); s != nil {
				return s
			}
		}
		return nil
	}
	if properties, ok := schema["properties"].(map[string]any); ok {
		s, _ := properties[name].(map[string]any)
		return s
	}
	for _, key := range []string{"items", "additionalProperties"} {
		if s, ok := schema[key].(map[string]any); ok {
			return s
		}
	}
	return nil
}

// TestSchemaAndParseKnowTheSameKeys checks that schema, explanations and Parse know the same keys in every mapping, and that Parse
// and the schema check every value.
func TestSchemaAndParseKnowTheSameKeys(t *testing.T) {
	var root struct {
		Defs map[string]map[string]any `json:"$defs"`
	}
	if err := json.Unmarshal(spec.Schema(), &root); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/valid/full.yaml")
	if err != nil {
		t.Fatal(err)
	}
	v := visitor{T: t, text: text, doc: decode(t, string(text)), schema: compileSchema(t), met: map[string]bool{}}
	v.visit("", v.doc, root.Defs["change"])

	explained, err := spec.Explain("")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range regexp.MustCompile(`(?m)^\S+?: `).FindAllString(explained, -1) {
		path := strings.TrimSuffix(line, ": ")
		pattern := "^" + strings.ReplaceAll(regexp.QuoteMeta(path), `\*`, `[^.]+`) + "$"
		if !slices.ContainsFunc(slices.Collect(maps.Keys(v.met)), regexp.MustCompile(pattern).MatchString) {
			t.Errorf("%s is explained, but full.yaml has no such key", path)
		}
	}
}

// A visitor walks through a document with every key.
type visitor struct {
	*testing.T
	text   []byte
	doc    any
	schema *jsonschema.Schema
	met    map[string]bool // visited paths of the document
}

func (v visitor) visit(path string, value any, schema map[string]any) {
	if v.met[path] = true; schema == nil {
		v.Errorf("the schema does not know %s", path)
	}
	switch value := value.(type) {
	case map[string]any:
		if properties, ok := schema["properties"].(map[string]any); ok {
			v.compareKeys(path, slices.Sorted(maps.Keys(properties)))
		}
		for name, child := range value {
			at := strings.TrimPrefix(path+"."+strings.ReplaceAll(name, ".", "_"), ".")
			if at != "extends" && path != "matrix" { // Parse has replaced them
				v.refuse(at, value, name)
			}
			v.visit(at, child, below(schema, name))
		}
	case []any:
		for i, child := range value {
			v.visit(path+"."+strconv.Itoa(i), child, below(schema, ""))
		}
	}
}

// parse returns the mistakes of the document after one value is replaced.
func (v visitor) parse(path, value string) []string {
	_, err := spec.Parse("full.yaml", v.text, []string{"matrix={}", path + "=" + value}, all())
	return first(err)
}

// compareKeys compares the keys that the schema knows at a path with those that Parse lists for an unknown key.
func (v visitor) compareKeys(path string, known []string) {
	mistakes := strings.Join(v.parse(strings.TrimPrefix(path+".zzzzzzz", "."), "1"), "\n")
	_, hint, _ := strings.Cut(mistakes, "(known keys: ")
	hint, _, _ = strings.Cut(hint, ")")
	if parsed := slices.Sorted(slices.Values(strings.Split(hint, ", "))); !slices.Equal(known, parsed) {
		v.Errorf("keys of %q: the schema has %q, Parse %q", path, known, mistakes)
	}
}

// refuse replaces a value by one of another form. Both Parse and the schema must reject it.
func (v visitor) refuse(path string, in map[string]any, name string) {
	right := in[name]
	defer func() { in[name] = right }()
	text := "{}"
	in[name] = map[string]any{}
	if _, ok := right.(map[string]any); ok {
		text = "zzzzzzz"
		in[name] = text
	}
	if v.parse(path, text) == nil {
		v.Errorf("Parse takes %s=%s", path, text)
	}
	if v.schema.Validate(v.doc) == nil {
		v.Errorf("the schema takes %s=%s", path, text)
	}
}
