package word

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/trial"
)

// labels are the sentences of a file, as a catalogue would say them.
type labels releases.Language

func (l labels) Say(key string, args map[string]any) string {
	arabic := map[string]string{
		"parcel.title": "\u2068%[2]v\u2069: \u2068%[3]v\u2069", "parcel.languages": "ترجمة من %[1]v إلى %[4]v", "parcel.due": "الموعد: %[1]v", "parcel.changed": "تغيّر المصدر منذ الترجمة الأخيرة",
		"word.how": "بحاجة إلى عمل: %[1]v. تُكتب الترجمة إلى جانب المصدر.", "word.hints": "إرشادات",
	}
	english := map[string]string{
		"parcel.title": "\u2068%[2]v\u2069: \u2068%[3]v\u2069", "parcel.languages": "Translation from \u2068%[1]v\u2069 into \u2068%[4]v\u2069", "parcel.due": "Needed by %[1]v", "parcel.changed": "Its source changed since the last translation",
		"word.how": "Rows that need work: %[1]v. Write beside the source.", "word.hints": "Hints",
	}
	all := english
	if l == "ar" {
		all = arabic
	}
	first := args["Base"]
	for _, name := range []string{"Count", "Date"} {
		if v, ok := args[name]; ok {
			first = v
		}
	}
	if len(args) == 0 {
		return all[key]
	}
	s := fmt.Sprintf(all[key], first, args["Organisation"], args["Title"], args["Target"])
	s, _, _ = strings.Cut(s, "%!(EXTRA")
	return s
}
func (l labels) Date(day string) string            { return day }
func (l labels) Dateline(place, day string) string { return place + " " + day }
func (l labels) Quotes() [4]string                 { return [4]string{"“", "”", "‘", "’"} }
func (l labels) Time(t time.Time) string           { return "at " + t.Format(time.TimeOnly) }
func (l labels) Name(of releases.Language) string {
	return map[releases.Language]string{"en": "English", "ar": "العربية"}[of]
}
func (l labels) Called(of releases.Language) string {
	if l == "ar" {
		return map[releases.Language]string{"en": "الإنجليزية", "ar": "العربية"}[of]
	}
	return map[releases.Language]string{"en": "English", "ar": "Arabic"}[of]
}

func spoken(j exchange.Job) exchange.Job {
	j.Labels, j.BaseLabels = labels(j.Target), labels(j.Base)
	return j
}

// other is the way back: from Arabic into English.
func other(first bool) exchange.Job {
	j := trial.Second()
	english := j.BaseText
	out := trial.Job(*j.TargetText, &english)
	if first {
		out = trial.Job(*j.TargetText, nil)
	}
	out.Base, out.Target = "ar", "en"
	if !first {
		p := out.BaseText.Blocks[6].ID
		out.Todo[p] = exchange.Changed
		out.Notes = map[releases.BlockID][]string{p: {"Say which rota."}}
	}
	return out
}

var jobs = map[string]func() exchange.Job{
	"en-ar first":  func() exchange.Job { return spoken(trial.First()) },
	"en-ar second": func() exchange.Job { return spoken(trial.Second()) },
	"en-ar moved": func() exchange.Job { // its order is not the source's
		j := spoken(trial.Second())
		t := *j.TargetText
		t.Blocks = slices.Clone(t.Blocks)
		t.Blocks[1], t.Blocks[7] = t.Blocks[7], t.Blocks[1]
		j.TargetText = &t
		return j
	},
	"ar-en first":  func() exchange.Job { return spoken(other(true)) },
	"ar-en second": func() exchange.Job { return spoken(other(false)) },
}

func written(t testing.TB, j exchange.Job) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, j); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// came is what a file that came home makes of a job.
type came struct {
	text    string
	blocks  []releases.Block
	groups  []releases.Group
	remarks []exchange.Remark
	told    []string
	err     error
}

func home(t testing.TB, b []byte, j exchange.Job) came {
	t.Helper()
	f, err := Read("back.docx", b)
	if err != nil {
		return came{err: err}
	}
	text, groups, remarks, told, err := f.Place(j)
	c := came{text: string(text.Canonical()), blocks: text.Blocks, groups: groups, remarks: remarks, err: err}
	for _, one := range told {
		block, _ := one.Args["block"].(string)
		c.told = append(c.told, strings.TrimSpace(one.Code+" "+block))
	}
	return c
}

