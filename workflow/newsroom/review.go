package newsroom

import (
	"strings"

	"bayan/releases"
	"bayan/releases/check"
	"bayan/workflow"
)

// Approve is a reviewer's word for a whole version: the one last shown to them,
// or else the current one.
type Approve struct {
	Release  string
	Language workflow.Language
	Version  int // 0: what was last shown
	Waive    []Waive
}

// Waive lets a finding pass: its code, the block by present name, and why.
type Waive struct{ Code, Block, Reason string }

func (c Approve) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	if t.file.rel.Texts[l] == nil {
		return t.noLanguage(l)
	}
	seen, err := t.lastShown(string(l))
	if err != nil {
		return err
	}
	command := workflow.Approve{Language: l, Version: c.Version}
	command.Seen, command.Shown = parseShown(seen)
	if command.Waivers, err = t.waivers(l, c.Waive); err != nil {
		return err
	}
	if err := t.decide(command); err != nil {
		return err
	}
	t.rememberAfter(l)
	v := t.file.rel.Current(l)
	left, err := t.file.blockNames(l, t.file.rel.Unreviewed(l))
	if err != nil {
		return err
	}
	if len(left) > 0 {
		t.tell("colleague-needed", map[string]any{"blocks": left})
		return t.did("approved-in-part", map[string]any{"id": t.file.rel.ID, "language": l, "version": v.N})
	}
	return t.did("approved", map[string]any{"id": t.file.rel.ID, "language": l, "version": v.N})
}

// waivers finds the group of each named block.
func (t *turn) waivers(l workflow.Language, ws []Waive) ([]workflow.Waiver, error) {
	v := t.file.rel.Current(l)
	if v == nil || len(ws) == 0 {
		return nil, nil
	}
	var out []workflow.Waiver
	for _, w := range ws {
		g, err := t.file.groupAt(l, v, w.Block)
		if err != nil {
			return nil, err
		}
		reason, err := t.putText(w.Reason)
		if err != nil {
			return nil, err
		}
		out = append(out, workflow.Waiver{Code: w.Code, Key: v.Groups[g].Key, Reason: reason})
	}
	return out, nil
}

// groupAt is the index of the group that holds a block of the text, by present
// name; an omitted block of the base is named with the base's name.
func (d *dossier) groupAt(l workflow.Language, v *workflow.Version, name string) (int, error) {
	id, err := d.blockID(v, name)
	if err == nil {
		for i, g := range v.Groups {
			for _, own := range g.Target {
				if own == id {
					return i, nil
				}
			}
		}
	}
	if v.Base != nil {
		base, err := d.base(v)
		if err != nil {
			return 0, err
		}
		if id, ok := base.ByName(name); ok {
			for i, g := range v.Groups {
				for _, s := range g.Source {
					if s == workflow.BlockID(id) && len(g.Target) == 0 {
						return i, nil
					}
				}
			}
		}
	}
	return 0, fault(ExitUsage, "no-such-block", map[string]any{"block": name, "id": d.rel.ID, "language": l, "version": v.N})
}

func (d *dossier) blockID(v *workflow.Version, name string) (workflow.BlockID, error) {
	text, err := d.version(v)
	if err != nil {
		return "", err
	}
	if id, ok := text.ByName(name); ok {
		return workflow.BlockID(id), nil
	}
	return "", fault(ExitUsage, "no-such-block", map[string]any{"block": name, "id": d.rel.ID, "version": v.N})
}

// blockNames are the present names of the blocks in some groups of the current
// version, in its order; of an omission, the base's.
func (d *dossier) blockNames(l workflow.Language, groups []int) ([]string, error) {
	v := d.rel.Current(l)
	if v == nil || len(groups) == 0 {
		return nil, nil
	}
	text, err := d.version(v)
	if err != nil {
		return nil, err
	}
	base, err := d.base(v)
	if err != nil {
		return nil, err
	}
	own, theirs := text.Names(), base.Names()
	var out []string
	for _, i := range groups {
		for _, id := range fromIDs(v.Groups[i].Target) {
			out = append(out, own[id])
		}
		if len(v.Groups[i].Target) == 0 {
			for _, id := range fromIDs(v.Groups[i].Source) {
				out = append(out, theirs[id]+"-")
			}
		}
	}
	return out, nil
}

// Return sends a text back with a note, for the whole of it or for one block.
type Return struct {
	Release  string
	Language workflow.Language
	Note     string
	Block    string // present name; "" for the text
}

