package check

import (
	"strings"

	"bayan/releases"
)

// Pair is what a check sees: one group, each side read once.
type Pair struct {
	s, t       side
	translated bool // there is a source to compare with
	verdict    verdict
}

// side is one side of a group: its blocks as one plain text, without direction
// marks, and what was found in it. Blocks and hard breaks are divided by line
// feeds.
type side struct {
	language releases.Language
	words    *lexicon // nil for a language without one
	spaced   bool     // figures are grouped with spaces

	blocks []*releases.Block
	text   string
	typed  string // with its direction marks
	strong int    // runs of strong and of emphasis
	emph   int
	links  []string // their destinations

	tokens []token
	has    feature
	count  [scripts]int // letters of each script

	termsRead, figuresRead, phrasesRead bool
	terms                               []term
	figures                             []figure
	phrases                             []phrase
	parts, folded                       []byte // scratch
}

func (s *side) start(l releases.Language) {
	s.language = l
	code, _, _ := strings.Cut(strings.ToLower(string(l)), "-")
	s.words = nil
	if lexicon := lexicons[code]; lexicon != nil {
		s.words = lexicon()
	}
	s.spaced = strings.Contains(" fr ru uk pl cs sk sv nb no fi hu bg et lv lt kab ", " "+code+" ")
}

// read takes in the blocks of one side, and tells whether there are any.
func (s *side) read(blocks map[releases.BlockID]*releases.Block, ids []releases.BlockID) bool {
	s.blocks, s.links = s.blocks[:0], s.links[:0]
	s.strong, s.emph = 0, 0
	s.termsRead, s.figuresRead, s.phrasesRead = false, false, false
	for _, id := range ids {
		if b := blocks[id]; b != nil {
			s.blocks = append(s.blocks, b)
		}
	}
	if len(s.blocks) == 0 {
		s.typed = ""
	} else if in := s.blocks[0].Inline; len(s.blocks) == 1 && len(in) == 1 && in[0].Kind == releases.Words {
		s.typed = in[0].Text
	} else {
		s.parts = s.parts[:0]
		for i, b := range s.blocks {
			if i > 0 {
				s.parts = append(s.parts, '\n')
			}
			s.inline(b.Inline)
		}
		s.typed = string(s.parts)
	}
	s.text = withoutDirection(s.typed)
	s.scan()
	return len(s.blocks) > 0
}

func (s *side) inline(runs []releases.Inline) {
	for _, in := range runs {
		switch in.Kind {
		case releases.Words:
			s.parts = append(s.parts, in.Text...)
		case releases.Break:
			s.parts = append(s.parts, '\n')
		case releases.Strong:
			s.strong++
		case releases.Emphasis:
			s.emph++
		case releases.Link:
			s.links = append(s.links, in.Dest)
		}
		s.inline(in.Children)
	}
}

// is tells the language, whatever its region or script.
func (s *side) is(language string) bool {
	code, _, _ := strings.Cut(string(s.language), "-")
	return code == language
}

// at is the text of a token.
func (s *side) at(i int) string {
	t := s.tokens[i]
	return s.text[t.start:t.end]
}

// kind is the token's, or nothing beyond the ends.
func (s *side) kind(i int) tokenKind {
	if i < 0 || i >= len(s.tokens) {
		return noToken
	}
	return s.tokens[i].kind
}

// mark tells whether a token is that mark.
func (s *side) mark(i int, r rune) bool { return s.kind(i) == markToken && s.tokens[i].mark == r }

// letters is the number of letters in all scripts.
func (s *side) letters() int {
	n := 0
	for _, c := range s.count {
		n += c
	}
	return n
}

// isDirection tells marks that order text and are never seen.
func isDirection(r rune) bool {
	switch {
	case r == '\u200e', r == '\u200f', r == '\u061c', '\u202a' <= r && r <= '\u202e', '\u2066' <= r && r <= '\u2069':
		return true
	}
	return false
}

// withoutDirection returns the text itself where it holds no such mark.
func withoutDirection(s string) string {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == 0xe2 && i+2 < len(s) && directionBytes(s[i+1], s[i+2]) || s[i] == 0xd8 && s[i+1] == 0x9c {
			return strings.Map(func(r rune) rune {
				if isDirection(r) {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

// directionBytes tells isDirection of the second and third byte after 0xe2.
func directionBytes(b, c byte) bool {
	return b == 0x80 && (c == 0x8e || c == 0x8f || 0xaa <= c && c <= 0xae) || b == 0x81 && 0xa6 <= c && c <= 0xa9
}
