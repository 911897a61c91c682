package newsroom

import (
	"context"
	"maps"
	"slices"
	"sort"
	"strings"
	"time"

	"bayan/releases"
	"bayan/releases/fold"
	"bayan/workflow"
)

// Queries read and change nothing, but for remembering what a member was shown.

// project makes the rows that lists and queues read.
func (d *dossier) project(desk *workflow.Desk, now time.Time) (Projection, error) {
	sit := d.situation(desk, now)
	tasks := workflow.Tasks(desk, d.rel, sit.Situation)
	stage := d.rel.Stage(desk, sit.Situation)
	if sit.err != nil {
		return Projection{}, sit.err
	}
	listed, err := d.listed(stage)
	if err != nil {
		return Projection{}, err
	}
	words, err := d.searched()
	return Projection{Listed: listed, Words: words, Tasks: tasks}, err
}

// searched are the words of the current texts, as searches see them.
func (d *dossier) searched() (string, error) {
	seen := map[string]bool{}
	for _, l := range d.rel.Languages {
		text, err := d.version(d.rel.Current(l))
		if isErased(err) {
			continue
		}
		if err != nil {
			return "", err
		}
		for _, f := range text.Fields {
			note(seen, f.Value)
		}
		for i := range text.Blocks {
			note(seen, text.Blocks[i].Plain())
		}
	}
	return strings.Join(slices.Sorted(maps.Keys(seen)), " "), nil
}

func note(seen map[string]bool, text string) {
	for word := range strings.FieldsSeq(fold.Search(text)) {
		seen[word] = true
	}
}

func (d *dossier) listed(stage workflow.Stage) (Listed, error) {
	rel := d.rel
	title, err := d.title()
	if err != nil {
		return Listed{}, err
	}
	titles, err := d.titles()
	if err != nil {
		return Listed{}, err
	}
	l := Listed{
		Key: rel.Key, ID: rel.ID, Title: title, Titles: titles, Source: rel.Source, Languages: rel.Languages, Stage: stage,
		Edition: len(rel.Editions), Date: rel.Facts["date"].Text, Created: rel.CreatedAt, Updated: rel.LastAt, Head: rel.Head,
	}
	if rel.Embargo != nil {
		l.Embargo = *rel.Embargo
	}
	if rel.ScheduledAt != nil {
		l.Scheduled = *rel.ScheduledAt
	}
	return l, nil
}

// title is the headline of the source's newest state.
func (d *dossier) title() (string, error) {
	text := d.rel.Texts[d.rel.Source]
	var t releases.Text
	var err error
	switch {
	case text.Draft != nil && len(text.Draft.Revisions) > 0:
		t, err = d.draft(text.Draft)
	case d.rel.Current(d.rel.Source) != nil:
		t, err = d.version(d.rel.Current(d.rel.Source))
	default:
		return d.rel.ID, nil
	}
	if isErased(err) {
		return d.rel.ID, nil
	}
	return t.Headline(), err
}

// titles are the headlines of the current translations.
func (d *dossier) titles() (Titles, error) {
	var all Titles
	for _, l := range d.rel.Languages {
		current := d.rel.Current(l)
		if l == d.rel.Source || current == nil {
			continue
		}
		text, err := d.version(current)
		if isErased(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = Titles{}
		}
		all[l] = text.Headline()
	}
	return all, nil
}

// PendingQuery says whose work, and of which kind.
type PendingQuery struct {
	Member workflow.MemberID
	Action workflow.Action // "" for all
	Limit  int             // 0 for all
}

// Pending is a task that waits for a member.
type Pending struct {
	QueueRow
	Holder string // an id, or the name of somebody outside; "" for nobody
}

// queueActions are the actions that tasks wait for.
var queueActions = []workflow.Action{
	workflow.ActCheckin, workflow.ActReceive, workflow.ActCheckout, workflow.ActApprove, workflow.ActWaiveStale, workflow.ActSign, workflow.ActPublish,
}

// Pending lists what waits for a member, the most urgent first; more tells
// whether the limit cut it.
func (r *Room) Pending(ctx context.Context, q PendingQuery) (list []Pending, more bool, err error) {
	desk, err := r.loadDesk(ctx, 0)
	if err != nil {
		return nil, false, err
	}
	if _, known := desk.Members[q.Member]; !known {
		return nil, false, notMember(q.Member)
	}
	now := r.now()
	var kinds []TaskKind
	for _, a := range queueActions {
		if q.Action != "" && q.Action != a {
			continue
		}
		for _, scope := range desk.Scopes(q.Member, a) {
			kinds = append(kinds, TaskKind{a, scope})
		}
	}
	err = r.Store.Queue(ctx, kinds, func(row QueueRow) bool {
		if !row.Task.For(desk, q.Member, now) {
			return true // for others alone: the member's own words, somebody's claim
		}
		if more = q.Limit > 0 && len(list) == q.Limit; !more {
			list = append(list, Pending{QueueRow: row})
		}
		return !more
	})
	if err != nil {
		return nil, false, err
	}
	names := &dossier{room: r, ctx: ctx}
	for i := range list {
		if list[i].Holder, err = names.person(list[i].Task.Holder); err != nil {
			return nil, false, err
		}
	}
	return list, more, nil
}

// Out is a text that was sent out and that nobody has taken in yet.
type Out struct {
	Release  string // id
	Language workflow.Language
	Holder   string    // a member's id, or the name of somebody outside
	Since    time.Time // when it left
	Until    time.Time // when it is expected back
}

// Out lists what is out of some releases, the most urgent first; of none it asks
// nothing.
func (r *Room) Out(ctx context.Context, of []Listed) ([]Out, error) {
	if len(of) == 0 {
		return nil, nil
	}
	listed := make(map[string]bool, len(of))
	for _, l := range of {
		listed[l.ID] = true
	}
	var out []Out
	if err := r.Store.Queue(ctx, []TaskKind{{workflow.ActReceive, workflow.Any}}, func(row QueueRow) bool {
		if t := row.Task; listed[row.Release] {
			out = append(out, Out{row.Release, t.Language, string(t.Holder), t.Since, t.Until})
		}
		return true
	}); err != nil {
		return nil, err
	}
	names := &dossier{room: r, ctx: ctx}
	for i := range out {
		var err error
		if out[i].Holder, err = names.person(workflow.MemberID(out[i].Holder)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func notMember(m workflow.MemberID) error {
	if m == "" {
		return fault(ExitUsage, "no-member", nil)
	}
	return fault(ExitFailed, "no-such-member", map[string]any{"member": m})
}

// List pages through the desk's releases; without a limit it gives all.
func (r *Room) List(ctx context.Context, q ListQuery) ([]Listed, error) {
	if q.Limit > 0 {
		return r.Store.List(ctx, q)
	}
	var all []Listed
	for q.Limit = listPage; ; q.After = all[len(all)-1].ID {
		page, err := r.Store.List(ctx, q)
		if all = append(all, page...); err != nil || len(page) < listPage {
			return all, err
		}
	}
}

// listPage is how many releases the store is asked for at a time.
const listPage = 500

// Formats are the formats that exports can have.
func (r *Room) Formats() []string {
	names := append([]string(nil), r.Render.Formats()...)
	sort.Strings(names)
	return names
}