func codes(err error) (out []string) {
	var all releases.ParseErrors
	if errors.As(err, &all) {
		for _, e := range all {
			s := e.Code
			for _, name := range []string{"row", "block"} {
				if v, ok := e.Args[name]; ok {
					s += fmt.Sprintf(" %v", v)
				}
			}
			out = append(out, s)
		}
	} else if err != nil {
		out = []string{err.Error()}
	}
	return out
}

// Given a file that nobody opened, then the translation is what it was.
func TestUnopenedFileChangesNothing(t *testing.T) {
	for name, make := range jobs {
		j := make()
		if j.TargetText == nil {
			continue
		}
		c := home(t, written(t, j), j)
		if want := string(j.TargetText.Canonical()); c.err != nil || c.text != want || len(c.told) > 0 {
			t.Errorf("%s: %v, told %v, came home as\n%s\nand was\n%s", name, c.err, c.told, c.text, want)
		}
		if len(c.groups) != len(j.Groups) {
			t.Errorf("%s: groups %v", name, c.groups)
		}
	}
}

// edited is a file whose document somebody changed, with more parts where given.
func edited(t testing.TB, b []byte, change func(document string) string, parts ...string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	put := func(name, text string) {
		f, err := w.Create(name)
		if err == nil {
			_, err = io.WriteString(f, text)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == "word/document.xml" {
			put(f.Name, change(string(text)))
		} else {
			put(f.Name, string(text))
		}
	}
	for i := 0; i < len(parts); i += 2 {
		put(parts[i], parts[i+1])
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// table is a document with the cells of its table: rows[0] is the heading.
type table struct {
	before, after string
	rows          [][]string // the content of each cell, with its properties
}

const tc = `<w:tc>`

func tableOf(document string) (t table) {
	from, to := strings.Index(document, "<w:tr>"), strings.LastIndex(document, "</w:tr>")+len("</w:tr>")
	t.before, t.after = document[:from], document[to:]
	for row := range strings.SplitSeq(strings.TrimSuffix(document[from:to], "</w:tr>"), "</w:tr>") {
		cells := strings.Split(row, tc)
		for i := range cells {
			cells[i] = strings.TrimSuffix(cells[i], "</w:tc>")
		}
		t.rows = append(t.rows, cells[1:])
	}
	return t
}

func (t table) String() string {
	var b strings.Builder
	b.WriteString(t.before)
	for i, row := range t.rows {
		b.WriteString("<w:tr>")
		if i == 0 {
			b.WriteString("<w:trPr><w:tblHeader/></w:trPr>")
		}
		for _, c := range row {
			b.WriteString(tc + c + "</w:tc>")
		}
		b.WriteString("</w:tr>")
	}
	return b.String() + t.after
}

// row finds the row of a block by its present name.
func (t table) row(name string) []string {
	for _, row := range t.rows {
		if strings.Contains(row[0], ">"+name+"<") {
			return row
		}
	}
	panic(name + " has no row")
}

// put types words into a cell, a paragraph each.
func put(cell *string, words ...string) {
	end := strings.Index(*cell, "</w:tcPr>") + len("</w:tcPr>")
	*cell = (*cell)[:end]
	for _, w := range words {
		*cell += `<w:p><w:r><w:t xml:space="preserve">` + w + `</w:t></w:r></w:p>`
	}
}

// merged makes a cell go on from the one above, or the first of such cells: how
// is "restart", or "continue", which "" says too.
func merged(cell *string, how string) {
	merge := `<w:vMerge w:val="` + how + `"/>`
	if how == "" {
		merge = "<w:vMerge/>"
	}
	*cell = strings.Replace(*cell, "</w:tcPr>", merge+"</w:tcPr>", 1)
}

// onTable is an edit of the rows.
func onTable(do func(t *table)) func(string) string {
	return func(document string) string {
		t := tableOf(document)
		do(&t)
		return t.String()
	}
}

// echo is a translator who copies each source into its translation.
func echo(t *table) {
	for _, row := range t.rows[1:] {
		end := strings.Index(row[1], "</w:tcPr>") + len("</w:tcPr>")
		to := strings.Index(row[2], "</w:tcPr>") + len("</w:tcPr>")
		row[2] = row[2][:to] + row[1][end:]
	}
}

func withoutSlug(t releases.Text) releases.Text {
	t.Fields = slices.DeleteFunc(slices.Clone(t.Fields), func(f releases.Field) bool { return f.Name == "slug" })
	return t
}

// visible tells a text whose blocks all show something: a row with marks of
// direction alone is an empty row.
func visible(t *releases.Text) bool {
	return t == nil || !slices.ContainsFunc(t.Blocks, func(b releases.Block) bool {
		return strings.Trim(b.Plain(), " \u00a0\t\n\u200f\u2067\u2069") == ""
	})
}

// Given any text whose every translation is its source, then it comes home as
// the source byte for byte.
func TestSourceAsTranslationIsTheSameText(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		base := trial.Random(rt)
		if !visible(&base) {
			return
		}
		j := spoken(trial.Job(base, nil))
		b := edited(t, written(t, j), onTable(echo))
		c := home(t, b, j)
		if want := string(base.Canonical()); c.err != nil || c.text != want {
			rt.Fatalf("%v, told %v, came home as\n%s\nand was\n%s", c.err, c.told, c.text, want)
		}
	})
}

// Given any job, when its file comes home unopened, then the translation is what
// it was, group by group.
func TestAnyUnopenedFileChangesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		j := spoken(trial.RandomJob(rt))
		if j.TargetText == nil || !visible(j.TargetText) {
			return
		}
		c := home(t, written(t, j), j)
		if want := string(j.TargetText.Canonical()); c.err != nil || c.text != want {
			rt.Fatalf("%v, told %v, came home as\n%s\nand was\n%s\n%v %s", c.err, c.told, c.text, want, j.Groups, j.BaseText.Canonical())
		}
	})
}

