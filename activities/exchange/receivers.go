package exchange

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"luxing/workflows/casefile"
)

// Receiver is another system that takes messages.
type Receiver struct {
	// Name is how the receiver is known in the outbox; it never changes.
	Name string `yaml:"name"`
	// URL takes POSTs: https, or http on the loopback address.
	URL string `yaml:"url"`
	// SecretEnv names the environment variable with the signing secret, as
	// Standard Webhooks writes it: whsec_ and base64 of 24 to 64 bytes. While a
	// secret is being changed the variable holds both, parted by a space.
	SecretEnv string `yaml:"secret_env"`
	// Types are the message types it takes, with * for any part, such as
	// cn.luxing.certificate.*; none means all.
	Types []string `yaml:"types"`

	secrets []string
}

// Takes reports whether the receiver wants messages of a type.
func (r Receiver) Takes(typ string) bool {
	if len(r.Types) == 0 {
		return true
	}
	return slices.ContainsFunc(r.Types, func(pattern string) bool {
		ok, _ := path.Match(pattern, typ)
		return ok
	})
}

// ReadReceivers reads the receivers' file, YAML or JSON: a list under
// receivers. The error is a casefile.Faults that names everything wrong.
func ReadReceivers(data []byte, env func(string) string) ([]Receiver, error) {
	var file struct {
		Receivers []Receiver `yaml:"receivers"`
		Checker   any        `yaml:"checker"` // see ReadChecker
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&file); err != nil && !errors.Is(err, io.EOF) {
		return nil, casefile.Faults{{Field: "receivers", Rule: "格式错误 malformed", Want: err.Error()}}
	}
	var fs casefile.Faults
	names := map[string]bool{}
	for i := range file.Receivers {
		r := &file.Receivers[i]
		at := fmt.Sprintf("receivers[%d]", i)
		if r.Name == "" || len(r.Name) > 64 {
			fs.Add(at+".name", "必填 required", "a name of its own, up to 64 characters")
		} else if names[r.Name] {
			fs.Add(at+".name", "名称重复 duplicate", "a name of its own")
		}
		names[r.Name] = true
		checkURL(&fs, at+".url", r.URL)
		r.secrets = checkSecrets(&fs, at+".secret_env", r.SecretEnv, env)
		for j, pattern := range r.Types {
			if _, err := path.Match(pattern, "x"); err != nil || pattern == "" {
				fs.Add(fmt.Sprintf("%s.types[%d]", at, j), "消息类型 message type", "such as cn.luxing.case.closed or cn.luxing.case.*")
			}
		}
	}
	if len(fs) > 0 {
		return nil, fs
	}
	return file.Receivers, nil
}

// LoadReceivers reads the receivers from a file.
func LoadReceivers(file string) ([]Receiver, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read the receivers: %w", err)
	}
	rs, err := ReadReceivers(data, os.Getenv)
	if err != nil {
		return nil, fmt.Errorf("receivers in %s:\n%w", file, err)
	}
	return rs, nil
}

func checkURL(fs *casefile.Faults, field, text string) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" {
		fs.Add(field, "地址 address", "https://host/path")
		return
	}
	ip := net.ParseIP(u.Hostname())
	loopback := u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	if u.Scheme != "https" && (u.Scheme != "http" || !loopback) {
		fs.Add(field, "只能经 https，或本机 http only https, or http on this machine", "https://%s%s", u.Host, u.Path)
	}
	if u.User != nil {
		fs.Add(field, "地址中不得有口令 no credentials in the address", "the secret in secret_env")
	}
}

// checkSecrets reads the secrets that a variable holds. Faults name the
// variable, never what it holds.
func checkSecrets(fs *casefile.Faults, field, name string, env func(string) string) []string {
	if name == "" {
		fs.Add(field, "必填 required", "the name of the environment variable with the secret")
		return nil
	}
	secrets := strings.Fields(env(name))
	if len(secrets) == 0 {
		fs.Add(field, "签名密钥未设置 no secret", "the environment variable %s set", name)
	}
	for _, secret := range secrets {
		if raw, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(secret, "whsec_")); err != nil || len(raw) < 24 || len(raw) > 64 {
			fs.Add(field, "签名密钥 secret", "%s as whsec_ and base64 of 24 to 64 bytes", name)
		}
	}
	return secrets
}
