package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"bayan/cmd/bayan/internal/labels"
	"bayan/locales"
	"bayan/locales/bidi"
	"bayan/releases"
	"bayan/releases/fold"
	"bayan/releases/format"
	"bayan/releases/format/pdf"
	"bayan/workflow"
	"bayan/workflow/folder"
	"bayan/workflow/newsroom"
	"bayan/workflow/store/sqlite"
)

// openDesk is a desk at work: its settings on this machine, and the newsroom.
type openDesk struct {
	root     string
	settings folder.Settings
	member   workflow.MemberID
	store    *sqlite.Store
	files    *folder.Folder
	memory   deskMemory
	renderer renderer
	room     *newsroom.Room
}

// open opens the desk that the call is about, once, and from then on speaks in
// its house style.
func (c *call) open() (*openDesk, error) {
	if c.desk != nil {
		return c.desk, nil
	}
	at, err := c.site()
	if err != nil {
		return nil, err
	}
	d, err := c.openAt(at.root, at.settings, false)
	if err == nil && c.say.Speech() != locales.Default {
		c.readHouse() // English has the same digits and months in every house
	}
	return d, err
}

// site is where a desk lies, and its own settings.
type site struct {
	root     string
	settings folder.Settings
}

func (c *call) findSite() (s site, err error) {
	if s.root, err = c.findDesk(); err == nil {
		s.settings, err = folder.ReadSettings(s.root)
	}
	return s, err
}

// outside is the --desk of whoever wants none, though they stand in one.
const outside = "none"

// findDesk is --desk or BAYAN_DESK, else the nearest parent folder with a bayan.toml.
func (c *call) findDesk() (string, error) {
	for _, dir := range []string{c.flag("desk"), c.getenv("BAYAN_DESK")} {
		switch dir {
		case "":
		case outside:
			return "", &newsroom.Fault{Code: "no-desk", Exit: newsroom.ExitFailed}
		default:
			return c.absolute(dir), nil
		}
	}
	return folder.FindDesk(c.dir)
}

func (c *call) openAt(root string, settings folder.Settings, create bool) (*openDesk, error) {
	d := &openDesk{root: root, settings: settings, member: c.memberOf(settings)}
	var err error
	if d.store, err = sqlite.Open(c.ctx, settings.StorePath(root), sqlite.Options{Create: create, Fold: fold.Search}); err != nil {
		return nil, err
	}
	c.desk = d
	if d.files, err = folder.Open(root); err != nil {
		return nil, err
	}
	d.memory, d.renderer.root = openMemory(root), root
	d.room = &newsroom.Room{
		Memory: d.memory, Glossary: d.glossary, Segmentation: d.segmentation,
		Store: d.store, Files: d.files, Now: c.now, Random: c.random, Auth: "claimed", Render: &d.renderer,
		Words: labels.Of, Place: c.placeOf, House: c.dress,
		RTL: func(l releases.Language) bool { return bidi.DirectionOf(string(l)) == bidi.RTL },
	}
	if c.speller != nil {
		d.room.Speller = c.speller
	}
	return d, nil
}

// memberOf is who acts: --as, else BAYAN_MEMBER, else the desk's own setting.
func (c *call) memberOf(settings folder.Settings) workflow.MemberID {
	for _, name := range []string{c.flag("as"), c.getenv("BAYAN_MEMBER"), settings.Member} {
		if name != "" {
			return workflow.MemberID(name)
		}
	}
	return ""
}

// createDesk prepares the folder and the store of a new desk. The settings,
// which make it a desk, are written once the desk exists (settle).
func (c *call) createDesk(root string, me workflow.MemberID) (*openDesk, error) {
	if found, err := folder.FindDesk(root); err == nil && found == root {
		return nil, &newsroom.Fault{Code: "desk-there", Exit: newsroom.ExitConflict, Args: map[string]any{"path": root}}
	}
	settings := folder.Settings{Member: string(me)}
	if err := os.MkdirAll(filepath.Dir(settings.StorePath(root)), 0o777); err != nil {
		return nil, err
	}
	d, err := c.openAt(root, settings, true)
	if err == nil {
		d.member = me
	}
	return d, err
}

// settle writes the settings of a desk that was created.
func (d *openDesk) settle() error { return folder.WriteSettings(d.root, d.settings) }

func (c *call) close() {
	if c.desk == nil {
		return
	}
	if c.desk.files != nil {
		_ = c.desk.files.Close()
	}
	_ = c.desk.memory.Close()
	_ = c.desk.store.Close()
}

