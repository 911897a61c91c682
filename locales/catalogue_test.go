package locales

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/BurntSushi/toml"
)

// required are the plural categories of each language (CLDR 48).
var required = map[string][]string{
	"en": {"one", "other"},
	"ar": {"zero", "one", "two", "few", "many", "other"},
}

// entry is one sentence of a file as the TOML library reads it; plain ones
// stand under "other" alone.
type entry struct {
	key     string
	plural  bool
	phrases map[string]string
}

// entries reads a whole catalogue, independently of find.
func entries(t *testing.T, speech string) map[string]entry {
	t.Helper()
	files, err := sentences.ReadDir(speech)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]entry{}
	for _, file := range files {
		raw, err := sentences.ReadFile(speech + "/" + file.Name())
		if err != nil {
			t.Fatal(err)
		}
		var table map[string]any
		if err := toml.Unmarshal(raw, &table); err != nil {
			t.Fatalf("%s/%s: %v", speech, file.Name(), err)
		}
		collect(t, all, strings.TrimSuffix(file.Name(), ".toml"), table)
	}
	return all
}

func collect(t *testing.T, all map[string]entry, key string, value any) {
	switch v := value.(type) {
	case string:
		all[key] = entry{key: key, phrases: map[string]string{"other": v}}
	case map[string]any:
		if !isPlural(v) {
			for name, inner := range v {
				collect(t, all, key+"."+name, inner)
			}
			return
		}
		e := entry{key: key, plural: true, phrases: map[string]string{}}
		for form, phrase := range v {
			e.phrases[form], _ = phrase.(string)
		}
		all[key] = e
	default:
		t.Errorf("%s: a %T, not a sentence", key, value)
	}
}

// everyOne are the catalogues of all languages, those with labels alone too.
func everyOne() []*catalogue { return append(catalogues[:], labelled[:]...) }

func TestKeysAreThoseOfTheFiles(t *testing.T) {
	for _, c := range everyOne() {
		keys, err := Keys(c.language)
		if err != nil {
			t.Fatal(err)
		}
		if want := slices.Sorted(maps.Keys(entries(t, c.language))); !slices.Equal(keys, want) {
			t.Errorf("Keys(%q) = %q\nwant %q", c.language, keys, want)
		}
	}
}

func TestEveryLanguageHasEverySentence(t *testing.T) {
	english := entries(t, "en")
	for i, c := range everyOne() {
		own := entries(t, c.language)
		for key := range english {
			if i >= len(catalogues) && !strings.HasPrefix(key, "labels.") {
				continue
			}
			if _, ok := own[key]; !ok {
				t.Errorf("%s: no sentence %s", c.language, key)
			}
		}
		for key := range own {
			if _, ok := english[key]; !ok {
				t.Errorf("%s: %s is not in en", c.language, key)
			}
		}
	}
}

// What find cuts out of a file must be what the TOML library reads there, for
// every key and form: the guard for its shortcut.
func TestFindReadsWhatTOMLReads(t *testing.T) {
	for _, c := range everyOne() {
		for key, e := range entries(t, c.language) {
			topic, name, _ := strings.Cut(key, ".")
			var table map[string]any
			lines := find(c.topic(topic), name)
			if err := toml.Unmarshal([]byte(lines), &table); err != nil {
				t.Errorf("%s %s: %v in\n%s", c.language, key, err, lines)
				continue
			}
			found := map[string]entry{}
			collect(t, found, "", walk(table, name))
			if !maps.Equal(found[""].phrases, e.phrases) || found[""].plural != e.plural {
				t.Errorf("%s %s: found %q, the file has %q; write it as name = \"…\" at the beginning of a line", c.language, key, found[""].phrases, e.phrases)
			}
		}
	}
}

func TestFind(t *testing.T) {
	const text = `
# none = "in a comment"
none = "Nothing."
none-left = "None is left."
checkout = "check out"
blocks.one = "1"
held.by = "by"
blocks.other = "2"
about.checkout = """
Takes a text out.
Nobody else can.
"""
last = "no end of line"`
	for name, want := range map[string]string{
		"none":           "none = \"Nothing.\"\n",
		"none-left":      "none-left = \"None is left.\"\n",
		"blocks":         "blocks.one = \"1\"\nblocks.other = \"2\"\n",
		"held.by":        "held.by = \"by\"\n",
		"held":           "",
		"about.checkout": "about.checkout = \"\"\"\nTakes a text out.\nNobody else can.\n\"\"\"\n",
		"last":           "last = \"no end of line\"\n",
		"las":            "",
		"":               "",
	} {
		if got := find(text, name); got != want {
			t.Errorf("%q:\n got %q\nwant %q", name, got, want)
		}
	}
}

