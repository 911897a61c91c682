package folder

import (
	"os"
	"path/filepath"
	"testing"
)

func TestFindDesk(t *testing.T) {
	root := t.TempDir()
	deep := filepath.Join(root, "desk", "releases", training)
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := FindDesk(deep); code(err) != NoDesk {
		t.Errorf("no desk: %v, want %s", err, NoDesk)
	}
	desk := filepath.Join(root, "desk")
	if err := WriteSettings(desk, Settings{Member: "mona"}); err != nil {
		t.Fatal(err)
	}
	for _, start := range []string{deep, desk, filepath.Join(desk, "not", "there")} {
		if got, err := FindDesk(start); got != desk || err != nil {
			t.Errorf("from %s: %s, %v; want %s", start, got, err, desk)
		}
	}
	t.Chdir(deep)
	if got, err := FindDesk("."); err != nil || filepath.Base(got) != "desk" {
		t.Errorf("from here: %s, %v", got, err)
	}
	if err := WriteSettings(filepath.Dir(deep), Settings{}); err != nil { // a desk within a desk
		t.Fatal(err)
	}
	if got, err := FindDesk("."); err != nil || filepath.Base(got) != "releases" {
		t.Errorf("the nearest: %s, %v", got, err)
	}
}

func TestSettings(t *testing.T) {
	root := t.TempDir()
	if _, err := ReadSettings(root); code(err) != NoDesk {
		t.Errorf("no settings: %v, want %s", err, NoDesk)
	}
	for _, want := range []Settings{
		{},
		{Member: "mona", Locale: "ar", Bidi: "native", Store: `C:\desks "old"\desk.db`},
	} {
		if err := WriteSettings(root, want); err != nil {
			t.Fatal(err)
		}
		if got, err := ReadSettings(root); got != want || err != nil {
			t.Errorf("read %+v, %v; want %+v", got, err, want)
		}
	}
	for store, want := range map[string]string{
		"":             "/desk/.bayan/desk.db",
		"shared.db":    "/desk/shared.db",
		"/srv/desk.db": "/srv/desk.db",
	} {
		if got := (Settings{Store: store}).StorePath("/desk"); got != want {
			t.Errorf("store %q is at %s, want %s", store, got, want)
		}
	}
}

var badSettings = []struct {
	toml   string
	code   Code
	line   int
	detail string
}{
	{"member = \"mona\"\ncolour = \"always\"\n", UnknownKey, 2, "colour"},
	{"# the desk\n\n[terminal]\nbidi = \"auto\"\n", UnknownKey, 3, "terminal"},
	{"member = \"mona\"\n\"mem ber\" = 1\n", UnknownKey, 2, `"mem ber"`},
	{"a.b = 1\n", UnknownKey, 1, "a.b"},
	{"member = \"mona\"\nmember = \"khalid\"\n", BadSettings, 2, ""},
	{"locale = \"en\nmember = \"mona\"\n", BadSettings, 1, ""},
	{"\nmember = 7\n", BadSettings, 2, ""},
	{"member = \"\xff\"\n", BadSettings, 1, ""},
}

func TestBadSettings(t *testing.T) {
	for _, c := range badSettings {
		_, err := ParseSettings("bayan.toml", []byte(c.toml))
		e, ok := err.(*Error)
		if !ok || e.Code != c.code || e.Line != c.line || e.Path != "bayan.toml" || c.detail != "" && e.Detail != c.detail {
			t.Errorf("%q:\n got %#v\nwant %s in line %d %s", c.toml, err, c.code, c.line, c.detail)
		}
	}
}

func FuzzSettings(f *testing.F) {
	for _, c := range badSettings {
		f.Add([]byte(c.toml))
	}
	f.Add([]byte("store = \"x.db\"\nmember = \"mona\"\nlocale = 'ar'\nbidi = \"\"\"auto\"\"\"\n"))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := ParseSettings("bayan.toml", b)
		if err != nil {
			if code(err) != BadSettings && code(err) != UnknownKey {
				t.Errorf("%v", err)
			}
			return
		}
		root := t.TempDir()
		if err := WriteSettings(root, s); err != nil {
			t.Fatal(err)
		}
		if again, err := ReadSettings(root); err != nil || again != s {
			t.Errorf("%+v came back as %+v, %v", s, again, err)
		}
	})
}
