/*
 * The state of a round: whose turn it is, who was heard, begun by a person.
 */
#include "station/round_internal.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/register/round.h"
#include "domain/service/service.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/questions.h"
#include "station/relay_link.h"
#include "wire/connector.h"

void
round_free(struct station_round *r)
{
	if (r != NULL)
		free(r->turns);
	free(r);
}

bool
round_is_for(const struct account *a)
{
	const struct connector *c = connector_find(a->kind);

	return a->active && c != NULL && c->transport != WIRE_HAND;
}

static int
turn_order(const void *a, const void *b)
{
	const struct turn *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return strcmp(x->id, y->id);
}

static struct turn *
turn_add(struct turn **turns, size_t *count, const char *id, int64_t began,
	int64_t span_ms)
{
	struct turn *t = MEM_ADD(*turns, *count);

	memset(t, 0, sizeof(*t));
	fixed_cut(t->id, sizeof(t->id), id);
	t->due = round_turn(id, began, span_ms);
	return t;
}

static void
turn_is_heard(struct turn *t, bool heard)
{
	t->heard = heard;
	t->asked = heard ? t->due : 0;
}

void
round_start(struct station *st, int64_t began, int64_t span_ms)
{
	struct station_round *r = st->round;
	struct turn *turns = NULL;
	size_t count = 0, heard = 0;
	const json_t *row;
	size_t i;

	for (size_t n = 0; n < st->office.account_count; n++) {
		const struct account *a = &st->office.accounts[n];
		struct turn *t;

		if (!round_is_for(a))
			continue;
		t = turn_add(&turns, &count, a->id, began, span_ms);
		turn_is_heard(t, a->feed.tried >= began);
		heard += t->heard;
	}
	json_array_foreach(st->office.services, i, row)
	{
		struct turn *t;

		if (!service_is_asked(row))
			continue;
		t = turn_add(
			&turns, &count, doc_str(row, "id"), began, span_ms);
		t->service = true;
		turn_is_heard(
			t, doc_int(doc_get(row, "proof"), "tried") >= began);
		heard += t->heard;
	}
	if (count > 0)
		qsort(turns, count, sizeof(*turns), turn_order);
	free(r->turns);
	r->began = began;
	r->turns = turns;
	r->count = count;
	r->next = 0;
	r->heard = heard;
}

void
round_heard(struct station *st, const char *id, bool service)
{
	struct station_round *r = st->round;

	for (size_t n = 0; r != NULL && r->began && n < r->count; n++) {
		struct turn *t = &r->turns[n];

		if (t->asked == 0 || t->heard || t->service != service ||
			strcmp(t->id, id) != 0)
			continue;
		t->heard = true;
		r->heard++;
		return;
	}
}

enum { BEHIND_MS = 200 };

bool
round_is_behind(const struct station_round *r, int64_t now)
{
	size_t after = r->next + ROUND_AT_ONCE;

	return r->turns[r->next].due + BEHIND_MS < now ||
		(after < r->count && r->turns[after].due <= now);
}

/* ---- by a person ---- */

enum err_code
effect_account_round(struct judged *out, struct station *st,
	const struct act_context *f, const json_t *act, struct err *err)
{
	int64_t minutes = doc_int(act, "minutes");

	(void)out;
	(void)f;
	if (!relay_link_up(st->relays[RELAY_ACTUAL]))
		return refuse(err, REFUSE_RELAY_AWAY, "", WITH_NONE);
	if (st->round == NULL || st->round->began != 0)
		return refuse(err, REFUSE_ROUND_RUNS, "", WITH_NONE);
	round_start(st, station_now(),
		minutes > 0 && minutes <= 24 * 60 ? minutes * ROUND_MINUTE_MS
						  : 0);
	return ERR_OK;
}

enum err_code
ask_round(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err)
{
	const struct station_round *r = st->round;

	(void)f;
	(void)doc;
	(void)err;
	*out = st->office.round ? json_deep_copy(st->office.round)
				: json_object();
	if (r == NULL || r->began == 0)
		return ERR_OK;
	doc_put(*out, "running",
		json_pack("{s:I,s:I,s:I}", "began", (json_int_t)r->began,
			"accounts", (json_int_t)r->count, "heard",
			(json_int_t)r->heard));
	return ERR_OK;
}
