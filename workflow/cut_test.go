package workflow

import (
	"slices"
	"testing"
)

// Where sentences end by hand holds for a block as long as it says the same:
// through later versions, and again once it is restored. It voids nothing.
func TestSentencesByHandBelongToWhatABlockSays(t *testing.T) {
	o := allApproved(t)
	at := o.r.Current("en").Revisions[1]
	cut := Cut{Block: at.ID, Digest: at.Digest, Ends: []int{12}}
	holds := func(want bool) {
		t.Helper()
		now := o.r.Current("en").Revisions[1]
		ends, said := o.r.Texts["en"].Ends(now)
		if said != want || said && !slices.Equal(ends, []int{12}) {
			t.Errorf("%s ends at %v, said: %v", now.ID, ends, said)
		}
	}
	o.refused("layla", Segment{Language: "en"}, NeedsValues)
	o.refused("layla", Segment{Language: "en", Cuts: []Cut{{Block: at.ID, Digest: "of another"}}}, BlockUnknown)
	o.done("layla", Segment{Language: "en", Cuts: []Cut{{Block: at.ID, Digest: at.Digest, Rules: true}}})
	o.does("layla", Segment{Language: "en", Cuts: []Cut{cut}})
	o.done("rami", Segment{Language: "en", Cuts: []Cut{cut}})
	o.stands(Signing, "en=approved ar=approved")
	holds(true)

	o.submits("wafa", "en", edited(winter, 2, "b3 It ends in April.")...)
	holds(true)
	o.submits("wafa", "en", edited(winter, 1, "b2 Others take part.")...)
	holds(false)
	o.submits("wafa", "en", winter...)
	holds(true)
	o.does("rami", Segment{Language: "en", Cuts: []Cut{{Block: at.ID, Digest: at.Digest, Rules: true}}})
	holds(false)
}
