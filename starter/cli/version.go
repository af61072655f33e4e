package cli

import (
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"luxing/workflows/calendar"
)

// build says what program this is.
type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Built    string `json:"built,omitempty"` // time of the revision
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go"`
	Calendar string `json:"calendar"` // the newest rest-day table built in
}

func thisBuild() build {
	b := build{Version: "(devel)", Go: runtime.Version(), Calendar: calendar.Latest()}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.Built = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "版本 what program this is",
		Long:    "程序版本、提交和内置的放假安排版本。\n\nPrints the version, the revision it was built from, and the newest rest-day table built in.",
		Example: "  starter version\n  starter version --json",
		Args:    words(nil),
		RunE: func(*cobra.Command, []string) error {
			b := thisBuild()
			return wrapCommand(a.emit(b, func(w *page) {
				w.line(hue(bold, "履行 Luxing "), txt(b.Version))
				t := &table{indent: "  ", cols: []column{{}, {}}}
				if b.Revision != "" {
					t.add(hue(dim, "提交 revision"), txt(b.Revision))
				}
				if b.Built != "" {
					t.add(hue(dim, "时间 of"), txt(b.Built))
				}
				t.add(hue(dim, "Go"), txt(b.Go))
				t.add(hue(dim, "放假安排 rest days to"), txt(b.Calendar))
				w.table(t)
			}))
		},
	}
}
