package po

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/trial"
	"bayan/releases/exchange/units"
	"bayan/releases/segment"
)

var update = flag.Bool("update", false, "write the golden files anew")

const (
	ropesEnglish = `+++
kicker = "Press release"
+++

# Harbour Watch lends ropes to eleven towns

The loan begins on **5 December**. It is free. Each town gets {two} ropes\
and a [handbook](https://harbour-watch.example/ropes "Knots for everybody").

> “A rope is a promise,” said Mona Sayegh, who leads the store.

- Whoever borrows learns to throw
- Whoever returns learns to splice
`
	ropesArabic = `+++
kicker = "بيان صحفي"
+++

# مرصد الميناء يعير الحبال لإحدى عشرة بلدة

تبدأ الإعارة في **٥ كانون الأول**. وهي مجانية. تنال كل بلدة حبلين\
و[دليلًا](https://harbour-watch.example/ropes "عُقد للجميع").

> قالت منى الصايغ المشرفة على المخزن: «الحبل وعد».

- من يستعير يتعلم الرمي
`
)

func textOf(t testing.TB, src string) releases.Text {
	t.Helper()
	out, _, err := releases.Parse("ropes.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	out, _ = releases.Identify(out, releases.Text{}, nil, 0)
	return out
}

// ropesJob is a second version of the English: the quotation changed since it
// was translated, and the last list item is new.
func ropesJob(t testing.TB) exchange.Job {
	base, target := textOf(t, ropesEnglish), textOf(t, ropesArabic)
	j := exchange.Job{
		Organisation: "Harbour Watch", Key: "r4n8k2w7", ID: "winter-ropes", Title: base.Headline(), Parcel: "p-7c21-3",
		Base: "en", Target: "ar", BaseVersion: 2, TargetVersion: 1, BaseText: base, TargetText: &target,
		History: "history 9 " + strings.Repeat("89abcdef", 8), Used: len(target.Blocks),
		Todo:  map[releases.BlockID]string{},
		Notes: map[releases.BlockID][]string{},
		Memory: map[string][]exchange.Match{
			"Whoever returns learns to splice": {
				{Score: 88, Source: "Whoever returns it learns to splice", Target: "من يُعيده يتعلم الجدل", Origin: "autumn-ropes 3"},
				{Score: 71, Source: "Whoever stays learns to splice", Target: "من يبقى يتعلم الجدل"},
			},
			"“A rope is a promise,” said Mona Sayegh, who leads the store.": {
				{Score: 80, Source: "“A rope is a promise,” said Mona Sayegh, who keeps the store.", Target: "قالت منى الصايغ المشرفة على المخزن: «الحبل وعد».", Origin: "winter-ropes 1"},
			},
		},
		Terms: map[string][]exchange.Term{
			"“A rope is a promise,” said Mona Sayegh, who leads the store.": {
				{Source: "store", Target: "مخزن"}, {Source: "store", Target: "دكان", Note: "sells", Status: exchange.Forbidden},
			},
		},
	}
	groups, err := releases.Regroup(base, target, releases.Align(base, target, nil, releases.Text{}), []string{"l1=l1"})
	if err != nil {
		t.Fatal(err)
	}
	j.Groups = groups
	for _, b := range base.Blocks {
		switch b.Plain() {
		case "Whoever returns learns to splice":
			j.Todo[b.ID] = exchange.Untranslated
		case "“A rope is a promise,” said Mona Sayegh, who leads the store.":
			j.Todo[b.ID], j.Notes[b.ID] = exchange.Changed, []string{"She kept the store; now she leads it.\nCheck her title."}
		}
	}
	return j
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s:\n%s\nnot\n%s", name, got, want)
	}
}

func writtenJob(t testing.TB, j exchange.Job) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, j); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTheRopesAsAFile(t *testing.T) {
	j := ropesJob(t)
	golden(t, "second-version.po", writtenJob(t, j))
	j.TargetText, j.TargetVersion, j.Groups, j.Target, j.Memory = nil, 0, nil, "zh-Hant", nil
	golden(t, "first-translation.po", writtenJob(t, j))
}

