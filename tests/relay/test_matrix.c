/*
 * Each connector × each fault × publish, edit, withdraw, once and without end,
 * the relay killed on top before and after the answer: nothing is posted twice,
 * nothing that stands there is called unpublished, and what nobody can know is
 * called unknown. The servers are doubles and the clock is turned, so the whole
 * of it takes seconds; what is printed are its figures.
 */
#include "tests/relay/hostile/cell.h"

static const struct matrix_fault faults[] = {
	{ "none", { .does = DOES, .says = SAYS_TRUTH }, true, 0 },
	{ "refused", { .does = DOES_NOT, .says = SAYS_REFUSED }, true, 0 },
	{ "a no that hides it", { .does = DOES, .says = SAYS_NO }, false, 0 },
	{ "no connection", { .does = DOES_NOT, .says = SAYS_UNSENT }, true, 0 },
	{ "reset, lost", { .does = DOES_NOT, .says = SAYS_NOTHING }, true, 0 },
	{ "reset, arrived", { .does = DOES, .says = SAYS_NOTHING }, true, 0 },
	{ "reset, arrives", { .does = DOES_SOON, .says = SAYS_NOTHING }, true,
		0 },
	{ "arrives late", { .does = DOES_LATE, .says = SAYS_NOTHING }, true,
		0 },
	{ "stalled, lost", { .does = DOES_NOT, .says = SAYS_NEVER }, true, 0 },
	{ "stalled, taken", { .does = DOES, .says = SAYS_NEVER }, true, 0 },
	{ "drip", { .does = DOES, .says = SAYS_SLOWLY }, true, 0 },
	{ "half an answer", { .does = DOES, .says = SAYS_HALF }, true, 0 },
	{ "a page, taken", { .does = DOES, .says = SAYS_PAGE }, true, 0 },
	{ "a page, lost", { .does = DOES_NOT, .says = SAYS_PAGE }, true, 0 },
	{ "strange, taken", { .does = DOES, .says = SAYS_JUNK }, true, 0 },
	{ "strange, lost", { .does = DOES_NOT, .says = SAYS_JUNK }, true, 0 },
	{ "too long, taken", { .does = DOES, .says = SAYS_HUGE }, true, 0 },
	{ "429, lost", { .does = DOES_NOT, .says = SAYS_BUSY }, true, 0 },
	{ "429, taken", { .does = DOES, .says = SAYS_BUSY }, false, 0 },
	{ "-1, lost", { .does = DOES_NOT, .says = SAYS_OVERLOAD }, true, 0 },
	{ "-1, taken", { .does = DOES, .says = SAYS_OVERLOAD }, true, 0 },
	{ "5xx, lost", { .does = DOES_NOT, .says = SAYS_DOWN }, true, 0 },
	{ "5xx, taken", { .does = DOES, .says = SAYS_DOWN }, false, 0 },
	{ "expired", { .does = DOES_NOT, .says = SAYS_EXPIRED }, true, 0 },
	{ "another's post", { .does = DOES, .says = SAYS_OTHER }, true, 0 },
};

/* ---- cells without meaning ---- */

static bool
is_late(const struct hostile_fate *f)
{
	return f->does == DOES_LATE;
}

static bool
is_overload(const struct hostile_fate *f)
{
	return f->says == SAYS_OVERLOAD;
}

static bool
is_junk_alone(const struct hostile_fate *f)
{
	return f->says == SAYS_JUNK && f->does == DOES_NOT;
}

#define LOOKED_AT 1u << HOSTILE_SOCIAL | 1u << HOSTILE_PRESS
#define LATER "what arrives later than any look waits is beyond the look"

static struct matrix_none nones[] = {
	{ .kinds = LOOKED_AT | 1u << HOSTILE_WEIBO,
		.fault = is_late,
		.why = LATER },
	{ .prefers = true,
		.fault = is_late,
		.why = "likewise where a second one is preferred to none" },
	{ .kinds = LOOKED_AT | 1u << HOSTILE_HOOK,
		.fault = is_overload,
		.why = "they have no number that some call busy" },
	{ .kinds = 1u << HOSTILE_HOOK,
		.fault = is_junk_alone,
		.why = "a receiver's yes has no form: JSON that is no no" },
	{ .why = NULL },
};

static void
matrix__nothing_is_posted_twice_and_nothing_is_lost(void **state)
{
	(void)state;
	matrix_play(faults, sizeof(faults) / sizeof(faults[0]), 0, HOSTILE_HTTP,
		nones);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			matrix__nothing_is_posted_twice_and_nothing_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
