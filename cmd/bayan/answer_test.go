package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// scriptJSON looks into the JSON that was answered last: keys and places apart
// by "/", "#" for a length, -1 for the last element, KEY=VALUE for the first one
// that has it.
func scriptJSON(ts *testscript.TestScript, neg bool, args []string) {
	must(ts, len(args) == 2 && !neg || len(args) == 1 && neg, "json PATH VALUE, ! json PATH")
	answer, err := decode(ts.ReadFile("stdout"))
	ts.Check(err)
	got, there := lookUp(answer, args[0])
	switch {
	case neg && there:
		ts.Fatalf("%s is there: %s", args[0], compact(got))
	case neg:
	case !there:
		ts.Fatalf("%s is not there in %s", args[0], ts.ReadFile("stdout"))
	case compact(got) != args[1]:
		ts.Fatalf("%s is %s, want %s", args[0], compact(got), args[1])
	}
}

// decode reads one JSON value and nothing after it.
func decode(s string) (any, error) {
	d := json.NewDecoder(strings.NewReader(s))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("%w in %q", err, s)
	}
	if d.More() {
		return nil, fmt.Errorf("more than one value in %q", s)
	}
	return v, nil
}

func lookUp(v any, path string) (any, bool) {
	for part := range strings.SplitSeq(path, "/") {
		switch x := v.(type) {
		case map[string]any:
			inner, ok := x[part]
			if !ok {
				return nil, false
			}
			v = inner
		case []any:
			if part == "#" {
				v = json.Number(strconv.Itoa(len(x)))
				continue
			}
			n, err := strconv.Atoi(part)
			if k, value, ok := strings.Cut(part, "="); ok {
				n = slices.IndexFunc(x, func(e any) bool {
					m, _ := e.(map[string]any)
					return m != nil && compact(m[k]) == value
				})
			} else if err != nil {
				return nil, false
			}
			if err == nil && n < 0 {
				n += len(x)
			}
			if n < 0 || n >= len(x) {
				return nil, false
			}
			v = x[n]
		default:
			return nil, false
		}
	}
	return v, true
}

// compact is a value as a script writes it: strings bare, all else as JSON.
func compact(v any) string {
	if s, ok := v.(string); ok {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(b.String())
}

// scriptShape compares the keys and types of the last answer with those that a
// file lists, a line each; those that begin with WITHOUT are left out.
func scriptShape(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) > 0, "shape FILE [WITHOUT]")
	answer, err := decode(ts.ReadFile("stdout"))
	ts.Check(err)
	got := strings.Join(slices.DeleteFunc(shapeOf(answer), func(line string) bool {
		return len(args) > 1 && strings.HasPrefix(line, args[1])
	}), "\n") + "\n"
	if want := ts.ReadFile(args[0]); got != want {
		ts.Fatalf("the answer has the shape\n%s\nwant\n%s", got, want)
	}
}

func shapeOf(v any) []string {
	seen := map[string]bool{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch x := v.(type) {
		case map[string]any:
			for k, inner := range x {
				walk(strings.TrimPrefix(path+"/"+k, "/"), inner)
			}
			if len(x) == 0 {
				seen[path+" {}"] = true
			}
		case []any:
			for _, inner := range x {
				walk(path+"[]", inner)
			}
			if len(x) == 0 {
				seen[path+" []"] = true
			}
		case string:
			seen[path+" string"] = true
		case json.Number:
			seen[path+" number"] = true
		case bool:
			seen[path+" boolean"] = true
		case nil:
			seen[path+" null"] = true
		}
	}
	walk("", v)
	var lines []string
	for l := range seen {
		lines = append(lines, l)
	}
	slices.Sort(lines)
	return lines
}