// What was sent and not touched comes home as what stands in the translation;
// what is fuzzy comes home as nothing, and is told.
func TestTheRopesComeHome(t *testing.T) {
	j := ropesJob(t)
	file := writtenJob(t, j)
	h, back, told, err := Read("ropes.po", file)
	if err != nil {
		t.Fatal(err)
	}
	if h != units.HeaderOf(j) {
		t.Errorf("header %+v", h)
	}
	set, err := units.Of(j)
	if err != nil {
		t.Fatal(err)
	}
	var fuzzies []any
	for _, one := range told {
		if one.Code != "po-fuzzy" {
			t.Errorf("told %+v", one)
		}
		fuzzies = append(fuzzies, one.Args["unit"])
	}
	var needed []any
	for i, u := range set.Units {
		b := back[i]
		if b.ID != u.ID || !reflect.DeepEqual(*b.Source, u.Source) {
			t.Errorf("%s came home as %+v, source %+v", u.ID, b, b.Source)
		}
		if b.HasTarget != (u.State == units.Translated) || b.HasTarget && !reflect.DeepEqual(b.Target, u.Target) {
			t.Errorf("%s: %+v came home as %+v", u.ID, u.Target, b.Target)
		}
		if u.State != units.Translated {
			needed = append(needed, u.ID)
		}
	}
	if len(needed) != 2 || !reflect.DeepEqual(fuzzies, needed) {
		t.Errorf("fuzzy: %v, in need of work: %v", fuzzies, needed)
	}
	text, _, _, err := set.Rebuild("ropes.po", back)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(text.Canonical(), j.TargetText.Canonical()) {
		t.Errorf("nothing was translated, and the text became\n%s", text.Canonical())
	}
}

