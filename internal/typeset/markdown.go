package typeset

import (
	"strings"
)

// Markdown escapes the characters that Markdown or HTML would read as markup.
func Markdown(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
		"<", "&lt;", ">", "&gt;", "&", "&amp;",
	).Replace(Line(s))
}
