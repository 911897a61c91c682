package segment

import (
	"strings"
	"sync"
)

// The tables hold lower-case words with their dots. Where a word stands in
// Perhaps, a sentence ends after it only before one of the starters: words that
// begin sentences far more often than they follow the abbreviation.

// languages are made when the first text is cut. "" serves where a language has
// no table: initials and the numbers of an enumeration are known, and little else.
var languages = sync.OnceValue(func() map[string]*Rules {
	englishStarters := set(`the a an it he she they we you i this that these those there here in on at by for from with
	but and so yet however if when while where after before since as although because although meanwhile then now
	its his her their our my your what who how why all both each every some many most more no not one two
	according under during despite to of once until today yesterday tomorrow`)
	return map[string]*Rules{
		"en": {
			Never: set(`mr. mrs. ms. messrs. mx. dr. prof. gen. lt. col. maj. capt. cmdr. sgt. adm. brig. st. rev. fr. hon.
			sen. rep. gov. pres. amb. vs. v. approx. i.e. e.g. cf. viz. c. ca. al. mt. ft. univ. dept. est. tel. ext.
			fig. figs. eq. ed. eds. trans. vol. vols. ch. sec. art.`),
			Number:   set(`no. nos. p. pp. para. paras. jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec.`),
			Perhaps:  set(`a.m. p.m. am. pm. u.n. u.s. u.k. u.s.a. e.u. etc. inc. ltd. co. corp. jr. sr. ph.d. b.a. m.a. a.d. b.c. d.c.`),
			Starters: englishStarters,
		},
		"ar": {
			Never: set(`د. أ. م. ص. ق.م. هـ. ه. م.م. أ.د. ا.د. ج. ط. ت. تح. ص.ب. ش.م.ل. ش.م.م. ش.م.ع. إلخ.
			mr. mrs. ms. dr. prof. st. vs. no.`),
			Letters:  Abbreviations,
			Prefixes: "وفبلك",
		},
		"fr": {
			Never: set(`m. mm. mme. mmes. mlle. mlles. dr. drs. pr. me. mgr. st. ste. gén. col. cap. lt. art. al. cf. av. apr. env.
			ex. p.ex. c.-à-d. c.à.d. fig. chap. vol. éd. coll. tél. bd. boul. app. hab. j.-c. i.e. n.b. p.-s. r.-v. vs.`),
			Number:   set(`n. no. nos. n°. p. pp. janv. févr. avr. juil. sept. oct. nov. déc.`),
			Perhaps:  set(`etc. s.a. o.n.u. u.e. é.-u. u.s.a.`),
			Starters: set(`le la les l un une des ce cet cette ces il elle ils elles on nous vous je j c mais et or donc car en dans à au aux pour par sur selon après avant depuis lors si quand comme tous toutes chaque son sa ses leur leurs plus`),
		},
		"": {
			Never:    set(`dr. prof. mr. mrs. st. vs. i.e. e.g. cf.`),
			Number:   set(`no. nr. n. p. pp.`),
			Starters: englishStarters,
		},
	}
})

func set(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}