// confirm gives every entry the words that f says, confirmed.
func confirm(t testing.TB, file []byte, f func(e *Entry) string) []byte {
	t.Helper()
	po, _, err := Parse("ropes.po", file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range po.Entries {
		e := &po.Entries[i]
		e.Str[0], e.Flags, e.Previous = f(e), nil, nil
	}
	return written(t, po)
}

// A text whose translation is the source itself comes home byte for byte, also
// when gettext's programs stood between.
func TestTheSourceComesHomeByteForByte(t *testing.T) {
	for name, between := range map[string]func(t *testing.T, file, template []byte) []byte{
		"nothing": func(_ *testing.T, file, _ []byte) []byte { return file },
		"msgcat":  func(t *testing.T, file, _ []byte) []byte { return run(t, file, "msgcat", "--width=30", "-") },
		"msgconv CRLF": func(t *testing.T, file, _ []byte) []byte {
			return bytes.ReplaceAll(run(t, file, "msgconv", "-"), []byte("\n"), []byte("\r\n"))
		},
		"msgmerge": func(t *testing.T, file, template []byte) []byte {
			at := filepath.Join(t.TempDir(), "ropes.pot")
			if err := os.WriteFile(at, template, 0o600); err != nil {
				t.Fatal(err)
			}
			return run(t, file, "msgmerge", "--quiet", "--previous", "-", at)
		},
	} {
		t.Run(name, func(t *testing.T) {
			if name != "nothing" {
				need(t, strings.Fields(name)[0], "msgfmt")
			}
			j := ropesJob(t)
			sent := writtenJob(t, j)
			file := confirm(t, sent, func(e *Entry) string { return e.ID })
			if name != "nothing" {
				run(t, sent, "msgfmt", "-c", "-o", "/dev/null", "-")
				run(t, file, "msgfmt", "-c", "-o", "/dev/null", "-")
			}
			_, back, told, err := Read("ropes.po", between(t, file, sent))
			if err != nil || len(told) > 0 {
				t.Fatal(err, told)
			}
			set, err := units.Of(j)
			if err != nil {
				t.Fatal(err)
			}
			text, _, _, err := set.Rebuild("ropes.po", back)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(text.Canonical(), j.BaseText.Canonical()) {
				t.Errorf("came home as\n%s\nnot\n%s", text.Canonical(), j.BaseText.Canonical())
			}
		})
	}
}

// msgmerge carries a translation to a later version of the source: what changed
// is fuzzy and says of what it was made, what is gone is kept apart.
func TestWhatMsgmergeMakesIsTakenAsItIs(t *testing.T) {
	need(t, "msgmerge")
	j := ropesJob(t)
	old := confirm(t, writtenJob(t, j), func(e *Entry) string { return "ت " + e.ID })
	template, _, err := Parse("ropes.pot", writtenJob(t, j))
	if err != nil {
		t.Fatal(err)
	}
	gone := template.Entries[len(template.Entries)-1].Context
	template.Entries = template.Entries[:len(template.Entries)-1]
	changed := &template.Entries[1]
	was := changed.ID
	changed.ID = strings.Replace(changed.ID, "eleven", "twelve", 1)
	at := filepath.Join(t.TempDir(), "ropes.pot")
	if err := os.WriteFile(at, written(t, template), 0o600); err != nil {
		t.Fatal(err)
	}
	out := run(t, old, "msgmerge", "--quiet", "--previous", "-", at)
	f, _, err := Parse("ropes.po", out)
	if err != nil {
		t.Fatal(err)
	}
	if e := f.Entries[1]; !e.Fuzzy() || e.Previous == nil || e.Previous.ID != was || e.Str[0] != "ت "+was {
		t.Errorf("the changed entry: %+v, made of %+v", e, e.Previous)
	}
	if len(f.Obsolete) != 1 || f.Obsolete[0].Context != gone {
		t.Errorf("obsolete: %+v", f.Obsolete)
	}
	h, back, told, err := Read("ropes.po", out)
	if err != nil || h != units.HeaderOf(j) {
		t.Fatal(err, h)
	}
	if len(back) != len(template.Entries) || back[1].HasTarget || !back[0].HasTarget || len(told) != 2 || told[0].Code != "po-fuzzy" || told[1].Code != "po-obsolete" {
		t.Errorf("came home: %d, told %+v", len(back), told)
	}
}

func TestAFileThatIsNotOurs(t *testing.T) {
	h, back, _, err := Read("app.po", []byte("msgid \"\"\nmsgstr \"Language: pt_BR\\n\"\n"))
	if err != nil || len(back) > 0 || h != (units.Header{Language: "pt-BR"}) {
		t.Errorf("%+v %v %v", h, back, err)
	}
	_, _, _, err = Read("app.po", []byte("msgid \"Open\"\nmsgstr \"\"\n\nmsgctxt \"b1\"\nmsgid \"a\"\nmsgid_plural \"b\"\nmsgstr[0] \"\"\n"))
	want := []string{"1: po-not-unit unit= id=Open", "4: po-not-unit unit=b1 id=a"}
	if got := faultsOf(t, err); !reflect.DeepEqual(got, want) {
		t.Errorf("%q", got)
	}
}

// A program, or the way home, took away what says where each entry belongs, or the end
// of the file: one sentence says so.
func TestAFileThatWasDamaged(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, trial.First()); err != nil {
		t.Fatal(err)
	}
	sent := b.String()
	for name, c := range map[string]struct{ file, want string }{
		"contexts": {regexp.MustCompile(`(?m)^msgctxt .*\n`).ReplaceAllString(sent, ""), "po-contextless unit= word=msgctxt"},
		"the end":  {sent[:strings.LastIndex(sent, "Open daily")+4], "po-truncated unit=b8-2 column=7"},
	} {
		_, _, _, err := Read("back.po", []byte(c.file))
		if got := faultsOf(t, err); len(got) != 1 || !strings.HasSuffix(got[0], c.want) {
			t.Errorf("%s: %q, not %s", name, got, c.want)
		}
	}
}

func TestCodesAsWords(t *testing.T) {
	open, shut, alone := segment.Part{Kind: segment.Open, ID: 1}, segment.Part{Kind: segment.Close, ID: 1}, segment.Part{Kind: segment.Single, ID: 12}
	words := func(s string) segment.Part { return segment.Part{Text: s} }
	for s, want := range map[string][]segment.Part{
		"":                   nil,
		"{1}rope{/1}{12/}":   {open, words("rope"), shut, alone},
		"{{1}}":              {words("{1}")},
		"{{{1}}}{/1}":        {words("{"), open, words("}"), shut},
		"{١}حبل{/١}{۱۲/}":    {open, words("حبل"), shut, alone},
		"{":                  {words("{")},
		"{ 1 } {0} {01} {}":  {words("{ 1 } {0} {01} {}")},
		"{1 {/} {/1/} {1//}": {words("{1 {/} {/1/} {1//}")},
		"{1111111}":          {words("{1111111}")},
	} {
		if got := coded(s); !reflect.DeepEqual(got.Parts, want) {
			t.Errorf("%s is read as %+v", s, got.Parts)
		}
	}
}

func TestAnyContentIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var c segment.Coded
		for i := range rapid.IntRange(0, 8).Draw(t, "parts") {
			kind := rapid.SampledFrom([]segment.PartKind{segment.Text, segment.Open, segment.Close, segment.Single}).Draw(t, "kind")
			switch {
			case kind != segment.Text:
				c.Parts = append(c.Parts, segment.Part{Kind: kind, ID: rapid.IntRange(1, 120).Draw(t, "id")})
			case i == 0 || c.Parts[len(c.Parts)-1].Kind != segment.Text:
				s := rapid.StringOfN(rapid.SampledFrom([]rune("{}/12١٢ a\n\\\"")), 1, 8, -1).Draw(t, "text")
				c.Parts = append(c.Parts, segment.Part{Text: s})
			}
		}
		if got := coded(text(c)); !reflect.DeepEqual(got, c) {
			t.Fatalf("%+v was written %s and is read as %+v", c, text(c), got)
		}
	})
}

// What is typed between braces is never lost: written again it reads the same.
func FuzzCodes(f *testing.F) {
	for _, s := range []string{"{1}a{/1}", "{{1}}", "{2/}", "{{{1}}}", "{١}", "}{", "{1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if c := coded(s); !reflect.DeepEqual(coded(text(c)), c) {
			t.Errorf("%q is read as %+v, and written %q", s, c, text(c))
		}
	})
}

// Any text comes home byte for byte: as the source itself, and untouched.
func TestAnyReleaseComesHome(t *testing.T) {
	home := func(t *rapid.T, j exchange.Job, file []byte) []byte {
		h, back, _, err := Read("any.po", file)
		if err != nil || h != units.HeaderOf(j) {
			t.Fatalf("%v, header %+v\n%s", err, h, file)
		}
		set, err := units.Of(j)
		if err != nil {
			t.Fatal(err)
		}
		text, _, _, err := set.Rebuild("any.po", back)
		if err != nil {
			t.Fatalf("%v\n%s", err, file)
		}
		return text.Canonical()
	}
	rapid.Check(t, func(t *rapid.T) {
		j := trial.RandomJob(t)
		var sent bytes.Buffer
		if err := Write(&sent, j); err != nil {
			t.Fatal(err)
		}
		if j.TargetText != nil {
			if got, want := home(t, j, sent.Bytes()), j.TargetText.Canonical(); !bytes.Equal(got, want) {
				t.Fatalf("untouched\n%s\nnot\n%s\nin\n%s", got, want, sent.Bytes())
			}
			return
		}
		f, _, err := Parse("any.po", sent.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		for i := range f.Entries {
			f.Entries[i].Str[0] = f.Entries[i].ID
		}
		if got, want := home(t, j, written(t, f)), j.BaseText.Canonical(); !bytes.Equal(got, want) {
			t.Fatalf("the source itself\n%s\nnot\n%s\nin\n%s", got, want, sent.Bytes())
		}
	})
}

// What a translator notes above a unit comes home with its block; what bayan had
// noted there does not.
func TestCommentsComeHome(t *testing.T) {
	j := trial.Second()
	var b bytes.Buffer
	if err := Write(&b, j); err != nil {
		t.Fatal(err)
	}
	file := strings.Replace(b.String(), "msgctxt \"b7-1\"", "# Is it monthly?\n# Or weekly?\nmsgctxt \"b7-1\"", 1)
	if !strings.Contains(file, "#. The rota is new") {
		t.Fatal("a file with notes of its own")
	}
	_, back, _, err := Read("back.po", []byte(file))
	if err != nil {
		t.Fatal(err)
	}
	set, err := units.Of(j)
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Remarks(back); len(got) != 1 || got[0].Text != "Is it monthly?\nOr weekly?" || got[0].Base != j.BaseText.Blocks[6].ID {
		t.Errorf("remarks %q", got)
	}
}