func TestPluralFormsAreComplete(t *testing.T) {
	english := entries(t, "en")
	for _, c := range catalogues {
		want := slices.Sorted(slices.Values(required[c.language]))
		if want == nil {
			t.Fatalf("no plural categories listed for %s", c.language)
		}
		for key, e := range entries(t, c.language) {
			if e.plural != english[key].plural {
				t.Errorf("%s %s: counted in one language and not in the other", c.language, key)
			}
			if forms := slices.Sorted(maps.Keys(e.phrases)); e.plural && !slices.Equal(forms, want) {
				t.Errorf("%s %s: has the forms %q, needs %q", c.language, key, forms, want)
			}
		}
	}
}

func TestNoSentenceIsEmpty(t *testing.T) {
	for _, c := range everyOne() {
		for key, e := range entries(t, c.language) {
			for form, phrase := range e.phrases {
				if strings.TrimSpace(phrase) != phrase || phrase == "" {
					t.Errorf("%s %s.%s: %q is empty or has blanks at an end", c.language, key, form, phrase)
				}
			}
		}
	}
}

// Every form may leave out the count (واحدة, فقرتان), but no other value.
func TestPlaceholdersAreThoseOfEnglish(t *testing.T) {
	english := entries(t, "en")
	for _, c := range everyOne() {
		for key, e := range entries(t, c.language) {
			want := names(t, key, english[key].phrases["other"])
			for form, phrase := range e.phrases {
				got := names(t, key, phrase)
				if e.plural {
					delete(got, "count")
					delete(got, "Count")
				}
				for name := range want {
					if !got[name] && !(e.plural && strings.EqualFold(name, "count")) {
						t.Errorf("%s %s.%s: {{.%s}} is missing", c.language, key, form, name)
					}
				}
				for name := range got {
					if !want[name] {
						t.Errorf("%s %s.%s: {{.%s}} is not in the English sentence", c.language, key, form, name)
					}
				}
			}
			if e.plural && !want["count"] && !want["Count"] {
				t.Errorf("%s %s: counted, without {{.count}}", c.language, key)
			}
		}
	}
}

func names(t *testing.T, key, phrase string) map[string]bool {
	parts, err := parse(phrase)
	if err != nil {
		t.Errorf("%s: %v", key, err)
	}
	names := map[string]bool{}
	for i := 1; i < len(parts); i += 2 {
		names[parts[i]] = true
	}
	return names
}

var (
	placeholder = regexp.MustCompile(`\{\{[^}]*\}\}`)
	latin       = regexp.MustCompile(`[A-Za-z][A-Za-z0-9._-]*`)
	// A command line stands in a sentence as it is typed.
	command = regexp.MustCompile(`bayan( [a-z-]+| --[a-z-]+| [A-Z]+)*|--[a-z-]+|\$?[A-Z]+(_[A-Z]+)+`)
	// ASCII marks are wrong after an Arabic letter, with or without a blank behind.
	asciiMark = regexp.MustCompile(`\p{Arabic}["»)]?[,;?]|[,;?]\s*\p{Arabic}`)
)

// allowed are Latin words that Arabic newsrooms write as they are: names of
// formats and files, and what a person types.
var allowed = map[string]bool{
	"bayan": true, "bayan.toml": true, "release.toml": true, "work.json": true, "desk.db": true,
	"MANIFEST": true, "SHA256SUMS": true, "Markdown": true, "HTML": true, "JSON": true, "TOML": true,
	"UTF-8": true, "UTC": true, "NUL": true, "URL": true, "XLIFF": true, "XML": true, "ITS": true, "PO": true, "TMX": true, "TBX": true,
	"CSV": true, "DOCX": true, "PNG": true, "PDF": true, "SQLite": true, "PostgreSQL": true, "RFC": true, "ISO": true,
	"md": true, "txt": true, "json": true, "html": true, "en": true, "ar": true, "RELEASE": true, "LANG": true,
	"Word": true, "OmegaT": true, "Poedit": true, "SSH": true, "SHA-256": true, "Unicode": true, "NFC": true,
	"segmentation.toml": true, "public": true, "release.json": true, "no-break": true, "break": true, "embargo": true, "none": true,
	"bash": true, "zsh": true, "fish": true, "man": true, "cron": true,
}

// bothScripts are lines to be looked at, which are the same in every language.
var bothScripts = map[string]bool{"doctor.sample": true}

// prose is a sentence without its placeholders and commands. A line that begins
// with a command is one, up to a # with what it does.
func prose(phrase string) string {
	var lines []string
	for line := range strings.SplitSeq(phrase, "\n") {
		if typed := strings.TrimLeft(line, " $"); strings.HasPrefix(typed, "bayan ") {
			_, line, _ = strings.Cut(line, "#")
		}
		lines = append(lines, line)
	}
	return command.ReplaceAllString(placeholder.ReplaceAllString(strings.Join(lines, "\n"), ""), "")
}

