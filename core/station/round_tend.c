/*
 * Keeping the round. What is asked and not answered in a quarter of an hour is
 * not waited for. A round that a stop cut off, or that was missed within six
 * hours, is gone on with for those that were not looked at since it was to
 * begin. One whose relay stays away ends all the same, and says who was not
 * seen.
 */
#include <stdlib.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/register/round.h"
#include "domain/service/service.h"
#include "station/acts.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/prove.h"
#include "station/round_internal.h"
#include "station/sweep.h"

enum { LOOK_MS = 60000, SOON_MS = 1000 };

#define ANSWER_MS (15 * ROUND_MINUTE_MS)
#define MISSED_MS (6 * 60 * ROUND_MINUTE_MS)

static void
round_end(struct station *st)
{
	struct station_round *r = st->round;
	const char **accounts = mem_array(r->count, sizeof(*accounts));
	size_t count = 0;
	struct judged j;

	for (size_t n = 0; n < r->count; n++)
		if (!r->turns[n].service)
			accounts[count++] = r->turns[n].id;
	judged_init(&j);
	judge_round(&j, &st->office, r->began, accounts, count);
	(void)acts_own(st, &j, NULL);
	judged_release(&j);
	free(accounts);
	r->ended = r->began;
	r->began = 0;
}

/* How many are out; what has waited too long is given up. */
static size_t
round_out(struct station_round *r, int64_t now)
{
	size_t out = 0;

	for (size_t n = 0; n < r->next; n++) {
		struct turn *t = &r->turns[n];

		if (t->heard)
			continue;
		if (now - t->asked >= ANSWER_MS) {
			t->heard = true;
			r->heard++;
			continue;
		}
		out++;
	}
	return out;
}

/* Everybody was heard, or nobody comes any more. */
static bool
round_is_done(const struct station_round *r, int64_t now)
{
	return r->heard >= r->count ||
		round_is_over(r->turns[r->count - 1].due, now);
}

/* A service that was closed since has nothing to be asked for. */
static bool
turn_ask(struct station *st, struct turn *t, bool hurry)
{
	const json_t *row;

	if (!t->service)
		return sweep_ask(st, t->id, hurry);
	row = office_service(&st->office, t->id);
	if (row == NULL || !service_is_asked(row)) {
		t->heard = true;
		st->round->heard++;
		return true;
	}
	return prove_ask(st, t->id, hurry);
}

static int
round_go_on(struct station *st, int64_t now)
{
	struct station_round *r = st->round;
	size_t out = round_out(r, now);

	if (round_is_done(r, now)) {
		round_end(st);
		return SOON_MS;
	}
	while (r->next < r->count && out < ROUND_AT_ONCE) {
		struct turn *t = &r->turns[r->next];

		if (!t->heard) {
			if (t->due > now)
				break;
			if (!turn_ask(st, t, round_is_behind(r, now)))
				return LOOK_MS; /* no relay is there */
			t->asked = now;
			out++;
		}
		r->next++;
	}
	if (out >= ROUND_AT_ONCE || r->next >= r->count)
		return LOOK_MS;
	now = r->turns[r->next].due - now;
	return now < 1 ? 1 : now > LOOK_MS ? LOOK_MS : (int)now;
}

static const struct rules *
round_rules(struct station *st)
{
	const struct library *lib = NULL;

	if (library_cache_get(&lib, st->library_cache, st->office.library,
		    NULL) != ERR_OK)
		return NULL;
	return &lib->rules;
}

/* When the nightly one was to begin and was not, or 0. A demo has none. */
static int64_t
round_missed(const struct station *st, const struct rules *rules, int64_t now)
{
	int64_t begin = round_begin(rules, now, st->office.zone);

	if (st->office.demo || begin == 0 || now - begin > MISSED_MS ||
		st->round->ended >= begin ||
		doc_int(st->office.round, "began") >= begin)
		return 0;
	return begin;
}

int
round_tend(struct station *st)
{
	int64_t now = station_now(), begin;
	const struct rules *rules;

	if (st->shut.kind != NULL)
		return -1;
	if (st->round == NULL)
		st->round = mem_new(sizeof(*st->round));
	if (st->round->began != 0)
		return round_go_on(st, now);
	rules = round_rules(st);
	begin = round_missed(st, rules, now);
	if (begin == 0)
		return LOOK_MS;
	round_start(st, begin, rules->round.minutes * ROUND_MINUTE_MS);
	return round_go_on(st, now);
}
