package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
)

// Code says what is the matter with a file.
type Code string

const (
	BadName     Code = "bad-name"     // no release or language can be called so
	Outside     Code = "outside"      // a symbolic link leads out of the desk
	NotAFile    Code = "not-a-file"   // a folder, pipe or link stands in its place
	NotAFolder  Code = "not-a-folder" // a link, pipe or file stands in its place
	TooLarge    Code = "too-large"    // more than MaxFile
	NoDesk      Code = "no-desk"      // no bayan.toml in this folder or any above
	BadSettings Code = "bad-settings" // bayan.toml does not read; Line, Detail
	UnknownKey  Code = "unknown-key"  // bayan.toml has a key that means nothing; Line, Detail
	BadWork     Code = "bad-work"     // work.json does not read
	FutureWork  Code = "future-work"  // a newer bayan wrote work.json
	DiskFull    Code = "disk-full"
	Unwritable  Code = "read-only" // the file or its folder may not be written
	NoAccess    Code = "no-access" // the file may not be read
	IO          Code = "io"        // the system reported another failure
)

// Error is what is the matter with a file. Nothing was written.
type Error struct {
	Code   Code
	Path   string
	Line   int    // from 1; 0 for none
	Detail string // a key, for example
	Err    error  // of the system, or nil
}

func (e *Error) Error() string {
	s := e.Path
	if e.Line > 0 {
		s = fmt.Sprintf("%s:%d", s, e.Line)
	}
	s += ": " + string(e.Code)
	if e.Detail != "" {
		s += " " + e.Detail
	}
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// UnsavedError says that a file holds words that bayan did not write, and that
// it was left as it is.
type UnsavedError struct{ Path string }

func (e *UnsavedError) Error() string { return e.Path + ": holds unsaved changes" }

// explain gives a system's error a code.
func explain(path string, err error) error {
	if err == nil {
		return nil
	}
	if own, unsaved := new(Error), new(UnsavedError); errors.As(err, &own) || errors.As(err, &unsaved) {
		return err
	}
	code := IO
	switch {
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT), errors.Is(err, syscall.EFBIG):
		code = DiskFull
	case errors.Is(err, syscall.EROFS):
		code = Unwritable
	case errors.Is(err, fs.ErrPermission):
		code = NoAccess
	case errors.Is(err, syscall.ENOTDIR), errors.Is(err, syscall.EISDIR), errors.Is(err, syscall.ELOOP):
		code = NotAFile
	}
	return &Error{Code: code, Path: path, Err: err}
}

// ofWriting gives an error of what was to be written its code.
func ofWriting(err error) error {
	if e := new(Error); errors.As(err, &e) && e.Code == NoAccess && errors.Is(err, fs.ErrPermission) {
		e.Code = Unwritable
	}
	return err
}