// shape writes groups by present names: "p1=p1 p2=p2+p3 -=p4".
func shape(base, target releases.Text, groups []releases.Group) string {
	side := func(names map[releases.BlockID]string, list []releases.BlockID) string {
		var out []string
		for _, id := range list {
			out = append(out, names[id])
		}
		return strings.Join(out, "+")
	}
	var out []string
	for _, g := range groups {
		if !isField(slices.Concat(g.Source, g.Target)[0]) {
			out = append(out, side(base.Names(), g.Source)+"="+side(target.Names(), g.Target))
		}
	}
	return strings.Join(out, " ")
}

const allInPlace = "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2=p2 p3=p3"

const comments = `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="Huda Karam"><w:p><w:r><w:t>Is the rota monthly?</w:t></w:r></w:p></w:comment></w:comments>`

// What translators do to the table of the second Arabic version, and what is
// said of it; shape is of the groups, holds what the text then holds.
func TestWhatTranslatorsDo(t *testing.T) {
	const fresh = "يحصل كل من يُتمّ التدريب على شهادة ومكان في الجدول."
	for _, one := range []struct {
		name         string
		do           func(t *table)
		shape        string
		holds, lacks []string
		told, fails  []string
	}{
		{name: "nothing", do: func(t *table) {}, shape: allInPlace},
		{name: "the changed paragraph done again", do: func(t *table) { put(&t.row("p2")[2], fresh) }, shape: allInPlace, holds: []string{fresh}, lacks: []string{"المناوبات"}},
		{name: "bold, italic and a link", do: func(t *table) {
			put(&t.row("p2")[2])
			t.row("p2")[2] += `<w:p><w:r><w:t xml:space="preserve">له </w:t></w:r><w:r><w:rPr><w:b/><w:bCs/><w:rtl/></w:rPr><w:t>شهادة</w:t></w:r><w:r><w:t xml:space="preserve"> و</w:t></w:r><w:r><w:rPr><w:bCs/><w:i/><w:iCs/><w:rtl/></w:rPr><w:t>مكان</w:t></w:r><w:hyperlink r:id="link1"><w:r><w:t>هنا</w:t></w:r></w:hyperlink></w:p>`
		}, shape: allInPlace, holds: []string{`له **شهادة** و*مكان*[هنا](https://harbour-watch.example/certificate`}},
		{name: "two paragraphs in one cell", do: func(t *table) {
			put(&t.row("p1")[2], "يبدأ التدريب في ٥ كانون الأول.", "وهو مجاني.")
		},
			shape: "h1=h1 p1=p1+p2 q1=q1 s1=s1 l1=l1 l2=l2 p2=p3 p3=p4", told: []string{"block-split p1"}},
		{name: "two translations merged into one cell", do: func(t *table) {
			put(&t.row("p2")[2], fresh)
			merged(&t.row("p2")[2], "restart")
			put(&t.row("p3")[2])
			merged(&t.row("p3")[2], "")
		}, shape: "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2+p3=p2", holds: []string{fresh}, lacks: []string{"Pier"}, told: []string{"blocks-merged"}},
		{name: "two rows merged into one", do: func(t *table) {
			a, b := t.row("p2"), t.row("p3")
			for i := range 3 {
				end := strings.Index(b[i], "</w:tcPr>") + len("</w:tcPr>")
				a[i] += b[i][end:]
				b[i] = b[i][:end]
				merged(&a[i], "restart")
				merged(&b[i], "")
			}
			put(&a[2], fresh)
			merged(&a[2], "restart")
		}, shape: "h1=h1 p1=p1 q1=q1 s1=s1 l1=l1 l2=l2 p2+p3=p2", told: []string{"blocks-merged"}},
		{name: "a cell split into two", do: func(t *table) {
			at := slices.IndexFunc(t.rows, func(r []string) bool { return strings.Contains(r[0], ">p1<") })
			below := slices.Clone(t.rows[at])
			for _, i := range []int{0, 1, 3} {
				merged(&t.rows[at][i], "restart")
				put(&below[i])
				merged(&below[i], "continue")
			}
			put(&t.rows[at][2], "يبدأ التدريب في ٥ كانون الأول.")
			put(&below[2], "وهو مجاني.")
			t.rows = slices.Insert(t.rows, at+1, below)
		}, shape: "h1=h1 p1=p1+p2 q1=q1 s1=s1 l1=l1 l2=l2 p2=p3 p3=p4", told: []string{"block-split p1"}},
		{name: "rows in another order", do: func(t *table) { slices.Reverse(t.rows[1:]) }, shape: allInPlace, told: []string{"sections-moved"}},
		{name: "a row taken out", do: func(t *table) {
			t.rows = slices.DeleteFunc(t.rows, func(r []string) bool { return strings.Contains(r[0], ">q1<") })
		}, shape: allInPlace, told: []string{"kept-as-sent q1"}},
		{name: "a row taken out as a tracked change", do: func(t *table) {
			t.row("q1")[0] = "\x00" + t.row("q1")[0]
		}, shape: allInPlace, told: []string{"kept-as-sent q1"}},
		{name: "a row put in", do: func(t *table) {
			row := slices.Clone(t.row("p3"))
			put(&row[0])
			put(&row[1])
			put(&row[2], "وللاستفسار: المرصد.")
			t.rows = append(t.rows, row)
		}, shape: allInPlace + " =p4", holds: []string{"وللاستفسار"}, told: []string{"not-placed"}},
		{name: "an empty row put in", do: func(t *table) {
			row := slices.Clone(t.row("p3"))
			for i := range row {
				put(&row[i])
			}
			t.rows = append(t.rows, row)
		}, shape: allInPlace},
		{name: "a translation taken out", do: func(t *table) { put(&t.row("q1")[2]) }, shape: "h1=h1 p1=p1 q1= s1=s1 l1=l1 l2=l2 p2=p2 p3=p3", told: []string{"block-emptied q1"}},
		{name: "the column of marks taken out", do: func(t *table) {
			t.before = strings.Replace(t.before, "<w:gridCol", "<w:x", 1)
			for i := range t.rows {
				t.rows[i] = t.rows[i][1:]
			}
		}, shape: allInPlace, told: []string{"found-by-source kicker", "found-by-source organisation", "found-by-source h1", "found-by-source p1", "found-by-source q1", "found-by-source s1", "found-by-source l1", "found-by-source l2", "found-by-source p2", "found-by-source p3"}},
		{name: "the column of hints taken out", do: func(t *table) {
			for i := range t.rows {
				t.rows[i] = t.rows[i][:3]
			}
		}, shape: allInPlace},
		{name: "a mark damaged", do: func(t *table) { put(&t.row("p2")[0], "p2-b77-kq") }, shape: allInPlace, told: []string{"found-by-source p2"}},
		{name: "marks in other digits and dashes", do: func(t *table) {
			for _, row := range t.rows[1:] {
				words := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(row[0], "")
				words = strings.NewReplacer("1", "١", "2", "٢", "3", "٣", "4", "٤", "5", "٥", "6", "٦", "7", "٧", "8", "٨", "-", "–").Replace(words)
				put(&row[0], "\u200f"+words+"\u200f")
			}
		}, shape: allInPlace},
		{name: "a mark and its source damaged", do: func(t *table) {
			put(&t.row("p2")[0], "p2")
			put(&t.row("p2")[1], "Those who finish receive nothing.")
		}, fails: []string{"word-row-unknown 9"}},
		{name: "the source changed", do: func(t *table) { put(&t.row("p2")[1], "Those who finish receive a medal.") }, shape: allInPlace, told: []string{"source-changed p2"}},
		{name: "the source written over", do: func(t *table) {
			put(&t.row("p2")[1], fresh)
			put(&t.row("p2")[2])
		}, shape: allInPlace, holds: []string{fresh}, told: []string{"under-source p2"}},
		{name: "a row copied", do: func(t *table) { t.rows = append(t.rows, t.row("p2")) }, fails: []string{"word-row-twice 11 p2"}},
		{name: "a field joined to another", do: func(t *table) {
			merged(&t.rows[1][2], "restart")
			put(&t.rows[2][2])
			merged(&t.rows[2][2], "continue")
		}, fails: []string{"word-field-joined 1 kicker"}},
		{name: "source and translation in one cell", do: func(t *table) {
			row := t.row("p2")
			row[1] = strings.Replace(row[1], "</w:tcPr>", `<w:gridSpan w:val="2"/></w:tcPr>`, 1)
			row[2] = row[3]
			t.rows[9] = row[:3]
		}, fails: []string{"word-row-cells 9"}},
		{name: "the heading taken out", do: func(t *table) { t.rows = t.rows[1:] }, fails: []string{"word-no-table"}},
		{name: "the table in two", do: func(t *table) {
			t.rows[5][3] += "</w:tc></w:tr></w:tbl><w:p/><w:tbl><w:tr><w:tc>" // an empty row, too
		}, shape: allInPlace, fails: []string{"word-row-cells 6"}},
	} {
		t.Run(one.name, func(t *testing.T) {
			j := spoken(trial.Second())
			b := edited(t, written(t, j), func(document string) string {
				document = onTable(one.do)(document)
				return strings.Replace(document, "<w:tr><w:tc>\x00", `<w:tr><w:trPr><w:del w:id="9" w:author="Huda"/></w:trPr><w:tc>`, 1)
			})
			c := home(t, b, j)
			if !slices.Equal(codes(c.err), one.fails) {
				t.Fatalf("refused with %v, want %v", codes(c.err), one.fails)
			}
			if len(one.fails) > 0 {
				return
			}
			slices.Sort(c.told)
			slices.Sort(one.told)
			told := slices.Compact(c.told)
			if !slices.Equal(told, slices.Compact(slices.Clone(one.told))) {
				t.Errorf("told %q, want %q", told, one.told)
			}
			if got := shape(j.BaseText, trial.Text(c.text), renamed(c)); got != one.shape {
				t.Errorf("groups %s, want %s", got, one.shape)
			}
			for _, words := range one.holds {
				if !strings.Contains(c.text, words) {
					t.Errorf("%q is not in\n%s", words, c.text)
				}
			}
			for _, words := range one.lacks {
				if strings.Contains(c.text, words) {
					t.Errorf("%q is in\n%s", words, c.text)
				}
			}
		})
	}
}

