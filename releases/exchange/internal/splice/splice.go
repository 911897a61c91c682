// Package splice changes a file in places and leaves the rest of it byte for byte.
package splice

// Splice puts text in the place of the bytes From up to To; where both are the
// same it is put in between.
type Splice struct {
	From, To int
	Text     string
}

// Apply returns a copy of a file with splices, which come in the order of their
// places and do not overlap; without any, the file.
func Apply(file []byte, all []Splice) []byte {
	if len(all) == 0 {
		return file
	}
	size := len(file)
	for _, s := range all {
		size += len(s.Text) - (s.To - s.From)
	}
	out, at := make([]byte, 0, size), 0
	for _, s := range all {
		out = append(append(out, file[at:s.From]...), s.Text...)
		at = s.To
	}
	return append(out, file[at:]...)
}
