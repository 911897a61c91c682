package main

import (
	"fmt"
	"slices"
	"strings"

	"bayan/locales"
	"bayan/workflow"
	"bayan/workflow/newsroom"
)

// meant is what was most likely meant by the word that a failure is about, as it is
// typed; "" where nothing is close, or nothing is known of the desk.
func (c *call) meant(code string, args map[string]any) string {
	word := func(name string) string {
		if args[name] == nil {
			return ""
		}
		return fmt.Sprint(args[name])
	}
	list := func(name string) []string {
		words, _ := args[name].([]string)
		return words
	}
	switch code {
	case "no-such-release":
		return c.releaseMeant(word("id"))
	case "no-such-language", string(workflow.LanguageUnknown):
		languages, _ := args["languages"].([]workflow.Language)
		return languageMeant(word("language"), strs(languages))
	case "no-such-member", string(workflow.MemberUnknown):
		return nearest(word("member"), c.memberIDs())
	case string(workflow.RoleBad):
		return c.roleMeant(word("role"))
	case string(workflow.PolicyKeyUnknown):
		return nearest(word("key"), list("keys"))
	case string(workflow.PolicyValueUnlisted):
		return nearest(word("value"), list("values"))
	case "unknown-setting":
		return nearest(word("key"), list("known"))
	}
	return ""
}

// roleMeant is the role that was typed nearly right: of a kind that is bound to
// something, with what was typed, else with what the desk has first.
func (c *call) roleMeant(role string) string {
	kind, scope, _ := strings.Cut(role, ":")
	kind = nearest(kind, strs(workflow.RoleKinds))
	for _, r := range c.roles() {
		switch of, _, bound := strings.Cut(r, ":"); {
		case of != kind:
		case bound && scope != "":
			return kind + ":" + scope
		default:
			return r
		}
	}
	return ""
}

// releasesMeant is how many of the newest releases a wrong id is compared with.
const releasesMeant = 500

// releaseMeant is the id that is nearest to a wrong one or, by a word in it, to a
// wrong part of one; of a word that several have, the word.
func (c *call) releaseMeant(part string) string {
	if c.desk == nil {
		return ""
	}
	all, err := c.desk.room.List(c.ctx, newsroom.ListQuery{Limit: releasesMeant})
	if err != nil {
		return ""
	}
	having := map[string][]string{}
	var words []string
	for _, l := range all {
		for _, word := range append([]string{l.ID}, strings.Split(l.ID, "-")...) {
			if !slices.Contains(having[word], l.ID) {
				having[word] = append(having[word], l.ID)
				words = append(words, word)
			}
		}
	}
	best := nearest(part, words)
	if ids := having[best]; len(ids) == 1 {
		return ids[0]
	}
	return best
}

// languageMeant is the code of a language that was called by its name, or typed
// nearly right. Who typed a language that there is meant that one.
func languageMeant(typed string, codes []string) string {
	for _, code := range codes {
		names := []string{locales.Autonym(code)}
		for _, speech := range locales.Speeches() {
			names = append(names, locales.Open(speech).Name(code))
		}
		if slices.ContainsFunc(names, func(name string) bool { return strings.EqualFold(name, typed) }) {
			return code
		}
	}
	if locales.Autonym(typed) != typed {
		return ""
	}
	return nearest(typed, codes)
}
