/*
 * The questions to ask of the rules. Reading them is in rules_parse.c.
 */
#include "domain/library/rules.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "base/host.h"

const struct platform *
rules_platform(const struct rules *r, const char *id)
{
	for (size_t i = 0; i < r->platform_count; i++)
		if (strcmp(r->platforms[i].id, id) == 0)
			return &r->platforms[i];
	return NULL;
}

const struct tier *
rules_tier_named(const struct rules *r, const char *id)
{
	for (size_t i = 0; i < r->tier_count; i++)
		if (strcmp(r->tiers[i].id, id) == 0)
			return &r->tiers[i];
	return NULL;
}

const struct deadline *
rules_deadline(const struct rules *r, const char *id)
{
	for (size_t i = 0; i < r->deadline_count; i++)
		if (strcmp(r->deadlines[i].id, id) == 0)
			return &r->deadlines[i];
	return NULL;
}

const struct platform *
rules_account(const struct rules *r, const char *kind, const char *platform)
{
	const struct platform *row =
		platform && *platform ? rules_platform(r, platform) : NULL;

	return row ? row : rules_platform(r, kind);
}

static bool
platform_has_host(const struct platform *p, const char *host, size_t len)
{
	for (size_t i = 0; i < p->host_count; i++)
		if (strlen(p->hosts[i]) == len &&
			strncasecmp(p->hosts[i], host, len) == 0)
			return true;
	return false;
}

const struct platform *
rules_host(const struct rules *r, const char *url)
{
	size_t len;
	const char *host = host_of_url(&len, url);

	while (host != NULL && len > 0 && host[len - 1] == '.')
		len--; /* the same host, written to its root */
	for (size_t i = 0; host != NULL && i < r->platform_count; i++)
		if (platform_has_host(&r->platforms[i], host, len))
			return &r->platforms[i];
	return NULL;
}

int
rules_topic(const struct rules *r, const char *id)
{
	for (size_t i = 0; i < r->topic_count; i++)
		if (strcmp(r->topics[i].id, id) == 0)
			return (int)i + 1;
	return 0;
}

const struct organ *
rules_organ(const struct rules *r, const char *id)
{
	for (size_t i = 0; i < r->organ_count; i++)
		if (strcmp(r->organs[i].id, id) == 0)
			return &r->organs[i];
	return NULL;
}

const struct tier *
rules_lane(const struct rules *r)
{
	for (size_t i = 0; i < r->tier_count; i++)
		if (r->tiers[i].supplement)
			return &r->tiers[i];
	return NULL;
}

role_set
rules_gate_roles(const struct rules *r, const struct tier *tier, enum gate gate)
{
	for (size_t i = 0; tier && i < tier->stage_count; i++)
		if (tier->stages[i].roles[gate])
			return tier->stages[i].roles[gate];
	return r->gates[gate].roles;
}

const struct tier_row *
rules_tier(const struct rules *r, enum incident_class c, int level,
	enum message_kind kind, int topic)
{
	size_t i = 0;

	/* rules_parse takes no table whose last row does not fit all. */
	assert(r->tier_row_count);
	while (i + 1 < r->tier_row_count) {
		const struct tier_row *row = &r->tier_rows[i];

		if ((row->kinds >> kind & 1) && (row->levels >> level & 1) &&
			(row->classes >> c & 1) && (row->topics >> topic & 1))
			break;
		i++;
	}
	return &r->tier_rows[i];
}

static gate_set
gates_of(const struct tier *t)
{
	gate_set all = 0;

	for (size_t i = 0; i < t->stage_count; i++)
		all |= t->stages[i].gates;
	return all;
}

/* Signed by the head of the unit is no less than signed by a signer. */
static role_set
or_above(role_set roles)
{
	return roles & ROLE_BIT(ROLE_SIGNER) ? roles | ROLE_BIT(ROLE_HEAD)
					     : roles;
}

static bool
has_organ(const struct tier_row *row, const struct organ *o)
{
	for (size_t i = 0; i < row->organ_count; i++)
		if (row->organs[i] == o)
			return true;
	return false;
}

static bool
organs_are_weaker(const struct tier_row *row, const struct tier_row *that)
{
	for (size_t i = 0; i < that->organ_count; i++)
		if (!has_organ(row, that->organs[i]))
			return true;
	return that->organ_count > 0 &&
		((that->waits && !row->waits) || row->minutes < that->minutes);
}

bool
tier_row_is_weaker(const struct rules *r, const struct tier_row *row,
	const struct tier_row *that)
{
	const struct tier *a = row->tier, *b = that->tier;
	gate_set have = gates_of(a), want = gates_of(b);

	if ((want & ~have) || a->stage_count < b->stage_count ||
		a->signs < b->signs || (b->mirror && !a->mirror))
		return true;
	for (int g = 0; g < GATE_COUNT; g++)
		if ((want >> g & 1) &&
			(rules_gate_roles(r, a, (enum gate)g) &
				~or_above(
					rules_gate_roles(r, b, (enum gate)g))))
			return true;
	return organs_are_weaker(row, that);
}

static bool
suits(const struct deadline *d, enum incident_class c, int level, int64_t at)
{
	return (d->classes >> c & 1) && (d->levels >> level & 1) &&
		at >= d->valid.from && at <= d->valid.until;
}

bool
deadline_applies(const struct rules *r, const struct deadline *d,
	enum incident_class c, int level, int64_t at)
{
	const char *here = r->region ? r->region : "";

	if (!suits(d, c, level, at))
		return false;
	if (*d->region)
		return strcmp(d->region, here) == 0;
	for (size_t i = 0; *here && i < r->deadline_count; i++) {
		const struct deadline *own = &r->deadlines[i];

		if (strcmp(own->region, here) == 0 &&
			strcmp(own->id, d->id) == 0 && suits(own, c, level, at))
			return false;
	}
	return true;
}

static int64_t
earlier_known(int64_t a, int64_t b)
{
	if (!a || !b)
		return a ? a : b;
	return a < b ? a : b;
}

/* The oldest unreleased message among the kinds that the deadline is about. */
static int64_t
oldest_created(const struct deadline *d, const struct clocks *c)
{
	int64_t first = 0;

	for (int k = 0; k < KIND_COUNT; k++)
		if (d->kinds >> k & 1)
			first = earlier_known(first, c->created[k]);
	return first;
}

/* From when it counts; 0 if that has not happened. */
static int64_t
start_of(const struct deadline *d, const struct clocks *c)
{
	int64_t start = 0;

	if (d->from & FROM_PROMISE)
		return c->promised;
	if (d->from & FROM_CREATED)
		return oldest_created(d, c);
	if (d->from & FROM_LAST)
		return c->last_release;
	if (d->from & FROM_FIRST)
		return c->first_release;
	if (d->from & FROM_OCCURRED)
		start = earlier_known(start, c->occurred);
	if (d->from & FROM_REPORTED)
		start = earlier_known(start, c->reported);
	if (d->from & FROM_FOUND)
		start = earlier_known(start, c->found);
	if ((d->from & FROM_OPENED) || !start)
		start = earlier_known(start, c->opened);
	return start;
}

int64_t
deadline_due(const struct deadline *d, const struct clocks *c)
{
	bool again = d->from & (FROM_PROMISE | FROM_LAST | FROM_CREATED);
	bool closed = c->done >> KIND_CLOSING & 1;
	int64_t start;

	if (again ? closed && !(d->from & FROM_CREATED) : (d->kinds & c->done))
		return 0;
	start = start_of(d, c);
	return start ? start + (int64_t)d->minutes * 60000 : 0;
}
