package court

import (
	"fmt"

	"luxing/workflows/lifecycle"
)

// SignInError says that nobody is known to ask: sign in, or send a token.
type SignInError struct {
	// Why a sign-in that was there does not count; empty when there was none.
	Why string
}

func (e *SignInError) Error() string {
	if e.Why == "" {
		return "请先登录 sign in first, or send a bearer token"
	}
	return "登录无效，请重新登录 the sign-in does not count: " + e.Why
}

// DeniedError says that whoever asks may not, and who may.
type DeniedError struct {
	Action lifecycle.Action
	Key    string // of the case; empty where it is about none
	// Stands is how whoever asks stands to the case; Nobody where it is about none.
	Stands lifecycle.Relation
	// Reach is how far they may.
	Reach lifecycle.Relation
}

func (e *DeniedError) Error() string {
	if e.Reach == lifecycle.Nobody {
		return fmt.Sprintf("您的身份无权进行此项操作 your role may not: %s", e.Action)
	}
	return fmt.Sprintf("超出权限范围：限%s，本案为%s beyond your reach: %q is for cases of your %s", e.Reach.Name(), e.Stands.Name(), e.Action, e.Reach)
}
