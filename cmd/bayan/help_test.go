package main

import (
	"regexp"
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
