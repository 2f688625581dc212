package theory

import (
	"fmt"
	"regexp"
	"strings"
)

var (
	exponent = regexp.MustCompile(`e([+-])0*(\d+)`)
	negative = regexp.MustCompile(`-(\d)`)
	raised   = strings.NewReplacer("+", "", "-", "⁻",
		"0", "⁰", "1", "¹", "2", "²", "3", "³", "4", "⁴", "5", "⁵", "6", "⁶", "7", "⁷", "8", "⁸", "9", "⁹")
)

// textf formats like fmt.Sprintf, and writes numbers as in print: −0.5 and 3·10⁻⁹.
func textf(format string, values ...any) string {
	s := exponent.ReplaceAllStringFunc(fmt.Sprintf(format, values...), func(e string) string {
		parts := exponent.FindStringSubmatch(e)
		return "·10" + raised.Replace(parts[1]+parts[2])
	})
	return negative.ReplaceAllString(s, "−$1")
}

// counted returns a number with its noun, of which the plural ends in s: "1 update" and "20 updates".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
