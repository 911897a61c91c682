package parcel

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/exchange"
)

// damages are what happens to a parcel between two desks. After each of them,
// and after any two, the whole text comes home under the right blocks.
var damages = map[string]func(string) string{
	"none":   func(s string) string { return s },
	"quoted": func(s string) string { return eachLine(s, func(l string) string { return "> " + l }) },
	"quoted twice": func(s string) string {
		return eachLine(s, func(l string) string { return strings.TrimRight(">> "+l, " ") })
	},
	"wrapped":         func(s string) string { return eachLine(s, wrap72) },
	"CRLF":            func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") },
	"byte order mark": func(s string) string { return "\ufeff" + s },
	"round quotes": func(s string) string {
		open := false
		return strings.Map(func(r rune) rune {
			if r != '"' {
				return r
			}
			if open = !open; open {
				return '“'
			}
			return '”'
		}, s)
	},
	"every line end doubled": func(s string) string { return strings.ReplaceAll(s, "\n", "\n\n") },
	"blank lines doubled":    func(s string) string { return strings.ReplaceAll(s, "\n\n", "\n\n\n") },
	"blank lines lost":       func(s string) string { return regexp.MustCompile(`\n\n+`).ReplaceAllString(s, "\n") },
	"Arabic digits in marks": onMarks(func(m string) string {
		return strings.Map(func(r rune) rune {
			if '0' <= r && r <= '9' {
				return r - '0' + '٠'
			}
			return r
		}, m)
	}),
	"marks of direction in marks": onMarks(func(m string) string { return "\u200f" + strings.ReplaceAll(m, "-", "\u200e-\u200f") + "\u200e" }),
	"other brackets":              onMarks(func(m string) string { return "(" + m[1:len(m)-1] + ")" }),
	"swapped brackets":            onMarks(func(m string) string { return "]" + m[1:len(m)-1] + "[" }),
	"no brackets":                 onMarks(func(m string) string { return m[1 : len(m)-1] }),
	"long dashes":                 onMarks(func(m string) string { return strings.ReplaceAll(m, "-", "–") }),
	"capital letters":             onMarks(func(m string) string { return "[" + strings.ToUpper(m[1:2]) + m[2:] }),
	"header cut": func(s string) string {
		return s[strings.Index(s, "\n["+strings.SplitN(s[strings.Index(s, "\n[en "):], " ", 2)[0][2:]+" ")+1:]
	},
	"end cut": func(s string) string { return s[:strings.Index(s, "[bayan end")] },
	"a reply": func(s string) string {
		return "On Tue, 24 Nov 2026 at 10:12, Press desk <desk@harbour-watch.example>\nwrote:\n\n" + s + "\n--\nKarim N.\nSent from my phone\n"
	},
	"a reply in Arabic": func(s string) string {
		return "في الثلاثاء، ٢٤ تشرين الثاني ٢٠٢٦، كتب مكتب الصحافة:\n" + eachLine(s, func(l string) string { return "> " + l }) + "\nأُرسلت من هاتفي\n"
	},
	"a forwarded mail": func(s string) string {
		return "-----Original Message-----\nFrom: Press desk\nSent: Tuesday\nTo: Karim\nSubject: Parcel\n\n" + s
	},
	"sections turned round": func(s string) string {
		parts := sections(s)
		slices.Reverse(parts[1 : len(parts)-1])
		return strings.Join(parts, "\n\n")
	},
	"sources taken out": func(s string) string {
		return regexp.MustCompile(`(?m)^\[en [^\]]*\]\n(?:[^\[\n].*\n)+`).ReplaceAllString(s, "")
	},
	"spaces at line ends":     func(s string) string { return eachLine(s, func(l string) string { return l + "  " }) },
	"no-break spaces":         onMarks(func(m string) string { return strings.ReplaceAll(m, " ", "\u00a0") }),
	"marks of the source cut": func(s string) string { return regexp.MustCompile(`(?m)^\[en .*\n`).ReplaceAllString(s, "") },
}

// sections are the parts of a parcel that blank lines separate, with all of the
// head in the first and of the end in the last.
func sections(s string) []string {
	from := regexp.MustCompile(`(?m)^\[(en|!) `).FindStringIndex(s)[0]
	to := strings.Index(s, "[bayan end")
	out := []string{strings.TrimSpace(s[:from])}
	for part := range strings.SplitSeq(strings.TrimSpace(s[from:to]), "\n\n") {
		out = append(out, part)
	}
	return append(out, s[to:])
}

func eachLine(s string, f func(string) string) string {
	lines := strings.Split(strings.TrimSuffix(s, "\n"), "\n")
	for i, l := range lines {
		lines[i] = f(l)
	}
	return strings.Join(lines, "\n") + "\n"
}

