package workflow

// Helpers are the roles of those who can do something about a reason; none
// where it is in the asker's own hands, or in nobody's.
func (c Code) Helpers(d *Desk, r *Release, args Args) []Role {
	l, _ := args["language"].(Language)
	writing := Role{Translator, string(l)}
	if r != nil && l == r.Source {
		writing = Role{Kind: Writer}
	}
	reviewing := Role{Reviewer, string(l)}
	switch c {
	case RoleMissing:
		words, _ := args["roles"].([]string)
		return roles(words)
	case MayNotRecord:
		return kinds(d.Policy.RecordFor...)
	case NotAMember, PersonOutside, MemberUnknown, LanguageOffDesk, LastAdmin:
		return kinds(Admin)
	case FourEyesBlocks, FourEyesOrder, SourceNotApproved:
		return []Role{reviewing}
	case BaseNotApproved:
		base, _ := args["base"].(Language)
		return []Role{{Reviewer, string(base)}}
	case Held:
		return kinds(Coordinator)
	case SourceNotCheckedIn, NoVersion, Untranslated, GoneBlocks, AlignmentBroken:
		return []Role{writing}
	case StaleText, FindingOpen:
		return []Role{writing, reviewing}
	case TextNotApproved:
		if state, _ := args["state"].(State); state == InReview {
			return []Role{reviewing}
		}
		return []Role{writing}
	case SignoffMissing:
		names, _ := args["signers"].([]string)
		return signerRoles(names)
	case NoEmbargo:
		return kinds(Coordinator)
	case UnderEmbargo:
		return signerRoles(d.Policy.Signers)
	case CorrectFirst:
		return kinds(Writer, Publisher)
	case WithheldFirst, NotPublished:
		return kinds(Publisher)
	}
	return nil
}

func kinds(ks ...RoleKind) []Role {
	var rs []Role
	for _, k := range ks {
		rs = append(rs, Role{Kind: k})
	}
	return rs
}

func signerRoles(names []string) []Role {
	var rs []Role
	for _, name := range names {
		rs = append(rs, Role{Signer, name})
	}
	return rs
}
