// Package access says who asks and what they may: the person behind a request,
// as their sign-in tells it, how they stand to a case, and the one table of
// who may do what (lifecycle.Reach). The API and the console go through a
// [Guard], which checks every use case against that table and puts every access
// to personal data on the trail before it answers.
//
// A person comes with the request's context: sign-in puts it there with [With],
// everything behind it asks with [From]. Nothing that a request's body says
// makes anybody somebody.
//
// For pages that the gateway mounts: the handler gets every request with the
// person already in its context (sign-in is a middleware, func(http.Handler)
// http.Handler, outside of it), or without one when nobody has signed in; a
// page that needs somebody redirects to SignInPath?next=/where. Signing out is
// a form that posts to SignOutPath. Requests that change something are
// protected by http.CrossOriginProtection outside of the pages: they use POST
// and need no token of their own. The gateway sets a Content-Security-Policy
// (style and script from 'self' only, nothing inline) before it calls the
// pages; they may set a stricter one.
package access
