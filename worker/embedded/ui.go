package embedded

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"

	uiserver "github.com/temporalio/ui-server/v2/server"
	uiconfig "github.com/temporalio/ui-server/v2/server/config"
	uioptions "github.com/temporalio/ui-server/v2/server/server_options"
)

// ui is Temporal's web UI.
type ui struct {
	server *uiserver.Server
	url    string
	done   chan struct{}
}

// startUI serves the web UI and waits until it answers.
func startUI(ctx context.Context, o Options, frontend string) (*ui, error) {
	port, err := uiPort(ctx, o.UIPort)
	if err != nil {
		return nil, err
	}
	u := &ui{
		server: uiserver.NewServer(uioptions.WithConfigProvider(&uiconfig.Config{
			TemporalGRPCAddress: frontend,
			Host:                loopback,
			Port:                port,
			EnableUI:            true,
			DefaultNamespace:    o.Namespace,
			HideLogs:            true,
			// A court's machine asks nobody outside for news.
			DisableNewsFetch: true,
			Codec:            uiconfig.Codec{Endpoint: o.CodecEndpoint},
			// Served over plain HTTP on the loopback interface, where the browser
			// would not send a cookie marked secure.
			CORS: uiconfig.CORS{CookieInsecure: true},
		})),
		url:  "http://localhost:" + fmt.Sprint(port),
		done: make(chan struct{}),
	}
	go func() {
		defer close(u.done)
		_ = u.server.Start()
	}()
	if err := u.await(ctx, address(port)); err != nil {
		u.stop()
		return nil, err
	}
	return u, nil
}

// uiPort chooses a port and sees that it is free: the UI's server ends the whole
// process when its port is taken, so that it must not come to that.
func uiPort(ctx context.Context, want int) (int, error) {
	l, err := listen(ctx, want)
	if err != nil {
		return 0, fmt.Errorf("port %d for the web UI is taken; stop what uses it or choose another port: %w", want, err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (u *ui) await(ctx context.Context, address string) error {
	client := &http.Client{Timeout: 2 * time.Second}
	err := poll(ctx, 20*time.Millisecond, func() error {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+address+"/healthz", nil)
		if err != nil {
			return err
		}
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("web UI answers %s", resp.Status)
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("wait for the web UI: %w", err)
	}
	return nil
}

func (u *ui) stop() {
	u.server.Stop()
	<-u.done
}
