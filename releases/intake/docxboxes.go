package intake

import "bayan/releases"

// within calls f with each element that opens inside the one that has just
// opened; f reads it to its end.
func (r *docxBody) within(f func(name string) error) error {
	for {
		kind, name, _, err := r.next()
		switch {
		case err != nil:
			return err
		case kind == tokenClose:
			return nil
		case kind != tokenOpen:
			continue
		}
		if err := f(name); err != nil {
			return err
		}
	}
}

// control reads a content control; one that shows its prompt has no words yet.
func (r *docxBody) control() error {
	prompt := false
	return r.within(func(name string) error {
		switch {
		case name == "w:sdtPr":
			return r.marks(func(name string) { prompt = prompt || name == "w:showingPlcHdr" })
		case name == "w:sdtContent" && prompt:
			r.hiding++
			err := r.content()
			r.hiding--
			return err
		}
		return r.element(name)
	})
}

// alternatives takes the first that a file offers: the others say the same to
// older programs.
func (r *docxBody) alternatives() error {
	taken := false
	return r.within(func(name string) error {
		if taken {
			return r.pass()
		}
		taken = true
		return r.element(name)
	})
}

// textBox reads a text box. Its paragraphs come after the one that it is
// anchored in.
func (r *docxBody) textBox() error {
	para, link, fields, out, joined, items := r.para, r.link, r.fields, r.out, r.joined, r.items
	r.para, r.link, r.fields, r.out, r.joined, r.items = nil, nil, nil, nil, nil, nil
	err := r.content()
	r.endParagraph(r.joined)
	box := r.out
	r.para, r.link, r.fields, r.out, r.joined, r.items = para, link, fields, out, joined, items
	if len(box) > 0 && r.deleting == 0 {
		r.draft.keep("text-box", 0, releases.Lines(box[0].Inline), map[string]any{"count": len(box)})
	}
	if para == nil {
		r.out = append(r.out, box...)
	} else {
		r.boxes = append(r.boxes, box...)
	}
	return err
}

// table reads the paragraphs of a table, cell after cell. Where a cell says the
// language of its column, as in files of releases/format/docx, those below it
// have it too.
func (r *docxBody) table() error {
	from, rows, cells, cell := len(r.out), 0, 0, 0
	var columns []string
	language := r.language
	var read func(name string) error
	read = func(name string) error {
		switch name {
		case "w:tr":
			rows++
			cell = 0
		case "w:tc":
			cells++
			r.items = nil
			r.language = language
			if cell < len(columns) {
				r.language = columns[cell]
			}
			err := r.content()
			if len(columns) == cell && r.language != language {
				columns = append(columns, r.language)
			}
			r.items = nil
			cell++
			return err
		case "w:tblGrid", "w:tblPr":
			return r.pass()
		case "w:trPr":
			return r.marks(nil)
		}
		return r.within(read) // of a row, or of what stands around rows and cells: sdt, ins, customXml
	}
	err := r.within(read)
	r.language = language
	if len(r.out) > from && r.deleting == 0 && len(columns) == 0 {
		r.draft.keep("table-kept", 0, releases.Lines(r.out[from].Inline), map[string]any{"rows": rows, "cells": cells})
	}
	return err
}
