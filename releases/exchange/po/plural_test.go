package po

import "testing"

// A form is compared with the words that it translates: one's own, or those of
// many.
func TestTheSourceOfAPluralForm(t *testing.T) {
	for _, c := range []struct {
		name, head string
		forms      int
		one        int // the form that msgid is the source of; -1 for none
	}{
		{"Arabic by its header", "Plural-Forms: nplurals=6; plural=(n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);", 6, 1},
		{"Arabic by its language", "Language: ar", 6, 1},
		{"Arabic of a country", "Language: ar_SY", 6, 1},
		{"Arabic without zero", "Plural-Forms: nplurals=4; plural=n==1 ? 0 : n==2 ? 1 : n<=10 ? 2 : 3;", 4, 0},
		{"English", "Language: en", 2, 0},
		{"French", "Plural-Forms: nplurals=2; plural=(n > 1);", 2, 0},
		{"Russian", "Language: ru", 3, 0},
		{"Polish", "Language: pl", 3, 0},
		{"Japanese", "Plural-Forms: nplurals=1; plural=0;", 1, -1},
		{"nothing said", "", 2, 0},
		{"a rule that ends early", "Plural-Forms: nplurals=2; plural=n==1?", 2, 0},
	} {
		f := File{Head: &Entry{Str: []string{c.head + "\n"}}}
		e := Entry{Message: Message{ID: "one boat", Plural: "%d boats", HasPlural: true}, Str: make([]string, c.forms)}
		for form := range e.Str {
			want := "%d boats"
			if form == c.one {
				want = "one boat"
			}
			if got := f.SourceOf(&e, form); got != want {
				t.Errorf("%s: form %d translates %q, want %q", c.name, form, got, want)
			}
		}
	}
	plain := Entry{Message: Message{ID: "The harbour"}, Str: []string{""}}
	if got := new(File).SourceOf(&plain, 0); got != "The harbour" {
		t.Errorf("a message without a plural translates %q", got)
	}
}
