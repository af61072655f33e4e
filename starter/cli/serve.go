package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"luxing/starter/court"
)

// serveFlags are the settings that have a flag as well.
var serveFlags = []struct{ flag, setting, usage string }{
	{"listen", "LUXING_LISTEN", "监听地址 where to listen (127.0.0.1:8080)"},
	{"public-url", "LUXING_PUBLIC_URL", "浏览器访问的地址 where browsers reach it, https://…"},
	{"issuer", "LUXING_OIDC_ISSUER", "统一身份认证 the identity provider's URL"},
	{"client-id", "LUXING_OIDC_CLIENT_ID", "在其处的标识 what this gateway is called there (luxing-console)"},
	{"audience", "LUXING_OIDC_AUDIENCE", "系统令牌的受众 whom bearer tokens are for (luxing-api)"},
	{"tls-cert", "LUXING_TLS_CERT", "证书 certificate, a PEM file; none behind a proxy that ends TLS"},
	{"tls-key", "LUXING_TLS_KEY", "私钥 its key, a PEM file"},
	{"trusted-proxies", "LUXING_TRUSTED_PROXIES", "可信代理 proxies whose X-Forwarded-For is believed"},
	{"log-level", "LUXING_LOG_LEVEL", "日志级别 debug, info, warn or error (info)"},
}

func (a *app) serve() *cobra.Command {
	values := make([]string, len(serveFlags))
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "接口与网页 serve the API and the pages",
		Long: `运行网关：接口、登录和网页。案件由工作进程办理，网关只是入口，可同时运行多个。

Runs the gateway: the API (documents at /docs, OpenAPI 3.1 at /openapi.json),
sign-in by OpenID Connect, and the pages. Cases are worked on by workers; any
number of gateways may run before them. It stops in order on SIGTERM: it takes
nothing new and ends what is under way.

Settings are flags or environment variables; see docs/api.md. A secret is never
a flag: LUXING_OIDC_CLIENT_SECRET or LUXING_OIDC_CLIENT_SECRET_FILE.`,
		Example: `  starter serve --public-url https://court.example --issuer https://id.example/realms/court
  LUXING_REGISTER=postgres://luxing@db/luxing starter serve --listen :8443 --tls-cert cert.pem --tls-key key.pem --public-url https://court.example --issuer https://id.example`,
		Args: words(nil),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if a.wiring.Serve == nil {
				return wrapCommand(errors.New("本程序不含网关 this program has no gateway"))
			}
			given := map[string]string{}
			for i, f := range serveFlags {
				if cmd.Flags().Changed(f.flag) {
					given[f.setting] = values[i]
				}
			}
			return wrapCommand(byFlags(a.wiring.Serve(cmd.Context(), given, a.serving), given))
		},
	}
	for i, f := range serveFlags {
		cmd.Flags().StringVar(&values[i], f.flag, "", f.usage)
	}
	return cmd
}

// byFlags names what is wrong with a setting by the flag that gave it, or says
// which flag gives what is missing.
func byFlags(err error, given map[string]string) error {
	var wrong *court.InputError
	if !errors.As(err, &wrong) {
		return err
	}
	for i := range wrong.Faults {
		fault := &wrong.Faults[i]
		for _, f := range serveFlags {
			if f.setting != fault.Field {
				continue
			}
			if _, by := given[f.setting]; by {
				fault.Field, fault.Rule = "--"+f.flag, "选项 flag"
			} else {
				fault.Rule = "环境变量，或选项 environment variable, or flag --" + f.flag
			}
			break
		}
	}
	return err
}

// serving says where the gateway is, once it listens.
func (a *app) serving(url string) {
	_ = a.emit(struct {
		URL string `json:"url"`
	}{url}, func(w *page) {
		w.line(hue(green, "网关已就绪 serving"), txt("  "+url), hue(dim, "  /docs"))
	})
}
