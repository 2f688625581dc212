package datasets

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// ferTable decodes the official fer2013.csv: a header, then a row for each image. A row has the emotion, the 2,304 pixels, row by row, as
// decimal numbers separated by blanks, and the part of the contest.
func ferTable(file string, b []byte) ([]byte, error) {
	rows := csv.NewReader(bytes.NewReader(b))
	rows.ReuseRecord = true
	header, err := rows.Read()
	if err != nil {
		return nil, fmt.Errorf("decode %s: %w", file, err)
	}
	if !slices.Equal(header, []string{"emotion", "pixels", "Usage"}) {
		return nil, fmt.Errorf("decode %s: columns %q, want emotion, pixels and Usage", file, header)
	}
	var pixels []byte
	for {
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return pixels, nil
		case err != nil:
			return nil, fmt.Errorf("decode %s: %w", file, err)
		}
		if pixels, err = appendFace(pixels, row[1]); err != nil {
			line, _ := rows.FieldPos(1)
			return nil, fmt.Errorf("decode %s: line %d: %w", file, line, err)
		}
	}
}

// ferTableInOrder converts icml_face_data.csv, whose columns have another order, to the official table.
func ferTableInOrder(b []byte) ([]byte, error) {
	rows := csv.NewReader(bytes.NewReader(b))
	rows.ReuseRecord = true
	rows.TrimLeadingSpace = true
	header, err := rows.Read()
	if err != nil || !slices.Equal(header, []string{"emotion", "Usage", "pixels"}) {
		return nil, fmt.Errorf("columns %q, want emotion, Usage and pixels", header)
	}
	var table bytes.Buffer
	table.WriteString("emotion,pixels,Usage\n")
	for {
		row, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return table.Bytes(), nil
		case err != nil:
			return nil, err
		}
		fmt.Fprintf(&table, "%s,%s,%s\n", row[0], row[2], row[1])
	}
}

// appendFace appends the pixels of an image, given as decimal numbers separated by blanks.
func appendFace(pixels []byte, numbers string) ([]byte, error) {
	n := 0
	for number := range strings.FieldsSeq(numbers) {
		p, err := strconv.ParseUint(number, 10, 8)
		if err != nil {
			return nil, fmt.Errorf("pixel %d is not a number from 0 to 255: %q", n, number)
		}
		pixels = append(pixels, byte(p))
		n++
	}
	if n != faceDim {
		return nil, fmt.Errorf("%d pixels, want %d", n, faceDim)
	}
	return pixels, nil
}
