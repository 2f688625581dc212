package samplefile

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"gan2014/internal/npy"
)

// isText reports whether a file begins as text: printable characters, spaces and ends of lines.
func isText(start []byte) bool {
	for i, r := range string(start) {
		broken := r == utf8.RuneError && i < len(start)-utf8.UTFMax // a character may be cut off at the end
		if broken || r < ' ' && r != '\n' && r != '\r' && r != '\t' {
			return false
		}
	}
	return true
}

// mostLine is the largest number of bytes of a line.
const mostLine = 16 << 20

// readText reads numbers as text: a line for each example, with commas, semicolons or spaces between. Lines that are empty or begin with #
// do not count, nor does a first line of names. The values go to a temporary file.
func readText(r io.Reader) (*File, error) {
	table := &table{}
	var err error
	if table.out, err = newOutput(); err != nil {
		return nil, err
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 1<<16), mostLine)
	for number := 1; lines.Scan() && err == nil; number++ {
		if err = table.add(lines.Text(), number); err != nil {
			err = fmt.Errorf("line %d: %w", number, err)
		}
	}
	if err == nil {
		err = lines.Err()
	}
	if errors.Is(err, bufio.ErrTooLong) {
		err = fmt.Errorf("a line has more than %d bytes: give a line to each example", mostLine)
	}
	if err == nil && table.rows == 0 {
		err = errors.New("it has no line of numbers")
	}
	element, _ := npy.ElementOf("f8", binary.LittleEndian)
	return table.out.close(err, []int{table.rows, table.columns}, element, "text")
}

// A table collects lines of numbers.
type table struct {
	out           *output
	rows, columns int
}

// add adds a line. Its number is counted from 1.
func (t *table) add(line string, number int) error {
	line = strings.TrimSpace(strings.TrimPrefix(line, "\ufeff"))
	if line == "" || line[0] == '#' {
		return nil
	}
	fields := cells(line)
	values := make([]byte, 0, 8*len(fields))
	for i, field := range fields {
		v, err := strconv.ParseFloat(strings.Trim(strings.TrimSpace(field), `"`), 64)
		switch {
		case err != nil && number == 1:
			return nil // names of the columns
		case errors.Is(err, strconv.ErrRange):
			return fmt.Errorf("value %d, %.30q, is too large", i+1, field)
		case err != nil:
			return fmt.Errorf("value %d is %.30q and not a number", i+1, field)
		}
		values = binary.LittleEndian.AppendUint64(values, math.Float64bits(v))
	}
	if t.rows == 0 {
		t.columns = len(fields)
	}
	if len(fields) != t.columns {
		return fmt.Errorf("%d values, but the lines before it have %d", len(fields), t.columns)
	}
	t.rows++
	return t.out.write(values)
}

// cells divides a line at its commas, or else at its semicolons, or else at spaces.
func cells(line string) []string {
	for _, separator := range []string{",", ";"} {
		if strings.Contains(line, separator) {
			return strings.Split(line, separator)
		}
	}
	return strings.Fields(line)
}