// renamed are the groups of a text that came home, by the ids that it would have
// as a first version.
func renamed(c came) []releases.Group {
	first := map[releases.BlockID]releases.BlockID{}
	for i, b := range c.blocks {
		first[b.ID] = releases.BlockID(fmt.Sprintf("b%d", i+1))
	}
	var out []releases.Group
	for _, g := range c.groups {
		named := releases.Group{Source: g.Source}
		for _, id := range g.Target {
			if to, ok := first[id]; ok {
				id = to
			}
			named.Target = append(named.Target, id)
		}
		out = append(out, named)
	}
	return out
}

// A first translation that is filled in, with tracked changes and a comment.
func TestFirstTranslationIsFilledIn(t *testing.T) {
	j := spoken(trial.First())
	second := trial.Second()
	b := edited(t, written(t, j), func(document string) string {
		return onTable(func(t *table) {
			for i, row := range t.rows[1:] {
				if i < 2 {
					put(&row[2], second.TargetText.Fields[i].Value)
				} else {
					put(&row[2], strings.ReplaceAll(second.TargetText.Blocks[i-2].Plain(), "\n", `</w:t><w:br/><w:t>`))
				}
			}
			p2 := &t.row("p2")[2]
			put(p2)
			*p2 += `<w:p><w:del w:id="1" w:author="Huda Karam"><w:r><w:delText>لا </w:delText></w:r></w:del><w:ins w:id="2" w:author="Huda Karam"><w:r><w:t>له شهادة.</w:t></w:r></w:ins><w:r><w:commentReference w:id="0"/></w:r></w:p>`
		})(document)
	}, "word/comments.xml", comments)
	f, err := Read("back.docx", b)
	if err != nil {
		t.Fatal(err)
	}
	if len(f.Kept) != 1 || f.Kept[0].Code != "tracked-changes" || len(f.Dropped) != 1 || f.Dropped[0].Code != "deleted-words" {
		t.Errorf("kept %v, dropped %v", f.Kept, f.Dropped)
	}
	c := home(t, b, j)
	if got := shape(j.BaseText, trial.Text(c.text), renamed(c)); c.err != nil || got != allInPlace || len(c.told) > 0 {
		t.Errorf("%v, groups %s, told %v", c.err, got, c.told)
	}
	if !strings.Contains(c.text, "\nله شهادة.\n") || !strings.Contains(c.text, "- قراءة الطقس") || !strings.Contains(c.text, "> «حبل") {
		t.Errorf("came home as\n%s", c.text)
	}
	if want := (exchange.Remark{Base: j.BaseText.Blocks[6].ID, Author: "Huda Karam", Text: "Is the rota monthly?"}); !slices.Equal(c.remarks, []exchange.Remark{want}) {
		t.Errorf("remarks %v", c.remarks)
	}
}

