/*
 * Each connector × each fault × publish, edit, withdraw, once and without end,
 * the relay killed on top before and after the answer: nothing is posted twice,
 * nothing that stands there is called unpublished, and what nobody can know is
 * called unknown. The servers are doubles and the clock is turned, so the whole
 * of it takes seconds; what is printed are its figures.
 */
#include "tests/relay/hostile/fate.h"
#include "tests/relay/hostile/play.h"
#include "tests/relay/hostile/station.h"
#include "tests/relay/hostile/wire.h"

struct matrix_fault {
	const char *name;
	struct hostile_fate fate;
	bool honest; /* no platform says no to what it has taken */
};

static const struct matrix_fault faults[] = {
	{ "none", { .does = DOES, .says = SAYS_TRUTH }, true },
	{ "refused", { .does = DOES_NOT, .says = SAYS_REFUSED }, true },
	{ "a no that hides it", { .does = DOES, .says = SAYS_NO }, false },
	{ "no connection", { .does = DOES_NOT, .says = SAYS_UNSENT }, true },
	{ "reset, lost", { .does = DOES_NOT, .says = SAYS_NOTHING }, true },
	{ "reset, arrived", { .does = DOES, .says = SAYS_NOTHING }, true },
	{ "reset, arrives", { .does = DOES_SOON, .says = SAYS_NOTHING }, true },
	{ "arrives late", { .does = DOES_LATE, .says = SAYS_NOTHING }, true },
	{ "stalled, lost", { .does = DOES_NOT, .says = SAYS_NEVER }, true },
	{ "stalled, taken", { .does = DOES, .says = SAYS_NEVER }, true },
	{ "drip", { .does = DOES, .says = SAYS_SLOWLY }, true },
	{ "half an answer", { .does = DOES, .says = SAYS_HALF }, true },
	{ "a page, taken", { .does = DOES, .says = SAYS_PAGE }, true },
	{ "a page, lost", { .does = DOES_NOT, .says = SAYS_PAGE }, true },
	{ "strange, taken", { .does = DOES, .says = SAYS_JUNK }, true },
	{ "strange, lost", { .does = DOES_NOT, .says = SAYS_JUNK }, true },
	{ "too long, taken", { .does = DOES, .says = SAYS_HUGE }, true },
	{ "429, lost", { .does = DOES_NOT, .says = SAYS_BUSY }, true },
	{ "429, taken", { .does = DOES, .says = SAYS_BUSY }, false },
	{ "-1, lost", { .does = DOES_NOT, .says = SAYS_OVERLOAD }, true },
	{ "-1, taken", { .does = DOES, .says = SAYS_OVERLOAD }, true },
	{ "5xx, lost", { .does = DOES_NOT, .says = SAYS_DOWN }, true },
	{ "5xx, taken", { .does = DOES, .says = SAYS_DOWN }, false },
	{ "expired", { .does = DOES_NOT, .says = SAYS_EXPIRED }, true },
	{ "another's post", { .does = DOES, .says = SAYS_OTHER }, true },
};

enum { ACT_PUBLISH, ACT_EDIT, ACT_WITHDRAW, ACTS };
static const char *const acts[ACTS] = { "publish", "edit", "withdraw" };

enum { KILL_NOT, KILL_FLYING, KILL_ANSWERED, KILLS };
static const char *const kills[KILLS] = { "", "killed before the answer",
	"killed after it" };

/* One cell. Tests are one thread; the world's hook has no argument of ours. */
static struct cell {
	const struct matrix_fault *fault;
	int account, act, kill;
	bool always; /* every attempt, not the first alone */
	bool live; /* the message under test is on its way */
	int met; /* attempts that met the fault */
} cell;

static const struct hostile_fate *
cell_fate(struct hostile_world *w, const struct hostile_request *r)
{
	static const struct hostile_fate well = { DOES, SAYS_TRUTH, 0, 0, 0 };

	(void)w;
	if (!cell.live || !r->irrevocable || (cell.met > 0 && !cell.always))
		return &well;
	cell.met++;
	return &cell.fault->fate;
}

