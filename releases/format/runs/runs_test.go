package runs

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// shown marks isolates with brackets that a person can read.
var shown = strings.NewReplacer("\u2066", "⟨", "\u2067", "⟪", "\u2069", "⟩")

func TestIsolate(t *testing.T) {
	for _, c := range []struct {
		why  string
		rtl  bool
		line string
		want string
	}{
		{"a telephone number in Arabic", true, "هاتف +963 11 0100 للصحافة", "هاتف ⟨+963 11 0100⟩ للصحافة"},
		{"with the area in brackets", true, "هاتف (011) 221-4567.", "هاتف ⟨(011) 221-4567⟩."},
		{"at the end of a bracket", true, "(للصحافة +963 11 0100)", "(للصحافة ⟨+963 11 0100⟩)"},
		{"at the end of a bracket, with its own", true, "(هاتف (011) 221-4567)", "(هاتف ⟨(011) 221-4567⟩)"},
		{"at the beginning of a bracket", true, "(011 221-4567 للصحافة)", "(⟨011 221-4567⟩ للصحافة)"},
		{"two numbers stay two, in the order of the sentence", true, "+963 11 0100، +963 11 0101", "⟨+963 11 0100⟩، ⟨+963 11 0101⟩"},
		{"Arabic-Indic digits, each group apart", true, "هاتف +٩٦٣ ١١ ٠١٠٠", "هاتف ⟨+⟨٩٦٣⟩ ⟨١١⟩ ⟨٠١٠٠⟩⟩"},
		{"the same in an English line", false, "call +٩٦٣ ١١ ٠١٠٠ now", "call ⟨+⟨٩٦٣⟩ ⟨١١⟩ ⟨٠١٠٠⟩⟩ now"},
		{"an address and its full stop", true, "على press@lakes.example.", "على ⟨press@lakes.example⟩."},
		{"a URL in brackets", true, "(https://lakes.example/ar/?n=1)،", "(⟨https://lakes.example/ar/?n=1⟩)،"},
		{"a URL with its own brackets", true, "في https://lakes.example/a_(b).", "في ⟨https://lakes.example/a_(b)⟩."},
		{"a name", true, "قالت UNICEF إن", "قالت ⟨UNICEF⟩ إن"},
		{"a name of several words", true, "منظمة Save the Children الدولية", "منظمة ⟨Save the Children⟩ الدولية"},
		{"a name with its number", true, "نظام Windows 11 الجديد", "نظام ⟨Windows 11⟩ الجديد"},
		{"brackets inside the name", true, "فريق Lakes (North) هناك", "فريق ⟨Lakes (North)⟩ هناك"},
		{"brackets around the name", true, "الفريق (Lakes) هناك", "الفريق (⟨Lakes⟩) هناك"},
		{"names between Arabic commas", true, "بين WHO، UNICEF", "بين ⟨WHO⟩، ⟨UNICEF⟩"},
		{"a code that begins with a digit", true, "القرار 12/2026-B نافذ", "القرار ⟨12/2026-B⟩ نافذ"},
		{"a code that begins with a letter", true, "الوثيقة S/RES/2254 نافذة", "الوثيقة ⟨S/RES/2254⟩ نافذة"},
		{"an ISO date", true, "بتاريخ 2026-11-22 صدر", "بتاريخ ⟨2026-11-22⟩ صدر"},
		{"a signed number", true, "الحرارة -5 درجات", "الحرارة ⟨-5⟩ درجات"},
		{"a particle before a telephone number", true, "على +963 11 0100 و+963 11 0101.", "على ⟨+963 11 0100⟩ و⟨+963 11 0101⟩."},
		{"a particle before a signed number", true, "بين 2 و−3 درجات", "بين 2 و⟨−3⟩ درجات"},
		{"a sign within a Latin word is none", true, "رمز A-5 هنا", "رمز ⟨A-5⟩ هنا"},
		{"years from and to flow with the sentence", true, "بين 2019-2020 فقط", "بين 2019-2020 فقط"},
		{"a plain number needs nothing", true, "نحو 3,750 متطوعاً", "نحو 3,750 متطوعاً"},
		{"nor do Arabic-Indic digits", true, "نحو ٣٬٧٥٠ متطوعاً", "نحو ٣٬٧٥٠ متطوعاً"},
		{"a language's name with signs", true, "لغة C++ هنا", "لغة ⟨C++⟩ هنا"},
		{"a hashtag", true, "وسم #Lakes2026 نشط", "وسم ⟨#Lakes2026⟩ نشط"},
		{"Arabic alone", true, "صدر البيان، وفيه ٣ فقرات.", "صدر البيان، وفيه ٣ فقرات."},
		{"an Arabic name in English", false, "The word بيان means a statement.", "The word ⟪بيان⟩ means a statement."},
		{"two words and their comma", false, "See قلعة الشمال، حلب for more", "See ⟪قلعة الشمال، حلب⟩ for more"},
		{"an Arabic name and an English number", false, "In حلب 25 people", "In ⟪حلب⟩ 25 people"},
		{"tashkeel belongs to its letter", false, "a بيانٌ b", "a ⟪بيانٌ⟩ b"},
		{"English alone", false, "Call +963 11 0100 today.", "Call +963 11 0100 today."},
		{"what is isolated already", true, "عن \u2066Lina, +963 11 0100\u2069 قالت", "عن ⟨Lina, +963 11 0100⟩ قالت"},
		{"nothing", true, "", ""},
	} {
		if got := shown.Replace(Isolate(c.line, c.rtl)); got != c.want {
			t.Errorf("%s: %s\ngot  %s\nwant %s", c.why, c.line, got, c.want)
		}
	}
}

