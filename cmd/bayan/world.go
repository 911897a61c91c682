package main

import (
	"context"
	"io"
	"time"
)

// version of the program; the build may set it.
var version = "0.1.0"

// world is all that a run takes from outside: arguments, streams, environment,
// clock, chance. Nothing below main asks the system for these.
type world struct {
	argv           []string
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	dir            string // where the command was given
	now            func() time.Time
	zone           *time.Location // of this machine
	random         io.Reader
	hunspell       string                                                     // the program that knows spelling; "" for none
	listen         func(context.Context) (heard context.Context, stop func()) // to whoever interrupts
	terminal       func(stream any) (width int, is bool)
	reorders       func() (reorders, answered bool) // asks the terminal
}
