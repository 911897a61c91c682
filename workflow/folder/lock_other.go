//go:build !unix

package folder

import (
	"errors"
	"os"
)

func lock(*os.Root, string) (func() error, error) { return nil, errors.ErrUnsupported }
