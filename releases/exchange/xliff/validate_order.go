package xliff

import (
	"slices"
	"strings"
)

// copies checks that each names a code that may be copied.
func (u *unitCheck) copies() {
	for _, n := range slices.Concat(u.sources, u.targets) {
		ref, ok := n.get("copyOf")
		if !ok || n.Space != space2 {
			continue
		}
		of := u.byID[strings.TrimSpace(ref)]
		if of == nil {
			if !u.inTarget[strings.TrimSpace(ref)] {
				u.add(n, "CopyOfNotFound", ref)
			}
		} else if of.or("canCopy", "yes") == "no" {
			u.add(n, "CopyOfNotCopyable", ref)
		}
	}
}

// reordering checks the sequences of codes that must keep their order: the
// first says firstNo, those after it no (4.7.2.2).
func (u *unitCheck) reordering() {
	var sequences [][]string
	for i, n := range fixed(u.sources) {
		if n.or("canReorder", "yes") == "firstNo" || len(sequences) == 0 {
			if i == 0 && n.or("canReorder", "yes") == "no" {
				u.add(n, "NoFirstNo", codeID(n))
			}
			sequences = append(sequences, nil)
		}
		last := len(sequences) - 1
		sequences[last] = append(sequences[last], codeID(n))
	}
	place := map[string]int{}
	targets := fixed(u.inOrder())
	for i, n := range targets {
		place[codeID(n)] = i
	}
	for _, s := range sequences {
		before := -1
		for _, name := range s {
			at, ok := place[name]
			if ok && (before > at || before >= 0 && before+1 != at) {
				u.add(targets[at], "WrongReordering", name)
				break
			}
			if ok {
				before = at
			}
		}
	}
}

func fixed(list []*node) (out []*node) {
	for _, n := range list {
		if _, says := n.get("canReorder"); n.Space == space2 && says && n.or("canReorder", "yes") != "yes" {
			out = append(out, n)
		}
	}
	return out
}

// codeID names a code; the end of a pair by its start.
func codeID(n *node) string {
	if ref, ok := n.get("startRef"); ok {
		return "/" + strings.TrimSpace(ref)
	}
	return id(n)
}

// inOrder lists what stands in targets in the order in which they are read.
func (u *unitCheck) inOrder() []*node {
	type piece struct {
		order int
		n     *node
	}
	var list []piece
	for i, p := range u.pieces {
		if t := p.child("target"); t != nil {
			at := i + 1
			if o := number(t.or("order", "")); o > 0 {
				at = o
			}
			list = append(list, piece{at, t})
		}
	}
	slices.SortStableFunc(list, func(a, b piece) int { return a.order - b.order })
	var out []*node
	for _, p := range list {
		p.n.walk(func(n *node) { out = append(out, n) })
	}
	return out
}
