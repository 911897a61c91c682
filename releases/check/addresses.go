package check

import (
	"slices"
	"strings"
)

// addresses are the side's tokens of a kind, each as a reader would compare it.
func (s *side) addresses(kind tokenKind) []string {
	var all []string
	if s.has&hasAddress == 0 {
		return nil
	}
	for i := range s.tokens {
		if s.tokens[i].kind == kind {
			all = append(all, s.at(i))
		}
	}
	return all
}

// lost are the items of a that b lacks, where plain makes two of them equal.
func lost(a, b []string, plain func(string) string) []string {
	var gone []string
	for _, x := range a {
		if p := plain(x); !slices.Contains(gone, x) && !slices.ContainsFunc(b, func(y string) bool { return plain(y) == p }) {
			gone = append(gone, x)
		}
	}
	return gone
}

// compare tells of addresses that only one side has.
func (r *run) compare(a, b []string, plain func(string) string) {
	if len(a)+len(b) == 0 {
		return
	}
	missing, extra := lost(a, b, plain), lost(b, a, plain)
	if len(missing)+len(extra) == 0 {
		return
	}
	first := func(list []string) string {
		if len(list) == 0 {
			return ""
		}
		return list[0]
	}
	r.tell("", map[string]any{"missing": missing, "extra": extra}, first(missing), first(extra))
}

// urls compares what is written and what is linked to. The language's own
// part of a site may be in the translation's language: /en/ becomes /ar/.
func urls(r *run) {
	s, t := &r.pair.s, &r.pair.t
	a, b := append(s.addresses(urlToken), s.links...), append(t.addresses(urlToken), t.links...)
	if len(a)+len(b) == 0 {
		return
	}
	isMail := func(u string) bool { return strings.HasPrefix(strings.ToLower(u), "mailto:") }
	from, to := string(s.language), string(t.language)
	r.compare(slices.DeleteFunc(a, isMail), slices.DeleteFunc(b, isMail), func(u string) string {
		return localised(plainURL(u), from, to)
	})
}

// plainURL is without what does not change where a URL leads.
func plainURL(u string) string {
	u = strings.TrimSuffix(u, "/")
	scheme, rest, ok := strings.Cut(u, "://")
	if !ok {
		return u
	}
	host, path, _ := strings.Cut(rest, "/")
	return strings.ToLower(scheme) + "://" + strings.ToLower(host) + "/" + path
}

// localised puts one sign for a part of a URL that names either language.
func localised(u, from, to string) string {
	parts := strings.FieldsFunc(u, func(r rune) bool { return strings.ContainsRune("/.?=&", r) })
	if !slices.Contains(parts, from) && !slices.Contains(parts, to) {
		return u
	}
	for _, l := range [...]string{from, to} {
		for _, around := range [...]string{"//.", "///", "?=&"} {
			u = replacePart(u, l, around)
		}
	}
	return u
}

// replacePart replaces a language code that stands between separators.
func replacePart(u, code, separators string) string {
	if code == "" {
		return u
	}
	var out strings.Builder
	for i := 0; i < len(u); {
		before := i > 0 && strings.IndexByte(separators, u[i-1]) >= 0
		if end := i + len(code); before && strings.HasPrefix(u[i:], code) && (end == len(u) || strings.IndexByte("/.?&#", u[end]) >= 0) {
			out.WriteString("⟨⟩")
			i = end
			continue
		}
		out.WriteByte(u[i])
		i++
	}
	return out.String()
}

func mails(r *run) {
	s, t := &r.pair.s, &r.pair.t
	a, b := s.mailboxes(), t.mailboxes()
	r.compare(a, b, strings.ToLower)
}

func (s *side) mailboxes() []string {
	all := s.addresses(mailToken)
	for _, l := range s.links {
		if len(l) > 7 && strings.EqualFold(l[:7], "mailto:") {
			box, _, _ := strings.Cut(l[7:], "?")
			all = append(all, box)
		}
	}
	return all
}

// phones compares the digits in their order, however they are grouped; 00 is
// another way to write +.
func phones(r *run) {
	s, t := &r.pair.s, &r.pair.t
	r.compare(s.addresses(phoneToken), t.addresses(phoneToken), func(p string) string {
		var digits []byte
		for _, c := range p {
			if d := digit(c); d >= 0 {
				digits = append(digits, byte('0'+d))
			}
		}
		return strings.TrimPrefix(string(digits), "00")
	})
}
