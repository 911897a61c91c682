package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// together runs a command of each of n people at once and gives what each was
// answered, in their order.
func (m *machine) together(n int, of func(i int) (member string, args []string)) (codes []int, told []string) {
	codes, told = make([]int, n), make([]string, n)
	var ready, all sync.WaitGroup
	ready.Add(1)
	for i := range n {
		all.Go(func() {
			member, args := of(i)
			ready.Wait()
			var stdout, stderr string
			codes[i], stdout, stderr = m.process(member, args...)
			told[i] = stdout + stderr
		})
	}
	ready.Done()
	all.Wait()
	return codes, told
}

func TestOneOf64GetsTheText(t *testing.T) {
	m := newMachine(t)
	for i := range 64 {
		m.as(t, "amal", "member", "add", fmt.Sprintf("t%d", i), "--role", "translator:ar")
	}
	for _, s := range approvedSteps("winter")[:3] {
		m.as(t, s.member, s.args...)
	}
	codes, told := m.together(64, func(i int) (string, []string) {
		return fmt.Sprintf("t%d", i), []string{"checkout", "winter", "ar"}
	})
	winner := ""
	for i, code := range codes {
		switch {
		case code == 0 && winner == "":
			winner = fmt.Sprintf("t%d", i)
		case code != 5:
			t.Errorf("t%d: exit %d\n%s", i, code, told[i])
		}
	}
	if winner == "" {
		t.Fatal("nobody got it")
	}
	if stdout := m.as(t, "amal", "show", "winter", "--json"); !strings.Contains(stdout, `"holder":"`+winner+`"`) {
		t.Errorf("%s was told to hold it: %s", winner, stdout)
	}
	m.well(t)
	m.tidy(t, false)
}

// Eight people at one release, who are in nobody's way: all of them get through.
func TestEightWritersOnOneRelease(t *testing.T) {
	m := newMachine(t)
	for i := range 8 {
		m.as(t, "amal", "member", "add", fmt.Sprintf("w%d", i), "--role", "coordinator")
	}
	m.as(t, "wafa", "new", "Winter training opens in Harim", "--lang", "en", "--id", "winter")
	codes, told := m.together(8, func(i int) (string, []string) {
		return fmt.Sprintf("w%d", i), []string{"set", "winter", fmt.Sprintf("due=2026-12-0%d", i+1)}
	})
	for i, code := range codes {
		if code != 0 {
			t.Errorf("w%d: exit %d\n%s", i, code, told[i])
		}
	}
	if n := strings.Count(m.as(t, "amal", "log", "winter", "--json"), `"plans-set"`); n != 8 {
		t.Errorf("%d of 8 changes stand in the history", n)
	}
	m.well(t)
}

// Eight people, each with a release of their own, from the title to the check-in.
func TestEightWritersOnEightReleases(t *testing.T) {
	m := newMachine(t)
	for i := range 8 {
		m.as(t, "amal", "member", "add", fmt.Sprintf("w%d", i), "--role", "writer")
	}
	for _, line := range []func(id string) []string{
		func(id string) []string { return []string{"import", text("winter.txt"), "--lang", "en", "--id", id} },
		func(id string) []string { return []string{"set", id, "place=Harim", "date=2026-11-22"} },
		func(id string) []string { return []string{"save", id, "en"} },
		func(id string) []string { return []string{"checkin", id, "en"} },
	} {
		codes, told := m.together(8, func(i int) (string, []string) {
			return fmt.Sprintf("w%d", i), line(fmt.Sprintf("winter-%d", i))
		})
		for i, code := range codes {
			if code != 0 {
				t.Errorf("w%d: bayan %v: exit %d\n%s", i, line("winter"), code, told[i])
			}
		}
	}
	for i := range 8 {
		id := fmt.Sprintf("winter-%d", i)
		if stdout := m.as(t, "amal", "show", id, "--json"); !strings.Contains(stdout, `"state":"in-review","version":1`) {
			t.Errorf("%s is not checked in: %s", id, stdout)
		}
	}
	m.well(t)
	m.tidy(t, false)
}

// Somebody publishes and somebody withdraws, at once: what is public is what
// the history says, whoever was first.
func TestPublishedAndWithdrawnAtOnce(t *testing.T) {
	m := newMachine(t)
	for n := range 4 {
		id := fmt.Sprintf("winter-%d", n)
		steps := publishedSteps(id)
		for _, s := range steps[:len(steps)-1] {
			m.as(t, s.member, s.args...)
		}
		codes, told := m.together(2, func(i int) (string, []string) {
			if i == 0 {
				return "omar", []string{"publish", id}
			}
			return "dina", []string{"withdraw", id, "-m", "Overtaken by events"}
		})
		if codes[1] != 0 || codes[0] != 0 && codes[0] != 3 {
			t.Errorf("publish: exit %d\n%swithdraw: exit %d\n%s", codes[0], told[0], codes[1], told[1])
		}
		public := tree(t, m.dir)[filepath.Join("public", id, "en.html")]
		if strings.Contains(public, "flour mill") {
			t.Errorf("%s is withdrawn, and its page says\n%s", id, public)
		}
	}
	m.well(t)
}

func TestEightAddToTheGlossaryAtOnce(t *testing.T) {
	m := newMachine(t)
	codes, told := m.together(8, func(i int) (string, []string) {
		return "layla", []string{"glossary", "add", fmt.Sprintf("en=well %c", 'a'+i), fmt.Sprintf("ar=بئر %d", i)}
	})
	table := m.holds("glossary.csv")
	for i, code := range codes {
		if code != 0 || !strings.Contains(table, fmt.Sprintf("well %c,بئر %d", 'a'+i, i)) {
			t.Errorf("entry %d: exit %d, %s\nnot in\n%s", i, code, told[i], table)
		}
	}
	if lines := strings.Count(table, "\n"); lines != 9 {
		t.Errorf("%d lines, want the head and 8 entries:\n%s", lines, table)
	}
	left, err := filepath.Glob(filepath.Join(m.dir, ".*glossary*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
