/*
 * Whatever platforms answer, in whatever order, with halts, lost stations and
 * partial confirmations in between: four things must never happen. The dice
 * are thrown by a fixed generator, so a failure can be repeated by its seed.
 */
#include "tests/relay/station.h"

enum { SEEDS = 2000, TURNS = 120, COUNT = 6 };

/* What we know of one delivery from outside. */
struct seen {
	bool durable; /* a sending was confirmed and not yet used */
	bool flying;
	bool unknown; /* sent, and no look-up has said "not there" since */
	bool online, blind;
};

struct world {
	struct rig r;
	struct seen seen[COUNT];
	size_t looked; /* starts already judged */
	size_t publishes;
	int64_t fired; /* boot ms */
	bool halted, lost;
	uint32_t dice;
	int seed;
};

static uint32_t
roll(struct world *w, uint32_t sides)
{
	w->dice = w->dice * 1664525u + 1013904223u;
	return (w->dice >> 8) % sides;
}

static struct seen *
seen_of(struct world *w, const char *what)
{
	const char *at = strstr(what, ":a");

	return at ? &w->seen[strtol(at + 2, NULL, 10)] : NULL;
}

#define NEVER(condition)                                                       \
	do {                                                                   \
		if (condition)                                                 \
			fail_msg("seed %d: %s (%s)", w->seed, #condition,      \
				s->what);                                      \
	} while (0)

/* Judges what was started since the last look. */
static void
look(struct world *w)
{
	for (; w->looked < w->r.starts; w->looked++) {
		const struct rig_start *s = &w->r.start[w->looked];
		struct seen *d = seen_of(w, s->what);

		if (strncmp(s->what, "publish", 7) != 0)
			continue;
		NEVER(!d->durable);
		NEVER(d->flying);
		NEVER(d->unknown);
		NEVER(d->online);
		NEVER(w->halted);
		NEVER(w->r.now.boot > w->fired + FIRE_WINDOW_MS);
		d->durable = false;
		d->flying = true;
		w->publishes++;
	}
}

/* The station makes durable some, all or none of what is asked. */
static void
confirm(struct world *w)
{
	json_t *act = rig_take(&w->r, "relay.sending"), *id, *ids, *entries;
	uint32_t mood = roll(w, 6);
	size_t i;

	if (act == NULL || w->lost) {
		json_decref(act);
		return;
	}
	ids = json_array();
	json_array_foreach(doc_get(act, "deliveries"), i, id)
	{
		if (mood == 0 && roll(w, 2))
			continue;
		(void)json_array_append(ids, id);
		seen_of(w, json_string_value(id))->durable = true;
	}
	entries = json_pack("[{s:s,s:{s:o}}]", "kind", "delivery.sending",
		"body", "deliveries", ids);
	rig_say(&w->r,
		json_pack("{s:I,s:o}", "id", (json_int_t)doc_int(act, "id"),
			"entries", entries));
	json_decref(act);
	look(w);
	for (i = 0; i < COUNT; i++) /* what was not used is void */
		w->seen[i].durable = false;
}

static void
acknowledge(struct world *w)
{
	static const char *const acts[] = { "relay.outcomes", "relay.prepared",
		"relay.token" };
	json_t *act;

	for (size_t i = 0; i < 3; i++) {
		act = rig_take(&w->r, acts[i]);
		if (act == NULL)
			continue;
		if (w->lost)
			json_decref(act);
		else
			rig_acknowledge(&w->r, act);
	}
}

static void
learn(struct world *w, const char *what, enum outcome outcome)
{
	struct seen *d = seen_of(w, what);
	bool published =
		outcome == OUTCOME_ACCEPTED || outcome == OUTCOME_DUPLICATE;

	if (d == NULL)
		return;
	if (strncmp(what, "publish", 7) == 0) {
		d->flying = false;
		d->unknown = outcome == OUTCOME_UNKNOWN;
		d->online = published || outcome == OUTCOME_PENDING;
	} else if (strncmp(what, "lookup", 6) == 0) {
		if (outcome == OUTCOME_NOT_SENT)
			d->unknown = false;
		if (published || outcome == OUTCOME_PENDING)
			d->online = true;
	}
}

/* Some request that is out gets some answer. */
static void
answer(struct world *w)
{
	enum outcome outcome = (enum outcome)roll(w, OUTCOME_COUNT);
	enum wire_step next = (enum wire_step)roll(w, STEP_COUNT);
	size_t open = rig_out(&w->r, ""), skip, i;
	char what[160], judgment[160];

	if (open == 0)
		return;
	skip = roll(w, (uint32_t)open);
	for (i = 0; w->r.start[i].done || skip-- > 0; i++)
		;
	(void)snprintf(what, sizeof(what), "%s", w->r.start[i].what);
	(void)snprintf(judgment, sizeof(judgment),
		"{\"outcome\":\"%s\",\"next\":\"%s\",\"wait\":%u,"
		"\"secret\":{\"token\":\"t\"}}",
		outcome_row(outcome)->word, wire_step_word(next),
		roll(w, 4) * roll(w, 9000));
	learn(w, what, outcome);
	rig_answer(&w->r, what, judgment);
}

static void
stir(struct world *w)
{
	if (w->lost && roll(w, 4) == 0) {
		engine_connected(w->r.engine, w->r.now);
		rig_say(&w->r, json_pack("{s:{}}", "hello"));
		w->lost = false;
	} else if (!w->lost && roll(w, 100) == 0) {
		engine_lost(w->r.engine, w->r.now);
		json_array_clear(w->r.out);
		w->lost = true;
	}
	if (!w->lost && roll(w, 200) == 0) {
		rig_say(&w->r,
			json_pack("{s:s,s:s}", "job", "halt", "message",
				MESSAGE));
		w->halted = true;
	}
	if (roll(w, 10) == 0)
		w->r.places = (int)roll(w, COUNT);
}

static void
play(struct world *w, int seed)
{
	*w = (struct world){ .seed = seed, .dice = (uint32_t)seed * 2654435u };
	rig_open(&w->r, false);
	w->r.places = 1 + (int)roll(w, COUNT);
	rig_prepare(&w->r, COUNT, roll(w, 2) ? "fake" : "blind", "h.example");
	rig_answer_all(&w->r, "check", ACCEPTED);
	w->fired = w->r.now.boot;
	rig_say(&w->r, rig_fire_doc(&w->r));
	for (int turn = 0; turn < TURNS; turn++) {
		confirm(w);
		look(w);
		answer(w);
		look(w);
		acknowledge(w);
		rig_pass(&w->r, (int64_t)roll(w, 3) * roll(w, 1000));
		look(w);
		stir(w);
		look(w);
	}
	rig_close(&w->r);
}

static void
chance__nothing_is_sent_that_must_not_be(void **state)
{
	static struct world w;
	size_t publishes = 0, retried = 0;

	(void)state;
	for (int seed = 1; seed <= SEEDS; seed++) {
		play(&w, seed);
		publishes += w.publishes;
		retried += w.publishes > COUNT;
	}
	/* the dice must lead far enough to mean anything */
	print_message(
		"%zu publishes, %zu plays with retries\n", publishes, retried);
	assert_true(publishes > SEEDS * COUNT / 2);
	assert_true(retried > SEEDS / 4);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chance__nothing_is_sent_that_must_not_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
