package workflow

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// constants of a type in a file, by name, and how often each name is used in the package.
func constants(t *testing.T, file, typ string) map[string]string {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			v := s.(*ast.ValueSpec)
			if id, ok := v.Type.(*ast.Ident); !ok || id.Name != typ {
				continue
			}
			value, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all[v.Names[0].Name] = value
		}
	}
	if len(all) == 0 {
		t.Fatalf("%s has no constants of type %s", file, typ)
	}
	return all
}

func TestEveryCodeIsListedOnceAndUsed(t *testing.T) {
	declared := constants(t, "code.go", "Code")
	codes := Codes()
	if len(codes) != len(declared) {
		t.Errorf("%d codes are listed, %d declared", len(codes), len(declared))
	}
	for name, value := range declared {
		if n := len(slices.DeleteFunc(slices.Clone(codes), func(c Code) bool { return string(c) != value })); n != 1 {
			t.Errorf("%s is listed %d times", name, n)
		}
	}
	used := map[string]bool{}
	for _, file := range []string{"judge.go", "conditions.go", "conditions_claim.go", "conditions_review.go", "conditions_release.go", "conditions_set.go", "conditions_desk.go", "policy.go"} {
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				used[id.Name] = true
			}
			return true
		})
	}
	for name := range declared {
		if !used[name] {
			t.Errorf("nothing is ever refused with %s", name)
		}
	}
}

func TestTableIsWhole(t *testing.T) {
	var acts []Action
	shapes := map[string]bool{}
	for _, s := range Shapes() {
		shapes[s.Name] = true
	}
	conditionsUsed := map[Condition]bool{}
	for _, rule := range Table {
		acts = append(acts, rule.Action)
		if len(rule.Who) == 0 {
			t.Errorf("%s is nobody's", rule.Action)
		}
		for _, c := range rule.If {
			conditionsUsed[c] = true
			if conditions[c] == nil {
				t.Errorf("%s asks %q, which nothing judges", rule.Action, c)
			}
		}
		for _, e := range rule.Then {
			if !shapes[e] {
				t.Errorf("%s ends in %q, which is no event", rule.Action, e)
			}
		}
	}
	for name, value := range constants(t, "words.go", "Action") {
		if n := len(slices.DeleteFunc(slices.Clone(acts), func(a Action) bool { return string(a) != value })); n != 1 {
			t.Errorf("%s has %d rows", name, n)
		}
	}
	for name, value := range constants(t, "table.go", "Condition") {
		if !conditionsUsed[Condition(value)] {
			t.Errorf("no rule asks %s", name)
		}
	}
}

func TestWhoCanHelp(t *testing.T) {
	o := allApproved(t)
	for _, c := range []struct {
		code Code
		args Args
		want []string
	}{
		{RoleMissing, Args{"roles": []string{"translator:ar", "reviewer:ar"}}, []string{"translator:ar", "reviewer:ar"}},
		{FourEyesBlocks, Args{"language": Language("ar")}, []string{"reviewer:ar"}},
		{TextNotApproved, Args{"language": Language("ar"), "state": InReview}, []string{"reviewer:ar"}},
		{TextNotApproved, Args{"language": Language("ar"), "state": Pending}, []string{"translator:ar"}},
		{TextNotApproved, Args{"language": Language("en"), "state": Returned}, []string{"writer"}},
		{StaleText, Args{"language": Language("ar")}, []string{"translator:ar", "reviewer:ar"}},
		{SignoffMissing, Args{"signers": []string{"editor", "legal"}}, []string{"signer:editor", "signer:legal"}},
		{UnderEmbargo, nil, []string{"signer:editor"}},
		{CorrectFirst, nil, []string{"writer", "publisher"}},
		{Held, nil, []string{"coordinator"}},
		{MayNotRecord, nil, []string{"coordinator"}},
		{NotAMember, nil, []string{"admin"}},
		{BaseNotApproved, Args{"language": Language("ar"), "base": Language("en")}, []string{"reviewer:en"}},
		{VersionMoved, Args{"language": Language("ar")}, nil},
	} {
		var got []string
		for _, r := range c.code.Helpers(o.d, o.r, c.args) {
			got = append(got, r.String())
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %v: %v can help, want %v", c.code, c.args, got, c.want)
		}
	}
	for _, c := range Codes() {
		for _, r := range c.Helpers(o.d, nil, Args{"language": Language("ar"), "base": Language("en")}) {
			if _, err := ParseRole(r.String()); err != nil {
				t.Errorf("%s is helped by %v", c, err)
			}
		}
	}
}
