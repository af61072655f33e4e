// Package register is the court's register: what the workflows leave in the
// world, in SQL, readable for ever by people who have never heard of them.
//
// It has one way in, [Register.Write], which puts one step of one workflow on
// record in one transaction: the row that boards read, the timeline, the
// deadlines, the numbers, the documents and the messages to other systems.
// Either all of it is there or none. A workflow counts its records, and the
// count makes writing idempotent: a record that is already there is answered
// from the register, so that an activity may be killed between any two lines
// and tried again.
//
// It keeps two kinds of database under one contract: SQLite in a file for one
// machine, PostgreSQL for a city. See [Open].
//
// Instants are stored as microseconds since 1970 in UTC, days as YYYY-MM-DD in
// the court's time, amounts in fen. Personal data are in the table parties and,
// by their nature, in the text of documents; nowhere else.
package register