// who looks, for queries.
func (d *openDesk) who(*call) newsroom.Who { return newsroom.Who{Member: d.member} }

// actor is who acts, for whom, and what shows it.
func (c *call) actor(d *openDesk) (newsroom.Who, error) {
	who := newsroom.Who{Member: d.member, For: c.flag("for")}
	if d.member == "" {
		return who, &newsroom.Fault{Code: "no-member", Exit: newsroom.ExitUsage}
	}
	if file := c.flag("evidence"); file != "" {
		var err error
		if who.Evidence, err = c.readFile(file); err != nil {
			return who, err
		}
	}
	return who, nil
}

// renderer is the formats as the newsroom uses them.
type renderer struct {
	root    string          // of the desk, whose logo.png is that of the letterhead
	layout  releases.Layout // of what holds several languages
	undrawn []rune          // characters that no font of the last PDF has
}

// maxLogo is the size in bytes of the largest logo that is read.
const maxLogo = 1 << 20

// logo is the desk's, nil where it has none.
func (r *renderer) logo() ([]byte, error) {
	name := filepath.Join(r.root, "logo.png")
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case info.Size() > maxLogo:
		return nil, &pdf.LogoError{Code: "too-large"}
	}
	return os.ReadFile(name)
}

func (*renderer) Formats() []string { return format.Known }

func (r *renderer) Render(e releases.Edition, formats []string) ([]newsroom.File, error) {
	e.Layout, r.undrawn = r.layout, nil
	if slices.Contains(formats, "pdf") {
		debug.SetGCPercent(50) // each file is set anew, and leaves much behind
		var err error
		if e.Logo, err = r.logo(); err != nil {
			return nil, err
		}
		r.undrawn = pdf.Undrawn(e)
	}
	made, err := format.Files(e, formats)
	files := make([]newsroom.File, len(made))
	for i, f := range made {
		files[i] = newsroom.File(f)
	}
	return files, err
}

// saved are the desk's own settings, where there is a desk and they can be read.
func (c *call) saved() folder.Settings {
	at, _ := c.site()
	return at.settings
}

// absolute is a path as the system takes it, from where the command was given.
func (c *call) absolute(p string) string {
	if filepath.IsAbs(p) {
		return p
	}
	return filepath.Join(c.dir, p)
}

func (c *call) isFile(p string) bool {
	info, err := os.Stat(c.absolute(p))
	return err == nil && info.Mode().IsRegular()
}

// maxInput is the size in bytes of the largest file that is taken in.
const maxInput = 64 << 20

// readFile reads a file that was named on the command line; "-" is standard input.
func (c *call) readFile(name string) ([]byte, error) {
	var in io.Reader = c.stdin
	var size int64 // where it is known: a buffer that grows takes its file twice
	if name != "-" {
		f, err := os.Open(c.absolute(name))
		if err != nil {
			return nil, err
		}
		defer f.Close()
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			return nil, &newsroom.Fault{Code: "file-not-a-file", Exit: newsroom.ExitFailed, Args: map[string]any{"path": name}}
		}
		if info.Size() > maxInput {
			return nil, tooLarge(name)
		}
		in, size = f, info.Size()
	}
	b := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err := b.ReadFrom(io.LimitReader(contextReader{c.ctx, in}, maxInput+1))
	if err == nil && b.Len() > maxInput {
		err = tooLarge(name)
	}
	return b.Bytes(), err
}

func tooLarge(name string) error {
	return &newsroom.Fault{Code: "file-too-large", Exit: newsroom.ExitFailed, Args: map[string]any{"path": name, "limit": maxInput >> 20}}
}

// contextReader stops reading when the call is interrupted.
type contextReader struct {
	ctx context.Context
	io.Reader
}

func (r contextReader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// writeFile writes a file that is not there yet.
func (c *call) writeFile(name string, b []byte) error {
	return c.createFile(name, func(w io.Writer) error {
		_, err := w.Write(b)
		return err
	})
}

// createFile makes a file that is not there yet, whole or not at all.
func (c *call) createFile(name string, write func(io.Writer) error) error {
	err := folder.Create(c.absolute(name), write)
	if errors.Is(err, fs.ErrExist) {
		return fileThere(name)
	}
	return err
}

// languageInName reads the language that a file's name ends with: statement.ar.md, ar.md.
func languageInName(file string) string {
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	if i := strings.LastIndexAny(name, "._-"); i >= 0 {
		name = name[i+1:]
	}
	if len(name) >= 2 && len(name) <= 3 && locales.Autonym(name) != "" && locales.Autonym(name) != name {
		return name
	}
	return ""
}
