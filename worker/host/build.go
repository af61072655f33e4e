package host

import (
	"fmt"
	"os"
	"runtime/debug"
)

// DeploymentName is what every version of this worker is a version of.
const DeploymentName = "luxing"

// unknownBuild stands for a build that does not know its revision.
const unknownBuild = "unknown"

// Build is the version of this worker's code.
type Build struct{ ID string }

// ReadBuild returns the given ID or, if it is empty, the revision that the build
// was made from. A build from changed files says so.
func ReadBuild(given string) Build {
	if given != "" {
		return Build{given}
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return Build{unknownBuild}
	}
	return fromBuildInfo(info)
}

func fromBuildInfo(info *debug.BuildInfo) Build {
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	if id := settings["vcs.revision"]; id != "" {
		id = id[:min(len(id), 12)]
		if settings["vcs.modified"] == "true" {
			id += "-changed"
		}
		return Build{id}
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return Build{v}
	}
	return Build{unknownBuild}
}

// Known says whether the build knows its revision.
func (b Build) Known() bool { return b.ID != "" && b.ID != unknownBuild }

// identity is how a worker shows up in Temporal's tools.
func (b Build) identity() string {
	host, err := os.Hostname()
	if err != nil {
		host = "?"
	}
	return fmt.Sprintf("luxing %s %d@%s", b.ID, os.Getpid(), host)
}
