package sqlite_test

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"bayan/workflow"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

// filled makes a store with some hundred kilobytes in it and returns its path.
func filled(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "desk.db")
	s := open(t, path, sqlite.Options{Create: true})
	defer s.Close()
	for i := range 20 {
		if err := s.Commit(t.Context(), created(i)); err != nil {
			t.Fatal(err)
		}
	}
	return path
}

// created is a release with a long event.
func created(i int) newsroom.Batch {
	key := workflow.StreamID(fmt.Sprintf("key %d", i))
	r := workflow.Record{Stream: key, Seq: 1, Member: "mona", Name: "Created", Version: 1, Request: fmt.Sprint("r", i), Data: bytes.Repeat([]byte("x"), 20_000)}
	r.Digest = r.Sum()
	return newsroom.Batch{
		Heads: []newsroom.Head{{Stream: key}}, Records: []workflow.Record{r},
		Rows: []newsroom.Projection{{Listed: newsroom.Listed{Key: key, ID: fmt.Sprint("release-", i), Title: "Headline", Head: 1}}},
	}
}

func code(err error) string {
	var damage *newsroom.DamageError
	if errors.As(err, &damage) {
		return damage.Code
	}
	return fmt.Sprint(err)
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	file := func(name string, b []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, b, 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	whole, err := os.ReadFile(filled(t))
	if err != nil {
		t.Fatal(err)
	}
	foreign := filepath.Join(dir, "contacts.db")
	change(t, foreign, "CREATE TABLE contact (name TEXT)")
	garbled := bytes.Clone(whole)
	copy(garbled[100:4096], bytes.Repeat([]byte{0xff}, 3996))

	for _, c := range []struct {
		name, path string
		o          sqlite.Options
		want       string
	}{
		{"nothing there", filepath.Join(dir, "none.db"), sqlite.Options{}, sqlite.Missing},
		{"nothing there, to read", filepath.Join(dir, "none.db"), sqlite.Options{Create: true, ReadOnly: true}, sqlite.Missing},
		{"no folder to make it in", filepath.Join(dir, "none", "desk.db"), sqlite.Options{Create: true}, sqlite.Missing},
		{"a folder", dir, sqlite.Options{Create: true}, sqlite.Foreign},
		{"an empty file", file("empty.db", nil), sqlite.Options{}, sqlite.Empty},
		{"a letter", file("letter.txt", []byte(strings.Repeat("Dear colleagues, ", 100))), sqlite.Options{Create: true}, sqlite.Foreign},
		{"a few bytes", file("few.txt", []byte("hello")), sqlite.Options{Create: true}, sqlite.Foreign},
		{"another program's database", foreign, sqlite.Options{Create: true}, sqlite.Foreign},
		{"half of a store", file("half.db", whole[:len(whole)/2]), sqlite.Options{}, sqlite.Truncated},
		{"a store less its last byte", file("less.db", whole[:len(whole)-1]), sqlite.Options{}, sqlite.Truncated},
		{"a store with a broken first page", file("garbled.db", garbled), sqlite.Options{}, sqlite.Damaged},
	} {
		t.Run(c.name, func(t *testing.T) {
			was, _ := os.ReadFile(c.path)
			s, err := sqlite.Open(t.Context(), c.path, c.o)
			if err == nil {
				_, err = s.Find(t.Context(), "release-1", 1) // what a cheap look at open may miss
				s.Close()
			}
			if got := code(err); got != c.want {
				t.Errorf("got %v (%s), want %s", err, got, c.want)
			}
			if now, _ := os.ReadFile(c.path); !bytes.Equal(now, was) {
				t.Error("the file was changed")
			}
		})
	}
}

func TestEmptyFileBecomesAStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	if err := os.WriteFile(path, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	open(t, path, sqlite.Options{Create: true}).Close()
	open(t, path, sqlite.Options{}).Close()
}

func TestFutureSchema(t *testing.T) {
	path := filled(t)
	change(t, path, "PRAGMA user_version = 99")
	for _, o := range []sqlite.Options{{}, {Create: true}, {ReadOnly: true}} {
		_, err := sqlite.Open(t.Context(), path, o)
		var future *newsroom.FutureError
		if !errors.As(err, &future) || future.Found != 99 || future.Known < 1 {
			t.Errorf("%+v: got %v, want a FutureError of 99", o, err)
		}
	}
}

// TestAStoreOfTheFirstVersion is brought up to date when it is opened; what its
// texts say is found, and their headlines are listed, once the rows are made anew.
func TestAStoreOfTheFirstVersion(t *testing.T) {
	path := filled(t)
	change(t, path, "DROP TABLE words; ALTER TABLE release DROP COLUMN titles; PRAGMA user_version = 1")
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	find := func(word string) int {
		found, err := s.List(t.Context(), newsroom.ListQuery{Search: word, Limit: 99})
		if err != nil {
			t.Fatal(err)
		}
		return len(found)
	}
	if titles, words := find("Headline"), find("blankets"); titles != 20 || words != 0 {
		t.Errorf("before: %d by title and %d by text, want 20 and 0", titles, words)
	}
	var all []newsroom.Projection
	if err := s.Projections(t.Context(), func(p newsroom.Projection) error {
		p.Words, p.Titles = "blankets", newsroom.Titles{"ar": "عنوان"}
		all = append(all, p)
		return nil
	}); err != nil || len(all) != 20 {
		t.Fatalf("%d rows, %v", len(all), err)
	}
	if err := s.Rebuild(t.Context(), func(yield func(newsroom.Projection) error) error {
		for _, p := range all {
			if err := yield(p); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if n := find("blankets"); n != 20 {
		t.Errorf("after: %d by text, want 20", n)
	}
	if found, err := s.List(t.Context(), newsroom.ListQuery{Limit: 1}); err != nil || len(found) != 1 || found[0].Titles["ar"] != "عنوان" {
		t.Errorf("after: %+v, %v; want its Arabic headline", found, err)
	}
}

func TestManyOpenANewStoreAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk.db")
	var all sync.WaitGroup
	for i := range 16 {
		all.Go(func() {
			s, err := sqlite.Open(context.Background(), path, sqlite.Options{Create: true})
			if err != nil {
				t.Errorf("opening: %v", err)
				return
			}
			defer s.Close()
			if err := s.Commit(context.Background(), created(i)); err != nil {
				t.Errorf("writing: %v", err)
			}
		})
	}
	all.Wait()
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	if found, err := s.List(t.Context(), newsroom.ListQuery{Limit: 99}); err != nil || len(found) != 16 {
		t.Errorf("%d releases, %v; want 16", len(found), err)
	}
}

func TestDamagedPages(t *testing.T) {
	path := filled(t)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at := len(b) / 2; at < len(b)*3/4; at++ {
		b[at] ^= 0x55
	}
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	broken := false
	err = s.Audit(t.Context(), func(r *workflow.Record) error {
		broken = broken || r.Digest != r.Sum()
		return nil
	}, func(workflow.Ref) {})
	if code(err) != sqlite.Damaged && !broken {
		t.Errorf("an audit of a damaged store found nothing: %v", err)
	}
	if err := s.Check(t.Context()); code(err) != sqlite.Damaged {
		t.Errorf("check: %v", err)
	}
}

func TestCheckOfAWholeStore(t *testing.T) {
	s := open(t, filled(t), sqlite.Options{})
	defer s.Close()
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestErasedWordsAreNowhere(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "desk.db"), sqlite.Options{Create: true})
	defer s.Close()
	name := strings.Repeat("Samira Haddad, Quay Street 14. ", 800) // more than a page
	kept := content("somebody else", "Words that stay, beside those that go.")
	gone := content("salt of Samira's", name)
	b := created(1)
	b.Contents = []newsroom.Content{gone, kept}
	if err := s.Commit(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	holds := func(words string) bool {
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		for _, f := range files {
			if b, _ := os.ReadFile(f); bytes.Contains(b, []byte(words)) {
				return true
			}
		}
		return false
	}
	if !holds("Samira Haddad") || !holds("salt of Samira's") {
		t.Fatal("the words were not there to begin with")
	}
	b = created(2)
	b.Erase = []workflow.Ref{gone.Ref}
	if err := s.Commit(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if holds("Samira Haddad") || holds("Quay Street") || holds("salt of Samira's") {
		t.Error("erased words are still in a file")
	}
	if !holds("Words that stay") {
		t.Error("other words are gone")
	}

	// Nor are the words that a search found in a text, once the text has others.
	words := func(words string) {
		t.Helper()
		last := created(2)
		r := last.Records[0]
		head, err := s.Load(t.Context(), r.Stream, 0)
		if err != nil {
			t.Fatal(err)
		}
		r.Seq, r.Prev, r.Request = int64(len(head)+1), head[len(head)-1].Digest, fmt.Sprint("words ", len(head))
		r.Digest = r.Sum()
		last.Heads[0].Seq, last.Records[0], last.Rows[0].Head, last.Rows[0].Words = r.Seq-1, r, r.Seq, words
		if err := s.Commit(t.Context(), last); err != nil {
			t.Fatal(err)
		}
	}
	words(strings.Repeat("samira ", 800))
	if !holds("samira samira") {
		t.Fatal("the words were not there to begin with")
	}
	words("others")
	if holds("samira samira") {
		t.Error("words that no text has are still in the file")
	}
}

// A copy of the file made between commands, without anything beside it, is whole.
func TestCopyBetweenCommands(t *testing.T) {
	path := filled(t)
	s := open(t, path, sqlite.Options{})
	defer s.Close()
	if err := s.Commit(t.Context(), created(77)); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "elsewhere.db")
	if err := os.WriteFile(copied, b, 0o666); err != nil {
		t.Fatal(err)
	}
	c := open(t, copied, sqlite.Options{})
	defer c.Close()
	if err := c.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if found, err := c.Find(t.Context(), "release-77", 1); err != nil || len(found) != 1 {
		t.Errorf("the last commit is not in the copy: %v, %v", found, err)
	}
}

// change runs SQL on a file as another program would.
func change(t *testing.T, path, query string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(query); err != nil {
		t.Fatal(err)
	}
}
