package typeset

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// LaTeX converts a line of text for pdfLaTeX, without packages and for any of its encodings. It composes letters with an accent and Greek
// letters. A character without a sign of its own in LaTeX is written as its code, in typewriter letters, so that different texts look
// different. [Latin] transliterates such characters before.
func LaTeX(s string) string {
	var b strings.Builder
	last := rune(0)
	for _, r := range Line(s) {
		if r == last && strings.ContainsRune("-<>,'`", r) {
			b.WriteString("{}") // LaTeX would join two into a ligature
		}
		sign, known := latexSign(r)
		if !known {
			sign = fmt.Sprintf(`\texttt{<U+%04X>}`, r)
		}
		b.WriteString(sign)
		last = r
	}
	return b.String()
}

// latexSign returns the LaTeX input for a character.
func latexSign(r rune) (sign string, known bool) {
	if sign, known := latexSigns[r]; known {
		return sign, true
	}
	if r < utf8.RuneSelf {
		return string(r), true
	}
	return latexAccented(r)
}

// latexAccented composes a letter with one accent.
func latexAccented(r rune) (sign string, known bool) {
	parts := []rune(norm.NFD.String(string(r)))
	if len(parts) != 2 {
		return "", false
	}
	if greek, command := latexSigns[parts[0]], greekAccents[parts[1]]; strings.HasPrefix(greek, `$\`) && command != "" {
		return "$" + command + "{" + strings.Trim(greek, "$") + "}$", true
	}
	letter, accent := string(parts[0]), latexAccents[parts[1]]
	if accent == "" || parts[0] >= utf8.RuneSelf {
		return "", false
	}
	if (letter == "i" || letter == "j") && accent != `\c` && accent != `\d` && accent != `\b` {
		letter = `\` + letter // \i and \j: letters without a dot
	}
	return accent + "{" + letter + "}", true
}

// greekAccents maps combining accents to commands of LaTeX's mathematics, in which Greek letters are set.
var greekAccents = map[rune]string{0x300: `\grave`, 0x301: `\acute`, 0x308: `\ddot`}

// latexAccents maps combining accents to commands of the oldest encoding, OT1.
var latexAccents = map[rune]string{
	0x300: "\\`", 0x301: `\'`, 0x302: `\^`, 0x303: `\~`, 0x304: `\=`, 0x306: `\u`, 0x307: `\.`, 0x308: `\"`, 0x30a: `\r`, 0x30b: `\H`,
	0x30c: `\v`, 0x323: `\d`, 0x327: `\c`, 0x331: `\b`,
}

// latexSigns maps characters to LaTeX input: characters with a special meaning in LaTeX or in its fonts' ligatures, and characters with a
// command. It has no letters that look like Latin ones, such as a capital alpha.
var latexSigns = map[rune]string{
	'\\': `\textbackslash{}`, '{': `\{`, '}': `\}`, '%': `\%`, '$': `\$`, '&': `\&`, '#': `\#`, '_': `\_`,
	'~': `\textasciitilde{}`, '^': `\textasciicircum{}`, '|': `$|$`, '<': `$<$`, '>': `$>$`,
	'\'': `\textquotesingle{}`, '`': `\textasciigrave{}`, '"': `\texttt{"}`,
	'’': `'`, '‘': "`{}", '“': "``", '”': `''`, '–': `--`, '—': `---`, '…': `\ldots{}`, '¡': "!`", '¿': "?`", '\u00a0': `~`,

	'−': `$-$`, '±': `$\pm$`, '∞': `$\infty$`, '·': `$\cdot$`, '×': `$\times$`, '÷': `$\div$`, '≤': `$\leq$`, '≥': `$\geq$`, '≠': `$\neq$`,
	'≈': `$\approx$`, '→': `$\to$`, '←': `$\leftarrow$`, '∈': `$\in$`, '√': `$\surd$`, '°': `$^\circ$`, '•': `$\bullet$`, '½': `$\frac12$`,
	'¹': `$^1$`, '²': `$^2$`, '³': `$^3$`, 'ⁿ': `$^n$`, 'ᵀ': `$^\top$`, '§': `\S{}`, '¶': `\P{}`, '©': `\copyright{}`, '£': `\pounds{}`,

	'ß': `\ss{}`, 'æ': `\ae{}`, 'Æ': `\AE{}`, 'œ': `\oe{}`, 'Œ': `\OE{}`, 'ø': `\o{}`, 'Ø': `\O{}`, 'ł': `\l{}`, 'Ł': `\L{}`, 'ı': `\i{}`, 'ȷ': `\j{}`,

	'α': `$\alpha$`, 'β': `$\beta$`, 'γ': `$\gamma$`, 'δ': `$\delta$`, 'ε': `$\varepsilon$`, 'ϵ': `$\epsilon$`, 'ζ': `$\zeta$`, 'η': `$\eta$`,
	'θ': `$\theta$`, 'ϑ': `$\vartheta$`, 'ι': `$\iota$`, 'κ': `$\kappa$`, 'λ': `$\lambda$`, 'μ': `$\mu$`, 'ν': `$\nu$`, 'ξ': `$\xi$`,
	'π': `$\pi$`, 'ϖ': `$\varpi$`, 'ρ': `$\rho$`, 'ϱ': `$\varrho$`, 'σ': `$\sigma$`, 'ς': `$\varsigma$`, 'τ': `$\tau$`, 'υ': `$\upsilon$`,
	'φ': `$\varphi$`, 'ϕ': `$\phi$`, 'χ': `$\chi$`, 'ψ': `$\psi$`, 'ω': `$\omega$`,
	'Γ': `$\Gamma$`, 'Δ': `$\Delta$`, 'Θ': `$\Theta$`, 'Λ': `$\Lambda$`, 'Ξ': `$\Xi$`, 'Π': `$\Pi$`, 'Σ': `$\Sigma$`, 'Υ': `$\Upsilon$`,
	'Φ': `$\Phi$`, 'Ψ': `$\Psi$`, 'Ω': `$\Omega$`,
}