func TestTokensHaveTheirShape(t *testing.T) {
	for line, want := range map[string]string{
		"Lina, +963 11 0100, press@lakes.example, https://lakes.example/x.": "P +963 11 0100|M press@lakes.example|W https://lakes.example/x",
		// A particle is no part of the address that it touches.
		"على +963 11 0100 وpress@lakes.example وhttps://lakes.example/x.": "P +963 11 0100|M press@lakes.example|W https://lakes.example/x",
	} {
		var got []string
		for _, token := range Tokens(line) {
			got = append(got, string("CPMW"[token.Shape])+" "+line[token.From:token.To])
		}
		if strings.Join(got, "|") != want {
			t.Errorf("got  %s\nwant %s", strings.Join(got, "|"), want)
		}
	}
}

func TestBalanced(t *testing.T) {
	for in, want := range map[string]string{
		"plain":                             "plain",
		"\u2067open":                        "⟪open⟩",
		"stray\u2069 pop":                   "stray pop",
		"\u202egnp.exe\u202c":               "⟪gnp.exe⟩",
		"\u2066a\u202ab\u2069c\u202cd":      "⟨a⟨bc⟩d⟩",
		"\u202d1 \u20672\u2069\u202c 3":     "⟨1 ⟪2⟩⟩ 3",
		"marks \u200e and \u200f may stand": "marks \u200e and \u200f may stand",
	} {
		if got := shown.Replace(Balanced(in)); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
	var b Balance
	if got := shown.Replace(b.Line("a \u2067b") + "|" + b.Line("c\u2069 d") + "|" + b.Line("e")); got != "a ⟪b⟩|⟪c⟩ d|e" {
		t.Errorf("over lines: %s", got)
	}
}

func FuzzOf(f *testing.F) {
	for _, seed := range []string{"هاتف +963 11 0100", "a (b] ب ٣", "C++ #x @y -5%", "www.", "\u202eabc\u2066", "()٠1 2"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, line string, rtl bool) {
		if !utf8.ValidString(line) {
			return
		}
		at := 0
		for _, r := range Of(line, rtl) {
			if r.From < at || r.To <= r.From || r.To > len(line) {
				t.Fatalf("runs of %q out of order: %+v", line, r)
			}
			if !utf8.ValidString(line[r.From:r.To]) {
				t.Fatalf("%+v splits a character of %q", r, line)
			}
			at = r.To
			whole := ""
			for _, p := range Parts(line[r.From:r.To]) {
				whole += p.Text
			}
			if whole != line[r.From:r.To] {
				t.Fatalf("parts of %q are %q", line[r.From:r.To], whole)
			}
		}
		if !strings.ContainsAny(line, "\u2066\u2067\u2069") {
			out := Isolate(line, rtl)
			if strings.NewReplacer("\u2066", "", "\u2067", "", "\u2069", "").Replace(out) != line {
				t.Fatalf("%q lost words: %q", line, out)
			}
			if strings.Count(out, "\u2066")+strings.Count(out, "\u2067") != strings.Count(out, "\u2069") {
				t.Fatalf("isolates of %q do not pair", out)
			}
		}
	})
}
