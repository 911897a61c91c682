package sqlite_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
	"bayan/releases/memory"
	"bayan/releases/memory/sqlite"
)

func temporary(t *testing.T) (*sqlite.Memory, string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "memory.db")
	m := sqlite.Open(path)
	t.Cleanup(func() { m.Close() })
	return m, path
}

func unit(source, target, release string) memory.Unit {
	return memory.Unit{From: "en", To: "ar", Source: memory.Plain(source), Target: memory.Plain(target), Reviewed: true,
		Origin: memory.Origin{Release: release, ID: release, Version: 1, ApprovedBy: []string{"rami"}, At: "2026-11-22T10:00:00Z"}}
}

func add(t *testing.T, m *sqlite.Memory, units ...memory.Unit) sqlite.Taken {
	t.Helper()
	taken, err := m.Add(t.Context(), units)
	if err != nil {
		t.Fatal(err)
	}
	return taken
}

func search(t *testing.T, m *sqlite.Memory, from, to releases.Language, text string) []memory.Match {
	t.Helper()
	matches, err := m.Search(t.Context(), memory.Query{Text: memory.Plain(text), From: from, To: to})
	if err != nil {
		t.Fatal(err)
	}
	return matches
}

func told(matches []memory.Match) string {
	var lines []string
	for _, m := range matches {
		lines = append(lines, fmt.Sprintf("%d %s → %s", m.Score, m.Source.Words, m.Target.Words))
	}
	return strings.Join(lines, "\n")
}

func TestOpeningTouchesNothing(t *testing.T) {
	m, path := temporary(t)
	if got := search(t, m, "en", "ar", "The harbour opens."); len(got) != 0 {
		t.Errorf("found %s in a memory that is not there", told(got))
	}
	if s, err := m.Stats(t.Context()); err != nil || len(s.Pairs) != 0 {
		t.Errorf("stats %v, %v", s, err)
	}
	if _, err := os.Stat(path); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("reading made a file: %v", err)
	}
}

func TestAReleaseIsFoundInBothDirections(t *testing.T) {
	m, _ := temporary(t)
	add(t, m,
		unit("The harbour opens on Monday.", "يفتح المرفأ يوم الاثنين.", "harbour"),
		unit("Ships may enter from six.", "يُسمح للسفن بالدخول من السادسة.", "harbour"))
	if got, want := told(search(t, m, "en-GB", "ar-SY", "The harbour opens on Monday.")), "100 The harbour opens on Monday. → يفتح المرفأ يوم الاثنين."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	got := search(t, m, "ar", "en", "يفتح المرفا يوم الثلاثاء.")
	if told(got) != "75 يفتح المرفأ يوم الاثنين. → The harbour opens on Monday." || !got[0].Turned {
		t.Errorf("got %s", told(got))
	}
	if got[0].Origin.Release != "harbour" || got[0].Origin.ApprovedBy[0] != "rami" {
		t.Errorf("nobody knows where it comes from: %+v", got[0].Origin)
	}
	if got := search(t, m, "en", "fr", "The harbour opens on Monday."); len(got) != 0 {
		t.Errorf("another pair has %s", told(got))
	}
}

