/*
 * The book of what was seen: a row for each partner and mode.
 */
#include "letter/seen.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"

struct seen_row {
	char id[WORD_ID];
	bool drill;
	struct seen_place told; /* of its letters, by us to it */
	struct seen_told theirs; /* of ours, by it to us */
	struct seen_place *open; /* ours to it, behind theirs.place */
};

struct seen_book {
	struct seen_row *rows;
	size_t count;
};

struct seen_book *
seen_new(void)
{
	return mem_new(sizeof(struct seen_book));
}

void
seen_free(struct seen_book *b)
{
	for (size_t n = 0; b != NULL && n < b->count; n++)
		free(b->rows[n].open);
	if (b != NULL)
		free(b->rows);
	free(b);
}

static struct seen_row *
seen_row(const struct seen_book *b, bool drill, const char *id)
{
	for (size_t n = 0; n < b->count; n++)
		if (b->rows[n].drill == drill && strcmp(b->rows[n].id, id) == 0)
			return &b->rows[n];
	return NULL;
}

static struct seen_row *
seen_row_add(struct seen_book *b, bool drill, const char *id)
{
	struct seen_row *r = seen_row(b, drill, id);

	if (r == NULL) {
		r = MEM_ADD(b->rows, b->count);
		memset(r, 0, sizeof(*r));
		FIXED_SET(r->id, id);
		r->drill = drill;
	}
	return r;
}

/* [volume, seq, hash], as a sound head has it. */
static struct seen_place
seen_read(const json_t *value)
{
	struct seen_place p = { .vol = json_integer_value(
					json_array_get(value, 0)),
		.seq = json_integer_value(json_array_get(value, 1)) };
	const char *hash = json_string_value(json_array_get(value, 2));

	fixed_cut(p.hash, sizeof(p.hash), hash ? hash : "");
	return p;
}

static bool
seen_is_behind(const struct seen_place *p, const struct seen_place *other)
{
	return p->vol < other->vol ||
		(p->vol == other->vol && p->seq < other->seq);
}

void
seen_sent(struct seen_book *b, bool drill, const json_t *head)
{
	const json_t *to = doc_get(head, "to");
	struct seen_place here = { .vol = doc_int(head, "vol"),
		.seq = doc_int(head, "seq") };
	const char *id;
	json_t *value;
	size_t n;

	for (n = 0; n < json_array_size(to); n++) {
		struct seen_row *r = seen_row_add(
			b, drill, json_string_value(json_array_get(to, n)));

		/* one that was lost here comes back after it was told of */
		if (seen_is_behind(&r->theirs.place, &here))
			*MEM_ADD(r->open, r->theirs.open) = here;
	}
	json_object_foreach(doc_borrow(doc_get(head, "seen")), id, value)
		seen_row_add(b, drill, id)
			->told = seen_read(value);
}

/* One that comes late, a halt before its place, tells less than is known. */
void
seen_came(struct seen_book *b, bool drill, const json_t *head,
	const char *own_id, int64_t at)
{
	const json_t *value = doc_get(doc_get(head, "seen"), own_id);
	struct seen_place place = seen_read(value);
	struct seen_row *r;
	size_t kept = 0;

	if (value == NULL)
		return;
	r = seen_row_add(b, drill, doc_str(head, "from"));
	if (seen_is_behind(&place, &r->theirs.place))
		return;
	r->theirs.place = place;
	r->theirs.at = at;
	for (size_t n = 0; n < r->theirs.open; n++)
		if (seen_is_behind(&place, &r->open[n]))
			r->open[kept++] = r->open[n];
	r->theirs.open = kept;
}

json_t *
seen_tell(const struct seen_book *b, const struct desk *desk, bool drill,
	const struct letter_addressee *to, size_t count)
{
	json_t *seen = json_object();

	for (size_t n = 0; n < count; n++) {
		struct letter_volume v = desk_volume(desk, to[n].id, drill);
		const struct seen_row *r = seen_row(b, drill, to[n].id);

		if (v.vol == 0 ||
			(r != NULL && strcmp(r->told.hash, v.hash) == 0))
			continue;
		doc_put(seen, to[n].id,
			json_pack("[I,I,s]", (json_int_t)v.vol,
				(json_int_t)v.seq, v.hash));
	}
	return seen;
}

struct seen_told
seen_told(const struct seen_book *b, bool drill, const char *partner)
{
	const struct seen_row *r = seen_row(b, drill, partner);

	return r ? r->theirs : (struct seen_told){ .at = 0 };
}
