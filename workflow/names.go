package workflow

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
)

func (DeskCreated) Shape() Shape         { return Shape{"desk-created", 1} }
func (MemberAdded) Shape() Shape         { return Shape{"member-added", 1} }
func (RoleGranted) Shape() Shape         { return Shape{"role-granted", 1} }
func (RoleRevoked) Shape() Shape         { return Shape{"role-revoked", 1} }
func (PolicySet) Shape() Shape           { return Shape{"policy-set", 1} }
func (ContentErased) Shape() Shape       { return Shape{"content-erased", 1} }
func (Created) Shape() Shape             { return Shape{"created", 1} }
func (CheckedOut) Shape() Shape          { return Shape{"checked-out", 1} }
func (Saved) Shape() Shape               { return Shape{"saved", 1} }
func (CheckedIn) Shape() Shape           { return Shape{"checked-in", 1} }
func (ClaimEnded) Shape() Shape          { return Shape{"claim-ended", 1} }
func (TakenOver) Shape() Shape           { return Shape{"taken-over", 1} }
func (Sent) Shape() Shape                { return Shape{"sent", 1} }
func (Aligned) Shape() Shape             { return Shape{"aligned", 1} }
func (Segmented) Shape() Shape           { return Shape{"segmented", 1} }
func (ApprovalGiven) Shape() Shape       { return Shape{"approved", 1} }
func (ReturnedWith) Shape() Shape        { return Shape{"returned", 1} }
func (StalenessWaived) Shape() Shape     { return Shape{"staleness-waived", 1} }
func (Signed) Shape() Shape              { return Shape{"signed", 1} }
func (FactsSet) Shape() Shape            { return Shape{"facts-set", 1} }
func (PlansSet) Shape() Shape            { return Shape{"plans-set", 1} }
func (LanguagesSet) Shape() Shape        { return Shape{"languages-set", 1} }
func (EmbargoSet) Shape() Shape          { return Shape{"embargo-set", 1} }
func (Scheduled) Shape() Shape           { return Shape{"scheduled", 1} }
func (PublishedAs) Shape() Shape         { return Shape{"published", 1} }
func (CorrectionOpened) Shape() Shape    { return Shape{"correction-opened", 1} }
func (NoticesSet) Shape() Shape          { return Shape{"notices-set", 1} }
func (CorrectionCancelled) Shape() Shape { return Shape{"correction-cancelled", 1} }
func (WithheldNow) Shape() Shape         { return Shape{"withheld", 1} }
func (WithdrawnNow) Shape() Shape        { return Shape{"withdrawn", 1} }
func (PagesMade) Shape() Shape           { return Shape{"pages-made", 1} }

// Shape names one stored form of an event.
type Shape struct {
	Name    string
	Version int
}

// Future is the first record of a stream that this binary does not understand.
// The stream is read-only from there; it is also the error of Decode.
type Future struct {
	Shape
	Seq int64 // 0 where no record was at hand
}

func (f *Future) Error() string {
	return fmt.Sprintf("event %s/%d was written by a newer version", f.Name, f.Version)
}

// MalformedError says that the bytes of a record are not what its name and version promise.
type MalformedError struct {
	Shape
	Seq int64
	Err error
}

func (e *MalformedError) Error() string {
	return fmt.Sprintf("record %d, event %s/%d: %v", e.Seq, e.Name, e.Version, e.Err)
}

func (e *MalformedError) Unwrap() error { return e.Err }

// decoders holds every shape ever written.
var decoders = sync.OnceValue(func() decoding {
	d := decoding{}
	known[DeskCreated](d)
	known[MemberAdded](d)
	known[RoleGranted](d)
	known[RoleRevoked](d)
	known[PolicySet](d)
	known[ContentErased](d)
	known[Created](d)
	known[CheckedOut](d)
	known[Saved](d)
	known[CheckedIn](d)
	known[ClaimEnded](d)
	known[TakenOver](d)
	known[Sent](d)
	known[Aligned](d)
	known[Segmented](d)
	known[ApprovalGiven](d)
	known[ReturnedWith](d)
	known[StalenessWaived](d)
	known[Signed](d)
	known[FactsSet](d)
	known[PlansSet](d)
	known[LanguagesSet](d)
	known[EmbargoSet](d)
	known[Scheduled](d)
	known[PublishedAs](d)
	known[CorrectionOpened](d)
	known[NoticesSet](d)
	known[CorrectionCancelled](d)
	known[WithheldNow](d)
	known[WithdrawnNow](d)
	known[PagesMade](d)
	return d
})

type decoding map[Shape]func([]byte) (Event, error)

func known[E Event](d decoding) {
	var zero E
	d[zero.Shape()] = func(data []byte) (Event, error) {
		var e E
		j := json.NewDecoder(bytes.NewReader(data))
		j.DisallowUnknownFields() // an unknown field would be dropped unseen
		if err := j.Decode(&e); err != nil {
			return nil, err
		}
		if _, err := j.Token(); err != io.EOF {
			return nil, fmt.Errorf("something follows the event")
		}
		return e, nil
	}
}

// Shapes lists every stored form of an event that this binary reads, by name.
func Shapes() []Shape {
	all := make([]Shape, 0, len(decoders()))
	for s := range decoders() {
		all = append(all, s)
	}
	slices.SortFunc(all, func(a, b Shape) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), a.Version-b.Version)
	})
	return all
}

// Encode gives an event's name, version and bytes: JSON in the order of its
// fields, map keys sorted.
func Encode(e Event) (name string, version int, data []byte, err error) {
	var b bytes.Buffer
	j := json.NewEncoder(&b)
	j.SetEscapeHTML(false)
	err = j.Encode(e)
	shape := e.Shape()
	return shape.Name, shape.Version, bytes.TrimSuffix(b.Bytes(), []byte("\n")), err
}

// Decode reads the event of a record. Its error is *Future for a shape that this
// binary does not know, *MalformedError for bytes that are not such an event.
func Decode(rec Record) (Event, error) {
	shape := Shape{rec.Name, rec.Version}
	decode := decoders()[shape]
	if decode == nil {
		return nil, &Future{Shape: shape, Seq: rec.Seq}
	}
	e, err := decode(rec.Data)
	if err != nil {
		return nil, &MalformedError{Shape: shape, Seq: rec.Seq, Err: err}
	}
	return e, nil
}
