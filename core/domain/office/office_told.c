/*
 * What stands on the boards about the office itself.
 */
#include "domain/office/office_told.h"

#include <string.h>

#include "base/doc.h"
#include "domain/office/identity.h"
#include "domain/office/office_second.h"
#include "domain/office/outsider.h"

enum { MIRROR_MS = 60 * 1000 };

#define TOLD_MS (INT64_C(7) * 24 * 60 * 60 * 1000)

static json_t *
told_put(json_t *list, const char *what)
{
	json_t *row = json_object();

	doc_put_str(row, "what", what);
	json_array_append_new(list, row);
	return row;
}

static json_t *
told_put_officer(json_t *list, const char *what, const struct officer *f)
{
	json_t *row = told_put(list, what);

	doc_put_str(row, "officer", f->id);
	doc_put_str(row, "name", f->name);
	return row;
}

/* Those whom it concerns: the officer, and who could have confirmed it. */
static bool
told_concerns(const struct world *w, const struct officer *f)
{
	return strcmp(w->officer->id, f->id) == 0 ||
		office_may_confirm(w->office, w->officer, 0, f->last.by, f->id);
}

static void
told_roles(json_t *list, const struct world *w, const struct officer *f)
{
	const struct roles_change *c = &f->last;
	json_t *row;

	if (c->time == 0 || w->now - c->time > TOLD_MS || !told_concerns(w, f))
		return;
	row = told_put_officer(list, "roles", f);
	doc_put_int(row, "time", c->time);
	doc_put_str(row, "by", c->by);
	doc_put_str(row, "confirmed_by", c->confirmed_by);
	doc_put(row, "gained", roles_format(c->gained));
	doc_put(row, "lost", roles_format(c->lost));
	if (c->alone)
		doc_put_bool(row, "alone", true);
}

static void
told_library(json_t *list, const struct world *w)
{
	const struct second *s = &w->office->library_next;
	json_t *row;

	if (s->waits || s->confirmed == 0 || s->time == 0 ||
		w->now - s->confirmed > TOLD_MS)
		return;
	row = told_put(list, "library");
	doc_put_int(row, "time", s->confirmed);
	doc_put_str(row, "by", s->by);
	doc_put_str(row, "confirmed_by", s->confirmed_by);
	doc_put_int(row, "count", doc_int(s->what, "count"));
	doc_put_bool(row, "less", doc_bool(s->what, "less"));
	if (w->office->library_alone)
		doc_put_bool(row, "alone", true);
}

static void
told_person(json_t *list, const struct world *w, const struct officer *f)
{
	role_set clash = office_roles_clash(w->library, f->roles);

	if (!f->active)
		return;
	if (clash)
		doc_put(told_put_officer(list, "both", f), "roles",
			roles_format(clash));
	if (f->uid < 0 && !w->office->demo)
		(void)told_put_officer(list, "unbound", f);
}

/* In one row, all of them: it stands on every board. */
static void
told_contractors(json_t *list, const struct world *w)
{
	json_t *people = json_array();

	for (size_t n = 0; n < w->office->officer_count; n++) {
		const struct officer *f = &w->office->officers[n];

		if (f->active && officer_is_contractor(f))
			json_array_append_new(people, officer_contact(f));
	}
	if (json_array_size(people) > 0)
		doc_put(told_put(list, "contractors"), "officers",
			json_incref(people));
	json_decref(people);
}

static void
told_credential(json_t *list, const struct world *w, const struct account *a)
{
	json_t *row;

	if (!account_credential_ends(a, w->now))
		return;
	row = told_put(list, "credential");
	doc_put_str(row, "account", a->id);
	doc_put_str(row, "name", a->name);
	doc_put_int(row, "ends", a->ends);
}

/* What was done about a partner by one person, or by its spare key. */
static void
told_partner(json_t *list, const struct world *w, const struct partner *p)
{
	json_t *row;

	if (p->state == PARTNER_STOPPED && w->now - p->stopped <= TOLD_MS) {
		row = told_put(list, "stopped");
		doc_put_str(row, "by", p->stopped_by);
		doc_put_int(row, "time", p->stopped);
		doc_put_str(row, "reason", p->reason);
	} else if (p->state == PARTNER_ACTIVE && p->vouched &&
		w->now - p->vouched <= TOLD_MS) {
		row = told_put(list, "vouched");
		doc_put_int(row, "time", p->vouched);
	} else {
		return;
	}
	doc_put_str(row, "partner", p->id);
	doc_put_str(row, "name", p->name);
}

/* A mirror on which something lies not yet, for longer than a push takes. */
static void
told_mirror(json_t *list, const struct world *w, const struct mirror_lies *m)
{
	json_t *row;

	if (m->missing == 0 ||
		(m->failed == 0 && w->now - m->missing <= MIRROR_MS))
		return;
	row = told_put(list, "mirror");
	mirror_lies_put(row, m);
}

json_t *
office_told(const struct world *w)
{
	json_t *list = json_array();
	role_set apart = w->library ? w->library->rules.apart[ROLE_ADMIN]
				    : ROLES_CONTENT;

	if (w->officer == NULL)
		return list;
	if (ROLES_CONTENT & ~apart)
		doc_put(told_put(list, "loose"), "roles",
			roles_format(ROLES_CONTENT & ~apart));
	for (size_t n = 0; n < w->office->officer_count; n++)
		told_person(list, w, &w->office->officers[n]);
	told_contractors(list, w);
	for (size_t n = 0; n < w->office->partner_count; n++)
		told_partner(list, w, &w->office->partners[n]);
	for (size_t n = 0; n < w->office->officer_count; n++)
		told_roles(list, w, &w->office->officers[n]);
	told_library(list, w);
	for (size_t n = 0; n < w->mirror_count; n++)
		told_mirror(list, w, &w->mirrors[n]);
	for (size_t n = 0; n < w->office->account_count; n++)
		told_credential(list, w, &w->office->accounts[n]);
	return list;
}
