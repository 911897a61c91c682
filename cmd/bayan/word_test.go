package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// What a translator does to the table of a Word file. Rows are found by the
// names of their blocks, such as p2; the first cell of a row is its mark, the
// third its translation.

// wordTable changes the rows of a Word file's table in place. Each row is the XML
// of its cells; those of the heading are not given.
func wordTable(ts *testscript.TestScript, name string, change func(rows [][]string) [][]string, parts ...string) {
	b := []byte(ts.ReadFile(name))
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	ts.Check(err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		r, err := f.Open()
		ts.Check(err)
		part, err := io.ReadAll(r)
		ts.Check(err)
		if f.Name == "word/document.xml" {
			part = []byte(changedRows(string(part), change))
		}
		if at := slices.Index(parts, f.Name); at < 0 {
			writePart(ts, w, f.Name, string(part))
		}
	}
	for i := 0; i < len(parts); i += 2 {
		writePart(ts, w, parts[i], parts[i+1])
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(name), out.Bytes(), 0o666))
}

func writePart(ts *testscript.TestScript, w *zip.Writer, name, text string) {
	f, err := w.Create(name)
	ts.Check(err)
	_, err = io.WriteString(f, text)
	ts.Check(err)
}

func changedRows(document string, change func([][]string) [][]string) string {
	const rowEnd, cellEnd = "</w:tr>", "</w:tc>"
	all := strings.SplitAfter(document, rowEnd)
	rows, last := all[1:len(all)-1], all[len(all)-1]
	var cells [][]string
	for _, row := range rows {
		row = strings.TrimSuffix(strings.TrimPrefix(row, "<w:tr>"), rowEnd)
		parts := strings.SplitAfter(row, cellEnd)
		cells = append(cells, parts[:len(parts)-1])
	}
	var b strings.Builder
	b.WriteString(all[0])
	for _, row := range change(cells) {
		b.WriteString("<w:tr>" + strings.Join(row, "") + rowEnd)
	}
	return b.String() + last
}

// typeIn puts words into a cell, a paragraph each.
func typeIn(cell *string, words ...string) {
	at := strings.Index(*cell, "</w:tcPr>") + len("</w:tcPr>")
	*cell = (*cell)[:at]
	for _, w := range words {
		*cell += "<w:p><w:pPr><w:bidi/></w:pPr><w:r><w:rPr><w:rtl/></w:rPr><w:t>" + w + "</w:t></w:r></w:p>"
	}
	*cell += "</w:tc>"
}

func rowNamed(ts *testscript.TestScript, rows [][]string, name string) []string {
	for _, row := range rows {
		if strings.Contains(row[0], ">"+name+"<") {
			return row
		}
	}
	ts.Fatalf("no row is called %s", name)
	return nil
}

// scriptFill types a text into the table, a block beside each source.
func scriptFill(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 2, "fill FILE TEXT")
	blocks := strings.Split(strings.TrimSpace(ts.ReadFile(args[1])), "\n\n")
	wordTable(ts, args[0], func(rows [][]string) [][]string {
		must(ts, len(rows) == len(blocks), "a text with as many blocks as the table has rows")
		for i := range rows {
			typeIn(&rows[i][2], strings.TrimLeft(blocks[i], "#> "))
		}
		return rows
	})
}

// scriptCell types words into the translation of a block, a paragraph each;
// without words its row is copied to the end.
func scriptCell(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) >= 2, "cell FILE BLOCK [WORDS...]")
	wordTable(ts, args[0], func(rows [][]string) [][]string {
		row := rowNamed(ts, rows, args[1])
		if len(args) == 2 {
			return append(rows, row)
		}
		typeIn(&row[2], args[2:]...)
		return rows
	})
}

// scriptJoin merges the translations of two blocks into one cell of these words.
func scriptJoin(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 4, "join FILE BLOCK BLOCK WORDS")
	wordTable(ts, args[0], func(rows [][]string) [][]string {
		for i, how := range []string{"restart", "continue"} {
			cell := &rowNamed(ts, rows, args[1+i])[2]
			if typeIn(cell); i == 0 {
				typeIn(cell, args[3])
			}
			*cell = strings.Replace(*cell, "</w:tcPr>", `<w:vMerge w:val="`+how+`"/></w:tcPr>`, 1)
		}
		return rows
	})
}

// scriptComment writes a comment beside the translation of a block.
func scriptComment(ts *testscript.TestScript, _ bool, args []string) {
	must(ts, len(args) == 4, "comment FILE BLOCK AUTHOR WORDS")
	wordTable(ts, args[0], func(rows [][]string) [][]string {
		cell := &rowNamed(ts, rows, args[1])[2]
		*cell = strings.Replace(*cell, "</w:p>", `<w:r><w:commentReference w:id="0"/></w:r></w:p>`, 1)
		return rows
	}, "word/comments.xml", `<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0" w:author="`+args[2]+`"><w:p><w:r><w:t>`+args[3]+`</w:t></w:r></w:p></w:comment></w:comments>`)
}
