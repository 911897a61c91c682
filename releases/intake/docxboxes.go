package intake

// control reads a content control; one that shows its prompt has no words yet.
func (r *docxBody) control() error {
	prompt := false
	for {
		kind, name, _, err := r.next()
		switch {
		case err != nil:
			return err
		case kind == tokenClose:
			return nil
		case kind != tokenOpen:
		case name == "w:sdtPr":
			if err := r.marks(func(name string) { prompt = prompt || name == "w:showingPlcHdr" }); err != nil {
				return err
			}
		case name == "w:sdtContent" && prompt:
			r.hiding++
			err := r.content()
			r.hiding--
			if err != nil {
				return err
			}
		default:
			if err := r.element(name); err != nil {
				return err
			}
		}
	}
}

// alternatives takes the first that a file offers: the others say the same to
// older programs.
func (r *docxBody) alternatives() error {
	for taken := false; ; {
		kind, name, _, err := r.next()
		switch {
		case err != nil:
			return err
		case kind == tokenClose:
			return nil
		case kind != tokenOpen:
		case taken:
			err = r.pass()
		default:
			taken = true
			err = r.element(name)
		}
		if err != nil {
			return err
		}
	}
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
		r.draft.keep("text-box", 0, wordsOf(box[0].Inline), map[string]any{"count": len(box)})
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
	var read func() error
	read = func() error {
		for {
			kind, name, _, err := r.next()
			switch {
			case err != nil:
				return err
			case kind == tokenClose:
				return nil
			case kind != tokenOpen:
			case name == "w:tr":
				rows++
				cell = 0
				err = read()
			case name == "w:tc":
				cells++
				r.items = nil
				r.language = language
				if cell < len(columns) {
					r.language = columns[cell]
				}
				if err = r.content(); len(columns) == cell && r.language != language {
					columns = append(columns, r.language)
				}
				r.items = nil
				cell++
			case name == "w:tblGrid", name == "w:tblPr":
				err = r.pass()
			case name == "w:trPr":
				err = r.marks(nil)
			default: // what stands around rows and cells: sdt, ins, customXml
				err = read()
			}
			if err != nil {
				return err
			}
		}
	}
	err := read()
	r.language = language
	if len(r.out) > from && r.deleting == 0 && len(columns) == 0 {
		r.draft.keep("table-kept", 0, wordsOf(r.out[from].Inline), map[string]any{"rows": rows, "cells": cells})
	}
	return err
}
