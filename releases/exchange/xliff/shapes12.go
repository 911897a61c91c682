package xliff

import "sync"

const (
	content12 = "g|bpt|ept|ph|it|mrk|x|bx|ex*"
	look12    = " restype resname coord font css-style style exstyle"
	menu12    = " extradata extype help-id menu menu-option menu-name"
	extent12  = " size-unit maxwidth minwidth maxheight minheight maxbytes minbytes charclass"
	code12    = "id! ts xid equiv-text crc "
	foreign12 = "any foreign xml" // any: the transitional schema passes over attributes that it does not know
	about12   = "context-group|count-group|prop-group|note"
)

// shapes12 are those of XLIFF 1.2 in its transitional form, which is the wider.
func shapes12() map[string]shape {
	return map[string]shape{
		"xliff":         {attrs: "version!", xml: "lang", spaces: foreign12, children: []string{"other|file*"}},
		"file":          {attrs: "original! source-language! datatype! tool-id tool date ts category target-language product-name product-version build-num", xml: "space", spaces: foreign12, children: []string{"header?", "body"}},
		"header":        {children: []string{"skl?", "phase-group?", "glossary|reference|count-group|prop-group|note|tool*", "other*"}},
		"skl":           {children: []string{"internal-file|external-file"}},
		"glossary":      {children: []string{"internal-file|external-file"}},
		"reference":     {children: []string{"internal-file|external-file"}},
		"internal-file": {attrs: "form crc", mixed: true},
		"external-file": {attrs: "href! crc uid"},
		"note":          {attrs: "priority from annotates", xml: "lang", mixed: true},
		"phase-group":   {children: []string{"phase+"}},
		"phase":         {attrs: "phase-name! process-name! company-name tool-id tool date job-id contact-name contact-email contact-phone", children: []string{"note*"}},
		"count-group":   {attrs: "name!", children: []string{"count*"}},
		"count":         {attrs: "count-type phase-name unit", mixed: true},
		"context-group": {attrs: "name crc purpose", children: []string{"context+"}},
		"context":       {attrs: "context-type! match-mandatory crc", mixed: true},
		"prop-group":    {attrs: "name", children: []string{"prop+"}},
		"prop":          {attrs: "prop-type!", xml: "lang", mixed: true},
		"tool":          {attrs: "tool-id! tool-name! tool-version tool-company", spaces: foreign12, children: []string{"any*"}, mixed: true},
		"body":          {children: []string{"group|trans-unit|bin-unit*"}},
		"group": {attrs: "id datatype ts translate reformat merged-trans" + look12 + menu12 + extent12, xml: "space", spaces: foreign12,
			children: []string{"context-group*", "count-group*", "prop-group*", "note*", "other*", "group|trans-unit|bin-unit*"}},
		"trans-unit": {attrs: "id! approved translate reformat datatype ts phase-name" + look12 + menu12 + extent12, xml: "space", spaces: foreign12,
			children: []string{"source", "seg-source?", "target?", about12 + "|alt-trans*", "other*"}},
		"source":     {attrs: "ts", xml: "lang", spaces: foreign12, children: []string{content12}, mixed: true},
		"seg-source": {attrs: "ts", xml: "lang", spaces: foreign12, children: []string{content12}, mixed: true},
		"target":     {attrs: "state state-qualifier phase-name ts equiv-trans" + look12, xml: "lang", spaces: foreign12, children: []string{content12}, mixed: true},
		"alt-trans": {attrs: "match-quality tool-id tool crc origin datatype ts mid phase-name alttranstype" + look12 + menu12, xml: "lang space", spaces: foreign12,
			children: []string{"source?", "seg-source?", "target+", "context-group*", "prop-group*", "note*", "other*"}},
		"bin-unit":   {attrs: "id! mime-type! approved translate reformat ts restype resname phase-name", spaces: foreign12, children: []string{"bin-source", "bin-target?", about12 + "|trans-unit*", "other*"}},
		"bin-source": {attrs: "ts", spaces: foreign12, children: []string{"internal-file|external-file"}},
		"bin-target": {attrs: "mime-type ts state state-qualifier phase-name restype resname", spaces: foreign12, children: []string{"internal-file|external-file"}},
		"g":          {attrs: code12 + "ctype clone", spaces: foreign12, children: []string{content12}, mixed: true},
		"x":          {attrs: code12 + "ctype clone", spaces: foreign12},
		"bx":         {attrs: code12 + "rid ctype clone", spaces: foreign12},
		"ex":         {attrs: code12 + "rid", spaces: foreign12},
		"ph":         {attrs: code12 + "ctype assoc", spaces: foreign12, children: []string{"sub*"}, mixed: true},
		"bpt":        {attrs: code12 + "rid ctype", spaces: foreign12, children: []string{"sub*"}, mixed: true},
		"ept":        {attrs: code12 + "rid", spaces: foreign12, children: []string{"sub*"}, mixed: true},
		"it":         {attrs: code12 + "pos! rid ctype", spaces: foreign12, children: []string{"sub*"}, mixed: true},
		"sub":        {attrs: "datatype ctype xid", children: []string{content12}, mixed: true},
		"mrk":        {attrs: "mtype! mid comment ts", spaces: foreign12, children: []string{content12}, mixed: true},
	}
}

// own is a value of a list, or one's own, which begins with "x-".
func own(list string, strict bool) value {
	listed := one(list)
	if !strict {
		listed = trimmed(listed)
	}
	return either(listed, ownValue)
}

