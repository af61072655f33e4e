package cli

import (
	"luxing/workflows/casefile"
)

// style is an ANSI attribute; empty for none.
type style string

const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
	cyan   style = "36"
	orange style = "38;5;208"
	alarm  style = "1;31"
)

// painter colours text, or leaves it alone where colours are not wanted.
type painter bool

func (p painter) paint(s style, text string) string {
	if !p || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}

// wantsColour follows the common rules: a terminal, no NO_COLOR, not a dumb one.
func wantsColour(tty bool, env func(string) string) painter {
	return painter(tty && env("NO_COLOR") == "" && env("TERM") != "dumb")
}

// alertLook is how an alert is shown: the colours are those that the courts
// name their warnings by.
type alertLook struct {
	name  string
	en    string
	style style
}

var alertLooks = map[casefile.Alert]alertLook{
	casefile.Calm:          {"正常", "calm", plain},
	"":                     {"正常", "calm", plain},
	casefile.AlertJudge:    {"黄色预警", "judge alerted", yellow},
	casefile.AlertOffice:   {"橙色预警", "office alerted", orange},
	casefile.AlertCourt:    {"红色预警", "president alerted", red},
	casefile.AlertOverdue:  {"超期", "overdue", alarm},
	casefile.AlertDelivery: {"对接失败", "delivery failing", alarm},
}

func lookOf(a casefile.Alert) alertLook {
	if look, ok := alertLooks[a]; ok {
		return look
	}
	return alertLook{string(a), string(a), yellow}
}
