// Package judges asks programs that others wrote whether a page is right:
// axe-core, which runs in a browser, and the W3C's checker of HTML, which runs
// in Java. tools/install.sh fetches both into .cache/npm.
package judges

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Axe is the script of axe-core; the test is skipped where it is missing.
func Axe(t *testing.T) string {
	t.Helper()
	raw, err := os.ReadFile(fetched(t, "axe-core/axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// W3C gives the errors of pages, by name; the test is skipped where the checker
// or Java is missing.
func W3C(t *testing.T, pages map[string][]byte) []string {
	t.Helper()
	java, err := exec.LookPath("java")
	if err != nil {
		t.Skip("NOT RUN: no Java here, so the W3C's checker has not seen these pages. Debian: apt-get install default-jre-headless")
	}
	args := []string{"-Xmx512m", "-XX:+UseSerialGC", "-jar", fetched(t, "vnu-jar/build/dist/vnu.jar"), "--format", "json", "--exit-zero-always"}
	dir := t.TempDir()
	for name, page := range pages {
		path := filepath.Join(dir, strings.ReplaceAll(name, " ", "-")+".html")
		if err := os.WriteFile(path, page, 0o644); err != nil {
			t.Fatal(err)
		}
		args = append(args, path)
	}
	cmd := exec.Command(java, args...)
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v: %s", err, said.String())
	}
	var verdict struct {
		Version  string
		Messages []struct {
			Type, Message, Extract, URL string
			LastLine                    int
		}
	}
	if err := json.Unmarshal([]byte(said.String()), &verdict); err != nil || verdict.Version == "" {
		t.Fatalf("the checker says no JSON (%v): %s", err, said.String())
	}
	var flaws []string
	for _, m := range verdict.Messages {
		if m.Type != "info" { // warnings are infos
			flaws = append(flaws, fmt.Sprintf("%s:%d: %s\n%s", filepath.Base(m.URL), m.LastLine, m.Message, m.Extract))
		}
	}
	return flaws
}

// fetched is the path of a file of an npm package; the test is skipped where it
// is not there.
func fetched(t *testing.T, name string) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above")
		}
	}
	path := filepath.Join(dir, ".cache/npm/node_modules", name)
	if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
		t.Skipf("NOT RUN: %s is not here. With npm and the network: sh tools/install.sh", name)
	} else if err != nil {
		t.Fatal(err)
	}
	return path
}
