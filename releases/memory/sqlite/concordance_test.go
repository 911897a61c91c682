package sqlite_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/memory"
	"bayan/releases/memory/sqlite"
)

func concordance(t *testing.T, m *sqlite.Memory, from, to releases.Language, words string) sqlite.Concordance {
	t.Helper()
	c, err := m.Concordance(t.Context(), memory.Query{Text: memory.Plain(words), From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func sources(matches []memory.Match) string {
	var all []string
	for _, m := range matches {
		all = append(all, m.Source.Words)
	}
	return strings.Join(all, "\n")
}

func TestWordsAreFoundInsideSentences(t *testing.T) {
	m, _ := temporary(t)
	add(t, m,
		unit("The working group met in Geneva.", "اجتمع فريق العمل في جنيف.", "spring"),
		unit("A group of doctors is working in the camp.", "تعمل مجموعة من الأطباء في المخيم.", "camp"),
		unit("It is the agency's task.", "هذه مهمة الوكالة.", "agency"),
		unit("The Working Group’s report is out.", "صدر تقرير لفريق العمل.", "report"),
		unit("Both working groups agreed.", "اتفق فريقا العمل.", "both"),
		unit("Rain is near.", "المطر قريب، وبفريقِ العملِ الماءُ.", "weather"))
	for _, c := range []struct {
		from, to releases.Language
		words    string
		want     string
	}{
		{"en", "ar", "working group", "The Working Group’s report is out.\nThe working group met in Geneva.\nA group of doctors is working in the camp."},
		{"en", "ar", "group working", "The Working Group’s report is out.\nA group of doctors is working in the camp.\nThe working group met in Geneva."},
		{"en-GB", "ar-SY", "AGENCY", "It is the agency's task."},
		{"en", "ar", "geneva", "The working group met in Geneva."},
		{"en", "ar", "work", ""},
		{"en", "ar", "working committee", ""},
		{"en", "fr", "group", ""},
		{"en", "ar", "«…»", ""},
		{"en", "ar", strings.Repeat("group ", memory.MostSought+1), ""},
		{"ar", "en", "فريق العمل", "المطر قريب، وبفريقِ العملِ الماءُ.\nصدر تقرير لفريق العمل.\nاجتمع فريق العمل في جنيف."},
		{"ar", "en", "الفَرِيـق عمل", "المطر قريب، وبفريقِ العملِ الماءُ.\nصدر تقرير لفريق العمل.\nاجتمع فريق العمل في جنيف."},
		{"ar", "en", "اطبا", "تعمل مجموعة من الأطباء في المخيم."},
		{"ar", "en", "مهمه", "هذه مهمة الوكالة."},
	} {
		got := concordance(t, m, c.from, c.to, c.words)
		if sources(got.Matches) != c.want || got.More {
			t.Errorf("%q in %s is found in\n%s\nmore %t, want\n%s", c.words, c.from, sources(got.Matches), got.More, c.want)
		}
	}
	hit := concordance(t, m, "ar", "en", "فريق عمل").Matches[0]
	if !hit.Turned || hit.Target.Words != "Rain is near." || hit.Origin.Release != "weather" || hit.Score != 20 {
		t.Errorf("got %+v", hit)
	}
}

// A concordance shows what was said, though a match would have the numbers put in.
func TestAConcordanceLeavesNumbersAsTheyWere(t *testing.T) {
	m, _ := temporary(t)
	add(t, m, unit("From 5 to 3.", "من ٥ إلى ٣.", "hours"))
	if got := told(concordance(t, m, "en", "ar", "from 3 to 5").Matches); got != "98 From 5 to 3. → من ٥ إلى ٣." {
		t.Errorf("got %s", got)
	}
	if got := told(search(t, m, "en", "ar", "from 3 to 5")); got != "98 From 5 to 3. → من ٣ إلى ٥." {
		t.Errorf("the match is %s", got)
	}
}

func TestAConcordanceOfAMemoryThatIsNotThere(t *testing.T) {
	m, _ := temporary(t)
	if got := concordance(t, m, "en", "ar", "working group"); len(got.Matches) != 0 || got.More {
		t.Errorf("got %+v", got)
	}
}

// What a desk says every week is one answer, and a phrase that is rare is found
// behind it.
func TestWhatIsSaidAgainIsOneAnswer(t *testing.T) {
	m, _ := temporary(t)
	all := []memory.Unit{unit("Harbour and river police meet.", "تجتمع شرطة المرفأ والنهر.", "police")}
	for i := range 300 {
		all = append(all, unit("The river police guard the harbour.", "تحرس شرطة النهر المرفأ.", fmt.Sprint("week-", i)))
	}
	for i := range 20 {
		all = append(all, unit(fmt.Sprintf("Police of the river, station %d.", i), "شرطة النهر.", "stations"))
	}
	add(t, m, all...)
	got := concordance(t, m, "en", "ar", "river police")
	if want := "The river police guard the harbour.\nHarbour and river police meet.\nPolice of the river, station 19.\nPolice of the river, station 18.\nPolice of the river, station 17."; sources(got.Matches) != want || !got.More {
		t.Errorf("got\n%s\nmore %t, want\n%s", sources(got.Matches), got.More, want)
	}
	if len(got.Matches) > 0 && got.Matches[0].Origin.Release != "week-299" {
		t.Errorf("the newest is %s", got.Matches[0].Origin)
	}
}

// The units of a memory whose index has more than one block.
func TestAConcordanceGoesThroughAllBlocks(t *testing.T) {
	m, _ := temporary(t)
	_, err := m.Import(t.Context(), func(put func(memory.Unit) error) error {
		for i := range 70_000 {
			u := memory.Unit{From: "en", To: "ar", Source: memory.Plain(fmt.Sprint("Line ", i)), Target: memory.Plain("سطر"), Reviewed: true}
			if i == 5 || i == 69_000 {
				u.Source.Words = fmt.Sprintf("Line %d of the harbour gate", i)
			}
			if err := put(u); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"harbour gate", "gate line"} { // 70,000 have the one, two the other
		if got := sources(concordance(t, m, "en", "ar", words).Matches); got != "Line 69000 of the harbour gate\nLine 5 of the harbour gate" {
			t.Errorf("%s: got\n%s", words, got)
		}
	}
	got := concordance(t, m, "en", "ar", "line")
	if want := "Line 69999\nLine 69998\nLine 69997\nLine 69996\nLine 69995"; sources(got.Matches) != want || !got.More {
		t.Errorf("got\n%s\nmore %t", sources(got.Matches), got.More)
	}
}

// said are texts of few words, so that many of them hold the same.
var said = rapid.Custom(func(t *rapid.T) string {
	words := rapid.SliceOfN(rapid.SampledFrom([]string{
		"harbour", "Harbour’s", "gate", "opens", "3,750", "٣٧٥٠", "the", "لجنة", "اللجنة", "للجنة", "وباللجنةِ", "جنة", "التزام", "الالتزام", "بيضاء", "البيضا", "ما", "كما", "يعمل", "سيعمل",
	}), 1, rapid.SampledFrom([]int{2, 6}).Draw(t, "most")).Draw(t, "words")
	return strings.Join(words, rapid.SampledFrom([]string{" ", "، ", " «"}).Draw(t, "between"))
})

// A concordance finds what reading all units finds, whatever was replaced and
// removed before.
func TestAConcordanceFindsWhatReadingAllWouldFind(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m, _ := temporary(t)
		defer m.Close()
		ctx := context.Background()
		some := rapid.Custom(func(t *rapid.T) memory.Unit {
			u := unit(said.Draw(t, "source"), said.Draw(t, "target"), rapid.SampledFrom([]string{"spring", "winter", "camp"}).Draw(t, "release"))
			u.Reviewed = rapid.Bool().Draw(t, "reviewed")
			if rapid.Bool().Draw(t, "turned") {
				u = u.Turned()
			}
			return u
		})
		units := rapid.SliceOfN(some, 0, 25)
		var before []memory.Unit
		for range rapid.IntRange(1, 4).Draw(rt, "times") {
			var err error
			all := units.Draw(rt, "units")
			switch rapid.SampledFrom([]string{"add", "add", "again", "replace", "forget", "rebuild"}).Draw(rt, "what") {
			case "add":
				_, err = m.Add(ctx, all)
				before = all
			case "again": // the next release says the same
				for i := range before {
					before[i].Origin.Release += "-again"
				}
				_, err = m.Add(ctx, before)
			case "replace":
				all = slices.DeleteFunc(all, func(u memory.Unit) bool { return u.Origin.Release != "camp" || u.To != "ar" })
				_, err = m.Replace(ctx, "camp", "ar", all)
			case "forget":
				err = m.Forget(ctx, "winter")
			case "rebuild":
				err = m.Rebuild(ctx)
			}
			if err != nil {
				rt.Fatal(err)
			}
		}
		q := memory.Query{Text: memory.Plain(said.Draw(rt, "query")), From: "en", To: "ar", Limit: rapid.IntRange(1, 12).Draw(rt, "limit")}
		if rapid.Bool().Draw(rt, "Arabic") {
			q.From, q.To = "ar", "en"
		}
		got, err := m.Concordance(ctx, q)
		if err != nil {
			rt.Fatal(err)
		}
		want, err := plainConcordance(ctx, m, q)
		if err != nil {
			rt.Fatal(err)
		}
		if !reflect.DeepEqual(got, want) {
			rt.Fatalf("%q in %s:\n%s\nmore %t, want\n%s\nmore %t", q.Text.Words, q.From, told(got.Matches), got.More, told(want.Matches), want.More)
		}
	})
}

// plainConcordance reads every unit.
func plainConcordance(ctx context.Context, m *sqlite.Memory, q memory.Query) (c sqlite.Concordance, err error) {
	phrase, asked := memory.ReadPhrase(q.Text.Words), memory.Ask(q)
	var whole, scattered []memory.Match
	err = m.All(ctx, "", "", func(u memory.Unit) error {
		turned := u.From != q.From
		if turned {
			u = u.Turned()
		}
		match := asked.Compare(u, turned)
		match.Unit, match.Numbers = u, nil
		switch found := phrase.Find(u.Source.Words); {
		case found.Whole:
			whole = slices.Insert(whole, 0, match)
		case found.All:
			scattered = slices.Insert(scattered, 0, match)
		}
		return nil
	})
	for _, match := range slices.Concat(whole, scattered) {
		switch {
		case match.Among(c.Matches):
		case len(c.Matches) == q.Limit:
			c.More = true
		default:
			c.Matches = append(c.Matches, match)
		}
	}
	return c, err
}

// BenchmarkConcordance asks for what a translator asks for: names and phrases of
// the house, common words, and words that are rare.
func BenchmarkConcordance(b *testing.B) {
	m := filled(b, 100_000)
	r := rand.New(rand.NewPCG(7, 8))
	for _, asked := range []struct {
		name, words, from, to string
	}{
		{"a phrase", "River Committee", "en", "ar"},
		{"an Arabic phrase", "لجنة النهر", "ar", "en"},
		{"common words", "the in of", "en", "ar"},
		{"scattered", "Committee River", "en", "ar"},
		{"a rare word", rareWord(r), "en", "ar"},
	} {
		b.Run(asked.name, func(b *testing.B) {
			var times []time.Duration
			found := 0
			for b.Loop() {
				start := time.Now()
				c, err := m.Concordance(b.Context(), memory.Query{Text: memory.Plain(asked.words), From: releases.Language(asked.from), To: releases.Language(asked.to), Limit: 10})
				if err != nil {
					b.Fatal(err)
				}
				times = append(times, time.Since(start))
				found = len(c.Matches)
			}
			slices.Sort(times)
			b.ReportMetric(times[len(times)/2].Seconds()*1e3, "p50-ms")
			b.ReportMetric(times[len(times)*99/100].Seconds()*1e3, "p99-ms")
			b.ReportMetric(float64(found), "found")
		})
	}
}
