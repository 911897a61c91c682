// Package mail writes one language of an edition as a message that a press
// office can send (RFC 5322, MIME): a text part and an HTML part that say the
// same. A mail program opens the file as a draft that waits for its recipient.
//
// Sender, recipient and date are as far filled in as the edition knows them:
//
//   - From is the organisation with the first e-mail address of the contacts;
//     without one there is none, and the mail program writes its own.
//   - To is left out: whom to send it to is the press office's to say.
//     "X-Unsent: 1" lets mail programs that know it open the file for writing.
//   - Date is that of publication, else of the last sign-off, else midnight
//     (UTC) of the release's day; a release without any has none, and whoever
//     sends the message dates it (RFC 6409 §8.2).
//   - Message-ID is made of the signed manifest and the language, for drafts of
//     the text: equal editions have equal messages, byte for byte.
package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime/quotedprintable"
	"strings"
	"time"

	"bayan/releases"
	"bayan/releases/format/furniture"
	"bayan/releases/format/runs"
	"bayan/releases/format/text"
)

// Path is the file of a language.
func Path(l releases.Language) string { return string(l) + ".eml" }

// Write writes the message of one language of an edition.
func Write(w io.Writer, e releases.Edition, l releases.Language) error {
	for n, t := range e.Texts {
		if t.Language == l {
			b, err := message(e, t, furniture.Of(e, n))
			if err != nil {
				return err
			}
			_, err = w.Write(b)
			return err
		}
	}
	return fmt.Errorf("edition of %s has no text in %s", e.ID, l)
}

func message(e releases.Edition, t releases.EditionText, s furniture.Sheet) ([]byte, error) {
	plain, err := plainPart(e, t)
	if err != nil {
		return nil, err
	}
	digest := identity(e, t)
	boundary := "=_" + digest[:32] // "=_" stands in no quoted-printable line
	from := address(e)
	var b bytes.Buffer
	put := func(name, value string) { writeField(&b, name, value) }
	if from != "" {
		writeFrom(&b, s.Organisation, from)
	}
	put("Subject", subject(s))
	if at := date(e); !at.IsZero() {
		put("Date", at.UTC().Format(time.RFC1123Z))
	}
	put("Message-ID", "<"+digest[:40]+"."+string(t.Language)+"@"+domain(e, from)+">")
	put("Content-Language", string(t.Language))
	put("MIME-Version", "1.0")
	put("X-Unsent", "1")
	b.WriteString("Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n")
	for _, p := range []struct{ kind, text string }{{"plain", plain}, {"html", page(e, t, s)}} {
		b.WriteString("--" + boundary + "\r\nContent-Type: text/" + p.kind + "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Language: " + string(t.Language) + "\r\n\r\n")
		q := quotedprintable.NewWriter(&b)
		if _, err := io.WriteString(q, p.text); err != nil {
			return nil, err
		}
		if err := q.Close(); err != nil {
			return nil, err
		}
		b.WriteString("\r\n")
	}
	b.WriteString("--" + boundary + "--\r\n")
	return b.Bytes(), nil
}

// plainPart is the plain text of the edition. Programs that know no isolates
// show telephone numbers right because of the marks around them.
func plainPart(e releases.Edition, t releases.EditionText) (string, error) {
	var b bytes.Buffer
	if err := text.Write(&b, e, t.Language); err != nil {
		return "", err
	}
	var out strings.Builder
	for line := range strings.Lines(b.String()) {
		at := 0
		for _, token := range runs.Tokens(line) {
			if token.Shape == runs.Phone {
				out.WriteString(line[at:token.From] + leftToRightMark + line[token.From:token.To] + leftToRightMark)
				at = token.To
			}
		}
		out.WriteString(line[at:])
	}
	return out.String(), nil
}

const leftToRightMark = "\u200E"

// subject is the headline; a draft and an embargo say so before it.
func subject(s furniture.Sheet) string {
	words := s.Headline
	if !s.Embargo.Empty() {
		words = "[" + plainLine(s.Embargo) + "] " + words
	}
	if s.DraftWord != "" {
		words = "[" + s.DraftWord + "] " + words
	}
	words = runs.Balanced(words)
	if s.RTL && runs.Of(words, true) != nil {
		return "\u200F" + words // lists of messages guess the direction of each line
	}
	return words
}

func plainLine(l furniture.Line) string {
	var b strings.Builder
	for _, p := range l.Parts {
		b.WriteString(p.Text)
	}
	return b.String()
}

// address is the first e-mail address of the contacts, or "".
func address(e releases.Edition) string {
	for _, line := range e.Facts.Contacts {
		for _, token := range runs.Tokens(line) {
			if a := line[token.From:token.To]; token.Shape == runs.Mail && isASCII(a) && !strings.Contains(a, "..") && !strings.HasPrefix(a, ".") && !strings.Contains(a, ".@") {
				return a
			}
		}
	}
	return ""
}

func date(e releases.Edition) time.Time {
	switch {
	case !e.Published.IsZero():
		return e.Published
	case !e.Modified.IsZero():
		return e.Modified
	}
	day, err := time.Parse(time.DateOnly, e.Facts.Date)
	if err != nil {
		return time.Time{}
	}
	return day
}

// identity is a digest of what makes the message this one.
func identity(e releases.Edition, t releases.EditionText) string {
	h := sha256.New()
	fmt.Fprintf(h, "%s\x00%s\x00%d\x00%s\x00%s\x00", e.ID, t.Language, e.Number, e.Manifest, e.State)
	if e.Manifest == "" {
		h.Write(t.Canonical)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// domain is the right side of the message's name: of the public folder, else of
// the sender, else one that nobody has (RFC 2606).
func domain(e releases.Edition, from string) string {
	_, host, _ := strings.Cut(e.BaseURL, "://")
	host, _, _ = strings.Cut(host, "/")
	if isDomain(host) {
		return host
	}
	if _, host, ok := strings.Cut(from, "@"); ok && isDomain(host) {
		return host
	}
	return "bayan.invalid"
}

func isDomain(s string) bool {
	return s != "" && strings.Trim(strings.ToLower(s), "abcdefghijklmnopqrstuvwxyz0123456789.-") == "" && strings.Trim(s, ".-") == s
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}
