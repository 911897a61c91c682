package main

import (
	"bufio"
	"cmp"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"bayan/locales"
	"bayan/locales/terminal"
	"bayan/releases"
	"bayan/workflow"
	"bayan/workflow/folder"
	"bayan/workflow/newsroom"
)

var verifyVerb = &verb{
	name: "verify", group: "keep", json: true, args: []string{"[RELEASE|DIR]"}, noDesk: true,
	flags: []flag{{name: "against", value: "DIR", arg: completeFile}},
	run:   runVerify,
}

type verifiedFlaw struct {
	Code    string         `json:"code"`
	Args    map[string]any `json:"args"`
	Message string         `json:"message"`
}

// runVerify checks an exported folder by itself, one release, or all that the
// desk keeps; --against compares with a head that was kept elsewhere.
func runVerify(c *call) error {
	debug.SetGCPercent(400) // what is read is hashed and dropped: a twentieth of the time
	v, failed := c.verify()
	if failed != nil {
		for _, f := range v.Flaws { // found before
			c.err.List(c.say.Say("flaw."+f.Code, c.sentence(f.Args)))
		}
		exit := c.fail(failed)
		c.remedies(v.Flaws)
		return silent(exit)
	}
	if c.on("json") {
		rows := []verifiedFlaw{}
		for _, f := range v.Flaws {
			rows = append(rows, verifiedFlaw{f.Code, f.Args, plainWords(c.say.Say("flaw."+f.Code, c.sentence(f.Args)))})
		}
		if err := c.json(map[string]any{"records": v.Records, "files": v.Files, "editions": v.Editions, "flaws": rows}); err != nil {
			return err
		}
		if len(v.Flaws) > 0 {
			return silent(newsroom.ExitIntegrity)
		}
		return nil
	}
	for _, f := range v.Notes {
		c.notice("flaw."+f.Code, f.Args)
	}
	for _, f := range v.Flaws {
		c.err.List(c.say.Say("flaw."+f.Code, c.sentence(f.Args)))
	}
	if err := v.Integrity(); err != nil {
		exit := c.fail(err)
		c.remedies(v.Flaws)
		for _, command := range v.Mends {
			c.next(command)
		}
		return silent(exit)
	}
	switch {
	case v.Records > 0:
		c.result("did.verified", map[string]any{"count": v.Records, "editions": v.Editions})
	default:
		c.result("did.verified-files", map[string]any{"count": v.Files})
	}
	return nil
}

// remedied are flaws of what the desk keeps, with the sentences that say what to do.
var remedied = map[string]string{
	"record-differs": "flaw.remedy-store", "head-differs": "flaw.remedy-store",
	"content-differs": "flaw.remedy-store", "version-differs": "flaw.remedy-store",
	"history-differs": "flaw.remedy-history",
}

// remedies says once for each kind of flaw what to do.
func (c *call) remedies(flaws []newsroom.Flaw) {
	var said []string
	for _, f := range flaws {
		if key := remedied[f.Code]; key != "" && !slices.Contains(said, key) {
			said = append(said, key)
			c.notice(key, map[string]any{"command": "bayan verify"})
		}
	}
}

func (c *call) verify() (newsroom.Verified, error) {
	what, against := c.arg(0), c.flag("against")
	info, err := os.Stat(c.absolute(what))
	switch path := strings.ContainsAny(what, "./"); { // no id has them
	case what == "":
	case err != nil && path:
		return newsroom.Verified{}, err
	case err == nil && path && !info.IsDir():
		return newsroom.Verified{}, &fs.PathError{Op: "read", Path: what, Err: syscall.ENOTDIR}
	case err == nil && info.IsDir():
		files, err := c.readTree(what)
		if err != nil {
			return newsroom.Verified{}, err
		}
		return newsroom.VerifyFiles(what, files), nil
	}
	d, err := c.open()
	if err != nil {
		return newsroom.Verified{}, err
	}
	if against != "" {
		files, err := c.readTree(against)
		if err != nil {
			return newsroom.Verified{}, err
		}
		return d.room.VerifyAgainst(c.ctx, against+"/"+newsroom.ManifestFile, files[newsroom.ManifestFile])
	}
	if what != "" {
		return d.room.VerifyRelease(c.ctx, what)
	}
	return d.room.VerifyDesk(c.ctx)
}

var backupVerb = &verb{
	name: "backup", group: "keep", args: []string{"FILE"},
	run: func(c *call) error {
		d, err := c.open()
		if err != nil {
			return err
		}
		if err := c.absent(c.arg(0)); err != nil {
			return err
		}
		if _, err := os.Stat(filepath.Dir(c.absolute(c.arg(0)))); err != nil {
			return err
		}
		if err := d.store.Backup(c.ctx, c.absolute(c.arg(0))); err != nil {
			return err
		}
		c.result("did.backed-up", map[string]any{"path": c.arg(0)})
		return nil
	},
}

