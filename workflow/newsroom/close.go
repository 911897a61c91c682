package newsroom

import (
	"errors"
	"maps"
	"slices"

	"bayan/workflow"
)

// Close withholds a publication, or withdraws a release for good.
type Close struct {
	Release  string
	Withdraw bool
	Why      string
	Notices  map[workflow.Language]string
	DryRun   bool // show the pages that readers would get, and do nothing
}

func (c Close) act(t *turn) error {
	if err := t.open(c.Release); err != nil {
		return err
	}
	why, err := t.putText(c.Why)
	if err != nil {
		return err
	}
	rel := t.file.rel
	is := func() *workflow.Closing {
		if c.Withdraw {
			return rel.Withdrawn
		}
		return rel.Withheld
	}
	var was map[workflow.Language]workflow.Ref
	if closed := is(); closed != nil {
		was = closed.Notices
	}
	notices, err := t.putNotices(c.Notices, was)
	if err != nil {
		return err
	}
	var command workflow.Command = workflow.Withhold{Why: why, Notices: notices}
	code, verb := "withheld", "withhold"
	if c.Withdraw {
		command, code, verb = workflow.Withdraw{Why: why, Notices: notices}, "withdrawn", "withdraw"
	}
	before := len(t.records)
	if err := t.decide(command); err != nil {
		return err
	}
	if len(t.records) == before { // it is so already, and no record names the reason
		t.drop(why)
	}
	n := len(rel.Editions)
	if n > 0 {
		t.untold(is().Notices, "bayan "+verb+" "+rel.ID+" -m WHY")
	}
	var files []File
	if n > 0 {
		if files, err = t.publicFiles(n); err != nil {
			return err
		}
	}
	if c.DryRun {
		t.records, t.contents, t.out.Next = nil, nil, []workflow.Task{} // it never was
		for _, f := range files {
			if f.Format == "txt" {
				t.out.Shown += string(f.Bytes) + "\n"
			}
		}
		return t.did("would-"+verb, map[string]any{"id": rel.ID})
	}
	if n == 0 {
		if err := t.takeAway(); err != nil {
			return err
		}
		return t.did("withdrawn-unpublished", map[string]any{"id": rel.ID})
	}
	if err := t.publishBefore(files); err != nil {
		return err
	}
	return t.did(code, map[string]any{"id": rel.ID})
}

// takeAway empties the public folder of what was never recorded as published: a
// publication was cut short, or somebody put pages there.
func (t *turn) takeAway() error {
	if t.Files == nil {
		return nil
	}
	id := t.file.rel.ID
	files, err := t.Files.Published(id)
	if errors.Is(err, ErrNoFolder) {
		err = nil // to write there is refused
	} else if files == nil || err != nil {
		return err
	}
	cut, err := t.cutShort(id, files)
	if err != nil {
		return err
	}
	if cut {
		t.publicWas = slices.Collect(maps.Keys(files))
	}
	t.tell("pages-unrecorded", map[string]any{"path": "public/" + id})
	t.publish = func() (err error) {
		_, t.aside, err = t.Files.Publish(id, nil, t.publicWas)
		return err
	}
	t.after = append(t.after, func() error { return t.Files.Settle(id) })
	return nil
}
