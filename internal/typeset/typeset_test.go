package typeset

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/unicode/norm"
)

func equal(t *testing.T, what string, got, want any) {
	t.Helper()
	if got != want {
		t.Errorf("%s is %q, want %q", what, got, want)
	}
}

func TestText(t *testing.T) {
	for _, row := range []struct{ text, want string }{
		{"β-VAE, 日本 é ± 😀\n\tof  one", "β-VAE, 日本 é ± 😀\n\tof  one"},
		{"\x1b[2J\a\r\x7f", `\u001b[2J\u0007\u000d\u007f`},
		{"\u009b31m", `\u009b31m`},             // CSI as a character
		{"\x9b31m", `\x9b31m`},                 // and as a byte, which is no UTF-8
		{"abc\u202e321", `abc\u202e321`},       // right to left
		{"a\u200bb\u00adc", `a\u200bb\u00adc`}, // no width
		{"\u2028\u2066\ufeff\u3164", `\u2028\u2066\ufeff\u3164`},
		{"\U000e0041", `\udb40\udc41`}, // a tag
	} {
		equal(t, row.text, Text(row.text), row.want)
	}
	equal(t, "line", Line("a\nb\tc"), `a\u000ab\u0009c`)
}

// TestTextKeepsJSON checks that JSON written through a Writer keeps its values.
func TestTextKeepsJSON(t *testing.T) {
	want := "a\x1b\u202e\u009b\u200b\U000e0041\n<β>"
	text, err := json.Marshal(want)
	var got string
	if err != nil || json.Unmarshal([]byte(Text(string(text))), &got) != nil || got != want {
		t.Errorf("%q became %q", want, got)
	}
}

// TestWriter checks that the division of text into writes does not change the bytes.
func TestWriter(t *testing.T) {
	const text = "é\x1b[31m日\u202e\x9b😀\xe6\x97"
	for size := 1; size <= len(text); size++ {
		var got bytes.Buffer
		w := &Writer{Under: &got}
		for part := range slices.Chunk([]byte(text), size) {
			if n, err := w.Write(part); n != len(part) || err != nil {
				t.Fatalf("wrote %d of %d, %v", n, len(part), err)
			}
		}
		w.Close()
		equal(t, "written", got.String(), `é\u001b[31m日\u202e\x9b😀\xe6\x97`)
	}
}

func TestWidth(t *testing.T) {
	equal(t, "cut", Cut("日本語の文", 6), "日本…")
	equal(t, "cut in the middle", CutMiddle("Adversarial nets (k=5)", 12), "Advers…(k=5)")
	for width := 3; width < 30; width++ {
		if got := CutMiddle("日本語 and ελληνικά 😀", width); Width(got) > width {
			t.Errorf("%q is wider than %d", got, width)
		}
	}
	equal(t, "padded", Pad("日本", 6, true), "  日本")
}

func TestTable(t *testing.T) {
	var table Table
	table.Row("system", "LL", "")
	table.Row("日本", -1.5, "a remark")
	table.Row("a\nb", "")
	var got strings.Builder
	if err := table.Print(&got); err != nil {
		t.Fatal(err)
	}
	equal(t, "table", got.String(), "system    LL\n日本      -1.5  a remark\na\\u000ab\n")
}

func TestDuration(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"0s": 0, "0.4s": 400 * time.Millisecond, "9.9s": 9949 * time.Millisecond, "10s": 9950 * time.Millisecond, "59s": 59499 * time.Millisecond,
		"1m00s": 59500 * time.Millisecond, "1m40s": 100 * time.Second, "1h00m": 3599600 * time.Millisecond, "1h02m": 3720 * time.Second, "27h30m": 99000 * time.Second,
	} {
		equal(t, d.String(), Duration(d), want)
	}
	equal(t, "the least time", Duration(math.MinInt64), "-2562047h47m")
	equal(t, "unknown", Seconds(math.NaN()), "–")
	equal(t, "seconds", Seconds(100), "1m40s")
}

func TestBytes(t *testing.T) {
	for want, n := range map[string]int64{
		"0 bytes": 0, "1 byte": 1, "1,000 bytes": 1000, "1.0 KiB": 1024, "1.5 KiB": 1536, "1.0 MiB": 1<<20 - 1, "84.6 GiB": 90_837_123_456,
	} {
		equal(t, want, Bytes(n), want)
	}
	equal(t, "one", Count(1, "run", "runs"), "1 run")
	equal(t, "none", Count(0, "run", "runs"), "0 runs")
	equal(t, "many", Count(-1234567, "run", "runs"), "-1,234,567 runs")
}

