/*
 * A county that takes letters of a city: the bench of letter/judge.h with what
 * was taken before.
 */
#ifndef CRIER_TESTS_LETTER_BENCH_H
#define CRIER_TESTS_LETTER_BENCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "letter/body.h"
#include "tests/letter/rig.h"

enum { TAKEN_MAX = 64 };

/* What the county has of the city. */
struct desk {
	struct rig city, county, third;
	struct letter_sender sender;
	struct letter_volume volume;
	char taken[TAKEN_MAX][HASH_HEX]; /* in their order */
	int64_t vols[TAKEN_MAX], seqs[TAKEN_MAX];
	size_t count;
	bool drill;
	struct err err;
	struct letter_verdict v;
};

static inline bool
desk_at(void *ctx, char hash[HASH_HEX], int64_t vol, int64_t seq)
{
	const struct desk *d = ctx;

	for (size_t i = 0; i < d->count; i++)
		if (d->vols[i] == vol && d->seqs[i] == seq) {
			fixed_set(hash, HASH_HEX, d->taken[i]);
			return true;
		}
	return false;
}

static inline bool
desk_has(void *ctx, const char *hash)
{
	const struct desk *d = ctx;

	for (size_t i = 0; i < d->count; i++)
		if (strcmp(d->taken[i], hash) == 0)
			return true;
	return false;
}

static inline void
desk_begin(struct desk *d)
{
	memset(d, 0, sizeof(*d));
	d->city = rig_new("city", 1);
	d->county = rig_new("county", 2);
	d->third = rig_new("third", 3);
	d->sender = (struct letter_sender){ .id = "city",
		.unit = "市应急局",
		.state = PARTNER_ACTIVE,
		.rank = RANK_SUPERIOR,
		.may = (1U << LETTER_KINDS) - 1,
		.key = &d->city.pub };
}

/* Judges, keeps what moved the volume, and says what came of it. */
static inline enum letter_outcome
desk_take_with(struct desk *d, const char *text, letter_gate_fn *gate)
{
	struct letter_bench b = { .own_id = "county",
		.keys = &d->county.seal,
		.key_count = 1,
		.drill = d->drill,
		.sender = d->sender.id ? &d->sender : NULL,
		.volume = d->volume,
		.memory = { desk_at, desk_has, d },
		.gate = gate };
	struct letter l;
	enum letter_outcome outcome;

	letter_verdict_release(&d->v);
	memset(&d->err, 0, sizeof(d->err));
	assert_int_equal(letter_parse(&l, text, strlen(text), NULL), ERR_OK);
	(void)letter_judge(&d->v, &l, &b, &d->err);
	outcome = d->v.outcome;
	assert_int_equal(outcome == LETTER_REFUSED || outcome == LETTER_FORKED,
		d->err.code != ERR_OK);
	d->volume = letter_volume_after(&d->volume, &l, &d->v);
	if (d->v.moves) {
		FIXED_SET(d->taken[d->count], l.hash);
		d->vols[d->count] = l.vol;
		d->seqs[d->count++] = l.seq;
	}
	letter_release(&l);
	return outcome;
}

static inline enum letter_outcome
desk_take(struct desk *d, const struct letter_sealed *s)
{
	return desk_take_with(d, s->text, NULL);
}

static inline void
desk_end(struct desk *d, struct letter_sealed *letters, size_t count)
{
	letter_verdict_release(&d->v);
	for (size_t i = 0; i < count; i++)
		letter_sealed_release(&letters[i]);
}

/* So many letters of the city to the county, one after the other. */
static inline void
desk_letters(struct desk *d, struct letter_sealed *out, size_t count)
{
	for (size_t i = 0; i < count; i++)
		out[i] = rig_send(&d->city, &d->county, rig_ask("x"));
}

#endif
