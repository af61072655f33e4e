// Package documents renders a case's legal documents as HTML that prints on A4.
//
// One document is one page of HTML without external resources: fonts come from
// the reader's machine by a stack of Chinese faces, the court's seal is drawn
// as inline SVG. The drawn seal shows where a document comes from; it is not an
// electronic signature and proves nothing by itself. What proves a document is
// its SHA-256 in the register.
//
// Rendering is pure: the same order and the same facts give the same bytes,
// for ever as long as the templates stay as they are. The register therefore
// stores what was rendered and never renders a document again.
//
// What a template wants is in one table, [Facts]. A fact that is missing never
// stops a case: the page says 「待补」 where it belongs, and the answer names it.
package documents
