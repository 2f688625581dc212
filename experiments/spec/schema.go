package spec

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Schema returns a JSON Schema (draft 2020-12) with which editors complete and check specs. Parse rejects everything that the
// schema rejects. The schema does not contain the rules between keys. It does not require keys that may come from an extended spec
// or from the matrix.
func Schema() []byte {
	type object = map[string]any
	text, err := indented(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema",
		"title":   "spec",
		"if":      object{"anyOf": []object{{"required": []string{"extends"}}, {"required": []string{"matrix"}}}},
		"then":    object{"$ref": "#/$defs/change"},
		"else":    object{"$ref": "#/$defs/spec"},
		"$defs":   object{"spec": language.schema(true), "change": language.schema(false)},
	})
	if err != nil {
		panic("spec: " + err.Error()) // cannot happen: the language is constant
	}
	return text
}

// indented writes JSON with indentation.
func indented(v any) ([]byte, error) {
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return text.Bytes(), err
}

// schema returns the schema of a key's values. If whole is false, a mapping may lack keys, because another spec or the matrix adds
// them.
func (k *key) schema(whole bool) map[string]any {
	whole = whole && !k.part
	s := k.schemaOfForm(whole)
	if k.or != nil {
		// A mapping in place of another form replaces it, so it must have all keys.
		s = map[string]any{"anyOf": []any{s, k.or.schema(whole || k.or.form == asMapping)}}
	}
	if k.meaning != "" {
		s["description"] = k.description()
	}
	return s
}

func (k *key) schemaOfForm(whole bool) map[string]any {
	s := map[string]any{}
	switch k.form {
	case asMapping:
		return k.schemaOfMapping(whole)
	case asNames:
		s["type"], s["additionalProperties"] = "object", k.item.schema(whole)
		if k.names != nil {
			s["propertyNames"], s["minProperties"] = map[string]any{"pattern": k.names.String()}, 1
		}
	case asList:
		// Only systems are merged with those of another spec. The items of other lists replace them.
		s["type"], s["items"] = "array", k.item.schema(whole || k.name != "systems")
		s["minItems"], s["maxItems"] = k.span.least, k.span.most
	case asInteger, asNumber:
		s["type"] = string(k.form)
		k.span.schema(s)
	case asText:
		s["type"], s["minLength"], s["maxLength"] = "string", 1, longest
	case asLabel:
		s["type"], s["pattern"] = "string", labels.String()
	case asChoice:
		s["enum"] = k.texts()
	case asFlag:
		s["type"] = "boolean"
	case asAny:
	}
	return s
}

func (k *key) schemaOfMapping(whole bool) map[string]any {
	properties, required := map[string]any{}, []string{}
	for i := range k.keys {
		of := &k.keys[i]
		properties[of.name] = of.schema(whole)
		if whole && of.absent == "" && of.of == nil {
			required = append(required, of.name)
		}
	}
	s := map[string]any{"type": "object", "properties": properties, "additionalProperties": false}
	if len(required) > 0 {
		s["required"] = required
	}
	if rules := k.schemaOfChoices(whole); len(rules) > 0 {
		s["allOf"] = rules
	}
	return s
}

// schemaOfChoices returns, for each kind of a mapping and for each study, the keys that it has besides those of all.
func (k *key) schemaOfChoices(whole bool) []any {
	var rules []any
	for _, chooser := range choosers {
		choice := k.key(chooser)
		if choice == nil {
			continue
		}
		for _, word := range choice.texts() {
			if foreign, required := k.keysWith(chooser, word, whole); len(foreign)+len(required) > 0 {
				is := map[string]any{"properties": map[string]any{chooser: map[string]any{"const": word}}, "required": []string{chooser}}
				rules = append(rules, map[string]any{"if": is, "then": map[string]any{"properties": foreign, "required": required}})
			}
		}
	}
	return rules
}

// keysWith returns the keys that a mapping does not have with a value of a chooser and, of a whole mapping, those that it must have. A key
// of a study is required by the study and not by the kind.
func (k *key) keysWith(chooser, word string, whole bool) (foreign map[string]any, required []string) {
	foreign, required = map[string]any{}, []string{}
	for _, of := range k.keys {
		last := chooser == "study" || of.studies == nil
		switch {
		case !of.fits(chooser, word):
			foreign[of.name] = false
		case whole && of.chosenBy(chooser) != nil && last && of.absent == "":
			required = append(required, of.name)
		}
	}
	return foreign, required
}

// schema adds the limits of a number to its schema.
func (s span) schema(to map[string]any) {
	low, high := "minimum", "maximum"
	if s.above {
		low = "exclusiveMinimum"
	}
	if s.below {
		high = "exclusiveMaximum"
	}
	to[low], to[high] = s.least, s.most
}

// description returns the text that an editor shows for a key.
func (k *key) description() string {
	_, text, _ := strings.Cut(k.explanation(), "\n")
	return strings.ReplaceAll(strings.TrimSpace(text), "\n    ", "\n")
}