func wrap72(l string) string {
	var b strings.Builder
	n := 0
	for i, w := range strings.Split(l, " ") {
		if i > 0 {
			if n+1+utf8.RuneCountInString(w) > 72 {
				b.WriteByte('\n')
				n = 0
			} else {
				b.WriteByte(' ')
				n++
			}
		}
		b.WriteString(w)
		n += utf8.RuneCountInString(w)
	}
	return b.String()
}

var sentMark = regexp.MustCompile(`\[(?:ar|en|!) [a-z0-9-]+\]`)

func onMarks(f func(string) string) func(string) string {
	return func(s string) string { return sentMark.ReplaceAllStringFunc(s, f) }
}

// straight makes quotes straight on both sides of a comparison: those alone the
// damage may change.
func straight(t releases.Text) string {
	return strings.NewReplacer("“", `"`, "”", `"`, `\"`, `"`).Replace(string(t.Canonical()))
}

func TestEveryDamageOfTheHarbourParcel(t *testing.T) {
	j := harbourJob(t)
	sent := write(t, j)
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			r, got, groups, list := home(t, damage(sent), j)
			if straight(got) != straight(*j.TargetText) {
				t.Errorf("came home as\n%s\ntold:\n%s%s\nfile:\n%s", got.Canonical(), told(r.Told), told(list), damage(sent))
			}
			if r.Key != j.Key {
				t.Errorf("release %q", r.Key)
			}
			for _, g := range releases.OpenGroups(groups) {
				t.Errorf("open group %v", g)
			}
		})
	}
}

// Whatever the text and whichever two damages come together, the words come
// home to their blocks.
func TestAnyTextComesHomeFromTwoDamages(t *testing.T) {
	var names []string
	for name := range damages {
		names = append(names, name)
	}
	slices.Sort(names)
	rapid.Check(t, func(t *rapid.T) {
		j := anyJob(t)
		sent := write2(t, j)
		one := rapid.SampledFrom(names).Draw(t, "first damage")
		two := rapid.SampledFrom(names).Filter(func(s string) bool { return together(one, s) }).Draw(t, "second damage")
		file := damages[two](damages[one](sent))
		r, err := Read("parcel.txt", []byte(file))
		if err != nil {
			t.Fatal(err)
		}
		got, _, list, err := Place(r, j)
		if err != nil {
			t.Fatal(err)
		}
		if straight(got) != straight(*j.TargetText) {
			t.Fatalf("%s, %s: sent\n%s\ncame home as\n%s\ntold:\n%s%s\nfile:\n%s", one, two, j.TargetText.Canonical(), got.Canonical(), told(r.Told), told(list), file)
		}
	})
}

// together leaves out pairs of which the first makes the second no such damage
// any more, or which together leave nothing to tell paragraphs by.
func together(one, two string) bool {
	pair := one + " + " + two
	has := func(s string) bool { return strings.Contains(pair, s) }
	marks := has("marks") || has("brackets") || has("dashes") || has("capital") || has("no-break")
	switch {
	case one == two:
		return false
	case marks && (has("turned") || has("cut") || has("taken out")), // these look for marks as they were sent
		has("quoted") && (has("turned") || has("taken out") || has("cut") || has("lost")),
		has("reply") && (has("turned") || has("cut") || has("taken out")),
		has("forwarded") && (has("turned") || has("cut")),
		has("turned") && (has("cut") || has("taken out") || has("lost") || has("doubled") || has("CRLF")),
		has("taken out") && (has("cut") || has("wrapped") || has("CRLF") || has("ends") || has("lost")),
		has("every line end") && (has("reply") || has("forwarded") || has("taken out") || has("blank lines")),
		has("wrapped") && (has("brackets") || has("lost") || has("no-break") || marks),
		has("cut") && (has("CRLF") || has("taken out") || has("doubled") || has("spaces") || has("header cut") && has("end cut")),
		two == "marks of the source cut" || one == "marks of the source cut",
		has("no brackets") && has("reply"):
		return false
	}
	return true
}

var someWords = []string{"مرصد", "الميناء", "يبدأ", "التدريب", "في", "٥", "كانون", "الأول،", "3,750", "متطوعاً", "«القوارب»", "UNICEF", "https://a.example/b?c=d", "a_b*c", "#", "-", "1986.", ">", "[صورة]", "50%", "\\", "آمن؟", "+961", "|", "&amp;", "<b>", "`", "!", "الماء."}

