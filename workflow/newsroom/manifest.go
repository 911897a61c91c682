package newsroom

import (
	"fmt"
	"sort"
	"strings"

	"bayan/releases"
	"bayan/workflow"
)

// manifest is what would be signed now: the current versions of a set of
// languages with the facts. ok is false while one of them has no version.
func (d *dossier) manifest(desk *workflow.Desk, set []workflow.Language) (m releases.Manifest, ok bool, err error) {
	rel := d.rel
	facts, err := d.facts()
	if err != nil {
		return m, false, err
	}
	kind, previous := d.editionKind()
	m = releases.Manifest{
		Organisation: desk.Organisation, Key: string(rel.Key), ID: rel.ID,
		Previous: releases.Digest(previous), Kind: kind, Facts: facts, Policy: desk.Policy.String(),
	}
	in := map[workflow.Language]bool{}
	for _, l := range set {
		in[l] = true
	}
	for _, l := range rel.Languages {
		if !in[l] {
			m.Follow = append(m.Follow, releases.Language(l))
			continue
		}
		v := rel.Current(l)
		if v == nil {
			return m, false, nil
		}
		text, err := d.version(v)
		if err != nil {
			return m, false, err
		}
		base, err := d.base(v)
		if err != nil {
			return m, false, err
		}
		m.Languages = append(m.Languages, releases.Language(l))
		m.Texts = append(m.Texts, releases.ManifestText{
			Language: releases.Language(l), Text: text.Digest(), Words: text.WordsDigest(),
			Alignment: releases.AlignmentDigest(base, text, d.groups(v.Groups)),
		})
	}
	return m, len(m.Texts) > 0, nil
}

// editionKind is that of the edition being worked on, or, while nothing is
// open, of the one that stands, so that its manifest can be made again.
func (d *dossier) editionKind() (kind releases.EditionKind, previous workflow.Digest) {
	editions := d.rel.Editions
	switch {
	case d.rel.Correction != nil:
		return releases.EditionKind(d.rel.Correction.Kind), editions[len(editions)-1].Manifest
	case len(editions) > 1:
		last := editions[len(editions)-1]
		return releases.EditionKind(last.Kind), editions[len(editions)-2].Manifest
	default:
		return releases.First, ""
	}
}

// set is the languages that sign-offs and publication are about now.
func (d *dossier) set(desk *workflow.Desk, sit *situation) []workflow.Language {
	return d.rel.Set(desk, sit.Situation)
}

// factNames are the facts in the order of release.toml and the manifest.
var factNames = []string{"date", "kind", "place", "contact"}

// facts reads the facts; contacts are content, a line each.
func (d *dossier) facts() (releases.Facts, error) {
	value := func(name string) (string, error) {
		v, ok := d.rel.Facts[name]
		if !ok || v.Ref == "" {
			return v.Text, nil
		}
		return d.words(v.Ref)
	}
	var f releases.Facts
	var err error
	for name, into := range map[string]*string{"date": &f.Date, "kind": &f.Kind, "place": &f.Place} {
		if *into, err = value(name); err != nil {
			return f, err
		}
	}
	contact, err := value("contact")
	if err != nil {
		return f, err
	}
	if contact != "" {
		f.Contacts = strings.Split(contact, "\n")
	}
	return f, nil
}

func factMap(f releases.Facts) map[string]string {
	return map[string]string{
		"date": f.Date, "kind": f.Kind, "place": f.Place, "contact": strings.Join(f.Contacts, "\n"),
	}
}

// history is the line that anchors what leaves the house in the stream.
func (d *dossier) history() string {
	return fmt.Sprintf("history %d %s", d.rel.Head, d.rel.LastDigest)
}

// inOrder sorts present names as they stand in a text: fields, headline, then
// by number within each kind, as the names alone allow.
func inOrder(names []string) []string {
	sort.SliceStable(names, func(i, j int) bool { return nameRank(names[i]) < nameRank(names[j]) })
	return names
}

func nameRank(name string) string {
	letters := strings.TrimRight(name, "0123456789-")
	digits := strings.TrimSuffix(strings.TrimPrefix(name, letters), "-")
	return fmt.Sprintf("%d%s%06s", len(letters), letters, digits)
}
