package newsroom

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"strings"

	"bayan/workflow"
)

// Entry is one event as the log shows it.
type Entry struct {
	Record workflow.Record
	Data   json.RawMessage
	For    string            // a member's id or a person's name
	Words  map[string]string // notes and reasons by field
	File   *KeptFile         // that came in with it; nil for none, and once it was erased
}

// KeptFile is a file as it came, byte for byte.
type KeptFile struct {
	Digest workflow.Digest // of the bytes alone
	Bytes  int
	ref    workflow.Ref
}

// File is what came in with an event of a release.
func (r *Room) File(ctx context.Context, release string, seq int64) ([]byte, error) {
	all, err := r.Log(ctx, release)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		if e.Record.Seq == seq && e.File != nil {
			return (&dossier{room: r, ctx: ctx}).content(e.File.ref)
		}
	}
	return nil, fault(ExitFailed, "no-file-kept", map[string]any{"id": release, "seq": seq})
}

// Log lists a release's events.
func (r *Room) Log(ctx context.Context, release string) ([]Entry, error) {
	var records []workflow.Record
	var err error
	d := &dossier{room: r, ctx: ctx}
	if release == string(workflow.DeskStream) {
		records, err = r.Store.Load(ctx, workflow.DeskStream, 0)
	} else {
		var found Listed
		if found, err = r.find(ctx, release); err == nil {
			records, err = r.Store.Load(ctx, found.Key, 0)
		}
	}
	if err != nil {
		return nil, err
	}
	var out []Entry
	for _, rec := range records {
		e := Entry{Record: rec, Data: rec.Data, Words: map[string]string{}}
		if e.For, err = d.person(rec.For); err != nil {
			return nil, err
		}
		var fields map[string]any
		if json.Unmarshal(rec.Data, &fields) == nil {
			if e.Words["waived"], err = d.waived(fields); err != nil {
				return nil, err
			}
			for _, name := range []string{"note", "why", "what"} {
				if ref, _ := fields[name].(string); ref != "" && len(ref) == 64 {
					if e.Words[name], err = d.words(workflow.Ref(ref)); err != nil {
						return nil, err
					}
				}
			}
			notices, _ := fields["notices"].(map[string]any)
			for l, ref := range notices {
				if ref, _ := ref.(string); ref != "" {
					if e.Words["notice "+l], err = d.words(workflow.Ref(ref)); err != nil {
						return nil, err
					}
				}
			}
			if ref, _ := fields["evidence"].(string); ref != "" {
				b, err := d.content(workflow.Ref(ref))
				if err != nil && !isErased(err) {
					return nil, err
				}
				if err == nil {
					sum := sha256.Sum256(b)
					e.File = &KeptFile{workflow.Digest(hex.EncodeToString(sum[:])), len(b), workflow.Ref(ref)}
				}
			}
			if to, _ := fields["to"].(string); to != "" {
				if e.Words["to"], err = d.person(workflow.MemberID(to)); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, e)
	}
	return out, nil
}

// waived are the findings that an approval let pass, each with the reason.
func (d *dossier) waived(fields map[string]any) (string, error) {
	list, _ := fields["waivers"].([]any)
	var out []string
	for _, w := range list {
		w, _ := w.(map[string]any)
		code, _ := w["code"].(string)
		ref, _ := w["reason"].(string)
		reason, err := d.words(workflow.Ref(ref))
		if err != nil {
			return "", err
		}
		out = append(out, code+": "+reason)
	}
	return strings.Join(out, " · "), nil
}

// person is a member's id, or the name that a content row holds.
func (d *dossier) person(m workflow.MemberID) (string, error) {
	if len(m) != 64 {
		return string(m), nil
	}
	name, err := d.words(workflow.Ref(m))
	if errors.Is(err, ErrNotFound) {
		return string(m), nil
	}
	return name, err
}
