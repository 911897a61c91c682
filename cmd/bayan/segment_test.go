package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const harbourOpens = `# Harbour Watch opens its winter training

The training begins on 5 December; it lasts a week. Dr. Sayegh leads it. Wg.Cdr. Khoury helps. It is **free. Really** free.

Those who finish receive a certificate.
`

// arabicOf is a translator who knows these sentences by heart.
var arabicOf = map[string]string{
	"Harbour Watch opens its winter training":             "مرصد الميناء يفتح تدريبه الشتوي",
	"The training begins on 5 December; it lasts a week.": "يبدأ التدريب في 5 كانون الأول؛ ويدوم أسبوعاً.",
	"The training begins on 5 December;":                  "يبدأ التدريب في 5 كانون الأول؛",
	"it lasts a week.":                                    "ويدوم أسبوعاً.",
	"Dr. Sayegh leads it.":                                "تشرف عليه د. الصايغ.",
	"Wg.Cdr. Khoury helps.":                               "ويساعدها العقيد خوري.",
	"Wg.Cdr.":                                             "ويساعدها العقيد",
	"Khoury helps.":                                       "خوري.",
	"Those who finish receive a certificate.":             "ويحصل من يُتمّه على شهادة.",
}

const harbourArabic = `# مرصد الميناء يفتح تدريبه الشتوي

يبدأ التدريب في 5 كانون الأول؛ ويدوم أسبوعاً. تشرف عليه د. الصايغ. ويساعدها العقيد خوري. وهو **مجاني. حقاً** مجاني.

ويحصل من يُتمّه على شهادة.
`

// sentenceInArabic translates the plain words of a unit; a code keeps its place.
func sentenceInArabic(t *testing.T, unit string) string {
	t.Helper()
	if inner := regexp.MustCompile(`^It is (<[^>]*>|\{1\})free\. Really(</[^>]*>|\{/1\}) free\.$`).FindStringSubmatch(unit); inner != nil {
		return "وهو " + inner[1] + "مجاني. حقاً" + inner[2] + " مجاني."
	}
	arabic, ok := arabicOf[unit]
	if !ok {
		t.Errorf("nobody knows how to say %q", unit)
	}
	return arabic
}

// inArabic fills a file of a translation system, as the system would.
func inArabic(t *testing.T, path string) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	source := regexp.MustCompile(`<source>(.*)</source>\n(?:<target>.*</target>\n)?`)
	text := source.ReplaceAllStringFunc(string(b), func(unit string) string {
		words := source.FindStringSubmatch(unit)[1]
		return "<source>" + words + "</source>\n<target>" + sentenceInArabic(t, words) + "</target>\n"
	})
	entry := regexp.MustCompile(`msgid "(.+)"\nmsgstr ""`)
	text = entry.ReplaceAllStringFunc(text, func(unit string) string {
		words := entry.FindStringSubmatch(unit)[1]
		return `msgid "` + words + `"` + "\n" + `msgstr "` + sentenceInArabic(t, words) + `"`
	})
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// harbourDesk is a desk whose English is approved.
func harbourDesk(t *testing.T) *office {
	t.Helper()
	o := newDesk(t)
	o.as(t, "wafa", "new", "Harbour Watch opens", "--lang", "en", "--id", "harbour")
	o.write(t, "releases/harbour/en.md", harbourOpens)
	o.as(t, "wafa", "checkin", "harbour", "en")
	o.as(t, "rami", "approve", "harbour", "en")
	return o
}

