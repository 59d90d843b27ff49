/*
 * What the connectors and the engine say is held against what really stands on
 * the platforms, while these do their worst and the relay is killed on top.
 * Written by somebody who did not write the connectors; the servers are those
 * of the interfaces' public descriptions (hostile/serve.h).
 *
 * A few hundred deliveries are part of every test run. CRIER_HOSTILE=10000
 * goes on until so many were made, CRIER_HOSTILE_SEED begins elsewhere, and
 * CRIER_HOSTILE_TALK=1 tells all that happens.
 */
#include "tests/relay/hostile/play.h"
#include "tests/relay/hostile/serve.h"
#include "tests/relay/hostile/station.h"
#include "tests/relay/hostile/wire.h"

enum { USUAL = 1500, TURNS = 90 };

static const char *const words[] = {
	"Road 8 is closed between Beimen and the bridge. Take road 3.",
	"The water of the Qing river falls. Schools open again on Tuesday.",
	"Boil water in the east town until we say that you need not.",
};
enum { WORDS = sizeof(words) / sizeof(words[0]) };

/* ---- messages ---- */

static json_t *
variant_of(struct hostile_world *w, int number, int account, const char *text,
	const struct message *old)
{
	const char *title = "Notice of the county";
	json_t *doc = json_pack("{s:s,s:s,s:s,s:s,s:s,s:i,s:s}", "title", title,
		"text", text, "summary", "A notice.", "lang", "en", "kind",
		"update", "number", number, "page",
		"https://site.example/1.html");
	const struct delivery *d = old
		? message_delivery(old, hostile_rows[account].account)
		: NULL;
	enum hostile_kind is = hostile_rows[account].is;

	if (d == NULL || is == HOSTILE_HOOK || *d->remote == '\0' ||
		delivery_row(d->state)->truth != TRUTH_YES)
		return doc;
	doc_put_str(doc, "act",
		is == HOSTILE_PRESS		? "mark"
			: hostile_chance(w, 60) ? "edit"
						: "reply");
	doc_put_str(doc, "target", d->remote);
	return doc;
}

static void
message_begin(struct hostile_world *w)
{
	size_t at = w->message_count;
	struct hostile_message *h = &w->messages[w->message_count++];
	struct message *m = &h->m;
	const struct message *old = NULL;
	const char *text = words[hostile_roll(w, WORDS)];

	if (at > 0 && hostile_chance(w, 40))
		old = &w->messages[hostile_roll(w, (uint32_t)at)].m;
	hostile_message_begin(w, h);
	for (int i = 0; i < HOSTILE_ACCOUNTS; i++)
		if (hostile_chance(w, 85))
			hostile_case_add(
				h, i, variant_of(w, m->number, i, text, old));
	hostile_message_arm(w, h);
}

static void
message_halt(struct hostile_world *w, struct hostile_message *h)
{
	HOSTILE_SAY(w, "%s is halted", h->m.id);
	hostile_fold(w, &h->m, fold_halted, json_object());
	hostile_engine_take(
		w, json_pack("{s:s,s:s}", "job", "halt", "message", h->m.id));
}

/* An officer tries again what the station says is not published. */
static void
message_retry(struct hostile_world *w, struct hostile_message *h)
{
	static const unsigned from = 1u << DELIVERY_REFUSED |
		1u << DELIVERY_FAILED | 1u << DELIVERY_HUMAN |
		1u << DELIVERY_HALTED | 1u << DELIVERY_RETRY;
	struct delivery *d =
		&h->m.deliveries[hostile_roll(w, (uint32_t)h->count)];
	char id[DELIVERY_ID];

	if (!((from >> d->state) & 1))
		return;
	delivery_id(id, &h->m, d->account);
	HOSTILE_SAY(w, "%s is tried again by an officer", id);
	hostile_case_of(w, id)->retried = true;
	w->count->retries++;
	hostile_fold(w, &h->m, fold_decided,
		json_pack("{s:s,s:s}", "delivery", id, "state", "due"));
	hostile_job(w, &h->m, "retry", 0, d->account,
		doc_int(doc_get(h->m.manifest, "window"), "until"));
}

/* ---- a play ---- */

/* Somebody of the office, by hand, or of another: never our words after arm */
static void
stranger_posts(struct hostile_world *w, int account)
{
	char *text = mem_printf("By hand %u", hostile_roll(w, 1000));
	struct hostile_post *p = hostile_post_new(w, account, text, NULL);

	p->made -= hostile_roll(w, 2000);
	p->status = "publish";
	free(text);
}

/* What stood there long before, our words of last year among it. */
static void
old_posts(struct hostile_world *w, int account)
{
	uint32_t n = hostile_chance(w, 30) ? 0 : hostile_roll(w, 30);

	while (n-- > 0) {
		struct hostile_post *p = hostile_post_new(w, account,
			hostile_chance(w, 20) ? words[hostile_roll(w, WORDS)]
					      : "Of last year",
			NULL);

		p->made = p->changed =
			w->now.utc - 3600000 - (int64_t)n * 60000;
	}
}

