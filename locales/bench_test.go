package locales

import (
	"testing"
	"time"
)

// forget is what a program that has just started knows.
func forget() {
	for _, c := range catalogues {
		c.topics, c.messages, c.bundle, c.plural = nil, nil, nil, nil
	}
}

// BenchmarkFirstSentence is what the first sentence of a command costs.
func BenchmarkFirstSentence(b *testing.B) {
	for b.Loop() {
		forget()
		Open("ar-SY").Say("usage.unknown-command", Args{"word": Code("pubish")})
	}
}

// BenchmarkFirstCount is what the first counted one costs on top.
func BenchmarkFirstCount(b *testing.B) {
	for b.Loop() {
		forget()
		Open("ar-SY").Say("count.blocks", Args{"count": 3})
	}
}

func BenchmarkSay(b *testing.B) {
	l := Open("ar-SY")
	for b.Loop() {
		l.Say("usage.unknown-command", Args{"word": Code("pubish")})
	}
}

func BenchmarkSayCounted(b *testing.B) {
	l := Open("ar-SY")
	for b.Loop() {
		l.Say("count.blocks", Args{"count": 3})
	}
}

func BenchmarkDate(b *testing.B) {
	l := Open("ar-SY")
	for b.Loop() {
		l.Date(2026, time.November, 22)
	}
}