// What is due at a time says so in both languages.
func TestWhenItIsDue(t *testing.T) {
	j := spoken(trial.First())
	j.Due = "2026-11-28T10:00:00Z"
	edited(t, written(t, j), func(document string) string {
		if n := strings.Count(document, "10:00:00"); n != 2 || strings.Contains(document, "T10:00") {
			t.Errorf("the time stands there %d times", n)
		}
		return document
	})
}

// A word processor draws an isolate as a gap.
func TestSentencesHaveNoIsolates(t *testing.T) {
	edited(t, written(t, spoken(trial.First())), func(document string) string {
		if !strings.Contains(document, "into") || strings.ContainsAny(document, "\u2066\u2067\u2068\u2069") {
			t.Error("an isolate stands in the file")
		}
		return document
	})
}

// The key stands in the file twice; without both, a table tells that it is ours by
// its heading and its marks.
func TestWhoseFileItIs(t *testing.T) {
	j := spoken(trial.Second())
	b := written(t, j)
	strip := func(name string) []byte {
		return edited(t, b, func(document string) string {
			if name == "line" || name == "both" {
				document = strings.ReplaceAll(document, "release "+j.Key, "re lease")
			}
			return document
		})
	}
	for name, file := range map[string][]byte{"whole": b, "line": strip("line"), "property": []byte(strings.ReplaceAll(string(edited(t, b, func(d string) string { return d })), property, property))} {
		f, err := Read("back.docx", file)
		if err != nil || f.Parcel != j.Parcel || f.BaseVersion != 2 || f.TargetVersion != 1 || f.History != j.History {
			t.Errorf("%s: %v, %+v", name, err, f.Header)
		}
	}
}

