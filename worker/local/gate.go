package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"strconv"

	"luxing/activities/register"
	"luxing/starter/court"
	"luxing/starter/gateway"
	"luxing/starter/gateway/issuer"
	"luxing/starter/lawcmd"
	"luxing/worker/embedded"
	"luxing/workflows/calendar"
	"luxing/workflows/policy"
)

// gate is the gateway of this process: API, pages and the built-in issuer, for
// whoever sits at the machine.
type gate struct {
	url      string
	register *register.Register
	end      context.CancelFunc
	done     chan error
}

// openGate starts the gateway on the loopback, at a port or any free one.
func (l *local) openGate(ctx context.Context, port int, settings overlay) (err error) {
	if port == embedded.AnyPort {
		port = 0
	}
	var lc net.ListenConfig
	at, err := lc.Listen(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return fmt.Errorf("listen for the gateway: %w", err)
	}
	g := &gate{url: "http://" + at.Addr().String(), done: make(chan error, 1)}
	defer func() {
		if err != nil {
			_ = at.Close()
			if g.register != nil {
				_ = g.register.Close()
			}
		}
	}()
	if g.register, err = register.Open(ctx, l.config.Register, register.Log(l.log), register.SealWith(l.config.Keys)); err != nil {
		return fmt.Errorf("open the register for the gateway: %w", err)
	}
	if err := loadPeople(ctx, g.register); err != nil {
		return err
	}
	p := policy.Default()
	if l.config.PolicyFile != "" {
		var faults []policy.Fault
		if p, faults, err = lawcmd.ReadPolicy(l.config.PolicyFile); err != nil {
			return fmt.Errorf("read the court's policy: %w", err)
		} else if len(faults) > 0 {
			return fmt.Errorf("the court's policy %s is wrong: %v", l.config.PolicyFile, faults)
		}
	}
	var days []calendar.Day
	if file, set := settings.LookupEnv("LUXING_CALENDAR"); set && file != "" {
		raw, err := os.ReadFile(file)
		if err == nil {
			days, err = court.ReadDays(raw)
		}
		if err != nil {
			return fmt.Errorf("LUXING_CALENDAR: %w", err)
		}
	}
	c := &court.Court{
		Temporal: l.host.Client(), Register: court.OverRegister(g.register), Policy: p, Days: days, TaskQueue: l.config.TaskQueue, Server: l.config.Client.HostPort,
	}
	parts := gateway.PartsOf(c, g.register, l.log)
	parts.Training = l.training
	s, _, err := gateway.OpenLocal(parts, at.Addr(), pages, func(o *gateway.Options) { o.Ready = l.host.Ready })
	if err != nil {
		return fmt.Errorf("put the gateway together: %w", err)
	}
	serving, end := context.WithCancel(context.WithoutCancel(ctx))
	g.end = end
	go func() { g.done <- s.Serve(serving, at) }()
	l.gate = g
	return nil
}

// loadPeople puts the people of the built-in issuer on the roster. Who is there
// already stays as they are: somebody may have imported a roster of their own.
func loadPeople(ctx context.Context, r *register.Register) error {
	in := register.RosterImport{KeepKnown: true}
	add := func(p issuer.Person) {
		in.Officials = append(in.Officials, register.Official{ID: p.ID, Name: p.Name, Roles: p.Roles, Court: p.Court, Division: p.Division, Active: true})
	}
	for _, p := range issuer.People() {
		add(p)
	}
	for _, s := range issuer.Systems() {
		add(s.Person)
	}
	if _, err := r.ImportRoster(ctx, in); err != nil {
		return fmt.Errorf("load the built-in people: %w", err)
	}
	return nil
}

// close ends the gateway after what is under way.
func (g *gate) close() error {
	g.end()
	err := <-g.done
	if closeErr := g.register.Close(); err == nil {
		err = closeErr
	}
	return err
}
