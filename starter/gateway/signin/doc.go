// Package signin finds out who asks. People sign in at the court's identity
// provider by OpenID Connect's authorization code flow with PKCE and get a
// session; systems send a bearer token (a signed JWT) of the same provider.
// Either way the provider's claims say who somebody is, in which roles, at
// which court and division; see [Claims] for their names.
//
// A session is a random secret in a cookie (HttpOnly, SameSite=Lax, Secure and
// __Host- unless everything is on the loopback) and a row in the register under
// the secret's digest. Sessions are kept by the server and not sealed into the
// cookie so that signing out, or taking a session away, works at once and
// everywhere. They end after eight hours, or one without use.
//
// What the browser needs between leaving for the provider and coming back
// (state, nonce, PKCE verifier) is in a cookie of ten minutes that only this
// path gets.
package signin
