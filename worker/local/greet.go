package main

import (
	"fmt"
	"io"
	"time"
)

// greet says what is running and where.
func (l *local) greet(out io.Writer) {
	kind := "正式 for real work"
	if l.training {
		kind = "演练 for training"
	}
	_, _ = fmt.Fprintf(out, "履行 Luxing 已就绪 is ready (%s)\n", time.Since(l.began).Round(10*time.Millisecond))
	line := func(name, value string) { _, _ = fmt.Fprintf(out, "  %s  %s\n", name, value) }
	line("数据 data     ", l.server.DataDir()+"  "+kind)
	line("服务 Temporal ", l.server.FrontendAddress()+"  namespace "+l.server.Namespace())
	if url := l.server.UIURL(); url != "" {
		line("界面 web UI   ", url+"/namespaces/"+l.server.Namespace()+"/workflows")
	}
	if l.gate != nil {
		line("网页 pages    ", l.gate.url+"/")
		line("接口 API      ", l.gate.url+"/docs")
	}
	if at := l.host.ProbeAddress(); at != "" {
		line("指标 metrics  ", "http://"+at+"/metrics")
	}
	if l.config.Keys == nil {
		line("密钥 keys     ", "无，数据未加密 none: payloads are not encrypted")
	}
	line("停止 stop     ", "Ctrl-C")
}
