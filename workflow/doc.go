// Package workflow is the process of a press desk, pure: who may do what with a
// release, and what then happened. It knows nothing of Markdown, files, clocks
// or languages' words; it sees block ids, digests of their content, opaque keys
// of aligned groups, and people.
//
// A Desk and a Release are the states of two kinds of streams of records, built
// by Apply alone. Decide judges a Command against both and returns events, or a
// Refusal with every reason at once; the caller seals each event as a Record
// with Next and makes it durable. Allowed lists what is open to a member, and
// Tasks what waits for whom; all of them ask the one judge over the rows of
// Table, so that nothing is offered that is then refused.
//
// What holds, whatever the order of commands (TestRandomDays tries):
//   - a version is approved only when every group of it was reviewed by somebody
//     who wrote none of its words, its sequence of groups was approved as a whole,
//     and what it was made from is what its base says in the latest approved version;
//   - nothing is published but one set of approved texts that every signer whom
//     the policy names has signed by the same manifest;
//   - bytes that are restored restore what was decided on them, and nothing else does;
//   - what a claim excludes is other claims only, and its end loses no draft;
//   - replay runs no check: facts that decided are in the events, so that a
//     change of policy changes what is allowed from then on and never the past;
//   - an event that this binary does not know makes the stream read-only.
//
// A reason is a Code and ids; the sentences for it are elsewhere. Nothing here
// is safe for concurrent use while Apply runs; reading alone is.
package workflow
