package pdf

// element is a node of the structure tree (ISO 32000-1 §14.7). It takes its
// place in its parent when its first content is drawn, so that the tree has
// the order of the text and no empty branches.
type element struct {
	tag      string // a standard structure type
	lang     string // where it is not the parent's
	alt      string // of a Figure
	dest     string // of a Link
	parent   *element
	kids     []kid
	attached bool
	box      [4]float64 // of a Figure, on its page
	ordered  bool       // of an L whose labels are numbers
	id       ref
}

// kid is a child element, a stretch of marked content, or an annotation.
type kid struct {
	element *element
	page    int
	mark    int // MCID on the page
	link    *annotation
}

func (e *element) child(tag string) *element { return &element{tag: tag, parent: e} }

// foreign is a child in another language.
func (e *element) foreign(lang string) *element {
	return &element{tag: "Span", lang: lang, parent: e}
}

func (e *element) attach() {
	if e.attached {
		return
	}
	e.attached = true
	e.parent.attach()
	e.parent.kids = append(e.parent.kids, kid{element: e})
}

// link is the link that an element is or stands in.
func (e *element) link() *element {
	for ; e != nil; e = e.parent {
		if e.tag == "Link" {
			return e
		}
	}
	return nil
}

// annotation is the part of a link on one line.
type annotation struct {
	link *element
	rect [4]float64
	id   ref
	key  int // in the parent tree
}

// tree writes the structure tree and gives its root.
func (d *document) tree(f *file) ref {
	root := f.ref()
	d.number(f, d.root)
	d.branch(f, d.root, root)
	parents := f.ref()
	var b object
	b.add("<</Nums[")
	for n, p := range d.pages {
		b.int(n).add("[")
		for _, owner := range p.owners {
			b.ref(owner.id)
		}
		b.add("]")
	}
	for _, p := range d.pages {
		for _, a := range p.links {
			b.int(a.key).ref(a.link.id)
		}
	}
	f.put(parents, b.add("]>>"))
	var r object
	r.add("<</Type/StructTreeRoot/K ").ref(d.root.id).add("/ParentTree ").ref(parents)
	f.put(root, r.add("/ParentTreeNextKey ").int(d.keys()).add(">>"))
	return root
}

// keys is how many the parent tree has: one for a page, one for a link on it.
func (d *document) keys() int {
	n := len(d.pages)
	for _, p := range d.pages {
		n += len(p.links)
	}
	return n
}

func (d *document) number(f *file, e *element) {
	e.id = f.ref()
	for _, k := range e.kids {
		if k.element != nil {
			d.number(f, k.element)
		}
	}
}

func (d *document) branch(f *file, e *element, parent ref) {
	var b object
	b.add("<</Type/StructElem/S/" + e.tag + "/P ").ref(parent)
	home := d.home(e)
	if home >= 0 {
		b.add("/Pg ").ref(d.pages[home].id)
	}
	if e.lang != "" {
		b.add("/Lang").text(e.lang)
	}
	if e.alt != "" {
		b.add("/Alt").text(e.alt)
	}
	if e.tag == "Figure" {
		b.add("/A<</O/Layout/Placement/Block/BBox[").numbers(e.box[:]).add("]>>")
	}
	if e.tag == "L" {
		numbering := "Disc"
		if e.ordered {
			numbering = "Decimal"
		}
		b.add("/A<</O/List/ListNumbering/" + numbering + ">>")
	}
	b.add("/K[")
	for _, k := range e.kids {
		switch {
		case k.element != nil:
			b.ref(k.element.id)
		case k.link != nil:
			b.add("<</Type/OBJR/Pg ").ref(d.pages[k.page].id).add("/Obj ").ref(k.link.id).add(">>")
		case k.page == home:
			b.int(k.mark)
		default:
			b.add("<</Type/MCR/Pg ").ref(d.pages[k.page].id).add("/MCID ").int(k.mark).add(">>")
		}
	}
	f.put(e.id, b.add("]>>"))
	for _, k := range e.kids {
		if k.element != nil {
			d.branch(f, k.element, e.id)
		}
	}
}

// home is the page of an element's first marked content, -1 if it has none of
// its own.
func (d *document) home(e *element) int {
	for _, k := range e.kids {
		if k.element == nil && k.link == nil {
			return k.page
		}
	}
	return -1
}
