package main

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"bayan/locales"
)

// everyPath calls f with every verb and sub-verb that people may type.
func everyPath(list []*verb, above path, f func(p path)) {
	for _, v := range list {
		if !v.hidden {
			p := append(above[:len(above):len(above)], v)
			f(p)
			everyPath(v.subs, p, f)
		}
	}
}

func TestHelpOfEveryVerbInBothLanguages(t *testing.T) {
	o := newOffice(t.TempDir())
	pages := 0
	everyPath(verbs, nil, func(p path) {
		for _, locale := range []string{"en", "ar"} {
			pages++
			say := locales.Open(locale)
			args := append(append([]string{"help"}, strings.Fields(p.String())...), "--locale", locale)
			code, stdout, stderr := o.bayan(args...)
			page := plain(stdout)
			if code != 0 || stderr != "" {
				t.Errorf("bayan %v: exit %d\n%s", args, code, stderr)
			}
			for _, heading := range []string{"help.usage", "help.examples", "help.exit-codes", "help.environment", "help.global-flags"} {
				if !strings.Contains(page, say.Say(heading, nil)) {
					t.Errorf("bayan %v has no part %q", args, heading)
				}
			}
			wants := append([]string{"bayan " + p.String()}, environment...)
			for code := range 7 {
				wants = append(wants, "\n"+strconv.Itoa(code)+"  ")
			}
			for _, f := range p.last().flags {
				wants = append(wants, "--"+f.name)
			}
			for _, want := range wants {
				if locale == "en" && !strings.Contains(page, want) || !strings.Contains(page, strings.TrimSpace(want)) {
					t.Errorf("bayan %v does not name %q:\n%s", args, want, page)
				}
			}
			example := say.Say("example."+p.key(), nil)
			if !strings.Contains(example, "bayan "+p.String()) {
				t.Errorf("%s: an example of bayan %s does not use it: %q", locale, p, example)
			}
			if strings.ContainsAny(page, "⟦⟧") || locale == "ar" && len(arabic.FindAllString(page, -1)) < 20 {
				t.Errorf("bayan %v lacks words of its language:\n%s", args, page)
			}
			if _, same, _ := o.bayan(append(strings.Fields(p.String()), "--help", "--locale", locale)...); same != stdout {
				t.Errorf("bayan %s --help is another page than bayan %v", p, args)
			}
		}
	})
	if pages < 60 {
		t.Errorf("only %d pages", pages)
	}
}

func TestTheListOfCommandsNamesEveryVerb(t *testing.T) {
	o := newOffice(t.TempDir())
	for _, locale := range []string{"en", "ar"} {
		_, page, _ := o.bayan("help", "--locale", locale)
		for _, v := range verbs {
			if named := regexp.MustCompile(`(?m)^\W*` + v.name + `\s`).MatchString(plain(page)); named == v.hidden && locale == "en" {
				t.Errorf("%s: named is %v", v.name, named)
			}
			if !v.hidden && !strings.Contains(page, v.name) {
				t.Errorf("%s is not named in the list of %s", v.name, locale)
			}
		}
	}
}

// A flag is read as it is typed, in the running text of help and in its table:
// the hyphens stand before its name and not behind it.
func TestFlagsKeepTheirHyphensInArabic(t *testing.T) {
	o := newDesk(t)
	for _, mode := range []string{"visual", "isolate", "none"} {
		code, stdout, stderr := o.bayan("help", "export", "--locale", "ar", "--bidi", mode)
		if code != 0 {
			t.Fatal(stderr)
		}
		shown := stdout
		if mode == "isolate" {
			for _, flag := range []string{"\u2066--draft\u2069 وحده", "\u2066--out DIR\u2069", "\u2066-q, --quiet\u2069"} {
				if !strings.Contains(shown, flag) {
					t.Errorf("isolate: no %q in\n%s", flag, shown)
				}
			}
			shown = plain(shown)
		}
		if strings.Contains(shown, "draft--") || strings.Count(shown, "--draft") != 3 || strings.ContainsAny(shown, "\u2066\u2069") {
			t.Errorf("%s:\n%s", mode, shown)
		}
	}
}

