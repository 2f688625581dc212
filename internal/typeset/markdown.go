package typeset

import (
	"strings"
)

// Markdown escapes what Markdown or HTML would read as a mark.
func Markdown(s string) string {
	return strings.NewReplacer(
		`\`, `\\`, "|", `\|`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
		"<", "&lt;", ">", "&gt;", "&", "&amp;",
	).Replace(Line(s))
}
