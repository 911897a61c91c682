//go:build !unix

package main

import "errors"

func peak([]string) error { return errors.ErrUnsupported }
