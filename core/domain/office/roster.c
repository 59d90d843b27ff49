/*
 * Placing officers. What is done so far is a small set: which gates, whether
 * there is an author, how many releasers; each officer in turn leads from
 * every reachable set to the next by one of few things they can be. So all
 * placements are looked at, in time linear in the officers.
 */
#include "domain/office/roster.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "domain/office/outsider.h"

/* A set of what is done: gates (6 bits), author, releasers (0 to 2). */
enum { GATE_SETS = 1 << GATE_COUNT, SETS = GATE_SETS * 2 * 3, NOT_YET = -1 };

enum { ROSTER_SAME = STAGE_COUNT + 3 }; /* stages, author, releasers */

/* What one person is: at most one stage, perhaps author, perhaps releaser. */
struct part {
	gate_set gates;
	bool author, release;
};

/* How a set was reached by the officers so far. */
struct reach {
	int from; /* NOT_YET: it was not reached */
	struct part part; /* of the last officer */
};

struct placing {
	const struct tier *tier;
	role_set gate_roles[GATE_COUNT];
	gate_set gates; /* all of the tier */
	gate_set facts; /* of them those that no author passes */
	int releasers; /* needed */
	bool apart; /* the only author may not release */
	struct reach *steps; /* SETS for each officer, and for none */
	size_t row; /* officers placed */
};

static int
set_of(gate_set gates, bool author, int releasers)
{
	return (int)gates + GATE_SETS * ((author ? 1 : 0) + 2 * releasers);
}

static struct reach *
steps_at(const struct placing *p, size_t row)
{
	return p->steps + row * SETS;
}

/* The gates of a stage that these roles may pass; of the last all or none. */
static gate_set
stage_gates(const struct placing *p, const struct tier_stage *s, role_set roles)
{
	gate_set may = 0;

	for (int g = 0; g < GATE_COUNT; g++)
		if ((s->gates >> g & 1) && (roles & p->gate_roles[g]))
			may |= 1U << g;
	if (s->stage == STAGE_FINAL && may != s->gates)
		return 0;
	return may;
}

/* From each set reached before to what it is with this part. */
static void
take_part(struct placing *p, struct part part)
{
	const struct reach *before = steps_at(p, p->row - 1);
	struct reach *after = steps_at(p, p->row);

	for (int s = 0; s < SETS; s++) {
		bool author = s / GATE_SETS % 2;
		int releasers = s / GATE_SETS / 2;
		int to;

		if (before[s].from == NOT_YET || (part.author && author) ||
			(part.release && releasers == p->releasers))
			continue;
		to = set_of(((gate_set)s % GATE_SETS) | part.gates,
			author || part.author,
			releasers + (part.release ? 1 : 0));
		if (after[to].from == NOT_YET)
			after[to] = (struct reach){ s, part };
	}
}

static void
roster_place(struct placing *p, role_set roles)
{
	bool drafts = roles & ROLE_BIT(ROLE_DRAFTER);
	bool releases = roles & ROLE_BIT(ROLE_RELEASER);

	p->row++;
	for (size_t n = 0; n <= p->tier->stage_count; n++) {
		bool none = n == p->tier->stage_count;
		bool final = !none && p->tier->stages[n].stage == STAGE_FINAL;
		gate_set gates =
			none ? 0 : stage_gates(p, &p->tier->stages[n], roles);

		if (!none && gates == 0)
			continue;
		for (int k = 0; k < 4; k++) {
			struct part part = { k & 1 ? gates & ~p->facts : gates,
				k & 1, k & 2 };

			if ((part.author && (!drafts || final)) ||
				(part.release && !releases) ||
				(part.author && part.release && p->apart))
				continue;
			take_part(p, part);
		}
	}
}

/* How much is done in a set; the fullest is the answer. */
static int
done_in(int set)
{
	int done = set / GATE_SETS % 2 + set / GATE_SETS / 2;

	for (int g = 0; g < GATE_COUNT; g++)
		done += set >> g & 1;
	return done;
}