/* ---- messages ---- */

static json_t *
cell_variant(const char *text, int number, const struct message *old)
{
	const struct hostile_row *row = &hostile_rows[cell.account];
	const struct delivery *d =
		old ? message_delivery(old, row->account) : NULL;
	/* Weibo takes no text without a link to the app's own domain */
	const char *link =
		row->is == HOSTILE_WEIBO ? " https://site.example/" : "";
	json_t *doc = json_pack("{s:s,s:s+,s:s,s:s,s:s,s:i,s:s}", "title",
		"Notice of the county", "text", text, link, "summary",
		"A notice.", "lang", "en", "kind",
		cell.act == ACT_WITHDRAW ? "withdrawal" : "update", "number",
		number, "page", "https://site.example/1.html");

	if (d == NULL || *d->remote == '\0' || row->is > HOSTILE_PRESS)
		return doc; /* the others post anew */
	doc_put_str(doc, "act",
		row->is == HOSTILE_PRESS       ? "mark"
			: cell.act == ACT_EDIT ? "edit"
					       : "reply");
	doc_put_str(doc, "target", d->remote);
	return doc;
}

static struct hostile_message *
cell_message(
	struct hostile_world *w, const char *text, const struct message *old)
{
	struct hostile_message *h = &w->messages[w->message_count++];

	hostile_message_begin(w, h);
	hostile_case_add(h, cell.account, cell_variant(text, h->m.number, old));
	hostile_message_arm(w, h);
	for (int i = 0; i < 200 && h->m.state != MESSAGE_ARMED; i++)
		hostile_pass(w, 500);
	assert_int_equal(h->m.state, MESSAGE_ARMED);
	assert_int_equal(h->m.deliveries[0].state, DELIVERY_PREPARED);
	hostile_message_fire(w, h);
	return h;
}

static void
cell_kill(struct hostile_world *w)
{
	/* the first attempt has left; answers take at least 5 ms */
	for (int i = 0; i < 20000 && cell.met == 0; i++)
		hostile_pass(w, 1);
	assert_true(cell.met > 0);
	if (cell.kill == KILL_ANSWERED)
		hostile_pass(w, 600);
	hostile_kill(w);
	hostile_pass(w, 800);
	hostile_connect(w);
}

/* ---- one cell ---- */

static void
cell_open(struct hostile_world *w, unsigned seed, struct hostile_count *count)
{
	memset(w, 0, sizeof(*w));
	w->seed = seed;
	w->dice = seed;
	w->count = count;
	w->talk = getenv("CRIER_HOSTILE_TALK") != NULL;
	w->fate_of = cell_fate;
	w->now = (struct relay_now){ .utc = 1795000000000, .boot = 5000 };
	w->started = w->now.utc;
	w->last_id = 1000;
	w->answers = json_object();
	(void)snprintf(w->incident.id, sizeof(w->incident.id), "2026-0001");
	/* somebody's post stood there before */
	if (hostile_rows[cell.account].is <= HOSTILE_PRESS ||
		hostile_rows[cell.account].is == HOSTILE_WEIBO)
		hostile_post_new(w, cell.account, "Of last year", NULL)->made -=
			3600000;
	cell.live = false;
	cell.met = 0;
	hostile_office_open(w);
	w->engine = hostile_engine(w);
	hostile_connect(w);
}

static enum delivery_state
cell_play(unsigned seed, struct hostile_count *count)
{
	static struct hostile_world w;
	const struct message *old = NULL;
	struct hostile_message *h;
	enum delivery_state end;

	cell_open(&w, seed, count);
	if (cell.act != ACT_PUBLISH) {
		old = &cell_message(&w, "Road 8 is closed.", NULL)->m;
		hostile_pass(&w, 600000);
		assert_int_equal(delivery_row(old->deliveries[0].state)->truth,
			TRUTH_YES);
	}
	cell.live = true;
	h = cell_message(&w,
		old ? "Road 8 is closed at the bridge alone."
		    : "Road 8 is closed.",
		old);
	if (cell.kill != KILL_NOT)
		cell_kill(&w);
	hostile_pass(&w, 3600000);
	hostile_play_judge(&w);
	end = h->m.deliveries[0].state;
	hostile_play_close(&w);
	return end;
}

