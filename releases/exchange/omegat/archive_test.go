package omegat

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"bayan/releases"
	"bayan/releases/exchange/internal/trial"
	"bayan/releases/exchange/xliff"
)

// packed is a ZIP archive of files by their names.
func packed(t testing.TB, files ...[2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, one := range files {
		f, err := z.Create(one[0])
		if err == nil {
			_, err = f.Write([]byte(one[1]))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A translator who was sent one archive sends one back.
func TestTranslatedOfAWholeProject(t *testing.T) {
	const project = "<omegat/>"
	for name, c := range map[string]struct {
		b    []byte
		want string // the file, or the code of the error
	}{
		"translated":      {packed(t, [2]string{"a/omegat.project", project}, [2]string{"a/source/w.xlf", "s"}, [2]string{"a/target/w.xlf", "t"}), "t"},
		"without folder":  {packed(t, [2]string{"omegat.project", project}, [2]string{"target/w.xlf", "t"}), "t"},
		"not created yet": {packed(t, [2]string{"a/omegat.project", project}, [2]string{"a/source/w.xlf", "s"}, [2]string{"a/target/.keep", ""}), "omegat-untranslated"},
		"two files":       {packed(t, [2]string{"a/omegat.project", project}, [2]string{"a/target/w.xlf", "t"}, [2]string{"a/target/x.xlf", "x"}), "omegat-untranslated"},
		"no archive":      {[]byte("<xliff/>"), "<xliff/>"},
	} {
		got, err := Translated("back.zip", c.b)
		if err != nil {
			got = []byte(codeOf(err))
		}
		if string(got) != c.want {
			t.Errorf("%s: %q, not %q", name, got, c.want)
		}
	}
	other := packed(t, [2]string{"a/target/w.xlf", "t"})
	if got, err := Translated("photos.zip", other); err != nil || !bytes.Equal(got, other) {
		t.Errorf("another archive: %d bytes, %v", len(got), err)
	}
	cut := packed(t, [2]string{"omegat.project", project}, [2]string{"target/w.xlf", strings.Repeat("t", 1000)})
	at := bytes.Index(cut, []byte("target/w.xlf")) + len("target/w.xlf")
	cut[at+2] ^= 0xff
	large := packed(t, [2]string{"omegat.project", project}, [2]string{"target/w.xlf", strings.Repeat("t", xliff.MaxBytes+1)})
	for name, b := range map[string][]byte{"a damaged one": cut, "one that unpacks to more than is read": large} {
		if _, err := Translated("back.zip", b); err == nil || codeOf(err) != "omegat-archive" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func codeOf(err error) string {
	var all releases.ParseErrors
	if errors.As(err, &all) {
		return all[0].Code
	}
	return fmt.Sprint(err)
}

func FuzzTranslated(f *testing.F) {
	var b bytes.Buffer
	if err := Write(&b, trial.First()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Add(packed(f, [2]string{"omegat.project", ""}, [2]string{"target/w.xlf", "<xliff/>"}))
	f.Fuzz(func(t *testing.T, b []byte) {
		if file, err := Translated("back.zip", b); err == nil && file == nil && len(b) > 0 {
			t.Error("neither a file nor an error")
		}
	})
}
