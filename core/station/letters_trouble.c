/*
 * The list of what could not be written. It is short: orders that live.
 */
#include "station/letters_trouble.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "station/env.h"
#include "station/letters_desk.h"

enum { FIRST_MS = 2000, DOUBLED = 5 }; /* up to 64 s */

static struct letters_trouble *
letters_trouble_of(const struct station *st, const char *about)
{
	struct letters *l = st->letters;

	for (size_t n = 0; n < l->trouble_count; n++)
		if (strcmp(l->troubles[n].about, about) == 0)
			return &l->troubles[n];
	return NULL;
}

int64_t
letters_trouble_next(const struct station *st, const char *about)
{
	const struct letters_trouble *t = letters_trouble_of(st, about);

	return t ? t->next : 0;
}

static void
letters_trouble_changed(struct station *st)
{
	if (st->server != NULL)
		server_changed(
			st->server, "office", "", ledger_head(st->ledger)->seq);
}

void
letters_trouble_add(struct station *st, const char *about, const char *partner,
	const struct err *why)
{
	struct letters_trouble *t = letters_trouble_of(st, about);
	bool said;

	if (t == NULL) {
		t = MEM_ADD(st->letters->troubles, st->letters->trouble_count);
		*t = (struct letters_trouble){ .since = station_now() };
		FIXED_SET(t->about, about);
		FIXED_SET(t->partner, partner ? partner : "");
		t->joint = partner == NULL;
	}
	said = t->times > 0 && strcmp(t->why.id, why->id) == 0;
	t->why = *why;
	t->next = station_boot() +
		((int64_t)FIRST_MS
			<< (t->times < DOUBLED ? t->times : DOUBLED));
	t->times++;
	if (!said)
		letters_trouble_changed(st);
}

void
letters_trouble_end(struct station *st, const char *about)
{
	struct letters_trouble *t = letters_trouble_of(st, about);

	if (t == NULL)
		return;
	*t = st->letters->troubles[--st->letters->trouble_count];
	letters_trouble_changed(st);
}

/* Of one partner and reason the first stands for all. */
static bool
letters_trouble_is_said(const struct letters *l, size_t n)
{
	const struct letters_trouble *t = &l->troubles[n];

	for (size_t k = 0; k < n; k++)
		if (l->troubles[k].joint == t->joint &&
			strcmp(l->troubles[k].partner, t->partner) == 0 &&
			strcmp(l->troubles[k].why.id, t->why.id) == 0)
			return true;
	return false;
}

static json_t *
letters_trouble_doc(const struct station *st, const struct letters_trouble *t)
{
	const struct partner *p = office_partner(&st->office, t->partner);
	json_t *row = json_object(), *fault = json_object();
	char what[400], remedy[300], brief[9];

	fixed_cut(brief, sizeof(brief), t->about);
	doc_put_str(row, "what", "letter");
	doc_put_str(row, "partner", t->partner);
	doc_put_str(row, "name", p ? p->name : t->partner);
	doc_put_str(row, t->joint ? "joint" : "order", brief);
	doc_put_int(row, "time", t->since);
	for (int n = 0; n < LANG_COUNT; n++) {
		refusal_format(what, sizeof(what), remedy, sizeof(remedy),
			&t->why, (enum lang)n);
		doc_put_str(fault, lang_word((enum lang)n), what);
	}
	doc_put(row, "fault", fault);
	return row;
}

void
letters_trouble_put(json_t *list, const struct station *st)
{
	const struct letters *l = st->letters;

	for (size_t n = 0; n < l->trouble_count; n++)
		if (!letters_trouble_is_said(l, n))
			json_array_append_new(
				list, letters_trouble_doc(st, &l->troubles[n]));
}
