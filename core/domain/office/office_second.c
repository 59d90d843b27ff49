/*
 * Who confirms what another proposes about the office, and what waits.
 */
#include "domain/office/office_second.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "domain/office/office_fold.h"
#include "domain/office/outsider.h"

/* Those who answer for the office. */
#define ROLES_CONFIRM                                                          \
	(ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_SIGNER) | ROLE_BIT(ROLE_HEAD))

bool
office_asks_second(const struct office *o, const char *by, const char *about)
{
	if (o->single && !o->demo)
		return false;
	for (size_t n = 0; n < o->officer_count; n++)
		if (strcmp(o->officers[n].id, by) != 0 &&
			strcmp(o->officers[n].id, about) != 0 &&
			officer_answers(&o->officers[n]))
			return true;
	return false;
}

static bool
is_another(const struct officer *f, role_set roles, const char *by,
	const char *about)
{
	return f->active && officer_answers(f) && (f->roles & roles) &&
		strcmp(f->id, by) != 0 && strcmp(f->id, about) != 0;
}

static bool
has_another(const struct office *o, role_set roles, const char *by,
	const char *about)
{
	for (size_t n = 0; n < o->officer_count; n++)
		if (is_another(&o->officers[n], roles, by, about))
			return true;
	return false;
}

role_set
office_confirm_roles(const struct office *o, role_set wanted, const char *by,
	const char *about)
{
	if (wanted)
		return wanted;
	return has_another(o, ROLES_CONFIRM, by, about) ? ROLES_CONFIRM
							: ROLES_GIVEN_BY_TWO;
}

bool
office_may_confirm(const struct office *o, const struct officer *f,
	role_set wanted, const char *by, const char *about)
{
	return is_another(
		f, office_confirm_roles(o, wanted, by, about), by, about);
}

const struct second *
office_proposal(const struct office *o, const char *id)
{
	for (size_t n = 0; n < o->proposal_count; n++)
		if (o->proposals[n].second.waits &&
			strcmp(o->proposals[n].officer, id) == 0)
			return &o->proposals[n].second;
	return NULL;
}

role_set
office_library_roles(const struct second *s)
{
	return s->what && doc_bool(s->what, "less")
		? ROLE_BIT(ROLE_SIGNER) | ROLE_BIT(ROLE_HEAD)
		: 0;
}

role_set
office_roles_clash(const struct library *lib, role_set roles)
{
	role_set clash = 0;

	for (int r = 0; r < ROLE_COUNT; r++) {
		role_set apart = lib	  ? lib->rules.apart[r]
			: r == ROLE_ADMIN ? ROLES_CONTENT
					  : 0;

		if ((roles & ROLE_BIT(r)) && (roles & apart))
			clash |= ROLE_BIT(r) | (roles & apart);
	}
	return clash;
}

/* ---- folding ---- */

void
office_fold_officer_proposed(struct office *o, const struct entry *e)
{
	const char *id = doc_str(e->body, "officer");
	struct officer_proposal *p = NULL;

	for (size_t n = 0; n < o->proposal_count; n++)
		if (strcmp(o->proposals[n].officer, id) == 0)
			p = &o->proposals[n];
	if (p == NULL) {
		p = MEM_ADD(o->proposals, o->proposal_count);
		memset(p, 0, sizeof(*p));
		fixed_cut(p->officer, sizeof(p->officer), id);
	}
	second_propose(&p->second, e);
}

/* What was decided about an officer ends what waited about them. */
void
office_fold_officer_declined(struct office *o, const struct entry *e)
{
	const char *id = doc_str(e->body, "officer");
	size_t kept = 0;

	for (size_t n = 0; n < o->proposal_count; n++) {
		if (strcmp(o->proposals[n].officer, id) == 0)
			second_drop(&o->proposals[n].second);
		else
			o->proposals[kept++] = o->proposals[n];
	}
	o->proposal_count = kept;
}

void
office_fold_library_proposed(struct office *o, const struct entry *e)
{
	second_propose(&o->library_next, e);
}

void
office_fold_library_declined(struct office *o, const struct entry *e)
{
	(void)e;
	second_drop(&o->library_next);
}
