package check

import (
	"math/bits"
)

// quantity is a number, exactly: mant × 10^exp, with no zero at mant's end. A
// figure that is no single number, such as 2.6.11 or 3:30, is one by its exp.
type quantity struct {
	mant uint64
	exp  int16
}

const (
	chainExp int16 = 1000 + iota // digits with several dots: mant is of its parts
	clockExp                     // mant is minutes
	longExp                      // more digits than a mant holds
)

func number(mant uint64, exp int) quantity {
	if mant == 0 {
		return quantity{}
	}
	for mant%10 == 0 {
		mant /= 10
		exp++
	}
	return quantity{mant, int16(exp)}
}

func whole64(n uint64) quantity { return number(n, 0) }

// times multiplies by a whole number; ok is false where that cannot be held.
func (q quantity) times(n uint64) (quantity, bool) {
	if q.exp >= chainExp {
		return q, false
	}
	f := whole64(n)
	hi, lo := bits.Mul64(q.mant, f.mant)
	if hi != 0 || n == 0 {
		return q, false
	}
	return number(lo, int(q.exp)+int(f.exp)), true
}

// plus adds; ok is false where that cannot be held.
func (q quantity) plus(p quantity) (quantity, bool) {
	if q.exp >= chainExp || p.exp >= chainExp {
		return q, false
	}
	if q.mant == 0 {
		return p, true
	}
	if p.mant == 0 {
		return q, true
	}
	if q.exp < p.exp {
		q, p = p, q
	}
	for ; q.exp > p.exp; q.exp-- {
		if q.mant > (1<<63)/10 {
			return q, false
		}
		q.mant *= 10
	}
	if q.mant+p.mant < p.mant {
		return q, false
	}
	return number(q.mant+p.mant, int(p.exp)), true
}

// small is the value of a whole number below 10,000, else -1.
func (q quantity) small() int {
	if q.exp < 0 || q.exp > 3 {
		return -1
	}
	n := q.mant
	for range q.exp {
		n *= 10
	}
	if n >= 10000 {
		return -1
	}
	return int(n)
}

// digits is the digits of a figure as a quantity with no separator but the
// decimal one, which stands at byte point, or -1.
func digits(s string, point int) quantity {
	var mant, mixed uint64
	exp, long := 0, false
	for i, r := range s {
		d := digit(r)
		if d < 0 {
			continue
		}
		if mant > 1e18 {
			long = true
		}
		mixed = (mixed ^ uint64(d+1)) * 1099511628211
		mant = mant*10 + uint64(d)
		if point >= 0 && i > point {
			exp--
		}
	}
	if long {
		return quantity{mixed, longExp}
	}
	return number(mant, exp)
}
