package safetensors

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
)

// A member is a key of a JSON object with its value.
type member struct {
	key   string
	value json.RawMessage
}

// members returns the members of a JSON object in the order of the text. It refuses a key that appears twice, which encoding/json accepts.
func members(text []byte) ([]member, error) {
	d := json.NewDecoder(bytes.NewReader(text))
	if start, err := d.Token(); err != nil || start != json.Delim('{') {
		return nil, errors.New("it is not a JSON object")
	}
	var all []member
	seen := map[string]bool{}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return nil, err
		}
		m := member{key: key.(string)} // the decoder accepts nothing else as a key
		if seen[m.key] {
			return nil, fmt.Errorf("it has the key %.60q twice", m.key)
		}
		seen[m.key] = true
		if err := d.Decode(&m.value); err != nil {
			return nil, err
		}
		all = append(all, m)
	}
	if _, err := d.Token(); err != nil {
		return nil, err
	}
	if rest := bytes.Trim(text[d.InputOffset():], " "); len(rest) > 0 {
		return nil, fmt.Errorf("after the object stands %.20q", rest)
	}
	return all, nil
}

// text reads a JSON string.
func (m member) text() (string, error) {
	var s *string
	if err := json.Unmarshal(m.value, &s); err != nil || s == nil {
		return "", fmt.Errorf("%.60q is not text", m.key)
	}
	return *s, nil
}

// numbers reads a list of whole numbers that are not negative.
func (m member) numbers() ([]int, error) {
	var list []*int
	if err := json.Unmarshal(m.value, &list); err != nil || list == nil {
		return nil, fmt.Errorf("%.60q is not a list of whole numbers in range", m.key)
	}
	all := make([]int, len(list))
	for i, n := range list {
		if n == nil || *n < 0 {
			return nil, fmt.Errorf("%.60q is not a list of whole numbers in range", m.key)
		}
		all[i] = *n
	}
	return all, nil
}
