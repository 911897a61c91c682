package releases

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"strings"
)

func digestOf(b []byte) Digest {
	sum := sha256.Sum256(b)
	return Digest(hex.EncodeToString(sum[:]))
}

// Digest is of the canonical bytes.
func (t Text) Digest() Digest { return digestOf(t.Canonical()) }

// Words are what a reader reads: the fields but the slug, then the blocks, a
// line each, without marks, numbers of lists or addresses of links.
func (t Text) Words() string {
	var b strings.Builder
	for _, f := range t.normalFields() {
		if f.Name != string(Slug) {
			b.WriteString(f.Value)
			b.WriteByte('\n')
		}
	}
	for _, block := range t.Blocks {
		b.WriteString(block.Plain())
		b.WriteByte('\n')
	}
	return b.String()
}

// WordsDigest is of Words: texts that read the same have the same.
func (t Text) WordsDigest() Digest { return digestOf([]byte(t.Words())) }

// Plain returns the block's words alone, on one line: a hard break is a space.
func (b Block) Plain() string { return plain(normal(b.Inline, b.Kind)) }

// Digest names the block's content: kind, level, numbering and the tree of its
// words and marks, each length-prefixed. Neither id nor position count, nor how
// the Markdown was spelt.
func (b Block) Digest() Digest {
	out := make([]byte, 0, 512)
	out = append(out, b.Kind...)
	out = append(out, 0)
	ordered := 0
	if b.Ordered {
		ordered = 1
	}
	for _, n := range []int{b.Level, ordered, b.Start} {
		out = binary.AppendUvarint(out, uint64(max(n, 0)))
	}
	if b.Kind == FieldKind {
		out = appendText(out, string(b.ID))
	}
	return digestOf(appendContent(out, normal(b.Inline, b.Kind)))
}

func appendContent(out []byte, content []Inline) []byte {
	out = binary.AppendUvarint(out, uint64(len(content)))
	for _, in := range content {
		out = append(out, byte(in.Kind))
		switch in.Kind {
		case Words:
			out = appendText(out, in.Text)
		case Link:
			out = appendText(appendText(out, in.Dest), in.Title)
			out = appendContent(out, in.Children)
		case Emphasis, Strong:
			out = appendContent(out, in.Children)
		}
	}
	return out
}

func appendText(out []byte, s string) []byte {
	return append(binary.AppendUvarint(out, uint64(len(s))), s...)
}