static void
play_open(struct hostile_world *w, unsigned seed, struct hostile_count *count)
{
	static const unsigned percents[] = { 0, 10, 25, 40, 60 };
	static const int64_t skews[] = { -300000, 0, 300000 };

	memset(w, 0, sizeof(*w));
	w->seed = seed;
	w->dice = seed;
	w->count = count;
	w->talk = getenv("CRIER_HOSTILE_TALK") != NULL;
	w->now = (struct relay_now){ .utc = 1795000000000, .boot = 5000 };
	w->started = w->now.utc;
	w->last_id = 1000;
	w->answers = json_object();
	(void)snprintf(w->incident.id, sizeof(w->incident.id), "2026-0001");
	for (int i = 0; i < HOSTILE_ACCOUNTS; i++) {
		w->skew[i] = skews[hostile_roll(w, 3)];
		w->dedupes[i] = hostile_chance(w, 50);
		if (i % 2 && hostile_same_server(i, i - 1))
			w->skew[i] = w->skew[i - 1];
		if (hostile_rows[i].is != HOSTILE_HOOK)
			old_posts(w, i);
	}
	w->percent = percents[hostile_roll(w, 5)];
	hostile_office_open(w);
	w->engine = hostile_engine(w);
	hostile_connect(w);
}

static void
turn(struct hostile_world *w)
{
	struct hostile_message *h;

	if (w->message_count < HOSTILE_MESSAGES && hostile_chance(w, 15))
		message_begin(w);
	for (size_t i = 0; i < w->message_count && w->connected; i++) {
		h = &w->messages[i];
		if (h->m.state == MESSAGE_ARMED && hostile_chance(w, 40))
			hostile_message_fire(w, h);
		else if (h->fired && hostile_chance(w, 3))
			message_retry(w, h);
		else if (h->m.state == MESSAGE_FIRED &&
			hostile_roll(w, 300) == 0)
			message_halt(w, h);
	}
	if (hostile_chance(w, 10))
		stranger_posts(w, (int)hostile_roll(w, 6));
	if (!w->connected)
		hostile_connect(w);
	else if (hostile_chance(w, 4))
		hostile_kill(w);
	else if (hostile_chance(w, 2))
		hostile_lose_station(w);
}

static void
play(unsigned seed, struct hostile_count *count)
{
	static struct hostile_world w;

	play_open(&w, seed, count);
	for (int i = 0; i < TURNS; i++) {
		turn(&w);
		hostile_pass(&w, hostile_roll(&w, 3) * hostile_roll(&w, 4000));
	}
	/* the storm is over; whatever is still open comes to its end */
	w.percent = 0;
	if (!w.connected)
		hostile_connect(&w);
	hostile_pass(&w, 3600000);
	hostile_play_judge(&w);
	hostile_play_close(&w);
}

/* ---- the table ---- */

static unsigned
number_of(const char *name, unsigned usual)
{
	const char *value = getenv(name);

	return value && *value ? (unsigned)strtoul(value, NULL, 10) : usual;
}

static void
print_table(unsigned from, unsigned to, const struct hostile_count *n)
{
	const struct {
		const char *what;
		long n;
	} rows[] = {
		{ "deliveries", n->deliveries },
		{ "publish requests", n->sends },
		{ "posts", n->posts },
		{ "receipts", n->receipts },
		{ "  of these verified", n->verified },
		{ "  of these named as different", n->told },
		{ "for a person", n->human },
		{ "unknown", n->unknown },
		{ "held by the platform", n->accepted },
		{ "refused", n->refused },
		{ "failed", n->failed },
		{ "halted", n->halted },
		{ "gaps", n->gaps },
		{ "kills of the relay", n->kills },
		{ "losses of the station", n->losses_of_station },
		{ "retries by officers", n->retries },
		{ "receipts that were not true", n->untrue },
		{ "doubles", n->doubles },
		{ "losses", n->lost },
		{ "never ended", n->silent },
		{ "unknown without a reason", n->idle },
		{ "public posts deleted", n->deleted },
		{ "others' posts written over", n->overwritten },
		{ "beyond the premise: doubles, losses", n->late },
		{ "beyond the premise: receipts", n->beyond },
		{ "no look-up, a no believed: lost", n->liars },
		{ "no look-up, a no believed: double", n->liar_doubles },
	};

	print_message("# seeds %u to %u\n", from, to);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		print_message("# %-36s %8ld\n", rows[i].what, rows[i].n);
}

static void
hostile__what_is_said_is_what_stands_there(void **state)
{
	struct hostile_count n = { 0 };
	unsigned first = number_of("CRIER_HOSTILE_SEED", 1), seed = first;
	long most = number_of("CRIER_HOSTILE", USUAL);

	(void)state;
	while (n.deliveries < most)
		play(seed++, &n);
	print_table(first, seed - 1, &n);
	assert_int_equal(n.untrue, 0);
	assert_int_equal(n.doubles, 0);
	assert_int_equal(n.lost, 0);
	assert_int_equal(n.silent, 0);
	assert_int_equal(n.idle, 0);
	assert_int_equal(n.deleted, 0);
	assert_int_equal(n.overwritten, 0);
	/* the storm must be one, and not the end of everything */
	assert_true(n.kills > 0);
	assert_true(n.receipts > n.deliveries / 2);
	assert_true(n.unknown > 0);
	assert_true(n.unknown < n.deliveries / 5);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hostile__what_is_said_is_what_stands_there),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