// Which formats there are is said where they are asked for.
func TestHelpOfExportNamesTheFormats(t *testing.T) {
	o := newDesk(t)
	for _, locale := range []string{"en", "ar"} {
		_, stdout, _ := o.bayan("help", "export", "--locale", locale)
		for _, format := range []string{"html", "pdf", "docx", "eml", "json", "md", "txt"} {
			if !regexp.MustCompile(`--format .*\b` + format + `\b`).MatchString(plain(stdout)) {
				t.Errorf("%s: %s is not named in\n%s", locale, format, stdout)
			}
		}
	}
}

// What a command refuses to run without stands in its usage line: given every
// argument but one of these flags, it says which is missing, and given all of them
// it does not.
func TestTheUsageLineShowsTheFlagsThatMustBeGiven(t *testing.T) {
	o := newOffice(t.TempDir())
	needing := 0
	everyPath(verbs, nil, func(p path) {
		v := p.last()
		if v.run == nil {
			return
		}
		least, _ := v.arity()
		words := strings.Fields(p.String())
		for range least {
			words = append(words, "x=x")
		}
		must := slices.DeleteFunc(slices.Clone(v.flags), func(f flag) bool { return !f.must })
		for i, missing := range must {
			needing++
			given := slices.Clone(words)
			for k, f := range must {
				if k != i {
					given = append(given, f.typed(), "en")
				}
			}
			for _, locale := range []string{"en", "ar"} {
				said := locales.Open(locale).Say("usage.missing-flag", locales.Args{
					"command": locales.Code("bayan " + p.String()), "flag": locales.Code(missing.typed())})
				code, _, stderr := o.bayan(append(given, "--locale", locale)...)
				if code != 2 || !strings.Contains(plain(stderr), plain(said)) {
					t.Errorf("bayan %v: exit %d, want %q\n%s", given, code, said, stderr)
				}
				_, page, _ := o.bayan(append(words, "--help", "--locale", locale)...)
				usage := regexp.MustCompile(`(?m)^ *bayan ` + p.String() + ` .*$`).FindString(plain(page))
				if !strings.Contains(usage, missing.typed()+" "+missing.value) {
					t.Errorf("%s: the usage of %s does not show %s: %q", locale, p, missing.typed(), usage)
				}
			}
			for _, instead := range missing.unless {
				at := slices.IndexFunc(p.last().flags, func(f flag) bool { return f.name == instead })
				with := append(given, "--"+instead)
				if p.last().flags[at].value != "" {
					with = append(with, "en=x")
				}
				if _, _, stderr := o.bayan(with...); strings.Contains(stderr, "needs the flag") {
					t.Errorf("bayan %v: %s", with, stderr)
				}
			}
		}
		for _, f := range must {
			words = append(words, f.typed(), "en")
		}
		if _, _, stderr := o.bayan(words...); strings.Contains(stderr, "needs the flag") {
			t.Errorf("bayan %v, with all that its usage shows: %s", words, stderr)
		}
	})
	if needing < 14 {
		t.Errorf("only %d flags that must be given", needing)
	}
}

func TestUsageLines(t *testing.T) {
	for command, want := range map[string]string{
		"send":         "bayan send RELEASE LANG --to PERSON [--…]",
		"init":         "bayan init [DIR] --org NAME --languages LANG,LANG --me ID [--…]",
		"waive-stale":  "bayan waive-stale RELEASE LANG -m TEXT",
		"correct":      "bayan correct RELEASE (-m TEXT | --cancel | --notice LANG=TEXT) [--…]",
		"member grant": "bayan member grant ID --role ROLE",
		"member list":  "bayan member list",
		"list":         "bayan list [--…]",
	} {
		var p path
		list := verbs
		for _, word := range strings.Fields(command) {
			v := findVerb(list, word)
			p, list = append(p, v), v.subs
		}
		if got := usageLine(p); got != want {
			t.Errorf("%s: %q, want %q", command, got, want)
		}
	}
}
