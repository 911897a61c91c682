package intake

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"path"
	"strings"
)

// Bounds of a file before anything in it is unpacked, and of what is unpacked.
// Pictures count for the first alone: nobody unpacks them.
const (
	mostFileBytes = 32 << 20
	mostParts     = 5_000
	mostUnpacked  = 12 << 20
)

// archive is the parts of a word processor file, unpacked when they are asked
// for and within one budget.
type archive struct {
	file     string // its name
	parts    map[string]*zip.File
	left     int // bytes that may still be unpacked
	elements int // that may still be read
}

// openArchive looks at the directory of the file alone.
func openArchive(file string, b []byte) (*archive, error) {
	if len(b) > mostFileBytes {
		return nil, fault(file, "package-too-large", 0, map[string]any{"bytes": len(b), "limit": mostFileBytes})
	}
	// Each entry of the directory costs memory before the first is seen.
	if bytes.Count(b, []byte("PK\x01\x02")) > mostParts {
		return nil, fault(file, "package-too-many", 0, map[string]any{"limit": mostParts})
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, fault(file, "package-not-read", 0, nil)
	}
	a := &archive{file: file, parts: make(map[string]*zip.File, len(z.File)), left: mostUnpacked, elements: mostPartElements}
	for _, f := range z.File {
		name := strings.ToLower(f.Name)
		switch _, twice := a.parts[name]; {
		case escapes(f.Name):
			return nil, fault(file, "package-name", 0, map[string]any{"name": cut(strings.ToValidUTF8(f.Name, "\ufffd"))})
		case twice:
			return nil, fault(file, "package-twice", 0, map[string]any{"name": cut(f.Name)})
		case f.Flags&1 != 0:
			return nil, fault(file, "package-locked", 0, nil)
		}
		a.parts[name] = f
	}
	return a, nil
}

// escapes tells a name that would lead out of a folder, on any system.
func escapes(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == ".." {
			return true
		}
	}
	return name == "" || name[0] == '/' || strings.ContainsAny(name, "\\\x00") || len(name) > 1 && name[1] == ':'
}

// markup opens a part; nil where the file has none of that name.
func (a *archive) markup(name string) (*markup, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	b, err := a.unpack(f)
	if err != nil {
		return nil, err
	}
	m, err := newMarkup(name, b, &a.elements)
	return m, a.fault(name, err)
}

func (a *archive) unpack(f *zip.File) ([]byte, error) {
	tooLarge := func(n uint64) error {
		return fault(a.file, "package-too-large", 0, map[string]any{"bytes": n, "limit": mostUnpacked})
	}
	if f.UncompressedSize64 > uint64(a.left) {
		return nil, tooLarge(f.UncompressedSize64)
	}
	r, err := f.Open()
	if err != nil {
		return nil, fault(a.file, "package-not-read", 0, nil)
	}
	defer r.Close()
	b := bytes.NewBuffer(make([]byte, 0, min(int(f.UncompressedSize64), 1<<20)+bytes.MinRead))
	switch _, err := b.ReadFrom(io.LimitReader(r, int64(a.left)+1)); {
	case b.Len() > a.left:
		return nil, tooLarge(uint64(b.Len()))
	case err != nil:
		return nil, fault(a.file, "package-not-read", 0, nil)
	}
	a.left -= b.Len()
	return b.Bytes(), nil
}

// fault gives an error of markup the name of the file.
func (a *archive) fault(part string, err error) error {
	var x *xmlFault
	switch {
	case err == nil:
		return nil
	case errors.As(err, &x):
		return fault(a.file, x.code, 0, x.args)
	case errors.Is(err, errNotXML):
		return fault(a.file, "xml-not-read", 0, map[string]any{"part": part})
	}
	return err
}

// relation is where a part refers to.
type relation struct {
	kind   string // the last part of its type: "hyperlink", "comments"
	target string // a part's name, or an address
}

// relations reads those of a part, "" for the file's own.
func (a *archive) relations(part string) (map[string]relation, []string, error) {
	dir, base := path.Split(part)
	name := dir + "_rels/" + base + ".rels"
	m, err := a.markup(name)
	if m == nil || err != nil {
		return nil, nil, err
	}
	all := map[string]relation{}
	var order []string
	for {
		kind, element, _, err := m.next()
		if err != nil {
			return nil, nil, a.fault(name, err)
		}
		if kind == tokenEnd {
			return all, order, nil
		}
		if kind != tokenOpen || element != "Relationship" {
			continue
		}
		r := relation{kind: path.Base(m.attr("Type")), target: m.attr("Target")}
		if !strings.EqualFold(m.attr("TargetMode"), "External") {
			if r.target = strings.TrimPrefix(r.target, "/"); r.target == m.attr("Target") {
				r.target = path.Join(dir, r.target)
			}
		}
		id := m.attr("Id")
		all[id] = r
		order = append(order, id)
	}
}
