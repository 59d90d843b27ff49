/*
 * Deadlines: started by entries, stopped by receipts.
 */
#include "domain/clock/clock.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/incident/incident.h"

void
clock_start(struct incident *i, const json_t *rows, int64_t time)
{
	json_t *row;
	size_t n;

	json_array_foreach(rows, n, row)
	{
		int64_t due = doc_int(row, "due");

		*MEM_ADD(i->clocks, i->clock_count) =
			(struct clock){ .row = json_incref(row),
				.due = due ? due
					   : time + doc_int(row, "after") };
	}
}

json_t *
clock_row_due(const char *rule, const struct both *title, const char *citation,
	int64_t due)
{
	return json_pack("{s:s,s:o,s:s,s:[],s:I}", "rule", rule, "title",
		doc_both(title), "citation", citation, "stops", "due",
		(json_int_t)due);
}

void
clock_learn(struct incident *i, const json_t *rows, int64_t time)
{
	json_t *row, *fresh = json_array();
	size_t n;

	json_array_foreach(rows, n, row)
	{
		int64_t due = doc_int(row, "due");
		bool known = false;

		for (size_t k = 0; k < i->clock_count; k++) {
			struct clock *c = &i->clocks[k];

			if (strcmp(doc_str(c->row, "rule"),
				    doc_str(row, "rule")) != 0)
				continue;
			known = true;
			if (!c->stopped && !c->missed && due < c->due)
				c->due = due;
		}
		if (!known)
			json_array_append(fresh, row);
	}
	clock_start(i, fresh, time);
	json_decref(fresh);
}

static bool
clock_is_answered_by(const struct clock *c, enum message_kind kind)
{
	json_t *stops = json_object_get(c->row, "stops"), *word;
	size_t n;

	json_array_foreach(
		stops, n, word) if (strcmp(json_string_value(word),
					    message_kind_row(kind)->word) ==
		0) return true;
	return false;
}

/* The last notice ends what releases end, and nothing of that was answered by
 * it; reports inside go on, and so does what waits for a person: a signature,
 * another unit's answer. */
static void
stop_public(struct incident *i, int64_t time)
{
	for (size_t n = 0; n < i->clock_count; n++) {
		struct clock *c = &i->clocks[n];

		if (!c->stopped &&
			json_array_size(json_object_get(c->row, "stops")) > 0) {
			c->stopped = time;
			c->ended = true;
		}
	}
}

void
clock_published(struct incident *i, const struct message *m, int64_t time)
{
	for (size_t n = 0; n < i->clock_count; n++) {
		struct clock *c = &i->clocks[n];

		if (!c->stopped && clock_is_answered_by(c, m->kind)) {
			c->stopped = time;
			c->first_out = true;
		}
	}
	if (m->kind == KIND_CLOSING)
		stop_public(i, time);
	else
		clock_start(i, m->promises, time);
	i->messages[m->number - 1]->promised = true;
}

void
clock_stop(struct incident *i, const char *rule, int64_t time)
{
	for (size_t n = 0; n < i->clock_count; n++)
		if (!i->clocks[n].stopped &&
			strcmp(doc_str(i->clocks[n].row, "rule"), rule) == 0)
			i->clocks[n].stopped = time;
}

void
clock_stop_all(struct incident *i, int64_t time)
{
	for (size_t n = 0; n < i->clock_count; n++) {
		struct clock *c = &i->clocks[n];

		if (c->stopped)
			continue;
		c->stopped = time;
		c->ended = true;
	}
}

/* Promises once ran from the entry that said that their bulletin was out, now
 * from when it was seen: old entries name a time that lies a little later. */
void
clock_miss(struct incident *i, const char *rule, int64_t due)
{
	struct clock *found = NULL;

	for (size_t n = 0; n < i->clock_count; n++) {
		struct clock *c = &i->clocks[n];

		if (!c->missed && c->due <= due &&
			strcmp(doc_str(c->row, "rule"), rule) == 0 &&
			(found == NULL || c->due > found->due))
			found = c;
	}
	if (found != NULL)
		found->missed = true;
}

bool
clock_is_internal(const struct clock *c)
{
	return doc_bool(c->row, "internal");
}

bool
clock_is_by_hand(const struct clock *c)
{
	return doc_bool(c->row, "by_hand");
}

bool
clock_is_wait(const struct clock *c)
{
	return json_object_get(c->row, "wait") != NULL;
}

struct clock *
clock_by_hand(const struct incident *i, const char *rule)
{
	for (size_t n = 0; n < i->clock_count; n++) {
		struct clock *c = &i->clocks[n];

		if (!c->stopped && clock_is_by_hand(c) &&
			strcmp(doc_str(c->row, "rule"), rule) == 0)
			return c;
	}
	return NULL;
}

/* The running public clock that is due first; or, of deliveries too, the first
 * of those not missed yet. */
static const struct clock *
clock_first(const struct incident *i, bool missed)
{
	const struct clock *first = NULL;

	for (size_t n = 0; n < i->clock_count; n++) {
		const struct clock *c = &i->clocks[n];

		if (!c->stopped && !(missed ? clock_is_wait(c) : c->missed) &&
			!clock_is_internal(c) &&
			(first == NULL || c->due < first->due))
			first = c;
	}
	return first;
}

const struct clock *
clock_next(const struct incident *i)
{
	return clock_first(i, true);
}

/* Of those that are not promised to the public: of deliveries that wait for a
 * person and are not missed yet, or of reports. */
static const struct clock *
clock_inside(const struct incident *i, bool waits)
{
	const struct clock *first = NULL;

	for (size_t n = 0; n < i->clock_count; n++) {
		const struct clock *c = &i->clocks[n];

		if (!c->stopped &&
			(waits ? clock_is_wait(c) && !c->missed
			       : clock_is_internal(c) && !clock_is_wait(c)) &&
			(first == NULL || c->due < first->due))
			first = c;
	}
	return first;
}

const struct clock *
clock_report(const struct incident *i)
{
	return clock_inside(i, false);
}

const struct clock *
clock_awaited(const struct incident *i)
{
	return clock_inside(i, true);
}

const struct clock *
clock_watched(const struct incident *i)
{
	return clock_first(i, false);
}

const struct clock *
clock_overdue(const struct incident *i, int64_t now)
{
	const struct clock *c = clock_watched(i);

	return c && c->due <= now ? c : NULL;
}

void
clock_release(struct incident *i)
{
	for (size_t n = 0; n < i->clock_count; n++)
		json_decref(i->clocks[n].row);
	free(i->clocks);
	i->clocks = NULL;
	i->clock_count = 0;
}
