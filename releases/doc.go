// Package releases is the writing: the texts of a release in each language,
// what they are made of, and how versions and languages of them compare.
//
// Parse reads a text file (Markdown with optional +++ front matter) into a
// Text: fields and an ordered list of blocks. Canonical writes it back in one
// style, so that Parse(Canonical(t)) is t and the digest of the canonical bytes
// is the digest of the text. What cannot be kept is refused with its line and
// never dropped.
//
// Identify carries the ids of blocks from one version of a text to the next.
// Align and Regroup say which blocks of two languages carry the same words;
// Keys names each such group by its content, which is what people approve.
// Diff, DiffWords and Merge compare versions. Manifest and Sums are what is
// signed and what an exported folder holds.
//
// Everything here is a pure function of its arguments: no file, network, clock,
// randomness or language catalogue is touched, and no argument is changed.
// Errors are codes with a line and arguments; their sentences are the
// catalogues'.
package releases
