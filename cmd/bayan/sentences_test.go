package main

import (
	"fmt"
	"go/ast"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bayan/locales"
	"bayan/releases"
	"bayan/releases/check"
	"bayan/releases/exchange/omegat"
	"bayan/releases/exchange/parcel"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/units"
	"bayan/releases/exchange/word"
	"bayan/releases/exchange/xliff"
	"bayan/releases/glossary"
	"bayan/releases/glossary/tbx"
	"bayan/releases/intake"
	"bayan/releases/memory"
	"bayan/releases/memory/plainxml"
	"bayan/releases/memory/tmx"
	"bayan/releases/segment"
	"bayan/workflow"
)

// Every code of every package has its sentence in every language, and every
// sentence can be filled with what its code carries. Codes come from the
// packages' own lists; where one has none, from its source.

// said are the sentences that must be there, each with the names of the values
// that it may have.
type said map[string][]string

func (s said) add(key string, args ...string) { s[key] = append(s[key], args...) }

// all adds whole lists.
func (s said) all(lists ...map[string][]string) said {
	for _, list := range lists {
		for key, args := range list {
			s.add(key, args...)
		}
	}
	return s
}

// check says each sentence in each language with those values and no others.
func (s said) check(t *testing.T) {
	t.Helper()
	for _, speech := range locales.Speeches() {
		for _, key := range slices.Sorted(maps.Keys(s)) {
			args := locales.Args{}
			for _, name := range s[key] {
				args[name] = 3 // a number may stand for anything, and counts
			}
			locales.Open(speech).Watch(func(err error) { t.Errorf("%v, given %v", err, s[key]) }).Say(key, args)
		}
	}
}

func TestReasonsHaveSentencesAndHints(t *testing.T) {
	documented := documentedArgs(t, "../../workflow/code.go")
	// Reasons that a command on the desk itself, or on a release that does not
	// exist, may have: they cannot speak of a release.
	withoutRelease := []workflow.Code{
		workflow.NotAMember, workflow.RoleMissing, workflow.DeskExists, workflow.MemberExists, workflow.LastAdmin,
		workflow.NoDesk, workflow.NoRelease, workflow.ReadOnlyStream, workflow.LanguageOffDesk, workflow.MemberUnknown,
		workflow.IDBad, workflow.MemberIDBad, workflow.RoleBad, workflow.PresetBad, workflow.PolicyKeyUnknown,
		workflow.PolicyValueBad, workflow.PolicyValueUnlisted, workflow.PolicyCheckFixed, workflow.NeedsValues, workflow.NeedsWhy, workflow.ReleaseExists,
	}
	s := said{}
	for _, code := range workflow.Codes() {
		args, ok := documented[string(code)]
		if !ok {
			t.Errorf("%s: its comment names no arguments", code)
		}
		if !slices.Contains(withoutRelease, code) {
			args = append(args, "release")
		}
		s.add("refusal."+string(code), args...)
		for _, action := range []workflow.Action{"", workflow.ActWaiveStale} {
			s.add(hintKey(action, code), append(args, "lang")...) // as it is typed in a command
		}
	}
	s.check(t)
}

func TestTextsHaveSentences(t *testing.T) {
	s := said{}
	for _, faults := range []map[string][]string{releases.TextFaults, releases.FactFaults, releases.ListFaults, parcel.ReadFaults} {
		for code, args := range faults {
			s.add("text."+code, args...)
		}
	}
	for _, told := range []map[string][]string{releases.TextTold, parcel.ReadTold, parcel.PlaceTold} {
		for code, args := range told {
			s.add("told.text-"+code, append([]string{"path", "line"}, args...)...)
		}
	}
	for code, args := range releases.AlignFaults {
		s.add("fault.align-"+code, append([]string{"spec", "id", "lang"}, args...)...)
	}
	for code, args := range segment.CutFaults {
		s.add("fault.cut-"+code, append([]string{"spec", "id", "lang"}, args...)...)
	}
	s.add("told.saved-unread", "place", "what")
	for _, kind := range []releases.Kind{releases.Headline, releases.Paragraph, releases.Quotation, releases.Subheading, releases.ListItem, releases.FieldKind} {
		s.add("kind." + string(kind))
	}
	for _, kind := range []releases.EditionKind{releases.First, releases.Correction, releases.Addition} {
		s.add("kind." + string(kind))
	}
	for _, kind := range []releases.EditionKind{releases.Correction, releases.Addition} {
		s.add("stage." + string(kind))
	}
	s.add("event.correction-opened-" + string(releases.Addition))
	s.add("event.correction-cancelled-" + string(releases.Addition))
	s.check(t)
}