static int
fullest(const struct placing *p)
{
	const struct reach *last = steps_at(p, p->row);
	int best = 0;

	for (int s = 0; s < SETS; s++)
		if (last[s].from != NOT_YET && done_in(s) > done_in(best))
			best = s;
	return best;
}

static void
add_need(struct roster *out, struct roster_need need)
{
	out->needs[out->count++] = need;
}

static void
list_needs(struct roster *out, const struct placing *p)
{
	add_need(out,
		(struct roster_need){
			.what = NEED_DRAFT, .roles = ROLE_BIT(ROLE_DRAFTER) });
	for (size_t n = 0; n < p->tier->stage_count; n++)
		for (int g = 0; g < GATE_COUNT; g++)
			if (p->tier->stages[n].gates >> g & 1)
				add_need(out,
					(struct roster_need){ .what = NEED_GATE,
						.stage = p->tier->stages[n]
								 .stage,
						.gate = (enum gate)g,
						.roles = p->gate_roles[g] });
	for (int n = 0; n < p->releasers; n++)
		add_need(out,
			(struct roster_need){ .what = NEED_RELEASE,
				.roles = ROLE_BIT(ROLE_RELEASER) });
}

/* Writes an officer into the needs of the part that is theirs. */
static void
roster_fill(
	struct roster *out, const struct part *part, const struct officer *by)
{
	bool release = part->release;

	for (size_t n = 0; n < out->count; n++) {
		struct roster_need *need = &out->needs[n];

		if (need->by != NULL)
			continue;
		if ((need->what == NEED_DRAFT && part->author) ||
			(need->what == NEED_GATE &&
				(part->gates >> need->gate & 1))) {
			need->by = by;
		} else if (need->what == NEED_RELEASE && release) {
			need->by = by;
			release = false;
		}
	}
}

/* More of the same roles than there are things to do change nothing. */
static role_set
useful(const struct office *o, const struct rules *r, size_t at)
{
	const struct officer *f = &o->officers[at];
	size_t same = 0;

	for (size_t n = 0; n < at && same < ROSTER_SAME; n++)
		same += officer_on_duty(&o->officers[n]) &&
			officer_roles(r, &o->officers[n]) ==
				officer_roles(r, f);
	return officer_on_duty(f) && same < ROSTER_SAME ? officer_roles(r, f)
							: 0;
}

static void
start(struct placing *p, const struct office *o, const struct rules *r,
	const struct tier *tier, bool drill)
{
	size_t all = (o->officer_count + 1) * SETS;

	*p = (struct placing){ .tier = tier,
		.releasers = drill ? 1 : 2,
		.apart = !drill,
		.steps = mem_array(all, sizeof(*p->steps)) };
	for (int g = 0; g < GATE_COUNT; g++)
		p->gate_roles[g] = rules_gate_roles(r, tier, (enum gate)g);
	for (int g = 0; g < GATE_COUNT; g++)
		if (r->gates[g].facts)
			p->facts |= 1U << g;
	for (size_t n = 0; n < all; n++)
		p->steps[n].from = NOT_YET;
	p->steps[0].from = 0;
}

void
roster_check(struct roster *out, const struct office *o, const struct rules *r,
	const struct tier *tier, bool drill)
{
	struct placing p;
	int set;

	memset(out, 0, sizeof(*out));
	start(&p, o, r, tier, drill);
	list_needs(out, &p);
	for (size_t n = 0; n < o->officer_count; n++)
		roster_place(&p, useful(o, r, n));
	set = fullest(&p);
	for (; p.row > 0; p.row--) {
		const struct reach *s = &steps_at(&p, p.row)[set];

		roster_fill(out, &s->part, &o->officers[p.row - 1]);
		set = s->from;
	}
	free(p.steps);
	for (size_t n = 0; n < out->count; n++)
		out->missing += out->needs[n].by == NULL;
}