func TestANewVersionTakesThePlaceOfTheOld(t *testing.T) {
	m, path := temporary(t)
	add(t, m, unit("Rain is near.", "المطر قريب.", "weather"))
	add(t, m, unit("The harbour opens on Monday.", "يفتح المرفأ يوم الاثنين.", "harbour"), unit("Ships may enter.", "يُسمح للسفن بالدخول.", "harbour"))

	kept := unit("Ships may enter.", "يُسمح للسفن بالدخول.", "harbour")
	kept.Origin.Version, kept.Stale = 2, true
	taken, err := m.Replace(t.Context(), "harbour", "ar", []memory.Unit{kept, unit("The harbour opens on Friday.", "يفتح المرفأ يوم الجمعة.", "harbour")})
	if err != nil || taken.Added != 1 || taken.Known != 1 {
		t.Fatalf("taken %+v, %v", taken, err)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	m = sqlite.Open(path)
	defer m.Close()
	if got, want := told(search(t, m, "en", "ar", "The harbour opens on Monday.")), "80 The harbour opens on Friday. → يفتح المرفأ يوم الجمعة."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := search(t, m, "en", "ar", "Ships may enter."); told(got) != "95 Ships may enter. → يُسمح للسفن بالدخول." || got[0].Origin.Version != 2 {
		t.Errorf("got %s", told(got))
	}
	stats, err := m.Stats(t.Context())
	if err != nil || len(stats.Pairs) != 1 || stats.Pairs[0] != (sqlite.PairStats{A: "ar", B: "en", Units: 3, Stale: 1, Releases: 2}) {
		t.Errorf("stats %+v, %v", stats, err)
	}
	if err := m.Forget(t.Context(), "harbour"); err != nil {
		t.Fatal(err)
	}
	if got := search(t, m, "en", "ar", "Ships may enter."); len(got) != 0 {
		t.Errorf("forgotten, and found: %s", told(got))
	}
	if got := search(t, m, "ar", "en", "المطر قريب."); len(got) != 1 {
		t.Errorf("another release was forgotten too")
	}
}

func TestAnImportIsWholeOrNothing(t *testing.T) {
	m, _ := temporary(t)
	add(t, m, unit("Rain is near.", "المطر قريب.", ""))
	torn := errors.New("the file ends here")
	_, err := m.Import(t.Context(), func(add func(memory.Unit) error) error {
		if err := add(unit("Ships may enter.", "يُسمح للسفن بالدخول.", "")); err != nil {
			return err
		}
		return torn
	})
	if !errors.Is(err, torn) {
		t.Fatalf("got %v", err)
	}
	if got := search(t, m, "en", "ar", "Ships may enter."); len(got) != 0 {
		t.Errorf("half an import stayed: %s", told(got))
	}
	taken := add(t, m, unit("Rain is near.", "المطر قريب.", ""), unit("Rain is near.", "قريب المطر.", ""), unit("", "قريب.", ""))
	if taken.Added != 1 || taken.Known != 1 || taken.Left[memory.NoWords] != 1 {
		t.Errorf("taken %+v", taken)
	}
}

func TestWhatStoodAroundItDecides(t *testing.T) {
	m, _ := temporary(t)
	var units []memory.Unit
	for i := range 200 { // more of one text than a search compares
		u := unit("Thank you.", fmt.Sprintf("شكراً %d.", i), "thanks")
		u.Before, u.After = fmt.Sprintf("Question %d", i), fmt.Sprintf("Answer %d", i)
		units = append(units, u)
	}
	add(t, m, units...)
	got, err := m.Search(t.Context(), memory.Query{Text: memory.Plain("Thank you."), From: "en", To: "ar", Before: "Question 17", After: "Answer 17", Limit: 1})
	if err != nil || told(got) != "102 Thank you. → شكراً 17." {
		t.Errorf("got %s, %v", told(got), err)
	}
}

func TestSearchFindsWhatReadingAllWouldFind(t *testing.T) {
	m, _ := temporary(t)
	r := rand.New(rand.NewPCG(3, 5))
	var units []memory.Unit
	for i := range 3000 {
		u := pressUnit(r)
		u.Reviewed = i%50 > 0 // takes points from few
		units = append(units, u)
	}
	add(t, m, units...)
	missed := 0
	for i := range 200 {
		words := pressUnit(r).Source.Words
		if i%4 < 2 { // an edit of what is there, by its number too
			words = units[r.IntN(len(units))].Source.Words
		}
		q := memory.Query{Text: memory.Plain(reworded(r, words)), From: "en", To: "ar", Limit: 1 + i%2*4}
		asked := memory.Ask(q)
		var all []memory.Match
		for _, u := range units {
			if match := asked.Compare(u, false); match.Score >= 50 {
				asked.Weigh(&match)
				all = append(all, match)
			}
		}
		want := memory.Best(all, 1)
		got, err := m.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if len(want) > 0 && (len(got) == 0 || got[0].Score < want[0].Score) {
			missed++
			t.Logf("%s\n got %s\nwant %s", q.Text.Words, told(got), told(want))
		}
	}
	if missed > 2 {
		t.Errorf("in %d of 200 searches a better match was there", missed)
	}
}

// Among a thousand sentences of the same words the one with the same number is
// the nearest, whenever it came.
func TestTheSameNumberIsNearest(t *testing.T) {
	m, _ := temporary(t)
	var units []memory.Unit
	for n := range 1000 {
		units = append(units, unit(fmt.Sprintf("The River Committee rebuilt %d homes near the bridge of Nahr.", 1000+n),
			fmt.Sprintf("أعادت لجنة النهر بناء %d منزلاً قرب جسر نهر.", 1000+n), ""))
	}
	add(t, m, units...)
	for _, limit := range []int{1, 5} {
		got, err := m.Search(t.Context(), memory.Query{Text: memory.Plain("The River Committee rebuilt 1234 stone homes near the bridge of Nahr."),
			From: "en", To: "ar", Limit: limit})
		if err != nil || len(got) == 0 || got[0].Source.Words != units[234].Source.Words {
			t.Errorf("the best of %d:\n%s\n%v", limit, told(got), err)
		}
	}
}

// Of the translations of one sentence the newest were reviewed by nobody.
func TestAReviewedTwinIsTheNearest(t *testing.T) {
	m, _ := temporary(t)
	var units []memory.Unit
	for n := range 50 {
		u := unit("The River Committee rebuilt the homes near the bridge of Nahr.", fmt.Sprintf("أعادت لجنة النهر بناء المنازل، الصيغة %d.", n), "")
		u.Reviewed = n < 10
		units = append(units, u)
	}
	add(t, m, units...)
	for _, limit := range []int{1, 5} {
		got, err := m.Search(t.Context(), memory.Query{Text: memory.Plain("The River Committee rebuilt the stone homes near the bridge of Nahr."),
			From: "en", To: "ar", Limit: limit})
		if err != nil || len(got) != limit || got[limit-1].Score != 91 || !got[limit-1].Reviewed {
			t.Errorf("the best of %d:\n%s\n%v", limit, told(got), err)
		}
	}
}

// A checkout asks for all sentences at once, and gets what each would get alone.
func TestSearchAllFindsWhatSearchFinds(t *testing.T) {
	m, _ := temporary(t)
	r := rand.New(rand.NewPCG(3, 7))
	var units []memory.Unit
	for i := range 1500 {
		u := pressUnit(r)
		if i%3 == 0 && i > 0 { // the next release says it again
			u = units[i-1]
		}
		u.Reviewed, u.Stale = i%5 > 0, i%7 == 0
		u.Origin.Release, u.Origin.Version = fmt.Sprint("release-", i/20), 1+i%3
		if i > 0 {
			u.Before = units[i-1].Source.Words
		}
		if i%4 == 0 {
			u = u.Turned()
		}
		units = append(units, u)
	}
	add(t, m, units...)
	queries := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) memory.Query {
		q := memory.Query{From: "en", To: "ar", Limit: rapid.IntRange(0, 6).Draw(t, "limit"), Least: rapid.SampledFrom([]int{0, 1, 60, 85, 99}).Draw(t, "least")}
		u := rapid.SampledFrom(units).Draw(t, "unit")
		if rapid.Bool().Draw(t, "to English") != (u.From == "ar") {
			u = u.Turned()
		}
		q.From, q.To, q.Text, q.Before = u.From, u.To, u.Source, u.Before
		switch rapid.SampledFrom([]string{"as it is", "reworded", "reworded", "halved", "marks"}).Draw(t, "how") {
		case "reworded":
			q.Text.Words = reworded(rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "words"), 1)), q.Text.Words)
		case "halved":
			q.Text.Words = string([]rune(q.Text.Words)[:len([]rune(q.Text.Words))/2])
		case "marks":
			q.Text.Words = "***"
		}
		return q
	}), 1, 30)
	rapid.Check(t, func(t *rapid.T) {
		asked := queries.Draw(t, "asked")
		var together [][]memory.Match
		err := m.SearchAll(context.Background(), asked, func(i int, got []memory.Match) error {
			if i != len(together) {
				t.Fatalf("the matches of %d came after those of %d", i, len(together)-1)
			}
			together = append(together, got)
			return nil
		})
		if err != nil || len(together) != len(asked) {
			t.Fatalf("%d of %d were answered, %v", len(together), len(asked), err)
		}
		for i, q := range asked {
			alone, err := m.Search(context.Background(), q)
			if err != nil || !reflect.DeepEqual(together[i], alone) {
				t.Fatalf("%s\nof all\n%s\nalone\n%s\n%v", q.Text.Words, told(together[i]), told(alone), err)
			}
		}
	})
}

