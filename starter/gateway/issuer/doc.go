// Package issuer is an OpenID Connect provider for one machine: it lets whoever
// sits at it choose whom to be. It exists so that sign-in is the same on a
// laptop as at a court, and it is refused wherever somebody else could reach it:
// its listener must be on the loopback, and so must every request's sender and
// the host that the request names, which also keeps out pages of other sites
// that point a name of theirs here.
//
// It implements discovery, the authorization code flow with PKCE (S256 only)
// for people, and client credentials for systems; tokens are signed with a key
// that lives as long as the process.
package issuer
