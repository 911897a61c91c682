package xliff

import (
	"strings"

	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/internal/splice"
	"bayan/releases/exchange/internal/xmlscan"
	"bayan/releases/segment"
)

// fill is Gaps.Fill. A target stands behind its source, on a line of its own where
// the source does.
func (f *filling) fill(to releases.Language, with []*exchange.Filling) []byte {
	var all []splice.Splice
	put := func(at span, text string) { all = append(all, splice.Splice{From: at.from, To: at.to, Text: text}) }
	said := span{}
	for i, one := range with {
		if one == nil {
			continue
		}
		at := &f.sites[i]
		if at.speaks.to > said.to {
			said = at.speaks
			put(said, given(f.at(said), f.either("target-language", "trgLang"), string(to)))
		}
		if f.two {
			put(at.head, stated(f.at(at.head), one.Confirmed))
		}
		put(at.target, f.filled(at, to, one))
	}
	return f.Encode(splice.Apply(f.Source(), all))
}

// either is what is called so in 1.2 and in 2.
func (f *filling) either(one, two string) string {
	if f.two {
		return two
	}
	return one
}

// stated is the start tag of a segment of 2 whose target was filled.
func stated(tag string, confirmed bool) string {
	if confirmed {
		return without(given(tag, "state", "translated"), "subState") // it was one of another state
	}
	return given(given(tag, "state", "initial"), "subState", "bayan:fuzzy")
}

// filled is a target with what goes into it.
func (f *filling) filled(at *site, to releases.Language, with *exchange.Filling) string {
	name := at.prefix + "target"
	tag, lead := "<"+name+">", at.lead
	switch {
	case at.tag != span{}:
		tag, lead = f.at(at.tag), ""
		name = rawName(tag)
		if before, empty := strings.CutSuffix(tag, "/>"); empty {
			tag = strings.TrimRight(before, " \t\r\n") + ">"
		}
	case f.two && at.preserves != "":
		tag = given(tag, "xml:space", at.preserves)
	}
	if f.two {
		if _, _, said := attributeAt(tag, "xml:lang"); !said && at.lang != "" && !strings.EqualFold(at.lang, string(to)) {
			tag = given(tag, "xml:lang", string(to))
		}
	} else {
		tag = given(tag, "state", "needs-review-translation")
		qualifier := "fuzzy-match"
		if with.Confirmed {
			qualifier = "exact-match"
		}
		tag = given(tag, "state-qualifier", qualifier)
	}
	content := []byte(lead + tag)
	for _, p := range with.Target.Parts {
		switch p.Kind {
		case segment.Text:
			content = xmlscan.AppendText(content, p.Text)
		case segment.Close:
			content = append(content, f.at(at.codes[p.ID-1][1])...)
		default:
			content = append(content, f.at(at.codes[p.ID-1][0])...)
		}
	}
	return string(content) + "</" + name + ">"
}

// rawName is the name of an element with its prefix, from its start tag.
func rawName(tag string) string { return tag[1 : 1+strings.IndexAny(tag[1:], " \t\r\n/>")] }

// attribute is one with its value, and a space before it.
func attribute(name, value string) string {
	return " " + name + `="` + string(xmlscan.AppendAttr(nil, value)) + `"`
}

// given is a start tag with an attribute, in the place of the one of that name.
func given(tag, name, value string) string {
	from, to, found := attributeAt(tag, name)
	if found {
		return tag[:from] + attribute(name, value) + tag[to:]
	}
	return tag[:to] + attribute(name, value) + tag[to:]
}

// without is a start tag without an attribute.
func without(tag, name string) string {
	if from, to, found := attributeAt(tag, name); found {
		return tag[:from] + tag[to:]
	}
	return tag
}

// attributeAt is where an attribute stands in a start tag, with the white space before
// it; where there is none of the name, to is behind the last of all.
func attributeAt(tag, name string) (from, to int, found bool) {
	for to = 1 + len(rawName(tag)); ; {
		from = to
		at := from + len(tag[from:]) - len(strings.TrimLeft(tag[from:], " \t\r\n"))
		if tag[at] == '>' || tag[at] == '/' {
			return from, to, false
		}
		quote := at + strings.IndexAny(tag[at:], `"'`)
		to = quote + 1 + strings.IndexByte(tag[quote+1:], tag[quote]) + 1
		if strings.TrimRight(tag[at:quote], "= \t\r\n") == name {
			return from, to, true
		}
	}
}
