package access_test

import (
	"context"
	"errors"

	"luxing/starter/access"
)

// deaf is a trail that cannot be written.
type deaf struct{}

func (deaf) Note(context.Context, access.Touch) error { return errors.New("disk full") }
