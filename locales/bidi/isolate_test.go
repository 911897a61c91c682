package bidi

import (
	"testing"

	"pgregory.net/rapid"
)

func TestIsolate(t *testing.T) {
	for _, c := range []struct{ name, got, want string }{
		{"a name", Isolate("Hana"), "\u2068Hana\u2069"},
		{"a command", IsolateLTR("bayan approve white en"), "\u2066bayan approve white en\u2069"},
		{"nothing", Isolate(""), "\u2068\u2069"},
		{"a value that closes more than it opens", Isolate("a\u2069b\u202Cc"), "\u2068abc\u2069"},
		{"a value that leaves an override open", Isolate("gpj\u202E.exe"), "\u2068gpj\u202E.exe\u202C\u2069"},
		{"a value that leaves isolates open", Isolate("\u2066a\u2067b"), "\u2068\u2066a\u2067b\u2069\u2069\u2069"},
		{"an isolate in an isolate", Isolate(Isolate("a")), "\u2068\u2068a\u2069\u2069"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, c.got, c.want)
		}
	}
}

func TestClose(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"no controls", "الدفاع المدني", "الدفاع المدني"},
		{"in turn", "\u2067a\u202Ab\u202Cc\u2069", "\u2067a\u202Ab\u202Cc\u2069"},
		{"a PDI closes the embeddings inside", "\u2067a\u202Ab\u2069", "\u2067a\u202Ab\u202C\u2069"},
		{"a PDF does not reach out of an isolate", "\u202Aa\u2067b\u202Cc\u2069\u202C", "\u202Aa\u2067bc\u2069\u202C"},
		{"a paragraph ends everything", "\u2067a\nb\u2069", "\u2067a\u2069\nb"},
		{"a stray PDI", "a\u2069", "a"},
		{"marks are no matter of balance", "\u200Ea\u200F", "\u200Ea\u200F"},
		{"invalid bytes stay", "\u2067\xff", "\u2067\xff\u2069"},
	} {
		if got := Close(c.in); got != c.want {
			t.Errorf("%s: %+q, want %+q", c.name, got, c.want)
		}
		if balanced := Balanced(c.in); balanced != (c.in == c.want) {
			t.Errorf("%s: Balanced is %t", c.name, balanced)
		}
	}
}

func TestClosedIsBalanced(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anyText.Draw(t, "text")
		closed := Close(s)
		if !Balanced(closed) || Close(closed) != closed {
			t.Fatalf("Close(%+q) = %+q", s, closed)
		}
		if Strip(closed) != Strip(s) {
			t.Fatalf("Close(%+q) changed words: %+q", s, closed)
		}
		if StripIsolates(Isolate(Strip(s))) != Strip(s) {
			t.Fatalf("isolates of %+q do not come off", s)
		}
	})
}

func TestStrip(t *testing.T) {
	in := "\u2068a\u2069\u2066b\u2069\u200E \u202Ec\u202C\u061C\u200C\u200D"
	if got, want := Strip(in), "ab c\u200C\u200D"; got != want {
		t.Errorf("Strip: %+q, want %+q", got, want)
	}
	if got, want := StripIsolates(in), "ab\u200E \u202Ec\u202C\u061C\u200C\u200D"; got != want {
		t.Errorf("StripIsolates: %+q, want %+q", got, want)
	}
}