func (c Return) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	v := t.file.rel.Current(l)
	command := workflow.Return{Language: l}
	var err error
	if v != nil && c.Block != "" {
		if command.Block, err = t.file.blockID(v, c.Block); err != nil {
			return err
		}
	}
	if command.Note, err = t.putText(c.Note); err != nil {
		return err
	}
	if err := t.decide(command); err != nil {
		return err
	}
	return t.did("returned", map[string]any{"id": t.file.rel.ID, "language": l, "version": v.N})
}

// WaiveStale says that a change of the source does not alter what a
// translation has to say.
type WaiveStale struct {
	Release  string
	Language workflow.Language
	Why      string
}

func (c WaiveStale) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	command := workflow.WaiveStale{Language: l}
	var err error
	if command.Why, err = t.putText(c.Why); err != nil {
		return err
	}
	if v := t.file.rel.Current(l); v != nil && v.Base != nil {
		if latest := t.file.rel.LatestApproved(v.Base.Language); latest != nil {
			command.Base = workflow.Base{Language: v.Base.Language, Version: latest.N}
			f, err := t.file.follow(v, latest)
			if err != nil {
				return err
			}
			if command.Groups, err = t.record(l, f.base, f.text, v.Base.Language, f.groups, v.Groups); err != nil {
				return err
			}
			if command.Findings, err = t.file.errorsOf(f, l, v.Base.Language); err != nil {
				return err
			}
		}
	}
	if err := t.decide(command); err != nil {
		return err
	}
	t.rememberAfter(l)
	return t.did("staleness-waived", map[string]any{"id": t.file.rel.ID, "language": l})
}

// Align says which blocks of the base and of the translation carry the same words.
type Align struct {
	Release  string
	Language workflow.Language
	Groups   []string // "p3+p4=p3"
	Why      string   // of additions and omissions
}

func (c Align) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	l := c.Language
	command := workflow.Align{Language: l}
	if v := t.file.rel.Current(l); v != nil && v.Base != nil {
		// A stale translation is aligned with what it has to follow now.
		latest := t.file.rel.LatestApproved(v.Base.Language)
		if latest == nil {
			latest = t.file.rel.Version(v.Base.Language, v.Base.Version)
		}
		f, err := t.file.follow(v, latest)
		if err != nil {
			return err
		}
		if f.groups, err = releases.Regroup(f.base, f.text, f.groups, c.Groups); err != nil {
			return err
		}
		giveReason(f.base, f.text, f.groups, c.Groups, c.Why)
		command.Base = workflow.Base{Language: v.Base.Language, Version: latest.N}
		if command.Groups, err = t.record(l, f.base, f.text, v.Base.Language, f.groups, v.Groups); err != nil {
			return err
		}
	}
	if err := t.decide(command); err != nil {
		return err
	}
	t.tellFindings(l)
	return t.did("aligned", map[string]any{"id": t.file.rel.ID, "language": l})
}

// following is a text beside the version of its base that it has to follow now.
type following struct {
	base, text releases.Text
	groups     []releases.Group
}

// follow carries a version's groups over to a newer version of its base.
func (d *dossier) follow(v, latest *workflow.Version) (f following, err error) {
	if f.base, err = d.version(latest); err != nil {
		return f, err
	}
	if f.text, err = d.version(v); err != nil {
		return f, err
	}
	f.groups = releases.Align(f.base, f.text, d.groups(v.Groups), f.text)
	return f, nil
}

// errorsOf are what the checks would find with these groups.
func (d *dossier) errorsOf(f following, l, base workflow.Language) ([]workflow.Finding, error) {
	j, err := d.rules(check.Job{
		BaseLanguage: releases.Language(base), Base: &f.base, Language: releases.Language(l), Text: f.text, Groups: f.groups,
	})
	return errorsOf(j), err
}

// giveReason puts the reason of an alignment on the additions and omissions
// that it names; others keep theirs, or stay open.
func giveReason(base, text releases.Text, groups []releases.Group, specs []string, why string) {
	if why == "" {
		return
	}
	alone := map[string]bool{}
	for _, spec := range specs {
		source, target, _ := strings.Cut(spec, "=")
		for _, name := range strings.Split(source, "+") {
			alone["s:"+strings.TrimSpace(name)] = target == "-"
		}
		for _, name := range strings.Split(target, "+") {
			alone["t:"+strings.TrimSpace(name)] = source == "-"
		}
	}
	own, theirs := text.Names(), base.Names()
	for i, g := range groups {
		given := len(g.Target) == 0 && len(g.Source) > 0 && alone["s:"+theirs[g.Source[0]]] ||
			len(g.Source) == 0 && len(g.Target) > 0 && alone["t:"+own[g.Target[0]]]
		if given {
			groups[i].Reason = why
		}
	}
}
