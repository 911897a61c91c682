package xliff

import (
	"math/big"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"bayan/pattern"
	"bayan/releases/exchange/internal/xmlscan"
)

// value tells whether an attribute may have it.
type value func(string) bool

// matching is a value of a form.
func matching(re string) value {
	compiled := pattern.Lazy(re)
	return func(s string) bool { return compiled().MatchString(s) }
}

// one is a value of a list, exactly as it stands there.
func one(list string) value {
	all := sync.OnceValue(func() []string { return strings.Fields(list) })
	return func(s string) bool { return slices.Contains(all(), s) }
}

// either is a value of one kind or another.
func either(kinds ...value) value {
	return func(s string) bool {
		return slices.ContainsFunc(kinds, func(k value) bool { return k(s) })
	}
}

// trimmed is a value that white space may stand around.
func trimmed(of value) value {
	return func(s string) bool { return of(strings.Trim(s, " \t\r\n")) }
}

// each is a list of values; many tells that it must not be empty.
func each(of value, many bool) value {
	return func(s string) bool {
		list := strings.Fields(s)
		for _, item := range list {
			if !of(item) {
				return false
			}
		}
		return len(list) > 0 || !many
	}
}

var (
	yesNo       = one("yes no")
	nmtoken     = trimmed(xmlscan.Nmtoken)
	userDefined = matching(`^[^\s:]+:[^\s:]+$`)
	positive    = trimmed(matching(`^\+?0*[1-9][0-9]*$`))
	oneToTen    = trimmed(matching(`^\+?0*([1-9]|10)$`))
	integer     = trimmed(matching(`^[+-]?[0-9]+$`))
	percentage  = trimmed(decimal(100))
	fraction    = trimmed(double(1))
	language12  = trimmed(matching(`^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$`))
	dateTime    = trimmed(matching(`^-?([1-9][0-9]{3,}|0[0-9]{3})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]+)?|24:00:00(\.0+)?)(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))?$`))
)

// decimal is a number from 0 up to another, without an exponent.
func decimal(most int64) value {
	form := matching(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)$`)
	return func(s string) bool {
		if !form(s) { // a number with an exponent may be larger than memory
			return false
		}
		n, ok := new(big.Rat).SetString(s)
		return ok && n.Sign() >= 0 && n.Cmp(big.NewRat(most, 1)) <= 0
	}
}

// double is a number from 0 up to another.
func double(most float64) value {
	form := matching(`^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$`)
	return func(s string) bool {
		n, err := strconv.ParseFloat(s, 64)
		return form(s) && err == nil && n >= 0 && n <= most
	}
}

// iri takes what may be an address, with the characters that one may leave
// unescaped.
func iri(s string) bool {
	_, err := url.Parse(strings.TrimSpace(s))
	return err == nil
}