func anyText(t *rapid.T, label, seed string) releases.Text {
	line := rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(someWords), 2, 25).Draw(t, "words"), " ")
	})
	n := rapid.IntRange(1, 7).Draw(t, label)
	out := releases.Text{}
	serial := 0
	words := func() []releases.Inline {
		serial++
		run := []releases.Inline{{Kind: releases.Words, Text: fmt.Sprintf("%s%d %s", seed, serial, line.Draw(t, "line"))}}
		if rapid.Bool().Draw(t, "marked") {
			run = append(run, releases.Inline{Kind: releases.Words, Text: " "}, releases.Inline{Kind: releases.Strong, Children: []releases.Inline{{Kind: releases.Words, Text: "مهم"}}},
				releases.Inline{Kind: releases.Words, Text: " "}, releases.Inline{Kind: releases.Link, Dest: "https://a.example/", Children: []releases.Inline{{Kind: releases.Words, Text: "هنا"}}})
		}
		return run
	}
	if rapid.Bool().Draw(t, "field") {
		out.Fields = []releases.Field{{Name: "kicker", Value: seed + " بيان صحفي"}}
	}
	out.Blocks = append(out.Blocks, releases.Block{Kind: releases.Headline, Inline: words()})
	for range n {
		b := rapid.SampledFrom([]releases.Block{{Kind: releases.Paragraph}, {Kind: releases.Quotation}, {Kind: releases.Subheading, Level: 3}, {Kind: releases.ListItem, Level: 1}}).Draw(t, "kind")
		b.Inline = words()
		out.Blocks = append(out.Blocks, b)
	}
	out, _, err := releases.Parse("", out.Canonical())
	if err != nil {
		t.Fatalf("%v\n%s", err, out.Canonical())
	}
	out, _ = releases.Identify(out, releases.Text{}, nil, 0)
	return out
}

// anyJob is a translation of an English text with groups of every shape, and
// one block more that the base lacks.
func anyJob(t *rapid.T) exchange.Job {
	base, target := anyText(t, "base", "en"), anyText(t, "target", "ar")
	j := jobOf(base, &target)
	j.Groups = nil
	field := func(text releases.Text) bool { return len(text.Fields) > 0 }
	switch {
	case field(base) && field(target):
		j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{"kicker"}, Target: []releases.BlockID{"kicker"}})
	case field(base):
		j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{"kicker"}})
	case field(target):
		j.Groups = append(j.Groups, releases.Group{Target: []releases.BlockID{"kicker"}, Reason: "own"})
	}
	s, x := base.Blocks, target.Blocks
	j.Groups = append(j.Groups, releases.Group{Source: []releases.BlockID{s[0].ID}, Target: []releases.BlockID{x[0].ID}})
	s, x = s[1:], x[1:]
	for len(s)+len(x) > 0 {
		a := rapid.IntRange(0, min(2, len(s))).Draw(t, "sources")
		b := rapid.IntRange(0, min(2, len(x))).Draw(t, "targets")
		if a+b == 0 {
			continue
		}
		g := releases.Group{Reason: "said"}
		for _, one := range s[:a] {
			g.Source = append(g.Source, one.ID)
		}
		for _, one := range x[:b] {
			g.Target = append(g.Target, one.ID)
		}
		j.Groups = append(j.Groups, g)
		s, x = s[a:], x[b:]
	}
	return j
}

func write2(t *rapid.T, j exchange.Job) string {
	var b strings.Builder
	if err := Write(&b, j); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestMarksTellTheirDamage(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 400).Draw(t, "id")
		m := mark{side: "ar", name: fmt.Sprintf("p%d", rapid.IntRange(1, 99).Draw(t, "name")), id: releases.BlockID(fmt.Sprintf("b%d", n))}
		s := m.String()
		if got := findMarks("قبلها " + s + " وبعدها"); len(got) != 1 || got[0].mark != m {
			t.Fatalf("%s is read as %v", s, got)
		}
		at := rapid.IntRange(4, len(s)-2).Draw(t, "at")
		c := rapid.SampledFrom([]byte("0123456789abcdpqxz")).Draw(t, "character")
		if s[at] == c || s[at] == '-' {
			return
		}
		broken := s[:at] + string(c) + s[at+1:]
		if got := findMarks(broken); len(got) != 0 {
			t.Fatalf("%s was broken to %s and is read as %v", s, broken, got)
		}
		if !likeMark(broken) {
			t.Fatalf("%s does not look like a mark", broken)
		}
	})
}

// Two marks without their brackets are two, also where the check letters of the
// second fit both by chance.
func TestTwoBareMarksAreTwo(t *testing.T) {
	found := findMarks("ar q3-b5-cd ar q4-b6-bw")
	if len(found) != 2 || found[0].id != "b5" || found[1].id != "b6" {
		t.Errorf("found %+v", found)
	}
}

// A line that ends with a hard break goes on, also where each line is a paragraph
// because the blank ones are gone.
func TestHardBreakWithoutBlankLines(t *testing.T) {
	base := text(t, "# Ferry times\n\n- From the pier\\\n  on every day of the week, in summer as in winter, with two boats that leave each other room for the crossing\n\n- Back again\n")
	j := jobOf(base, &base)
	_, got, _, _ := home(t, damages["blank lines lost"](write(t, j)), j)
	if want := string(base.Canonical()); string(got.Canonical()) != want {
		t.Errorf("came home as\n%s\nand was\n%s", got.Canonical(), want)
	}
}
