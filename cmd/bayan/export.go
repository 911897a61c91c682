package main

import (
	"path/filepath"
	"slices"
	"strings"

	"bayan/releases"
	"bayan/releases/format"
	"bayan/workflow/newsroom"
)

var exportVerb = &verb{
	name: "export", group: "publish", json: true, args: []string{"RELEASE"},
	flags: []flag{{name: "format", value: "FORMAT,FORMAT", values: format.Known}, {name: "out", value: "DIR", arg: completeFile}, {name: "draft"},
		{name: "layout", value: "LAYOUT", values: []string{"columns", "stacked"}}},
	run: runExport,
}

type exportedFile struct {
	Path     string `json:"path"`
	Format   string `json:"format"`
	Language string `json:"language"`
	SHA256   string `json:"sha256"`
}

func runExport(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	formats := []string{"html", "md", "txt"}
	if c.on("format") {
		formats = strings.Split(c.flag("format"), ",")
	}
	for i, f := range formats {
		formats[i] = strings.TrimSpace(f)
		if !slices.Contains(d.room.Formats(), formats[i]) {
			return &usageError{code: "bad-value", path: c.path, nearest: nearest(formats[i], d.room.Formats()),
				args: map[string]any{"flag": "--format", "value": formats[i], "values": d.room.Formats()}}
		}
	}
	if c.flag("layout") == "stacked" {
		d.renderer.layout = releases.Stacked
	}
	e, err := d.room.Export(c.ctx, d.who(c), c.release(), formats, c.on("draft"))
	if err != nil {
		return err
	}
	dir := c.flag("out")
	if dir == "" {
		dir = filepath.Join(d.root, "exports", e.Release)
	}
	dir = c.absolute(dir)
	if isWithin(dir, filepath.Join(d.root, "public")) {
		return &newsroom.Fault{Code: "out-is-public", Exit: newsroom.ExitUsage, Args: map[string]any{"path": dir}}
	}
	files := make(map[string][]byte, len(e.Files))
	for _, f := range e.Files {
		files[f.Path] = f.Bytes
	}
	if err := c.writeTree(dir, files); err != nil {
		return err
	}
	if c.on("json") {
		rows := make([]exportedFile, len(e.Files))
		for i, f := range e.Files {
			rows[i] = exportedFile{filepath.Join(dir, f.Path), f.Format, string(f.Language), newsroom.SHA256(f.Bytes)}
		}
		return c.json(map[string]any{"release": e.Release, "edition": e.Edition, "files": rows})
	}
	key := "did.exported"
	if e.Draft {
		key = "did.exported-draft"
	}
	c.result(key, map[string]any{"id": e.Release, "count": len(e.Files)})
	for _, f := range e.Files {
		c.out.Inset(2, c.out.Code(c.relative(filepath.Join(dir, f.Path))))
	}
	if missing := d.renderer.undrawn; len(missing) > 0 {
		c.notice("told.no-font", map[string]any{"count": len(missing), "characters": string(missing[:min(len(missing), 20)])})
	}
	if !e.Embargo.IsZero() {
		c.notice("told.under-embargo", map[string]any{"until": e.Embargo})
	}
	if e.Draft {
		c.next("bayan show " + e.Release)
	} else {
		c.next("bayan verify " + c.relative(dir))
	}
	return nil
}
