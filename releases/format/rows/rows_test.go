package rows

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"bayan/releases"
)

// text makes a text of kinds: "hppql"; its blocks are b1, b2, …
func text(kinds string) releases.Text {
	var t releases.Text
	for i, k := range kinds {
		t.Blocks = append(t.Blocks, releases.Block{ID: id(i), Kind: releases.Kind(string(k))})
	}
	return t
}

func id(i int) releases.BlockID { return releases.BlockID(fmt.Sprintf("b%d", i+1)) }

// groups reads "2=2 3+4=3 5= =4": blocks by number.
func groups(spec string) []releases.Group {
	var all []releases.Group
	for pair := range strings.FieldsSeq(spec) {
		s, t, _ := strings.Cut(pair, "=")
		all = append(all, releases.Group{Source: ids(s), Target: ids(t)})
	}
	return all
}

func ids(list string) (all []releases.BlockID) {
	for n := range strings.SplitSeq(list, "+") {
		if n != "" {
			all = append(all, releases.BlockID("b"+n))
		}
	}
	return all
}

// shown writes rows as "2=2 3,4=3 5=": blocks of each text by number.
func shown(rows []Row) string {
	var all []string
	for _, row := range rows {
		var pieces []string
		for _, p := range row {
			var numbers []string
			for i := p.From; i < p.To; i++ {
				numbers = append(numbers, fmt.Sprint(i+1))
			}
			pieces = append(pieces, strings.Join(numbers, ","))
		}
		all = append(all, strings.Join(pieces, "="))
	}
	return strings.Join(all, " ")
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		why          string
		source       string
		translations []string // kinds
		groups       []string
		want         string
	}{
		{"one language", "hpp", nil, nil, "2 3"},
		{"paragraph by paragraph", "hpqp", []string{"hpqp"}, []string{"1=1 2=2 3=3 4=4"}, "2=2 3=3 4=4"},
		{"two merged into one", "hppp", []string{"hpp"}, []string{"1=1 2+3=2 4=3"}, "2,3=2 4=3"},
		{"one split into two", "hpp", []string{"hppp"}, []string{"1=1 2=2+3 3=4"}, "2=2,3 3=4"},
		{"an omission leaves the other side empty", "hppp", []string{"hpp"}, []string{"1=1 2=2 3= 4=3"}, "2=2 3= 4=3"},
		{"an addition too", "hpp", []string{"hppp"}, []string{"1=1 2=2 =3 3=4"}, "2=2 =3 3=4"},
		{"additions first and last", "hp", []string{"hppp"}, []string{"1=1 =2 2=3 =4"}, "=2 2=3 =4"},
		{"another order stays in one row", "hppp", []string{"hppp"}, []string{"1=1 2=3 3=2 4=4"}, "2,3=2,3 4=4"},
		{"a list is not cut", "hplllp", []string{"hplllp"}, []string{"1=1 2=2 3=3 4=4 5=5 6=6"}, "2=2 3,4,5=3,4,5 6=6"},
		{"nor with an item added", "hpllp", []string{"hplllp"}, []string{"1=1 2=2 3=3 =4 4=5 5=6"}, "2=2 3,4=3,4,5 5=6"},
		{"adaptation", "hppp", []string{"hpp"}, []string{"1+2+3+4=1+2+3"}, "2,3,4=2,3"},
		{"nothing known", "hppp", []string{"hpp"}, []string{""}, "2,3,4=2,3"},
		{"three languages share their rows", "hpppp", []string{"hppp", "hpppp"}, []string{"1=1 2=2 3+4=3 5=4", "1=1 2=2 3=3 4=4 5=5"}, "2=2=2 3,4=3=3,4 5=4=5"},
		{"a source that is a headline only", "h", []string{"hp"}, []string{"1=1 =2"}, "=2"},
	} {
		e := releases.Edition{Texts: []releases.EditionText{{Text: text(c.source)}}}
		for i, kinds := range c.translations {
			e.Texts = append(e.Texts, releases.EditionText{Text: text(kinds), Groups: groups(c.groups[i])})
		}
		if got := shown(Of(e.Texts)); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.why, got, c.want)
		}
	}
}

// TestRowsKeepEveryTextWhole: any blocks, any groups of them.
func TestRowsKeepEveryTextWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.StringMatching(`h[pqsl]{0,8}`)
		source := text(kinds.Draw(t, "source"))
		e := releases.Edition{Texts: []releases.EditionText{{Text: source}}}
		for range rapid.IntRange(0, 2).Draw(t, "translations") {
			target := text(kinds.Draw(t, "target"))
			e.Texts = append(e.Texts, releases.EditionText{Text: target, Groups: drawn(t, source, target)})
		}
		rows := Of(e.Texts)
		for k, et := range e.Texts {
			at := et.Text.Body()
			for _, row := range rows {
				if row[k].From == row[k].To {
					continue
				}
				if row[k].From != at || row[k].To < at {
					t.Fatalf("text %d: %v begins at block %d, not %d", k, shown(rows), row[k].From, at)
				}
				if insideList(et.Text, et.Text.Body(), at) {
					t.Fatalf("text %d: %v cuts a list", k, shown(rows))
				}
				at = row[k].To
			}
			if at != len(et.Text.Blocks) {
				t.Fatalf("text %d: %v ends at block %d of %d", k, shown(rows), at, len(et.Text.Blocks))
			}
			for _, g := range et.Groups {
				if in := rowsOf(rows, e, k, g); len(in) > 1 {
					t.Fatalf("group %v stands in rows %v of %v", g, in, shown(rows))
				}
			}
		}
	})
}

// drawn deals the blocks of both into groups.
func drawn(t *rapid.T, source, target releases.Text) []releases.Group {
	all := make([]releases.Group, rapid.IntRange(1, 6).Draw(t, "groups"))
	which := rapid.IntRange(0, len(all)-1)
	for _, b := range source.Blocks {
		g := &all[which.Draw(t, "s")]
		g.Source = append(g.Source, b.ID)
	}
	for _, b := range target.Blocks {
		g := &all[which.Draw(t, "t")]
		g.Target = append(g.Target, b.ID)
	}
	return all
}

// rowsOf lists the rows in which a group with both sides stands.
func rowsOf(rows []Row, e releases.Edition, k int, g releases.Group) map[int]bool {
	in := map[int]bool{}
	sides := map[int][]releases.BlockID{0: g.Source, k: g.Target}
	body := func(ids []releases.BlockID) bool { return len(ids) > 1 || len(ids) == 1 && ids[0] != "b1" }
	if !body(g.Source) || !body(g.Target) {
		return nil
	}
	for n, row := range rows {
		for side, want := range sides {
			for i := row[side].From; i < row[side].To; i++ {
				for _, id := range want {
					if e.Texts[side].Text.Blocks[i].ID == id {
						in[n] = true
					}
				}
			}
		}
	}
	return in
}