func (o *office) write(t testing.TB, name, words string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(o.dir, name), []byte(words), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (o *office) read(t testing.TB, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(o.dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// sentencesOf lists the sentences of a text, with a star where a hand cut them.
func (o *office) sentencesOf(t *testing.T, language string) string {
	t.Helper()
	var rows []sentence
	if err := json.Unmarshal([]byte(o.as(t, "layla", "segment", "harbour", language, "--json")), &rows); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range rows {
		if r.Block == "p1" && r.Hand {
			r.Text += "*"
		}
		if r.Block == "p1" {
			out = append(out, r.Text)
		}
	}
	return strings.Join(out, " | ")
}

const (
	byOurRules = "The training begins on 5 December; it lasts a week. | Dr. Sayegh leads it. | Wg.Cdr. | Khoury helps. | It is free. Really free."
	byHand     = "The training begins on 5 December;* | it lasts a week.* | Dr. Sayegh leads it.* | Wg.Cdr. Khoury helps.* | It is free. Really free.*"
	byTheDesk  = "The training begins on 5 December; | it lasts a week. | Dr. Sayegh leads it. | Wg.Cdr. Khoury helps. | It is free. Really free."
)

const deskRules = "[en]\nno-break = [\"Wg.Cdr.\"]\nbreak = [\";\"]\n"

// A file that left under one set of rules comes home under another, in every
// format, and the text is what the translator wrote.
func TestFilesComeHomeUnderOtherRules(t *testing.T) {
	for _, format := range []string{"xliff", "xliff2", "po", "omegat"} {
		for _, way := range []struct {
			name        string
			left, later func(*office)
			sentences   string // as they left
		}{
			{"rules are added", func(*office) {}, func(o *office) { o.write(t, "segmentation.toml", deskRules) }, byOurRules},
			{"rules are taken away", func(o *office) { o.write(t, "segmentation.toml", deskRules) },
				func(o *office) { o.write(t, "segmentation.toml", "") }, byTheDesk},
			{"a hand cuts", func(*office) {},
				func(o *office) {
					o.as(t, "rami", "segment", "harbour", "en", "p1.3+p1.4", "p1.1/5 December;")
				}, byOurRules},
			{"a hand lets go", func(o *office) {
				o.as(t, "layla", "segment", "harbour", "en", "p1.3+p1.4", "p1.1/5 December;")
			}, func(o *office) { o.as(t, "layla", "segment", "harbour", "en", "p1=rules") }, byHand},
		} {
			t.Run(format+" "+way.name, func(t *testing.T) {
				o := harbourDesk(t)
				way.left(o)
				if got := o.sentencesOf(t, "en"); got != way.sentences {
					t.Fatalf("sentences are %s", got)
				}
				o.as(t, "layla", "checkout", "harbour", "ar", "--format", format)
				file := map[string]string{"po": "ar.po", "omegat": "ar.omegat/source/harbour.xlf"}[format]
				if file == "" {
					file = "ar.xlf"
				}
				file = filepath.Join(o.dir, "releases", "harbour", file)
				inArabic(t, file)
				way.later(o)
				if got := o.sentencesOf(t, "en"); got == way.sentences {
					t.Fatalf("nothing changed while it was away: %s", got)
				}
				o.as(t, "layla", "checkin", "harbour", "ar", file)
				if got := plain(o.read(t, "releases/harbour/ar.md")); got != harbourArabic {
					t.Errorf("it came home as\n%s", got)
				}
			})
		}
	}
}

// What a hand said of a block holds through later versions while its words are
// the same; when they change, that is told; and a translation keeps to it.
func TestSentencesByHandHoldWhileTheWordsDo(t *testing.T) {
	o := harbourDesk(t)
	if got := o.sentencesOf(t, "en"); got != byOurRules {
		t.Fatalf("sentences are %s", got)
	}
	o.as(t, "layla", "segment", "harbour", "en", "p1.3+p1.4", "p1.1/5 December;")
	o.as(t, "layla", "segment", "harbour", "en", "p1.3+p1.4", "p1.1+p1.2") // two things at once, as it is listed now
	if got := o.sentencesOf(t, "en"); !strings.HasPrefix(got, "The training begins on 5 December; it lasts a week.* | Dr. Sayegh leads it. Wg.Cdr. Khoury helps.* | It is free") {
		t.Errorf("sentences are %s", got)
	}
	o.as(t, "layla", "segment", "harbour", "en", "p1=rules")
	if got := o.sentencesOf(t, "en"); got != byOurRules {
		t.Errorf("sentences are %s", got)
	}
	o.as(t, "layla", "segment", "harbour", "en", "p1.3+p1.4", "p1.1/5 December;")

	source := func(words string) (stderr string) {
		o.as(t, "wafa", "checkout", "harbour", "en")
		o.write(t, "releases/harbour/en.md", words)
		code, _, stderr := o.try("wafa", "checkin", "harbour", "en")
		if code != 0 {
			t.Fatal(stderr)
		}
		o.as(t, "rami", "approve", "harbour", "en")
		return stderr
	}
	if told := source(strings.Replace(harbourOpens, "a certificate", "a badge", 1)); strings.Contains(told, "p1") {
		t.Errorf("told of what holds: %s", told)
	}
	if got := o.sentencesOf(t, "en"); got != byHand {
		t.Errorf("after a change elsewhere: %s", got)
	}
	if told := source(strings.Replace(harbourOpens, "a week", "ten days", 1)); !strings.Contains(told, "Cut by hand before, and cut by the rules now, since the words changed: p1.") {
		t.Errorf("not told: %s", told)
	}
	if got := o.sentencesOf(t, "en"); strings.Contains(got, "*") {
		t.Errorf("after a change of the block: %s", got)
	}
	source(harbourOpens)
	if got := o.sentencesOf(t, "en"); got != byHand {
		t.Errorf("once it says the same again: %s", got)
	}
}

// Who misspells a rule is told where, in both languages, and nothing leaves.
func TestRulesOfADeskAreRead(t *testing.T) {
	o := harbourDesk(t)
	o.write(t, "segmentation.toml", "[en]\nno-break = [\"Wg.Cdr\"]\nbrake = [\";\"]\n")
	for _, speech := range []string{"en", "ar"} {
		code, _, told := o.try("layla", "checkout", "harbour", "ar", "--format", "xliff", "--locale", speech)
		told = plain(told)
		if code != 1 || !strings.Contains(told, "segmentation.toml:2") || !strings.Contains(told, "Wg.Cdr") || !strings.Contains(told, "segmentation.toml:3") || !strings.Contains(told, "brake") {
			t.Errorf("%s: exit %d, told: %s", speech, code, told)
		}
	}
	if _, err := os.Stat(filepath.Join(o.dir, "releases", "harbour", "ar.xlf")); err == nil {
		t.Error("a file left all the same")
	}
	o.as(t, "layla", "checkout", "harbour", "ar") // Markdown needs no sentences
	for _, cut := range []struct{ spec, want string }{
		{"p1.1+p1.3", "follow each other"}, {"p9.1+p9.2", "no block p9"}, {"p1.7+p1.8", "has 5 sentences"}, {"p1.1/noon", "does not hold “noon”"},
		{"p1.5/free.", "more than once"}, {"p1.5/It is free.", "within bold"}, {"p1", "none of the forms"},
	} {
		o.write(t, "segmentation.toml", "")
		code, _, told := o.try("layla", "segment", "harbour", "en", cut.spec)
		if code != 2 || !strings.Contains(plain(told), cut.want) {
			t.Errorf("%s: exit %d, told: %s", cut.spec, code, told)
		}
	}
}