var doctorVerb = &verb{
	name: "doctor", group: "keep", run: runDoctor, flags: []flag{{name: "rebuild"}},
	subs: []*verb{{name: "terminal", run: runDoctorTerminal, noDesk: true}},
}

// runDoctor looks whether the queue is what the history says; --rebuild makes it so.
// It tells what this version would draw otherwise, and what this machine can spell.
func runDoctor(c *call) error {
	d, err := c.open()
	if err != nil {
		return err
	}
	if err := d.store.Check(c.ctx); err != nil {
		return err
	}
	rows, differing, lost, err := d.room.Rebuild(c.ctx, !c.on("rebuild"))
	if err != nil {
		return err
	}
	for _, f := range lost {
		c.err.List(c.say.Say("flaw."+f.Code, c.sentence(f.Args)))
	}
	switch {
	case c.on("rebuild"):
		c.result("did.rebuilt", map[string]any{"count": rows, "differing": differing})
	case len(lost) > 0:
		c.remedies(lost)
		c.notice("doctor.lost", map[string]any{"command": "bayan doctor --rebuild"})
		return silent(newsroom.ExitIntegrity)
	case differing > 0:
		c.result("did.doctor-differs", map[string]any{"count": differing})
		c.next("bayan doctor --rebuild")
		return silent(newsroom.ExitFailed)
	default:
		c.result("did.doctor-well", map[string]any{"count": rows})
	}
	otherwise, err := d.room.DrawnOtherwise(c.ctx)
	if err != nil {
		return err
	}
	if len(otherwise) > 0 {
		ids := make([]string, len(otherwise))
		for i, o := range otherwise {
			ids[i] = o.ID
		}
		c.notice("doctor.pages-otherwise", map[string]any{"ids": ids, "command": otherwise[0].Command})
	}
	return c.tellSpelling(d)
}

// tellSpelling says in which of the desk's languages words can be looked up here.
func (c *call) tellSpelling(d *openDesk) error {
	desk, err := d.room.Desk(c.ctx)
	if err != nil || c.speller == nil {
		return err
	}
	var known, unknown []workflow.Language
	for _, l := range desk.Languages {
		if c.speller.Knows(releases.Language(l)) {
			known = append(known, l)
		} else {
			unknown = append(unknown, l)
		}
	}
	if len(known) > 0 {
		c.notice("doctor.spelling", map[string]any{"languages": known})
	}
	if len(unknown) > 0 {
		c.notice("doctor.no-spelling", map[string]any{"languages": unknown,
			"command": "apt-get install hunspell " + strings.Join(dictionaries(unknown), " ")})
	}
	return nil
}

// regional are the dictionaries that Debian names with the country too.
var regional = map[workflow.Language]string{"en": "en-us", "de": "de-de", "pt": "pt-pt"}

// dictionaries are Debian's packages of the words of languages.
func dictionaries(languages []workflow.Language) []string {
	names := make([]string, len(languages))
	for i, l := range languages {
		names[i] = "hunspell-" + cmp.Or(regional[l], strings.ToLower(string(l)))
	}
	return names
}

// runDoctorTerminal prints a line as each kind of terminal needs it and, where
// somebody is there to say which one reads right, saves the answer.
func runDoctorTerminal(c *call) error {
	c.out.Paragraph(c.say.Say("doctor.terminal", locales.Args{"phone": locales.Code("+963 11 555 0143")}))
	modes := []terminal.Mode{terminal.Native, terminal.Visual}
	for i, mode := range modes {
		o := c.out.Options
		o.Mode = mode
		c.out.Blank()
		c.out.Paragraph(c.say.Number(i+1) + ". --bidi " + mode.String())
		terminal.New(c.stdout, o).Paragraph(c.say.Say("doctor.sample", nil))
	}
	c.out.Blank()
	setting := map[string]any{"command": `bidi = "visual"`, "path": "bayan.toml"}
	if _, asks := c.terminal(c.stdin); !asks {
		c.result("doctor.choose", setting)
		return nil
	}
	c.out.Paragraph(c.say.Say("doctor.ask", locales.Args{"first": 1, "second": 2}))
	line, err := bufio.NewReader(c.stdin).ReadString('\n')
	if err != nil && err != io.EOF {
		return err
	}
	answer := strings.TrimSpace(line)
	for i, mode := range modes {
		if answer == strconv.Itoa(i+1) || answer == c.say.Number(i+1) || answer == mode.String() {
			return c.saveBidi(mode)
		}
	}
	c.result("doctor.choose", setting)
	return nil
}

func (c *call) saveBidi(mode terminal.Mode) error {
	at, err := c.site()
	if err != nil {
		return err
	}
	at.settings.Bidi = mode.String()
	if err := folder.WriteSettings(at.root, at.settings); err != nil {
		return err
	}
	c.result("doctor.saved", map[string]any{"mode": locales.Code(mode.String()), "path": c.relative(filepath.Join(at.root, "bayan.toml"))})
	return nil
}

// silent is an exit code whose reason was told already.
type silent int

func (silent) Error() string { return "told already" }