func TestProse(t *testing.T) {
	for phrase, want := range map[string]string{
		"بانتظار {{.who}}": "بانتظار ",
		"الاستلام: bayan checkout RELEASE LANG --early ثم الترجمة":         "الاستلام:  ثم الترجمة",
		"أمثلة:\n  bayan return harbour ar -m \"الاسم\" # إعادة مع ملاحظة": "أمثلة:\n إعادة مع ملاحظة",
		"من BAYAN_LOCALE أو --locale":                                      "من  أو ",
		"من release":                                                       "من release",
	} {
		if got := prose(phrase); got != want {
			t.Errorf("%q: %q, want %q", phrase, got, want)
		}
	}
}

func TestArabicIsWrittenAsArabic(t *testing.T) {
	for key, e := range entries(t, "ar") {
		if bothScripts[key] {
			continue
		}
		for form, phrase := range e.phrases {
			prose := prose(phrase)
			for _, word := range latin.FindAllString(prose, -1) {
				if !allowed[strings.TrimRight(word, ".-_")] {
					t.Errorf("ar %s.%s: Latin word %q", key, form, word)
				}
			}
			if mark := asciiMark.FindString(prose); mark != "" {
				t.Errorf("ar %s.%s: %q: Arabic writes ، ؛ ؟", key, form, mark)
			}
			if strings.ContainsRune(phrase, '\u0640') {
				t.Errorf("ar %s.%s: tatweel", key, form)
			}
			if strings.ContainsAny(prose, `"“”'`) {
				t.Errorf("ar %s.%s: quotations are «…»", key, form)
			}
			if strings.ContainsAny(phrase, "٠١٢٣٤٥٦٧٨٩") {
				t.Errorf("ar %s.%s: digits are those of the house style: write 0-9 in commands, else a placeholder", key, form)
			}
			if !strings.ContainsFunc(phrase, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) && latin.MatchString(prose) {
				t.Errorf("ar %s.%s: %q is not Arabic", key, form, phrase)
			}
		}
	}
}

func TestEnglishIsWrittenAsEnglish(t *testing.T) {
	for key, e := range entries(t, "en") {
		for form, phrase := range e.phrases {
			if !bothScripts[key] && strings.ContainsFunc(phrase, func(r rune) bool { return unicode.Is(unicode.Arabic, r) }) {
				t.Errorf("en %s.%s: Arabic letters in %q", key, form, phrase)
			}
		}
	}
}

// Raw controls cannot be seen in an editor; and Say puts in its own. Persian
// spells with the zero width non-joiner.
func TestNoFileHasInvisibleControls(t *testing.T) {
	for _, c := range everyOne() {
		files, err := sentences.ReadDir(c.language)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			raw, err := sentences.ReadFile(c.language + "/" + file.Name())
			if err != nil {
				t.Fatal(err)
			}
			for number, line := range strings.Split(string(raw), "\n") {
				for _, r := range line {
					if unicode.Is(unicode.Cf, r) && (r != '\u200c' || c.language != "fa") || unicode.IsControl(r) && r != '\t' {
						t.Errorf("%s/%s:%d: %U", c.language, file.Name(), number+1, r)
					}
				}
			}
		}
	}
}

func TestArabicNamesWordAsArabicWritesIt(t *testing.T) {
	word := regexp.MustCompile(`\bWord\b`)
	for key, e := range entries(t, "ar") {
		for form, phrase := range e.phrases {
			if word.MatchString(phrase) {
				t.Errorf("%s %s: Word is وورد in Arabic", key, form)
			}
		}
	}
}

// What is typed is read as it is typed, within Arabic too.
func TestTypedSignsStandAsTheyAreTyped(t *testing.T) {
	for sentence, want := range map[string]string{
		"بالخيار --draft، أو -m هنا":      "بالخيار \u2066--draft\u2069، أو \u2066-m\u2069 هنا",
		"بين <<<<<<< و>>>>>>>: ملف":       "بين \u2066<<<<<<<\u2069 و\u2066>>>>>>>\u2069: ملف",
		"bayan log winter > back.docx":    "bayan log winter > back.docx",
		"the marks <<<<<<< and --force":   "the marks <<<<<<< and --force",
		"بند القائمة بعد -، وكذا":         "بند القائمة بعد -، وكذا",
		"ولإلغائها: --at none":            "ولإلغائها: \u2066--at none\u2069",
		"الحظر (--at embargo) ثم":         "الحظر (\u2066--at embargo\u2069) ثم",
		"من --from و--to، وإلا":           "من \u2066--from\u2069 و\u2066--to\u2069، وإلا",
		"مع --locale: ar أو en":           "مع \u2066--locale\u2069: ar أو en",
		"return ar -m \"اسم\" --block p4": "return ar -m \"اسم\" --block p4", // a command is isolated whole
	} {
		if got := isolateSigns(sentence); got != want {
			t.Errorf("%q became %q, want %q", sentence, got, want)
		}
	}
}
