package workflows

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.temporal.io/sdk/converter"

	"luxing/workflows/casefile"
	"luxing/workflows/lifecycle"
)

var dataConverter = converter.GetDefaultDataConverter()

// hop is one transition of one machine.
type hop struct {
	machine string
	from    lifecycle.State
	event   lifecycle.Event
	to      lifecycle.State
}

func (h hop) String() string {
	return fmt.Sprintf("%-13s %-22s --%s--> %s", h.machine, h.from, h.event, h.to)
}

// hops are the transitions that the tests of this package have walked.
type hops struct {
	mu   sync.Mutex
	seen map[hop]bool
}

var walked = &hops{seen: map[hop]bool{}}

// mainMachine is the machine of each kind of workflow.
var mainMachine = map[casefile.Kind]string{
	casefile.KindCase: lifecycle.Case.ID, casefile.KindEnforcement: lifecycle.Enforcement.ID, casefile.KindCertificate: lifecycle.Certificate.ID,
	casefile.KindRevocation: lifecycle.Revocation.ID, casefile.KindRepair: lifecycle.CreditRepair.ID, casefile.KindList: lifecycle.IntegrityList.ID,
}

func (w *hops) add(r casefile.Record) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range r.Entries {
		if e.Refused != "" || e.From == "" {
			continue
		}
		machine, _, isTrack := strings.Cut(e.Track, "/")
		if !isTrack {
			machine = mainMachine[r.Kind]
		}
		w.seen[hop{machine, e.From, e.Event, e.To}] = true
	}
}

// lawfulHops are the transitions that the tables have.
func lawfulHops() map[hop]bool {
	all := map[hop]bool{}
	for _, m := range lifecycle.Machines() {
		for _, r := range m.Rows {
			for _, s := range r.From {
				to := r.To
				if to == lifecycle.Same {
					to = s
				}
				all[hop{m.ID, s, r.Event, to}] = true
			}
		}
	}
	return all
}

// TestMain fails when a transition of a table was walked by no test, or one was
// walked that no table has. It judges whole runs only.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	whole := flag.Lookup("test.run").Value.String() == "" && flag.Lookup("test.skip").Value.String() == "" && !testing.Short()
	if code == 0 && whole {
		if wrong := unwalked(); len(wrong) > 0 {
			fmt.Printf("%d transitions:\n  %s\n", len(wrong), strings.Join(wrong, "\n  "))
			code = 1
		}
	}
	os.Exit(code)
}

func unwalked() []string {
	var wrong []string
	lawful := lawfulHops()
	for h := range lawful {
		if !walked.seen[h] {
			wrong = append(wrong, "not walked: "+h.String())
		}
	}
	for h := range walked.seen {
		if !lawful[h] {
			wrong = append(wrong, "not in a table: "+h.String())
		}
	}
	slices.Sort(wrong)
	return wrong
}
