package report

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// nodes returns the elements of a name in document order.
func nodes(root *html.Node, name string) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			out = append(out, n)
		}
	}
	return out
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text inside n.
func textOf(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func parse(t *testing.T, page string) *html.Node {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	must(t, err)
	checkUnrepaired(t, page, root)
	return root
}

// checkUnrepaired compares the elements as they are written with those that the parser made of them: it must not have had to
// add, move, or close any.
func checkUnrepaired(t *testing.T, page string, root *html.Node) {
	t.Helper()
	void := []string{"meta", "link", "img", "br", "wbr", "input"}
	var written, open, parsed []string
	tokens := html.NewTokenizer(strings.NewReader(page))
	for kind := tokens.Next(); kind != html.ErrorToken; kind = tokens.Next() {
		token := tokens.Token()
		switch kind {
		case html.StartTagToken, html.SelfClosingTagToken:
			written = append(written, token.Data)
			if kind == html.StartTagToken && !slices.Contains(void, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> closes %q", token.Data, open)
			}
			open = open[:len(open)-1]
		}
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			parsed = append(parsed, strings.ToLower(n.Data))
		}
	}
	if len(open) > 0 || !slices.Equal(written, parsed) {
		t.Errorf("the parser repaired the page: %d elements written, %d parsed, open at the end: %q", len(written), len(parsed), open)
	}
}

// checkSound holds for every report.html, whatever is in the database.
func checkSound(t *testing.T, root *html.Node) {
	t.Helper()
	// One script is data, the other is the one that the policy allows.
	if scripts := nodes(root, "script"); len(scripts) != 2 || attr(scripts[0], "type") != "application/json" || textOf(scripts[1]) != pageScript {
		t.Errorf("%d scripts, or others than there should be", len(scripts))
	} else if !json.Valid([]byte(textOf(scripts[0]))) {
		t.Error("the data of the page are not JSON")
	}
	checkPage(t, root, func(string) bool { return false }) // it is passed on alone, so it links no other file
}

// checkPage holds for every page, whatever is in the database. known reports whether there is a page of this address.
func checkPage(t *testing.T, root *html.Node, known func(address string) bool) {
	t.Helper()
	if n := len(nodes(root, "h1")); n != 1 {
		t.Errorf("%d h1", n)
	}
	checkVariables(t, root)
	ids := map[string]bool{}
	level := 0
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				t.Errorf("id %q occurs twice", id)
			}
			ids[id] = true
		}
		if len(n.Data) == 2 && n.Data[0] == 'h' && n.Data[1] >= '1' && n.Data[1] <= '6' {
			if next := int(n.Data[1] - '0'); next > level+1 {
				t.Errorf("%s %q follows h%d", n.Data, textOf(n), level)
			} else {
				level = next
			}
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		checkLinks(t, n, ids, known)
		switch n.Data {
		case "img":
			if attr(n, "alt") == "" {
				t.Error("image without alternative text")
			}
		case "svg":
			checkPlot(t, n, ids)
		case "table":
			if len(nodes(n, "caption")) != 1 || attr(nodes(n, "th")[0], "scope") == "" {
				t.Error("table without caption or scope")
			}
		}
	}
}

func checkLinks(t *testing.T, n *html.Node, ids map[string]bool, known func(address string) bool) {
	t.Helper()
	for _, a := range n.Attr {
		switch {
		case strings.HasPrefix(strings.ToLower(a.Key), "on"):
			t.Errorf("<%s> has a handler %s", n.Data, a.Key)
		case a.Key == "src" && strings.HasPrefix(a.Val, "../") && known(a.Val): // a picture
		case a.Key == "src" && !strings.HasPrefix(a.Val, "data:image/png;base64,"):
			t.Errorf("<%s> loads %q", n.Data, a.Val)
		case a.Key != "href" || a.Val == "data:,": // an icon that is not asked for
		case strings.HasPrefix(a.Val, "#"):
			if !ids[a.Val[1:]] {
				t.Errorf("link to %s leads nowhere", a.Val)
			}
		case known(a.Val):
		case n.Parent.Data != "cite" || !strings.HasPrefix(a.Val, "https://arxiv.org/abs/"):
			t.Errorf("<%s> links to %q outside a citation", n.Data, a.Val)
		}
	}
}

func checkPlot(t *testing.T, svg *html.Node, ids map[string]bool) {
	t.Helper()
	title, desc := nodes(svg, "title"), nodes(svg, "desc")
	if len(title) != 1 || len(desc) != 1 || attr(svg, "role") != "img" || attr(svg, "viewBox") == "" {
		t.Errorf("plot without title, description, role or viewBox")
		return
	}
	if !strings.ContainsAny(textOf(desc[0]), "0123456789") {
		t.Errorf("description without a number: %q", textOf(desc[0]))
	}
	for id := range strings.FieldsSeq(attr(svg, "aria-labelledby")) {
		if !ids[id] {
			t.Errorf("plot is labelled by %q, which is not there", id)
		}
	}
}

// checkVariables checks that the page's style defines the colours that its style and its figures use. A line in a colour that nothing defines is
// not drawn.
func checkVariables(t *testing.T, root *html.Node) {
	t.Helper()
	style := ""
	for _, n := range nodes(root, "style") {
		style += textOf(n)
	}
	var page strings.Builder
	must(t, html.Render(&page, root))
	for _, m := range usedVariable.FindAllStringSubmatch(page.String(), -1) {
		if !strings.Contains(style, m[1]+":") {
			t.Errorf("nothing defines the colour %s", m[1])
		}
	}
}

var usedVariable = regexp.MustCompile(`var\((--[a-z]+)\)`)
