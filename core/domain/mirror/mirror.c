/*
 * Mirrors in the office: folding, and their part of the station's row.
 */
#include "domain/mirror/mirror.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "crier/refusal.h"
#include "domain/fold.h"
#include "domain/office/office_fold.h"
#include "domain/world.h"

const struct mirror *
office_mirror(const struct office *o, const char *id)
{
	for (size_t n = 0; n < o->mirror_count; n++)
		if (strcmp(o->mirrors[n].id, id) == 0)
			return &o->mirrors[n];
	return NULL;
}

/* Known, or a new one at the end; NULL: no place, which no judge lets be. */
static struct mirror *
mirror_slot(struct office *o, const char *id)
{
	const struct mirror *have = office_mirror(o, id);
	struct mirror *m;

	if (have != NULL)
		return &o->mirrors[have - o->mirrors];
	if (o->mirror_count == MIRRORS_MAX)
		return NULL;
	m = &o->mirrors[o->mirror_count++];
	memset(m, 0, sizeof(*m));
	fixed_cut(m->id, sizeof(m->id), id);
	return m;
}

static void
mirror_drop(struct office *o, struct mirror *m)
{
	size_t at = (size_t)(m - o->mirrors);

	second_drop(&m->next);
	o->mirror_count--;
	memmove(m, m + 1, (o->mirror_count - at) * sizeof(*m));
}

void
mirrors_clear(struct office *o)
{
	while (o->mirror_count > 0)
		mirror_drop(o, &o->mirrors[o->mirror_count - 1]);
}

/* A folder has no pins: those of the host that was there before go. */
static void
mirror_read(struct mirror *m, const json_t *doc)
{
	FOLD_GIVEN(m->address, doc, "address");
	fixed_cut(m->pins, sizeof(m->pins), doc_str(doc, "key"));
}

void
office_fold_mirror_proposed(struct office *o, const struct entry *e)
{
	struct mirror *m = mirror_slot(o, doc_str(e->body, "mirror"));

	if (m == NULL)
		return;
	second_drop(&m->next);
	if (m->confirmed == 0)
		mirror_read(m, e->body);
	second_propose(&m->next, e);
}

void
office_fold_mirror_set(struct office *o, const struct entry *e)
{
	struct mirror *m = mirror_slot(o, doc_str(e->body, "mirror"));

	if (m == NULL)
		return;
	mirror_read(m, e->body);
	m->confirmed = e->time;
	fixed_cut(m->by, sizeof(m->by), doc_str(e->body, "proposed_by"));
	fixed_cut(m->confirmed_by, sizeof(m->confirmed_by), e->by);
	second_drop(&m->next);
}

void
office_fold_mirror_declined(struct office *o, const struct entry *e)
{
	struct mirror *m = mirror_slot(o, doc_str(e->body, "mirror"));

	if (m != NULL && m->confirmed == 0)
		mirror_drop(o, m);
	else if (m != NULL)
		second_drop(&m->next);
}

void
office_fold_mirror_stopped(struct office *o, const struct entry *e)
{
	struct mirror *m = mirror_slot(o, doc_str(e->body, "mirror"));

	if (m != NULL)
		mirror_drop(o, m);
}

void
mirrors_put(json_t *doc, const struct office *o)
{
	json_t *list = json_array();

	for (size_t n = 0; n < o->mirror_count; n++) {
		const struct mirror *m = &o->mirrors[n];
		json_t *row = json_object();

		doc_put_str(row, "id", m->id);
		doc_put_str(row, "address", m->address);
		doc_put_str(row, "key", m->pins);
		doc_put_str(row, "by", m->by);
		doc_put_str(row, "confirmed_by", m->confirmed_by);
		doc_put_int(row, "confirmed", m->confirmed);
		if (m->next.what != NULL)
			doc_put(row, "next", second_keep(&m->next));
		json_array_append_new(list, row);
	}
	if (o->mirror_count > 0)
		doc_put(doc, "mirrors", json_incref(list));
	json_decref(list);
}

void
mirrors_load(struct office *o, const json_t *list)
{
	json_t *row;
	size_t n;

	json_array_foreach(list, n, row)
	{
		struct mirror *m = mirror_slot(o, doc_str(row, "id"));

		if (m == NULL)
			return;
		mirror_read(m, row);
		fixed_cut(m->by, sizeof(m->by), doc_str(row, "by"));
		fixed_cut(m->confirmed_by, sizeof(m->confirmed_by),
			doc_str(row, "confirmed_by"));
		m->confirmed = doc_int(row, "confirmed");
		second_load(&m->next, doc_get(row, "next"));
	}
}

/* Why it failed, in both languages: the program shows it to whoever asks. */
static void
mirror_put_fault(json_t *doc, const struct err *fault)
{
	char en[sizeof(fault->what)], zh[sizeof(fault->what)];
	char remedy[sizeof(fault->remedy)];

	refusal_format(en, sizeof(en), remedy, sizeof(remedy), fault, LANG_EN);
	refusal_format(zh, sizeof(zh), remedy, sizeof(remedy), fault, LANG_ZH);
	doc_put(doc, "fault", doc_both(&(const struct both)BOTH(en, zh)));
}

void
mirror_lies_put(json_t *doc, const struct mirror_lies *m)
{
	doc_put_str(doc, "mirror", m->id);
	doc_put_int(doc, "seq", m->seq);
	if (m->reached)
		doc_put_int(doc, "reached", m->reached);
	doc_put_int(doc, "behind", m->behind);
	if (m->missing)
		doc_put_int(doc, "missing", m->missing);
	if (m->failed == 0)
		return;
	doc_put_int(doc, "failed", m->failed);
	mirror_put_fault(doc, &m->fault);
}
