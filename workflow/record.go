package workflow

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
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

// Sum computes the digest of a record from all its other fields, each
// length-prefixed.
func (rec *Record) Sum() Digest {
	b := make([]byte, 0, 512+len(rec.Data))
	for _, s := range [...]string{"bayan record 1", string(rec.Stream)} {
		b = appendField(b, s)
	}
	var at [len(TimeLayout) + 8]byte
	b = appendField(b, string(rec.At.UTC().AppendFormat(at[:0], TimeLayout)))
	for _, s := range [...]string{string(rec.Member), string(rec.For), rec.Auth, rec.Request, rec.Name} {
		b = appendField(b, s)
	}
	b = binary.BigEndian.AppendUint64(b, uint64(rec.Seq))
	b = binary.BigEndian.AppendUint64(b, uint64(rec.Desk))
	b = binary.BigEndian.AppendUint64(b, uint64(rec.Version))
	b = binary.BigEndian.AppendUint64(b, uint64(len(rec.Data)))
	b = append(b, rec.Data...)
	sum := sha256.Sum256(appendField(b, string(rec.Prev)))
	return Digest(hex.EncodeToString(sum[:]))
}

func appendField(b []byte, s string) []byte {
	return append(binary.BigEndian.AppendUint64(b, uint64(len(s))), s...)
}
