package po

import (
	"slices"
	"strings"
	"testing"

	"bayan/releases/segment"
)

// Messages of programs that a press office translates, and translations of which
// some would break the program.
var placed = []struct {
	flags, source, target string
	kept                  bool
}{
	{"c-format", "%d volunteers in %s", "%d متطوع في %s", true},
	{"c-format", "%d volunteers in %s", "في %2$s: %1$d متطوع", true},
	{"c-format", "%d volunteers in %s", "متطوعون في %s", false},
	{"c-format", "%d volunteers in %s", "في %s: %d متطوع", false},
	{"c-format", "%d volunteers", "%s متطوع", false},
	{"c-format", "%ld volunteers", "%d متطوع", false},
	{"c-format", "%5.1f km", "%.1f كم", true},
	{"c-format", "%*d of %d", "%d من %d", false},
	{"c-format", "%*d of %d", "%2$*1$d من %3$d", true},
	{"c-format", "100%% of %s", "%s كله", true},
	{"c-format", "%<PRId64> bytes", "%<PRId64> بايت", true},
	{"c-format", "%<PRId64> bytes", "بايتات", false},
	{"c-format", "The courses are free.", "الدورات مجانية.", true},
	{"c-format", "The courses are free.", "الدورات مجانية %s.", false},
	{"no-c-format", "100% of the centres", "كل المراكز", true},
	{"fuzzy", "%d volunteers", "متطوعون", true},
	{"possible-c-format", "%d volunteers", "متطوعون", false},
	{"php-format", "%1$s in %2$s", "في %2$s: %1$s", true},
	{"python-format", "%(count)d volunteers", "%(count)d متطوع", true},
	{"python-format", "%(count)d volunteers", "%(number)d متطوع", false},
	{"python-format", "%(count)d volunteers", "%(count)s متطوع", false},
	{"python-brace-format", "{count:>5} in {place}", "في {place}: {count}", true},
	{"python-brace-format", "{count} in {place}", "في {المكان}: {count}", false},
	{"python-brace-format", "{} in {}", "{1} {}", false},
	{"python-brace-format", "{{count}}", "العدد", true},
	{"python-format, python-brace-format", "%s in {place}", "%s في المكان", false},
	{"java-format", "{0,number,integer} files", "الملفات: {0}", true},
	{"ruby-format", "%<count>d of %{all}", "%{all}: %<count>d", true},
	{"ruby-format", "%<count>d of %{all}", "%<count>d", false},
	{"qt-format", "%L1 of %2, %n left", "%n · %2: %1", true},
	{"qt-format", "%1 of %2", "%1", false},
	{"boost-format", "%1% of %2%", "%1%", false},
	{"object-pascal-format", "%0:s of %1:d", "%1:d: %0:s", true},
	{"sh-format", "$count files in ${dir}", "في $dir: $count", true},
	{"sh-format", "$count files", "ملفات", false},
}

func kept(flags, source, target string) bool {
	read := placeholdersOf(strings.Split(flags, ", "))
	return read == nil || len(without(read(source), read(target)))+len(without(read(target), read(source))) == 0
}

func TestPlaceholdersAreKept(t *testing.T) {
	for _, c := range placed {
		if got := kept(c.flags, c.source, c.target); got != c.kept {
			t.Errorf("%s: %q kept in %q: %v", c.flags, c.source, c.target, got)
		}
	}
}

