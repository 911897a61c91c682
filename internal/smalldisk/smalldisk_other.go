//go:build !linux

package smalldisk

import "errors"

func mount(string, int, bool) error { return errors.ErrUnsupported }

func unmount(string) error { return errors.ErrUnsupported }
