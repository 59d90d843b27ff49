/* See cell.h. */
#include "tests/relay/hostile/cell.h"

#include "tests/relay/hostile/play.h"
#include "tests/relay/hostile/station.h"
#include "tests/relay/hostile/wire.h"

static const char *const acts[ACTS] = { "publish", "edit", "withdraw" };

static const char *const kills[KILLS] = { "", "killed before the answer",
	"killed after it" };

static struct matrix_cell cell;

static const struct hostile_fate *
cell_fate(struct hostile_world *w, const struct hostile_request *r)
{
	static const struct hostile_fate well = { DOES, SAYS_TRUTH, 0, 0, 0,
		NULL, 0, 0 };

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
	bool own = hostile_is_own(cell.account) && *row->url;
	char *page = mem_printf("%s/2026-0001/%d.html",
		own ? row->url : "https://site.example", number);
	json_t *doc = json_pack("{s:s,s:s+,s:s,s:s,s:s,s:i,s:s}", "title",
		"Notice of the county", "text", text, link, "summary",
		"A notice.", "lang", "en", "kind",
		cell.act == ACT_WITHDRAW ? "withdrawal" : "update", "number",
		number, "page", page);

	free(page);
	if (d == NULL || *d->remote == '\0' ||
		(row->is > HOSTILE_PRESS && row->is != HOSTILE_MAIL))
		return doc; /* the others post anew */
	doc_put_str(doc, "act",
		row->is == HOSTILE_PRESS ? "mark"
			: cell.act == ACT_EDIT && row->is != HOSTILE_MAIL
			? "edit"
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

/* ---- which cells there are ---- */

static unsigned
cell_kind(void)
{
	return 1u << hostile_rows[cell.account].is;
}

static bool
cell_is_of(void)
{
	return cell.fault->kinds == 0 || (cell.fault->kinds & cell_kind());
}

static bool
cell_is_none(struct matrix_none *nones)
{
	for (struct matrix_none *n = nones; n->why != NULL; n++) {
		if ((n->kinds && !(n->kinds & cell_kind())) ||
			(n->acts && !(n->acts & 1u << cell.act)) ||
			(n->kills && !(n->kills & 1u << cell.kill)) ||
			(n->prefers && !hostile_rows[cell.account].prefer) ||
			(n->fault && !n->fault(&cell.fault->fate)))
			continue;
		n->cells++;
		return true;
	}
	return false;
}

/* Who listens, or posts by hand, says so in the end. */
static bool
cell_ends_with_person(void)
{
	return cell_kind() & (1u << HOSTILE_CAST | 1u << HOSTILE_HAND);
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
			cell.kill != KILL_NOT || cell_ends_with_person());
}

static int
account_run(int account, const struct matrix_fault *faults, int count,
	struct matrix_none *nones, unsigned *seed, struct hostile_count *n)
{
	int cells = 0;

	for (int at = 0; at < count * ACTS * KILLS * 2; at++) {
		cell.account = account;
		cell.fault = &faults[at % count];
		cell.act = at / count % ACTS;
		cell.kill = at / count / ACTS % KILLS;
		cell.always = at / count / ACTS / KILLS;
		if (!cell_is_of() || cell_is_none(nones))
			continue;
		cell_run(++*seed, n);
		cells++;
	}
	return cells;
}

void
matrix_play(const struct matrix_fault *faults, size_t count, int first, int end,
	struct matrix_none *nones)
{
	struct hostile_count all = { 0 };
	unsigned seed = 0;
	long wrong = 0;

	for (int account = first; account < end; account++) {
		struct hostile_count n = { 0 };
		int cells = account_run(
			account, faults, (int)count, nones, &seed, &n);

		print_row(account, &n, cells);
		wrong += bad(&n);
		all.unknown += n.unknown;
		all.sends += n.sends;
	}
	print_message("# %u cells, %ld requests, %ld unknown\n", seed,
		all.sends, all.unknown);
	for (; nones->why != NULL; nones++)
		print_message("# %d cells without meaning: %s\n", nones->cells,
			nones->why);
	assert_int_equal(wrong, 0);
	assert_true(all.unknown > 0);
}