// What a translator is told stands as it is written.
func TestStrays(t *testing.T) {
	rule := Head(HeaderField{"Plural-Forms", sixOfArabics})
	boats := Message{ID: "A boat left %s.", Plural: "%d boats left %s.", HasPlural: true}
	for _, c := range []struct {
		flags       string
		message     Message
		form        int
		target      string
		lost, added string
	}{
		{"c-format", Message{ID: "%5.1f km from %s"}, 0, "%.1f كم من %s", "", ""},
		{"c-format", Message{ID: "%d volunteers in %s"}, 0, "متطوعون في %s", "%d %s", "%s"}, // the first value is a number
		{"c-format", Message{ID: "%1$d volunteers in %2$s"}, 0, "متطوعون في %2$s", "%1$d", ""},
		{"python-brace-format", Message{ID: "{count:>5} in {place}"}, 0, "{count} في {المكان}", "{place}", "{المكان}"},
		{"sh-format", Message{ID: "${dir} of $user"}, 0, "$dir", "$user", ""},
		{"", Message{ID: "%d volunteers"}, 0, "متطوعون", "", ""},
		{"python-format", Message{ID: "%(n)d of %(all)d"}, 0, "%(n)d", "%(all)d", ""},
		{"c-format", boats, 1, "غادر قارب %s.", "", ""},
		{"c-format", boats, 3, "غادرت قوارب %s.", "%d %s", "%s"}, // %s takes the first value, and that is the number
		{"c-format", boats, 1, "غادر قارب %2$s.", "", ""},
		{"c-format", boats, 2, "غادر قاربان %2$s.", "", ""},
		{"c-format", Message{ID: "A boat left.", Plural: "%d boats left %s.", HasPlural: true}, 1, "غادر قارب.", "", ""},
		{"c-format", boats, 2, "غادر قاربان.", "%d %s", ""},
		{"c-format", boats, 3, "غادرت قوارب %2$s.", "%d", ""},
		{"c-format", boats, 3, "غادرت %d قوارب %s.", "", ""},
	} {
		e := Entry{Message: c.message, Str: make([]string, 6), Flags: strings.Fields(c.flags)}
		e.Str[c.form] = c.target
		lost, added := (&File{Head: rule}).Strays(&e, c.form)
		if strings.Join(lost, " ") != c.lost || strings.Join(added, " ") != c.added {
			t.Errorf("%s: %q[%d] %q: lost %q, added %q", c.flags, c.message.ID, c.form, c.target, lost, added)
		}
	}
}

// A gap knows the notation of its message alone.
func TestAGapKeepsItsPlaceholders(t *testing.T) {
	g, err := Gaps("site.po", siteFile(t))
	if err != nil {
		t.Fatal(err)
	}
	content := func(words string) segment.Coded { return segment.Coded{Parts: []segment.Part{{Text: words}}} }
	flagged := 0
	for _, gap := range g.All {
		switch {
		case gap.Placeholders == nil && !gap.Keeps(content("%s %d")):
			t.Errorf("%q has no flag, but asks for placeholders", gap.Source.Plain())
		case gap.Placeholders != nil:
			if flagged++; gap.Keeps(content("الرصيف مفتوح")) || !gap.Keeps(content("الرصيف مفتوح حتى %s.")) {
				t.Errorf("%q does not look for its placeholders", gap.Source.Plain())
			}
		}
	}
	if flagged != 1 {
		t.Errorf("%d messages with placeholders, want 1", flagged)
	}
}

// A message may have the same flag as often as it likes.
func TestFlagsAreReadOnce(t *testing.T) {
	flags := slices.Repeat([]string{"c-format", "python-format", "qt-format", "x-format"}, 100_000)
	if got := placeholdersOf(flags)(strings.Repeat("%s %1 ", 10_000)); len(got) < 10_000 {
		t.Errorf("%d placeholders", len(got))
	}
}

func FuzzPlaceholders(f *testing.F) {
	for _, c := range placed {
		f.Add(c.flags, c.source)
		f.Add(c.flags, c.target)
	}
	f.Fuzz(func(t *testing.T, flags, words string) {
		if !kept(flags, words, words) {
			t.Errorf("%s: %q does not keep its own placeholders", flags, words)
		}
		if read := placeholdersOf(strings.Split(flags, ", ")); read != nil {
			for value, written := range read(words) {
				if value == "" || written == "" {
					t.Errorf("%s: %q has %q written %q", flags, words, value, written)
				}
			}
		}
	})
}
