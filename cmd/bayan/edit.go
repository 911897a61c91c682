package main

import (
	"errors"
	"os"
	"os/exec"

	"bayan/workflow/newsroom"
)

var editVerb = &verb{name: "edit", group: "write", args: []string{"RELEASE", "LANG"}, flags: []flag{{name: "early"}}, run: runEdit}

// runEdit checks a text out, opens the editor on it, and saves what was typed.
// An editor that fails leaves the file and the claim as they are.
func runEdit(c *call) error {
	out, err := c.perform(newsroom.Checkout{Release: c.release(), Language: c.language(), Early: c.on("early")})
	if err != nil {
		return err
	}
	out.Next = nil // what comes next is the editor
	c.report(out)
	editor := c.getenv("VISUAL")
	if editor == "" {
		editor = c.getenv("EDITOR")
	}
	if editor == "" || len(out.Paths) == 0 {
		return &newsroom.Fault{Code: "no-editor", Exit: newsroom.ExitUsage}
	}
	// An editor's setting may hold arguments and quotes: the shell reads it, and
	// the path is an argument of its own.
	cmd := exec.CommandContext(c.ctx, "sh", "-c", editor+` "$1"`, "sh", out.Paths[0])
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Dir = os.Stdin, c.stdout, c.stderr, c.dir
	if err := cmd.Run(); err != nil {
		code := 0
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			code = exit.ExitCode()
		}
		return &newsroom.Fault{Code: "editor-failed", Exit: newsroom.ExitFailed, Err: err,
			Args: map[string]any{"id": out.Release, "word": editor, "exit": code, "path": out.Paths[0]}}
	}
	return c.act(newsroom.Save{Release: c.release(), Language: c.language()})
}