func TestImportsHaveSentences(t *testing.T) {
	s := said{}
	for code, args := range intake.Codes {
		args = append([]string{"line", "text"}, args...)
		kept, dropped := "told.kept-"+code, "told.dropped-"+code
		switch english := locales.Open("en"); {
		case english.Has(kept):
			s.add(kept, args...)
		default:
			s.add(dropped, args...)
		}
	}
	// What the source keeps or drops under its own name must be said as that.
	for _, c := range calls(t, "../../releases/intake") {
		if topic := map[string]string{"keep": "kept-", "drop": "dropped-"}[c.name]; topic != "" {
			for _, code := range c.codes {
				s.add("told."+topic+code, append([]string{"line", "text"}, intake.Codes[code]...)...)
			}
		}
	}
	s.check(t)
}

// Every reader of files has its own list. A code that stands in several has one
// sentence, which only what all of them tell can fill.
func TestForeignFilesHaveSentences(t *testing.T) {
	for name, faults := range map[string]map[string][]string{
		"intake": intake.Faults, "units": units.Faults, "xliff": xliff.Faults, "XML of xliff": xliff.XMLFaults, "po": po.Faults,
		"tmx": tmx.Faults, "XML of tmx and tbx": plainxml.Faults, "csv": glossary.Faults, "tbx": tbx.Faults, "word": word.Faults,
		"segmentation.toml": segment.HouseFaults, "omegat": omegat.ArchiveFaults,
	} {
		t.Run(name, func(t *testing.T) {
			s := said{}
			for code, args := range faults {
				s.add("text."+code, args...)
			}
			s.check(t)
		})
	}
	for name, told := range map[string]map[string][]string{"units": units.RebuildTold, "po": po.Told, "omegat": omegat.Told} {
		t.Run("told by "+name, func(t *testing.T) {
			s := said{}
			for code, args := range told {
				s.add("told.text-"+code, append([]string{"path", "line"}, args...)...)
			}
			s.check(t)
		})
	}
	said{}.all(parcel.Sentences, word.Sentences).check(t)
	for code := range segment.CodeFaults {
		if _, ok := units.Faults[code]; !ok {
			t.Errorf("%s: units passes it on and does not list it", code)
		}
	}
	s := said{}
	for _, code := range memory.FileFaults {
		s.add("fault."+code, "path")
	}
	s.check(t)
}

func TestFindingsHaveSentences(t *testing.T) {
	s, args := said{}, findingArgs(t)
	for _, key := range check.Keys() {
		if _, ok := args[key]; !ok {
			t.Errorf("%s: nothing in the source tells it", key)
		}
		s.add(key, args[key]...)
	}
	for _, band := range memory.Bands {
		s.add("analysis.band-" + band)
	}
	for _, severity := range []check.Severity{check.Error, check.Warning, check.Info} {
		s.add("severity." + string(severity))
	}
	s.check(t)
}

func TestTheProcessHasWords(t *testing.T) {
	s := said{}
	for _, shape := range workflow.Shapes() {
		s.add("event." + shape.Name)
	}
	for _, rule := range workflow.Table {
		s.add("action." + string(rule.Action))
		for _, condition := range rule.If {
			s.add("condition." + string(condition))
		}
	}
	for _, key := range workflow.PolicyKeys {
		s.add("policy." + key)
	}
	s.add("policy.check")
	for _, value := range []string{"low", "normal", "high", "urgent"} {
		s.add("priority." + value)
	}
	for _, fact := range []string{"date", "kind", "place", "contact"} {
		s.add("fact." + fact)
	}
	for _, name := range changeNames {
		s.add("diff." + name)
	}
	s.check(t)
}

// Codes that the newsroom and the command line make up where they stand.
func TestOutcomesAndFaultsHaveSentences(t *testing.T) {
	s := said{}
	prefixes := map[string]string{"fault": "fault.", "simple": "fault.", "Fault": "fault.", "did": "did.", "tell": "told.",
		"flaw": "flaw.", "usageError": "usage.", "result": "", "notice": ""}
	for _, dir := range []string{"../../workflow/newsroom", "."} {
		for _, c := range calls(t, dir) {
			if prefix, ok := prefixes[c.name]; ok {
				args := c.args
				if strings.EqualFold(c.name, "fault") {
					args = append(args, "lang") // of the text, as commands name it
				}
				for _, code := range c.codes {
					s.add(prefix+code, args...)
				}
			}
		}
	}
	// Codes that a function returns.
	for _, code := range []string{"checked-out", "checked-out-draft", "checked-out-new", "checked-out-empty", "checked-out-typed"} {
		s.add("did."+code, "id", "language", "until")
	}
	for _, code := range []string{"id-empty", "id-too-long", "id-not-plain"} {
		s.add("fault."+code, "id")
	}
	for _, code := range []string{"file-not-there", "file-not-permitted", "disk-full", "file-no-folder", "file-failed"} {
		s.add("fault."+code, "path", "err")
	}
	for _, code := range constants(t, "../../workflow/folder/errors.go") {
		s.add("fault.file-"+code, "path", "line", "key", "err")
	}
	for _, code := range constants(t, "../../workflow/store/sqlite/errors.go") {
		s.add("fault.store-"+code, "path")
	}
	s.check(t)
}

