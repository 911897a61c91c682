package newsroom_test

import (
	"os"
	"path/filepath"
	"testing"
)

func writeFile(t *testing.T, root, release, l, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, "releases", release, l+".md"), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func (d *day) file(release, l string) string {
	d.t.Helper()
	b, err := os.ReadFile(filepath.Join(d.root, "releases", release, l+".md"))
	if err != nil {
		d.t.Fatal(err)
	}
	return string(b)
}
