package casefile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// attachmentSchemes are where an attachment may be kept: the web and the
// object stores that courts use.
var attachmentSchemes = []string{"https", "s3", "oss", "cos", "obs"}

// secretParams are query parameters by which object stores hand out access. A
// reference that carries one would put a key into every history and backup.
var secretParams = []string{
	"token", "access_token", "sig", "signature", "key", "secret", "password", "credential", "accesskeyid",
	"ossaccesskeyid", "awsaccesskeyid", "googleaccessid", "security-token",
}

var secretPrefixes = []string{"x-amz-", "x-goog-", "x-oss-", "x-cos-", "q-sign-"}

// Check finds every fault of a reference to a paper.
func (a Attachment) Check() (fs Faults) {
	checkText(&fs, "name", a.Name, 200, true, "材料名称 the paper's name")
	if bad := badReference(a.URI); bad != "" {
		fs.Add("uri", "材料只存引用 papers are kept by reference", "%s", bad)
	}
	if len(a.SHA256) != 64 || strings.Trim(a.SHA256, "0123456789abcdef") != "" {
		fs.Add("sha256", "材料的校验值 the content's hash", "SHA-256校验值，64位小写十六进制数字 SHA-256 as 64 lower-case hexadecimal digits")
	}
	return fs
}

// badReference says what is wrong with a reference; "" when nothing is. It is
// taken apart by hand and strictly: whoever opens it later may read odd
// references in another way than any one parser.
func badReference(s string) string {
	const (
		wantZH = "https地址、对象存储地址（如s3://bucket/key），或者相对引用（如papers/1.pdf）"
		want   = "an https address, an object store's such as s3://bucket/key, or a relative reference such as papers/complaint.pdf"
	)
	if s == "" || len(s) > 1024 || strings.ContainsFunc(s, hidden) || strings.ContainsAny(s, " \\") {
		return wantZH + "，不超过1024字节，不含空格或者反斜杠 " + want + ", up to 1024 bytes, without blanks or backslashes"
	}
	s, _, _ = strings.Cut(s, "#")
	s, query, _ := strings.Cut(s, "?")
	if carriesKey(query) {
		return "引用中不带签名或者密钥；有权阅卷的人各有自己的权限 no signature or key in the reference; whoever may read the paper has access of their own"
	}
	scheme, rest, absolute := strings.Cut(s, "://")
	if !absolute {
		path, ok := unescape(s)
		if !ok || path == "" || strings.HasPrefix(path, "/") || strings.ContainsAny(path, ":\\") || strings.ContainsFunc(path, hidden) ||
			slices.Contains(strings.Split(path, "/"), "..") {
			return wantZH + "；相对引用不得超出其目录 " + want + "; a relative one stays below its folder"
		}
		return ""
	}
	host, _, _ := strings.Cut(rest, "/")
	switch {
	case strings.Contains(host, "@"):
		return "引用中不带用户名或者密码 no user or password in the reference"
	case !slices.Contains(attachmentSchemes, scheme), host == "", strings.Trim(host, hostCharacters) != "":
		return wantZH + " " + want
	}
	return ""
}

const hostCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_:"

// carriesKey reports whether a query hands out access. One that cannot be read
// might.
func carriesKey(query string) bool {
	for part := range strings.FieldsFuncSeq(query, func(r rune) bool { return r == '&' || r == ';' }) {
		escaped, _, _ := strings.Cut(part, "=")
		name, ok := unescape(strings.ToLower(escaped))
		name = strings.ToLower(name)
		if !ok || slices.Contains(secretParams, name) ||
			slices.ContainsFunc(secretPrefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			return true
		}
	}
	return false
}

// unescape undoes percent-encoding; ok is false where it is broken.
func unescape(s string) (string, bool) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", false
		}
		c, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", false
		}
		b.WriteByte(byte(c))
		i += 2
	}
	return b.String(), true
}

// checkAttachments finds every fault of the papers of a filing.
func checkAttachments(field string, list []Attachment) (fs Faults) {
	if len(list) > maxAttachments {
		fs.Add(field, "材料过多 too many papers", "不超过%[1]d项 at most %[1]d", maxAttachments)
		return fs
	}
	first := map[string]int{}
	for i, a := range list {
		path := fmt.Sprintf("%s[%d]", field, i)
		fs.Within(path, a.Check())
		if j, twice := first[a.URI]; twice && a.URI != "" {
			fs.Add(path+".uri", "材料重复 duplicate paper", "同一材料只列一次，与%[1]s[%[2]d]相同 each paper once: %[1]s[%[2]d] is the same", field, j)
			continue
		}
		first[a.URI] = i
	}
	return fs
}