// Any literal of the command line that has the form of a key is one.
func TestKeysInTheSourceExist(t *testing.T) {
	keys, err := locales.Keys(locales.Default)
	if err != nil {
		t.Fatal(err)
	}
	topics := map[string]bool{}
	for _, key := range keys {
		topic, _, _ := strings.Cut(key, ".")
		topics[topic] = true
	}
	form := regexp.MustCompile(`^[a-z-]+\.[a-z0-9-]+$`)
	fileName := regexp.MustCompile(`\.(toml|db|csv)$`)
	for path, file := range sources(t, ".") {
		for node := range ast.Preorder(file) {
			literal, ok := quoted(node)
			topic, _, _ := strings.Cut(literal, ".")
			if !ok || !topics[topic] || !form.MatchString(literal) || fileName.MatchString(literal) {
				continue
			}
			for _, speech := range locales.Speeches() {
				if !locales.Open(speech).Has(literal) {
					t.Errorf("%s: no sentence %q in %q", path, literal, speech)
				}
			}
		}
	}
}

func TestHelpIsWhole(t *testing.T) {
	s := said{}
	s.add("manual.bayan")
	everyVerb(nil, verbs, func(p path) {
		for _, topic := range []string{"verb.", "manual.", "example."} {
			s.add(topic + p.key())
		}
		for _, f := range append(slices.Clone(p.last().flags), globals...) {
			s.add(flagKey(locales.Open("en"), p.key(), f.name))
		}
	})
	for _, group := range groups {
		s.add("group." + group)
	}
	for _, name := range environment {
		s.add("environment." + name)
	}
	for code := range 7 {
		s.add("exit." + strconv.Itoa(code))
	}
	s.check(t)
}

// What the catalogues have about commands must be about commands that exist.
func TestHelpIsOfCommandsThatExist(t *testing.T) {
	known := map[string]bool{"manual.bayan": true}
	everyVerb(nil, verbs, func(p path) {
		for _, topic := range []string{"verb.", "manual.", "example."} {
			known[topic+p.key()] = true
		}
		for _, f := range append(slices.Clone(p.last().flags), globals...) {
			known["flag."+f.name], known["flag."+p.key()+"-"+f.name] = true, true
		}
	})
	keys, err := locales.Keys(locales.Default)
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range keys {
		switch topic, _, _ := strings.Cut(key, "."); topic {
		case "verb", "manual", "example", "flag":
			if !known[key] {
				t.Errorf("%s is about nothing", key)
			}
		}
	}
}

// A command in a sentence can be given as it stands: its flags and the number
// of its arguments are right.
func TestCommandsInSentencesAreReal(t *testing.T) {
	for _, speech := range locales.Speeches() {
		keys, err := locales.Keys(speech)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range keys {
			lines := strings.Split(locales.Open(speech).Say(key, nil), "\n")
			for _, line := range lines {
				command, ok := strings.CutPrefix(line+" ", "bayan ")
				if !ok || len(lines) == 1 && !strings.HasPrefix(key, "example.") {
					continue
				}
				if err := tryOut(command); err != nil {
					t.Errorf("%s %s: %s: %v", speech, key, line, err)
				}
			}
			if strings.HasPrefix(key, "example.") && (len(lines) > 4 || !strings.Contains(lines[0], "#")) {
				t.Errorf("%s %s: at most four commands, the first with what it does", speech, key)
			}
		}
	}
}

// tryOut tells what is wrong with a command as the shell would take it apart.
func tryOut(command string) error {
	command, _, _ = strings.Cut(command, "#")
	command, _, _ = strings.Cut(command, " > ")
	command = strings.ReplaceAll(command, "{{.format}}", "xliff") // filled with one that there is
	var words []string
	for _, word := range regexp.MustCompile(`(?:[^\s"]|"[^"]*")+`).FindAllString(command, -1) {
		words = append(words, strings.ReplaceAll(word, `"`, ""))
	}
	p, err := parse(verbs, words)
	if err != nil {
		return fmt.Errorf("%w %v", err, err.(*usageError).args)
	}
	if len(p.path) > 0 && p.path.last() == helpVerb {
		list := verbs
		for _, word := range p.args {
			v := findVerb(list, word)
			if v == nil {
				return fmt.Errorf("no help about %s", word)
			}
			list = v.subs
		}
	}
	return nil
}

func everyVerb(above path, list []*verb, do func(path)) {
	for _, v := range list {
		if !v.hidden {
			p := append(above[:len(above):len(above)], v)
			do(p)
			everyVerb(p, v.subs, do)
		}
	}
}
