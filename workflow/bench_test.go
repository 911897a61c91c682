package workflow

import (
	"fmt"
	"testing"
)

// long is a release of 500 blocks in three languages, all approved, with one
// source block changed since: the size that a check-in has to bear.
func long(b *testing.B) *office {
	o := openDesk(b, Newsroom)
	blocks := func(l string, changed int) []string {
		var all []string
		for i := range 500 {
			all = append(all, fmt.Sprintf("b%d %s paragraph %d", i+1, l, i))
			if i == changed {
				all[i] += " changed"
			}
		}
		return all
	}
	o.does("wafa", Create{ID: "long", Source: "en", Draft: text(blocks("en", -1)...)})
	o.does("wafa", o.checkin("en", blocks("en", -1)...))
	o.does("mona", Approve{Language: "en"})
	o.submits("layla", "ar", blocks("ar", -1)...)
	o.submits("claire", "fr", blocks("fr", -1)...)
	o.does("mona", Approve{Language: "ar"})
	o.does("mona", Approve{Language: "fr"})
	o.submits("wafa", "en", blocks("en", 250)...)
	o.does("mona", Approve{Language: "en"})
	return o
}

func BenchmarkReplayOf500BlocksIn3Languages(b *testing.B) {
	o := long(b)
	b.ReportAllocs()
	for b.Loop() {
		r := NewRelease()
		for _, rec := range o.release {
			if err := r.Apply(rec); err != nil {
				b.Fatal(err)
			}
		}
	}
}

func BenchmarkAllowedOn500BlocksIn3Languages(b *testing.B) {
	o := long(b)
	b.ReportAllocs()
	for b.Loop() {
		Allowed(o.d, o.r, "mona", o.situation())
	}
}

func BenchmarkTasksOf500BlocksIn3Languages(b *testing.B) {
	o := long(b)
	b.ReportAllocs()
	for b.Loop() {
		Tasks(o.d, o.r, o.situation())
	}
}

func BenchmarkCheckinOf500Blocks(b *testing.B) {
	o := long(b)
	o.does("layla", Checkout{Language: "ar"})
	c := o.checkin("ar", "b1 x")
	v := o.r.Current("ar")
	c.Writing = Writing{Content: "c", Typed: "t", Digest: "d", Revisions: v.Revisions, Used: 500}
	c.Groups = v.Groups
	b.ReportAllocs()
	for b.Loop() {
		if _, refusal := Decide(o.d, o.r, Actor{Member: "layla"}, c, o.situation()); refusal != nil {
			b.Fatal(refusal.Reasons)
		}
	}
}
