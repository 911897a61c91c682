package workflow

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"hash"
	"time"
)

// Record is one event as it is kept: who, when, on whose behalf, on which view
// of the desk, and the event's own bytes. Records of a stream form a chain:
// each holds the digest of the one before it.
type Record struct {
	Stream  StreamID
	Seq     int64     // 1, 2, … within the stream
	At      time.Time // UTC, milliseconds
	Member  MemberID  // who acted
	For     MemberID  // whose words or decision it is, when recorded for somebody
	Auth    string    // how Member is known: "claimed"; later "ssh", "session"
	Desk    int64     // head of the desk stream that the decision saw; 0 before there is one
	Request string    // idempotency key, unique within the stream
	Name    string    // of the event
	Version int       // of the event's shape
	Data    []byte    // the event's bytes, hashed and kept as they are
	Prev    Digest    // of the record before; "" for the first
	Digest  Digest    // of this record
}

// TimeLayout is how times stand in records: RFC 3339 in UTC with milliseconds.
const TimeLayout = "2006-01-02T15:04:05.000Z07:00"

// Sum computes the digest of a record from all its other fields, each length-prefixed.
func (r *Record) Sum() Digest {
	h := sha256.New()
	for _, s := range [...]string{
		"bayan record 1", string(r.Stream), r.At.UTC().Format(TimeLayout), string(r.Member),
		string(r.For), r.Auth, r.Request, r.Name,
	} {
		field(h, s)
	}
	var n [24]byte
	binary.BigEndian.PutUint64(n[0:], uint64(r.Seq))
	binary.BigEndian.PutUint64(n[8:], uint64(r.Desk))
	binary.BigEndian.PutUint64(n[16:], uint64(r.Version))
	h.Write(n[:])
	field(h, string(r.Data))
	field(h, string(r.Prev))
	return Digest(hex.EncodeToString(h.Sum(nil)))
}

func field(h hash.Hash, s string) {
	var n [8]byte
	binary.BigEndian.PutUint64(n[:], uint64(len(s)))
	h.Write(n[:])
	h.Write([]byte(s))
}