/* ---- all of them ---- */

/* What must not be, in all cells; what nobody can know is counted apart: a
 * receiver without a look-up that says no to what it took. */
static long
bad(const struct hostile_count *n)
{
	return n->doubles + n->lost + n->silent + n->idle + n->untrue +
		n->late + n->deleted + n->overwritten;
}

static void
print_row(int account, const struct hostile_count *n, int cells)
{
	print_message("# %-10s %4d cells %5ld requests: %3ld doubles, "
		      "%3ld losses, %4ld unknown, %4ld for a person; a no "
		      "believed: %ld\n",
		hostile_rows[account].kind, cells, n->sends,
		n->doubles + n->late, n->lost, n->unknown, n->human,
		n->liars + n->liar_doubles);
}

/*
 * Any JSON that says no no is a receiver's yes: it has no form of its own. What
 * arrives later than any look can wait is beyond those that a look settles.
 */
static bool
cell_is_none(void)
{
	if (cell.fault->fate.does == DOES_LATE)
		return hostile_rows[cell.account].is <= HOSTILE_PRESS ||
			hostile_rows[cell.account].is == HOSTILE_WEIBO ||
			hostile_rows[cell.account].prefer;
	if (cell.fault->fate.says == SAYS_OVERLOAD)
		return hostile_rows[cell.account].is < HOSTILE_ROBOT;
	return hostile_rows[cell.account].is == HOSTILE_HOOK &&
		cell.fault->fate.says == SAYS_JUNK &&
		cell.fault->fate.does == DOES_NOT;
}

static void
cell_run(unsigned seed, struct hostile_count *n)
{
	long before = bad(n), liars = n->liars + n->liar_doubles;
	enum delivery_state end = cell_play(seed, n);

	if (bad(n) != before)
		print_message("# %s, %s, %s%s %s: %s\n",
			hostile_rows[cell.account].kind, cell.fault->name,
			acts[cell.act], cell.always ? ", without end" : "",
			kills[cell.kill], delivery_row(end)->word);
	/* only of a platform that lies may a no be believed wrongly */
	if (cell.fault->honest)
		assert_int_equal(n->liars + n->liar_doubles, liars);
	if (strcmp(cell.fault->name, "none") == 0)
		assert_true(delivery_row(end)->truth == TRUTH_YES ||
			cell.kill != KILL_NOT);
}

static int
account_run(int account, unsigned *seed, struct hostile_count *n)
{
	enum { FAULTS = sizeof(faults) / sizeof(faults[0]) };
	int cells = 0;

	for (int at = 0; at < FAULTS * ACTS * KILLS * 2; at++) {
		cell.account = account;
		cell.fault = &faults[at % FAULTS];
		cell.act = at / FAULTS % ACTS;
		cell.kill = at / FAULTS / ACTS % KILLS;
		cell.always = at / FAULTS / ACTS / KILLS;
		if (cell_is_none())
			continue;
		cell_run(++*seed, n);
		cells++;
	}
	return cells;
}

static void
matrix__nothing_is_posted_twice_and_nothing_is_lost(void **state)
{
	struct hostile_count all = { 0 };
	unsigned seed = 0;
	long wrong = 0;

	(void)state;
	for (int account = 0; account < HOSTILE_ROWS; account++) {
		struct hostile_count n = { 0 };
		int cells = account_run(account, &seed, &n);

		print_row(account, &n, cells);
		wrong += bad(&n);
		all.unknown += n.unknown;
		all.sends += n.sends;
	}
	print_message("# %u cells, %ld requests, %ld unknown\n", seed,
		all.sends, all.unknown);
	assert_int_equal(wrong, 0);
	assert_true(all.unknown > 0);
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