const (
	datatypes12  = "asp c cdf cfm cpp csharp cstring csv database documentfooter documentheader filedialog form html htmlbody ini interleaf javaclass javapropertyresourcebundle javalistresourcebundle javascript jscript layout lisp margin menufile messagefile mif mimetype mo msglib pagefooter pageheader parameters pascal php plaintext po report resources resx rtf sgml sgmldtd svg vbscript warning winres xhtml xml xmldtd xsl xul"
	restypes12   = "auto3state autocheckbox autoradiobutton bedit bitmap button caption cell checkbox checkboxmenuitem checkedlistbox colorchooser combobox comboboxexitem comboboxitem component contextmenu ctext cursor datetimepicker defpushbutton dialog dlginit edit file filechooser fn font footer frame grid groupbox header heading hedit hscrollbar icon iedit keywords label linklabel list listbox listitem ltext menu menubar menuitem menuseparator message monthcalendar numericupdown panel popupmenu pushbox pushbutton radio radiobuttonmenuitem rcdata row rtext scrollpane separator shortcut spinner splitter state3 statusbar string tabcontrol table textbox togglebutton toolbar tooltip trackbar tree uri userbutton usercontrol var versioninfo vscrollbar window"
	states12     = "final needs-adaptation needs-l10n needs-review-adaptation needs-review-l10n needs-review-translation needs-translation new signed-off translated"
	qualifiers12 = "exact-match fuzzy-match id-match leveraged-glossary leveraged-inherited leveraged-mt leveraged-repository leveraged-tm mt-suggestion rejected-grammar rejected-inaccurate rejected-length rejected-spelling tm-suggestion"
)

var (
	ownValue     = matching(`^x-[^\s]+$`)
	yesNo12      = trimmed(yesNo)
	delimiter12  = own("bold italic underlined link", false)
	placeholder  = own("image pb lb", false)
	mimeType     = matching(`^(text|multipart|message|application|image|audio|video|model)(/.+)*$`)
	coordinates  = matching(`^(-?\d+|#);(-?\d+|#);(-?\d+|#);(-?\d+|#)$`)
	languageTag  = either(language12)
	reformatPart = own("coord coord-x coord-y coord-cx coord-cy font font-name font-size font-weight css-style style ex-style", true)
)

// values12 are those of the attributes of XLIFF 1.2.
func values12() map[string]value {
	return map[string]value{
		"version": one("1.2 1.1 1.0"), "source-language": languageTag, "target-language": languageTag, "date": dateTime,
		"datatype": own(datatypes12, false), "restype": own(restypes12, false),
		"state": own(states12, false), "state-qualifier": own(qualifiers12, false),
		"count-type": own(restypes12+" "+datatypes12+" "+states12+" "+qualifiers12+" num-usages repetition total", false),
		"unit":       own("word page trans-unit bin-unit glyph item instance character line sentence paragraph segment placeable", false),
		"purpose":    each(own("information location match", true), false), "context-type": own("database element elementtitle linenumber numparams paramnotes record recordtitle sourcefile", true),
		"alttranstype": own("proposal previous-version rejected reference accepted", true),
		"reformat":     either(one("yes no"), each(reformatPart, false)), "mime-type": mimeType, "coord": coordinates,
		"size-unit": own("byte char col cm dlgunit em ex glyph in mm percent pixel point row", false),
		"mtype":     own("abbrev abbreviated-form abbreviation acronym appellation collocation common-name datetime equation expanded-form formula head-term initialism international-scientific-term internationalism logical-expression materials-management-unit name near-synonym part-number phrase phraseological-unit protected romanized-form seg set-phrase short-form sku standard-text symbol synonym synonymous-phrase term transcribed-form transliterated-form truncated-term variant", false),
		"priority":  oneToTen, "annotates": trimmed(one("source target general")), "pos": trimmed(one("open close")), "assoc": trimmed(one("preceding following both")),
		"approved": yesNo12, "translate": yesNo12, "clone": yesNo12, "equiv-trans": yesNo12, "match-mandatory": yesNo12, "merged-trans": yesNo12,
		"g ctype": delimiter12, "bx ctype": delimiter12, "bpt ctype": delimiter12, "it ctype": delimiter12, "sub ctype": delimiter12,
		"x ctype": placeholder, "ph ctype": placeholder,
		"help-id": nmtoken, "style": nmtoken, "exstyle": nmtoken, "maxwidth": nmtoken, "minwidth": nmtoken, "maxheight": nmtoken, "minheight": nmtoken,
		"maxbytes": nmtoken, "minbytes": nmtoken, "mid": nmtoken, "rid": nmtoken, "uid": nmtoken,
		"internal-file crc": nmtoken, "external-file crc": nmtoken, "context-group crc": nmtoken, "context crc": nmtoken, "alt-trans crc": nmtoken,
		"target phase-name": nmtoken, "bin-target phase-name": nmtoken, "alt-trans phase-name": nmtoken,
		"xml:space": trimmed(one("default preserve")), "xml:lang": either(language12, matching(`^\s*$`)),
	}
}

// grammar12 is made when the first file is validated.
var grammar12 = sync.OnceValue(func() *grammar {
	return &grammar{forms(shapes12()), values12(), map[string]string{space12: "", spaceXML: "xml"}, false}
})
