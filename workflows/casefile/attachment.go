package casefile

import (
	"fmt"
	"net/url"
	"slices"
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

// Check finds every fault of a reference to a paper.
func (a Attachment) Check() (fs Faults) {
	checkText(&fs, "name", a.Name, 200, true, "the paper's name")
	if bad := badReference(a.URI); bad != "" {
		fs.Add("uri", "材料只存引用 papers are kept by reference", "%s", bad)
	}
	if len(a.SHA256) != 64 || strings.Trim(a.SHA256, "0123456789abcdef") != "" {
		fs.Add("sha256", "材料的校验值 the content's hash", "SHA-256 as 64 lower-case hexadecimal digits")
	}
	return fs
}

// badReference says what is wrong with a reference; "" when nothing is.
func badReference(s string) string {
	const want = "an https address, an object store's such as s3://bucket/key, or a relative reference such as papers/complaint.pdf"
	if s == "" || len(s) > 1024 || strings.ContainsFunc(s, hidden) || strings.ContainsAny(s, " \\") {
		return want + ", up to 1024 bytes, without blanks or backslashes"
	}
	u, err := url.Parse(s)
	if err != nil {
		return want
	}
	if u.User != nil {
		return "no user or password in the reference"
	}
	query, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return want
	}
	for name := range query { // order does not matter: any one is enough
		name = strings.ToLower(name)
		if slices.Contains(secretParams, name) || strings.HasPrefix(name, "x-amz-") || strings.HasPrefix(name, "x-goog-") || strings.HasPrefix(name, "x-oss-") || strings.HasPrefix(name, "q-s") {
			return "no signature or key in the reference; whoever may read the paper has access of their own"
		}
	}
	if u.Scheme == "" {
		if u.Host != "" || strings.HasPrefix(s, "/") || u.Path == "" || slices.Contains(strings.Split(u.Path, "/"), "..") {
			return "a relative reference that stays below its folder, such as papers/complaint.pdf"
		}
		return ""
	}
	if !slices.Contains(attachmentSchemes, u.Scheme) || u.Host == "" || u.Opaque != "" {
		return want
	}
	return ""
}

// checkAttachments finds every fault of the papers of a filing.
func checkAttachments(field string, list []Attachment) (fs Faults) {
	if len(list) > maxAttachments {
		fs.Add(field, "材料过多 too many papers", "at most %d", maxAttachments)
		return fs
	}
	first := map[string]int{}
	for i, a := range list {
		path := fmt.Sprintf("%s[%d]", field, i)
		fs.Within(path, a.Check())
		if j, twice := first[a.URI]; twice && a.URI != "" {
			fs.Add(path+".uri", "材料重复 duplicate paper", "each paper once: %s[%d] is the same", field, j)
			continue
		}
		first[a.URI] = i
	}
	return fs
}