// TestCSV checks that text that a spreadsheet would run stays text, that numbers stay numbers, and that the text can be recovered.
func TestCSV(t *testing.T) {
	low := -232.25
	equal(t, "line", CSV("=1+1", -232.25, &low, (*float64)(nil), nil, int64(-3), true, math.Inf(-1)), `"'=1+1",-232.25,-232.25,,,-3,true,-inf`+"\n")
	for _, text := range []string{
		"=1", "+1", "-1", "@SUM(1)", " =1", "\u00a0=1", "＝1", "＋1", "－1", "＠1", "−1", "'=1", "'", "it's", "a,b", "a;=1", `"q"`, "a\\b", "plain", "", " spaces ", "β-VAE",
	} {
		line := CSV(text, 1)
		fields, err := csv.NewReader(strings.NewReader(line)).Read()
		if err != nil || strings.TrimPrefix(fields[0], "'") != text {
			t.Errorf("%q is written %q and read %q, %v", text, line, fields, err)
		}
		if first := strings.TrimLeft(fields[0], " \u00a0"); first != "" && strings.ContainsAny(first[:1], "=+-@") {
			t.Errorf("%q is a formula: %s", text, line)
		}
	}
	for _, text := range []string{"\t=1", "\r=1", "a\n=1"} {
		if line := CSV(text); strings.ContainsAny(strings.TrimSuffix(line, "\n"), "\t\r\n") || strings.HasPrefix(line, "=") {
			t.Errorf("%q is written %q", text, line)
		}
	}
}

// TestFold checks that lines are broken at spaces, and inside words that are too wide, and lose no letter.
func TestFold(t *testing.T) {
	for text, want := range map[string]string{
		"Adversarial nets, desk recipe": "Adversarial|  nets, desk|  recipe", "Shipped": "Shipped", "": "", "twelve chars": "twelve chars",
		"abcdefghijklmnop q": "abcdefghijkl|  mnop q", "x abcdefghijklmn": "x|  abcdefghij|  klmn", "日本語日本語日本語": "日本語日本語|  日本語",
	} {
		equal(t, text, strings.Join(Fold(text, "  ", 12), "|"), want)
	}
}

// TestLatin checks that only what LaTeX cannot print is transliterated, that words stay apart, and that what has no transliteration stays.
func TestLatin(t *testing.T) {
	for text, want := range map[string]string{
		"日本": "Ri Ben", "GAN日本語v2": "GAN Ri Ben Yu v2", "(日本)": "(Ri Ben)", "テスト": "tesuto", "日本の GAN": "Ri Ben no GAN",
		"Модель": "Model'", "Сеть 2": "Set' 2", "한국": "hangug", "हिन्दी": "hindii", "العربية": "l`rby@", "ąđ": "ad", "Α": "A",
		"β-VAE é Łódź": "β-VAE é Łódź", "e\u0301": "é", "😀 x": "😀 x", "GAN\U00010380": "GAN\U00010380", "x\u0300": "x", "ا": "ا", "a\tb": `a\u0009b`, "": "",
	} {
		equal(t, text, Latin(text), want)
	}
	for r, want := range map[rune]bool{'é': true, 'β': true, '%': true, '日': false, '😀': false} {
		if InLaTeX(r) != want {
			t.Errorf("InLaTeX(%c) = %v", r, !want)
		}
	}
	for r := rune(0); r < 0x3000; r++ {
		for _, c := range Latin(string(r)) {
			if c != r && !InLaTeX(c) && !strings.ContainsRune(norm.NFC.String(string(r)), c) {
				t.Errorf("%U becomes %q", r, Latin(string(r)))
			}
		}
	}
}

func TestLaTeX(t *testing.T) {
	for text, want := range map[string]string{
		"β-VAE": `$\beta$-VAE`, "Δ-VAE": `$\Delta$-VAE`, "J·Jᵀ, σ ≤ 1": `J$\cdot$J$^\top$, $\sigma$ $\leq$ 1`,
		"Łódź naïve Ångström": `\L{}\'{o}d\'{z} na\"{\i}ve \r{A}ngstr\"{o}m`,
		"ΐΌλά":                `\texttt{<U+0390>}\texttt{<U+038C>}$\lambda$$\acute{\alpha}$`,
		"日本":                  `\texttt{<U+65E5>}\texttt{<U+672C>}`,
		`\input{x} $x$ %#_~^`: `\textbackslash{}input\{x\} \$x\$ \%\#\_\textasciitilde{}\textasciicircum{}`,
		"a\u202eb\x1b":        `a\textbackslash{}u202eb\textbackslash{}u001b`,
	} {
		equal(t, text, LaTeX(text), want)
	}
	looks := map[string]string{}
	for _, text := range []string{
		"A", "Α", "А", "β", "ß", "μ", "µ", "Ω", "\u2126", "K", "\u212a", "ά", "-", "--", "–", "---", "—", "−", "''", "”", "\"", "“", "``", "'", "’", "`", "‘", "|", "¡", "!`", "¿", "?`",
		"<<", "«", ">>", "»", "<U+0391>", "é", "e\u0301", "ş", "ș", "ą", "đ", "ð", "😀", "😁", "o", "ο", "?", "",
	} {
		if other, same := looks[LaTeX(text)]; same {
			t.Errorf("%q and %q look alike: %s", text, other, LaTeX(text))
		}
		looks[LaTeX(text)] = text
	}
	for r := rune(0); r < 0x3000; r++ {
		if got := LaTeX(string(r)); strings.ContainsFunc(got, func(r rune) bool { return r >= 0x80 || r < ' ' }) {
			t.Errorf("%U is written %q, which is not ASCII", r, got)
		}
	}
}
