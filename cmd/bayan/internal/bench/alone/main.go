// Command alone does one job that the bench measures, from start to exit, so
// that its time and its memory are nobody else's.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"bayan/cmd/bayan/internal/bench/buffered"
	"bayan/releases"
	"bayan/releases/exchange"
	"bayan/releases/exchange/po"
	"bayan/releases/exchange/xliff"
	"bayan/releases/memory"
	"bayan/releases/memory/sqlite"
)

// jobs are what it does, each with its arguments.
var jobs = map[string]func(args []string) error{
	"peak":     peak,     // PROGRAM [ARGUMENT …]
	"po2xliff": po2xliff, // FILE.po FILE.xlf
	"xliff2po": xliff2po, // FILE.xlf FILE.po
	"update":   update,   // MEMORY OUT.po FILE.po …
}

func main() {
	job := jobs[os.Args[1]]
	if err := job(os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println("done")
}

// perParagraph is how many messages of a catalogue make a paragraph.
const perParagraph = 4

// po2xliff makes a translation system's file of a catalogue and its translation.
func po2xliff(args []string) error {
	b, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	f, _, err := po.Parse(args[0], b)
	if err != nil {
		return err
	}
	target := releases.Text{}
	job := exchange.Job{Organisation: "Marsa Zaytun", ID: "release", Title: "Release", Base: "en", Target: "ar", TargetText: &target}
	paragraph := func(id releases.BlockID, words []string) releases.Block {
		return releases.Block{ID: id, Kind: releases.Paragraph, Inline: []releases.Inline{{Text: strings.Join(words, " ")}}}
	}
	for some := range slices.Chunk(f.Entries, perParagraph) {
		var source, translated []string
		for _, e := range some {
			source, translated = append(source, e.ID), append(translated, e.Str[0])
		}
		id := releases.BlockID("b" + strconv.Itoa(len(job.Groups)+1))
		job.BaseText.Blocks = append(job.BaseText.Blocks, paragraph(id, source))
		target.Blocks = append(target.Blocks, paragraph(id, translated))
		job.Groups = append(job.Groups, releases.Group{Source: []releases.BlockID{id}, Target: []releases.BlockID{id}})
	}
	return buffered.File(args[1], func(w io.Writer) error { return xliff.Write(w, job) })
}

// xliff2po is the way back.
func xliff2po(args []string) error {
	b, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	header, back, err := xliff.Read(args[0], b)
	if err != nil {
		return err
	}
	f := po.File{Head: po.Head(po.HeaderField{Name: "Language", Value: string(header.Language)},
		po.HeaderField{Name: "Content-Type", Value: "text/plain; charset=UTF-8"}), Entries: make([]po.Entry, len(back))}
	for i, u := range back {
		f.Entries[i] = po.Entry{Refs: []string{u.ID}, Message: po.Message{ID: u.Source.Plain()}, Str: []string{u.Target.Plain()}}
	}
	return buffered.File(args[1], func(w io.Writer) error { _, err := f.WriteTo(w); return err })
}

// update translates catalogues from a memory, one after the other.
func update(args []string) error {
	m := sqlite.Open(args[0])
	defer m.Close()
	for _, name := range args[2:] {
		if err := translate(m, name, args[1]); err != nil {
			return err
		}
	}
	return nil
}

// translate takes what is known as it is, and what is like it as fuzzy, with the
// source that it was made of.
func translate(m *sqlite.Memory, name, to string) error {
	b, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	f, _, err := po.Parse(name, b)
	if err != nil {
		return err
	}
	asked := make([]memory.Query, len(f.Entries))
	for i, e := range f.Entries {
		asked[i] = memory.Query{Text: memory.Plain(e.ID), From: "en", To: "ar", Limit: 1, Least: 60}
	}
	known, like := 0, 0
	err = m.SearchAll(context.Background(), asked, func(i int, found []memory.Match) error {
		if len(found) == 0 {
			return nil
		}
		e := &f.Entries[i]
		e.Str = []string{found[0].Target.Words}
		if found[0].Score >= 100 {
			known++
			return nil
		}
		like++
		e.Flags = []string{"fuzzy"}
		e.Previous = &po.Previous{Message: po.Message{ID: found[0].Source.Words}, HasID: true}
		return nil
	})
	if err != nil {
		return err
	}
	fmt.Printf("%d known, %d like it, of %d\n", known, like, len(f.Entries))
	return buffered.File(to, func(w io.Writer) error { _, err := f.WriteTo(w); return err })
}