// Half of all sentences have each of these words; only one has nine of them.
func TestTheNearestIsFoundByCommonWordsAlone(t *testing.T) {
	m, _ := temporary(t)
	r := rand.New(rand.NewPCG(5, 9))
	slots := strings.Fields("north south inner outer upper lower early later first final major minor clear murky brief ample quiet noisy")
	sentence := func(pick func(slot int) int) string {
		var words []string
		for i := range len(slots) / 2 {
			words = append(words, slots[2*i+pick(i)])
		}
		return strings.Join(words, " ")
	}
	const n, kept = 20_000, 500
	sought := sentence(func(int) int { return 0 })
	_, err := m.Import(t.Context(), func(add func(memory.Unit) error) error {
		for i := range n {
			words := sought
			for i != kept && words == sought {
				words = sentence(func(int) int { return r.IntN(2) })
			}
			if err := add(unit(words, fmt.Sprint("قول ", i), "")); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	asked := []memory.Query{
		{Text: memory.Plain(sought + " harbour"), From: "en", To: "ar", Limit: 1},
		{Text: memory.Plain("harbour " + sought), From: "en", To: "ar", Limit: 1},
	}
	alone := search(t, m, "en", "ar", asked[0].Text.Words)
	if len(alone) == 0 || alone[0].Source.Words != sought || alone[0].Score != 90 {
		t.Errorf("alone:\n%s", told(alone))
	}
	err = m.SearchAll(t.Context(), asked, func(i int, got []memory.Match) error {
		if len(got) != 1 || got[0].Source.Words != sought || got[0].Score != 90 {
			t.Errorf("%d of all:\n%s", i, told(got))
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

// A memory that was indexed by other words is indexed again when it is opened.
func TestAnIndexOfOtherWordsIsMadeAgain(t *testing.T) {
	m, path := temporary(t)
	add(t, m, unit("The harbour opens on 5 May.", "يفتح الميناء في 5 أيار.", "port"))
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec("DELETE FROM posting; UPDATE fold SET version = version - 1"); err != nil {
		t.Fatal(err)
	}
	if got := told(search(t, m, "en", "ar", "The harbour opened on 5 May.")); !strings.HasPrefix(got, "83 ") {
		t.Errorf("got %q", got)
	}
	var version int
	if err := db.QueryRow("SELECT version FROM fold").Scan(&version); err != nil || version != memory.FoldVersion {
		t.Errorf("version %d, %v", version, err)
	}
}

func TestTheIndexIsMadeAgain(t *testing.T) {
	m, _ := temporary(t)
	r := rand.New(rand.NewPCG(3, 6))
	var units []memory.Unit
	for i := range 300 {
		u := pressUnit(r)
		u.Origin.Release = fmt.Sprint("release-", i%3)
		units = append(units, u)
	}
	add(t, m, units...)
	if err := m.Forget(t.Context(), "release-1"); err != nil {
		t.Fatal(err)
	}
	before := told(search(t, m, "en", "ar", units[0].Source.Words))
	if err := m.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := told(search(t, m, "en", "ar", units[0].Source.Words)); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	n := 0
	m.All(t.Context(), "ar", "en", func(u memory.Unit) error {
		n++
		_, err := m.Stats(context.Background()) // f may use the memory
		return err
	})
	left := map[string]bool{}
	for _, u := range units {
		if u.Origin.Release != "release-1" {
			left[u.Origin.Release+u.Source.Words+u.Target.Words] = true
		}
	}
	if n != len(left) {
		t.Errorf("%d units, want %d", n, len(left))
	}
}

func TestAFileThatIsNoMemoryIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	foreign := filepath.Join(dir, "letter.txt")
	if err := os.WriteFile(foreign, []byte(strings.Repeat("Dear editor,\n", 200)), 0o600); err != nil {
		t.Fatal(err)
	}
	made, path := temporary(t)
	add(t, made, unit("Rain is near.", "المطر قريب.", ""))
	made.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	future, torn := slices.Clone(whole), whole[:len(whole)/2]
	future[63] = 99 // user_version
	other := slices.Clone(whole)
	copy(other[68:], "xxxx") // application_id
	for name, bytes := range map[string][]byte{"future": future, "torn": torn, "other": other} {
		if err := os.WriteFile(filepath.Join(dir, name), bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, code := range map[string]string{"letter.txt": "memory-foreign", "other": "memory-foreign", "future": "memory-future", "torn": "memory-damaged", ".": "memory-foreign"} {
		m := sqlite.Open(filepath.Join(dir, name))
		_, err := m.Search(t.Context(), memory.Query{Text: memory.Plain("Rain is near."), From: "en", To: "ar"})
		_, again := m.Add(t.Context(), []memory.Unit{unit("Rain.", "مطر.", "")})
		for _, err := range []error{err, again} {
			var fault *memory.FileError
			if !errors.As(err, &fault) || fault.Code != code {
				t.Errorf("%s: got %v, want %s", name, err, code)
			}
		}
		m.Close()
	}
	if now, err := os.ReadFile(foreign); err != nil || string(now) != strings.Repeat("Dear editor,\n", 200) {
		t.Error("the letter was changed")
	}
}

func TestTwoProcessesSeeEachOther(t *testing.T) {
	a, path := temporary(t)
	b := sqlite.Open(path)
	defer b.Close()
	add(t, a, unit("Rain is near.", "المطر قريب.", ""))
	search(t, b, "en", "ar", "Rain was near.")
	add(t, a, unit("Snow is near.", "الثلج قريب.", ""))
	if got := search(t, b, "en", "ar", "Snow was near."); len(got) == 0 || got[0].Source.Words != "Snow is near." {
		t.Errorf("got %s", told(got))
	}
	add(t, b, unit("Hail is near.", "البرد قريب.", ""))
	if got := search(t, a, "en", "ar", "Hail was near."); len(got) == 0 || got[0].Source.Words != "Hail is near." {
		t.Errorf("got %s", told(got))
	}
}

func TestASearchThatNobodyWaitsForEnds(t *testing.T) {
	m, _ := temporary(t)
	add(t, m, unit("Rain is near.", "المطر قريب.", ""))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := m.Search(ctx, memory.Query{Text: memory.Plain("Rain is near."), From: "en", To: "ar"}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}
