package locales

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// use is one place in the source that asks for a sentence by its full key.
type use struct {
	at   string
	key  string
	args []string // nil where they are not written out there
}

// Every Say, For and Has of the module whose key is written out must find its
// sentence, and an Args literal must fill it. Keys that are put together
// ("refusal." + code) are for the tests of those who have the codes: see Keys.
func TestEverySentenceAskedForExists(t *testing.T) {
	all := entries(t, "en")
	for _, u := range uses(t, "..") {
		e, ok := all[u.key]
		if !ok {
			t.Errorf("%s: no sentence %q in en", u.at, u.key)
			continue
		}
		if u.args == nil {
			continue
		}
		for name := range names(t, u.key, e.phrases["other"]) {
			if !slices.Contains(u.args, name) {
				t.Errorf("%s: %s needs {{.%s}}", u.at, u.key, name)
			}
		}
	}
}

func uses(t *testing.T, root string) []use {
	var found []use
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && path != root):
			return filepath.SkipDir
		case entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // the compiler tells
		}
		for node := range ast.Preorder(file) {
			if call, ok := node.(*ast.CallExpr); ok {
				if u, asks := asks(call); asks {
					u.at = fset.Position(call.Pos()).String()
					found = append(found, u)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// asks tells whether a call is x.Say("topic.name", …) or the like.
func asks(call *ast.CallExpr) (use, bool) {
	method, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains([]string{"Say", "For", "Has"}, method.Sel.Name) || len(call.Args) == 0 {
		return use{}, false
	}
	literal, ok := call.Args[0].(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return use{}, false
	}
	key, err := strconv.Unquote(literal.Value)
	if err != nil || !strings.Contains(key, ".") {
		return use{}, false
	}
	u := use{key: key}
	if len(call.Args) < 2 || method.Sel.Name == "Has" {
		return u, true
	}
	switch args := call.Args[1].(type) {
	case *ast.Ident:
		if args.Name == "nil" {
			u.args = []string{}
		}
	case *ast.CompositeLit:
		u.args = []string{}
		for _, element := range args.Elts {
			pair, ok := element.(*ast.KeyValueExpr)
			if !ok {
				return use{key: key}, true
			}
			name, ok := pair.Key.(*ast.BasicLit)
			if !ok {
				return use{key: key}, true // a name that is put together
			}
			unquoted, _ := strconv.Unquote(name.Value)
			u.args = append(u.args, unquoted)
		}
	}
	return u, true
}

// The scan itself must see what it is for.
func TestUsesAreSeen(t *testing.T) {
	for source, want := range map[string]*use{
		`l.Say("labels.draft", nil)`:                               {key: "labels.draft", args: []string{}},
		`l.Say("show.note", locales.Args{"note": x})`:              {key: "show.note", args: []string{"note"}},
		`l.For("labels.edition")`:                                  {key: "labels.edition", args: nil},
		`l.Say("labels.edition", map[string]any{"page": 1, n: 2})`: {key: "labels.edition"},
		`out.Locale.Has("exit.0")`:                                 {key: "exit.0"},
		`l.Say("show.note", args)`:                                 {key: "show.note"},
		`l.Say("refusal." + code, nil)`:                            nil,
		`furniture.Say(t, "labels.draft")`:                         nil,
		`say("labels.draft", nil)`:                                 nil,
	} {
		expr, err := parser.ParseExpr(source)
		if err != nil {
			t.Fatal(err)
		}
		got, asks := asks(expr.(*ast.CallExpr))
		if asks != (want != nil) || want != nil && (got.key != want.key || !slices.Equal(got.args, want.args) || (got.args == nil) != (want.args == nil)) {
			t.Errorf("%s: %+v (%t), want %+v", source, got, asks, want)
		}
	}
}
