package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"bayan/releases/check"
)

// What the source itself says of codes and their values, for tests of what the
// packages do not list.

// made is a place of the source that makes a code: what it calls, or the type
// that it makes, the codes that it may have there, and the names of their values.
type made struct {
	in    string // the function
	name  string
	codes []string // nil where it is a variable of another function
	args  []string
}

// codeAt is which argument of a call is its code.
var codeAt = map[string]int{"fault": 1, "simple": 1, "did": 0, "tell": 0, "flaw": 0, "result": 0, "notice": 0, "keep": 0, "drop": 0, "addUsage": 0}

// calls finds every call and every literal of a package that may make a code.
func calls(t *testing.T, dir string) []made {
	t.Helper()
	var all []made
	for _, file := range sources(t, dir) {
		for _, decl := range file.Decls {
			in := ""
			if f, ok := decl.(*ast.FuncDecl); ok {
				in = f.Name.Name
			}
			words, keys := assigned(decl)
			for node := range ast.Preorder(decl) {
				m := made{in: in}
				var code ast.Expr
				var values []ast.Expr
				switch n := node.(type) {
				case *ast.CallExpr:
					m.name, values = lastName(n.Fun), n.Args
					if at, ok := codeAt[m.name]; ok && at < len(n.Args) {
						code = n.Args[at]
					}
				case *ast.CompositeLit:
					m.name = lastName(n.Type)
					for _, e := range n.Elts {
						if pair, ok := e.(*ast.KeyValueExpr); ok && strings.EqualFold(lastName(pair.Key), "code") {
							code = pair.Value
						} else if ok {
							values = append(values, pair.Value)
						}
					}
				}
				if s, ok := quoted(code); ok {
					m.codes = []string{s}
				} else if m.name == "did" || m.name == "result" {
					m.codes = words[lastName(code)]
				}
				for _, v := range values {
					if m.args = mapKeys(v); m.args == nil {
						m.args = keys[lastName(v)]
					}
					if m.args != nil {
						break
					}
				}
				if m.name != "" {
					all = append(all, m)
				}
			}
		}
	}
	return all
}

// assigned are the words and the keys of maps that a function gives its
// variables.
func assigned(decl ast.Decl) (words, keys map[string][]string) {
	words, keys = map[string][]string{}, map[string][]string{}
	for node := range ast.Preorder(decl) {
		a, ok := node.(*ast.AssignStmt)
		if !ok || len(a.Lhs) != len(a.Rhs) {
			continue
		}
		for i := range a.Lhs {
			name := lastName(a.Lhs[i])
			if s, ok := quoted(a.Rhs[i]); ok && s != "" {
				words[name] = append(words[name], s)
			} else if names := mapKeys(a.Rhs[i]); names != nil {
				keys[name] = names
			}
		}
	}
	return words, keys
}

// findingArgs are the values of each finding's sentence, by its key: what the
// function of its rule tells, and those that it calls.
func findingArgs(t *testing.T) map[string][]string {
	t.Helper()
	const dir = "../../releases/check"
	tells, reach := map[string][]made{}, map[string][]string{}
	out := map[string][]string{}
	for _, c := range calls(t, dir) {
		reach[c.in] = append(reach[c.in], c.name)
		switch c.name {
		case "tell":
			tells[c.in] = append(tells[c.in], c)
		case "addUsage":
			out["check."+c.codes[0]] = append(out["check."+c.codes[0]], c.args...)
		}
	}
	add := func(code, find string) {
		seen := map[string]bool{}
		for todo := []string{find}; len(todo) > 0; todo = todo[1:] {
			if at := todo[0]; !seen[at] {
				seen[at] = true
				todo = append(todo, reach[at]...)
				for _, c := range tells[at] {
					for _, variant := range c.codes {
						key := check.Finding{Code: code, Variant: variant}.Key()
						out[key] = append(out[key], c.args...)
					}
					if c.codes == nil { // any of the rule's variants
						out["check."+code+"*"] = c.args
					}
				}
			}
		}
	}
	add("structure", "structure")
	for _, file := range sources(t, dir) {
		for node := range ast.Preorder(file) {
			if rule, ok := node.(*ast.CompositeLit); ok {
				of := map[string]ast.Expr{}
				for _, e := range rule.Elts {
					if pair, ok := e.(*ast.KeyValueExpr); ok {
						of[lastName(pair.Key)] = pair.Value
					}
				}
				if code, ok := quoted(of["code"]); ok && of["find"] != nil {
					add(code, lastName(of["find"]))
				}
			}
		}
	}
	for _, key := range check.Keys() {
		for code, args := range out {
			if family, any := strings.CutSuffix(code, "*"); any && (key == family || strings.HasPrefix(key, family+"-")) {
				out[key] = append(out[key], args...)
			}
		}
	}
	return out
}

// documentedArgs reads the {arguments} in the comments of a file's constants.
func documentedArgs(t *testing.T, path string) map[string][]string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`\{([^}]*)\}`)
	out := map[string][]string{}
	for node := range ast.Preorder(file) {
		spec, ok := node.(*ast.ValueSpec)
		if !ok || len(spec.Values) != 1 {
			continue
		}
		code, ok := quoted(spec.Values[0])
		found := list.FindStringSubmatch(spec.Doc.Text() + spec.Comment.Text())
		if !ok || found == nil {
			continue
		}
		out[code] = []string{}
		for name := range strings.SplitSeq(found[1], ",") {
			// One that may be absent cannot be in a sentence.
			if name = strings.TrimSpace(name); name != "" && !strings.HasSuffix(name, "?") {
				out[code] = append(out[code], name)
			}
		}
	}
	return out
}

// constants are the values of a file's string constants.
func constants(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, decl := range file.Decls {
		if d, ok := decl.(*ast.GenDecl); ok && d.Tok == token.CONST {
			for _, spec := range d.Specs {
				for _, v := range spec.(*ast.ValueSpec).Values {
					if s, ok := quoted(v); ok {
						all = append(all, s)
					}
				}
			}
		}
	}
	if all == nil {
		t.Fatalf("%s has no string constants", path)
	}
	return all
}

// sources are the parsed files of a package, without tests.
func sources(t *testing.T, dir string) map[string]*ast.File {
	t.Helper()
	paths, err := filepath.Glob(dir + "/*.go")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no source in %s: %v", dir, err)
	}
	files := map[string]*ast.File{}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		if files[path], err = parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

// quoted is the value of a string literal.
func quoted(node ast.Node) (string, bool) {
	literal, ok := node.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(literal.Value)
	return s, err == nil
}

// lastName is the name of x, of p.x or of &p.x{}.
func lastName(expr ast.Expr) string {
	switch e := expr.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// mapKeys are the literal keys of a map of values.
func mapKeys(expr ast.Expr) []string {
	lit, ok := expr.(*ast.CompositeLit)
	if !ok {
		return nil
	}
	if _, ok := lit.Type.(*ast.MapType); !ok && lastName(lit.Type) != "Args" {
		return nil
	}
	keys := []string{}
	for _, e := range lit.Elts {
		if pair, ok := e.(*ast.KeyValueExpr); ok {
			if key, ok := quoted(pair.Key); ok {
				keys = append(keys, key)
			}
		}
	}
	return keys
}