// A table that somebody copied into another document, which says of no release: it
// is known by its heading and its marks, and a row of it by its source alone.
func TestTableInAnotherDocument(t *testing.T) {
	j := spoken(trial.Second())
	copied := func(change func(t *table)) []byte {
		b := edited(t, written(t, j), func(document string) string {
			return onTable(change)(strings.ReplaceAll(document, "release "+j.Key, "re lease"))
		})
		return []byte(strings.ReplaceAll(string(b), "docProps/custom.xml", "docProps/costum.xml"))
	}
	c := home(t, copied(func(*table) {}), j)
	if want := string(j.TargetText.Canonical()); c.err != nil || c.text != want {
		t.Errorf("%v, told %v, came home as\n%s\nand was\n%s", c.err, c.told, c.text, want)
	}
	other := func(t *table) { put(&t.row("p1")[1], "Words of another text.") }
	if c := home(t, copied(other), j); !slices.Equal(codes(c.err), []string{"word-row-unknown 4"}) {
		t.Errorf("another text's row: %v, told %v", codes(c.err), c.told)
	}
	unmarked := func(t *table) {
		for _, row := range t.rows[1:] {
			put(&row[0], "1")
		}
	}
	if f, err := Read("back.docx", copied(unmarked)); err != nil || f.Ours() {
		t.Errorf("a table without a mark: %v, %+v", err, f.Header)
	}
}
