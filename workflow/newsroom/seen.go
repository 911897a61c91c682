package newsroom

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"bayan/releases"
	"bayan/workflow"
)

// What was last shown to a member counts: an approval is of what was read, a
// sign-off of the manifest that was shown. Subjects are KEY/LANG and
// KEY/manifest.

// A version is shown with the sequence of its keys, since an alignment or a
// waiver changes what a version says without giving it another number.

func shownVersion(v *workflow.Version) string { return fmt.Sprintf("%d %s", v.N, v.Sequence) }

func parseShown(s string) (version int, sequence workflow.Digest) {
	number, digest, _ := strings.Cut(s, " ")
	version, _ = strconv.Atoi(number)
	return version, workflow.Digest(digest)
}

// A manifest is shown with the record that worded what readers will be told of a
// correction, which no manifest has.

func (d *dossier) shownManifest(m releases.Digest) string {
	if c := d.rel.Correction; m != "" && c != nil && c.Worded > 0 {
		return fmt.Sprintf("%s %d", m, c.Worded)
	}
	return string(m)
}

func (t *turn) lastShown(what string) (string, error) {
	return t.Store.Seen(t.ctx, t.actor.Member, string(t.file.rel.Key)+"/"+what)
}

// show remembers what a member is shown. A store that cannot be written to, or
// that has no room, still shows.
func (r *Room) show(ctx context.Context, m workflow.MemberID, key workflow.StreamID, what, shown string) error {
	if m == "" || shown == "" {
		return nil
	}
	subject := string(key) + "/" + what
	if last, err := r.Store.Seen(ctx, m, subject); err == nil && last == shown {
		return nil
	}
	err := r.Store.SetSeen(ctx, m, subject, shown)
	var damage *DamageError
	if errors.As(err, &damage) && (damage.Code == "read-only" || damage.Code == "disk-full") {
		return nil
	}
	return err
}
