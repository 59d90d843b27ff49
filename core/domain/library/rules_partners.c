/*
 * rules/partners.yaml: what a station of each rank may send us, what its order
 * is to us, and when the bell rings for one. A library from before there was
 * this file lets nobody send anything.
 */
#include "domain/library/rules_parse.h"

#include <string.h>

#include "words/sets.h"

const struct field rules_partner_fields[RULES_PARTNER_FIELDS] = {
	{ "rank", YAML_TEXT, true },
	{ "may", YAML_LIST, true },
	{ "order", YAML_TEXT, false },
	{ "citation", YAML_TEXT, true },
	{ "valid_from", YAML_TEXT, false },
	{ "valid_to", YAML_TEXT, false },
};

const struct field rules_seal_fields[RULES_SEAL_FIELDS] = {
	{ "change_days", YAML_TEXT, true },
	{ "keep_days", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
};

void
seals_start(struct rules *out, struct pool *pool, size_t rows)
{
	(void)pool;
	(void)rows;
	out->seals = (struct seal_rule){ 0 };
}

/* Two pairs are kept at most: those before are gone before they change. */
void
seal_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct seal_rule row = {
		.change_days =
			(int)yaml_read_int(r, node, "change_days", 2, 3660, 91),
	};

	row.keep_days = (int)yaml_read_int(
		r, node, "keep_days", 1, row.change_days - 1, 1);
	if (i > 0)
		yaml_fault_twice(r, node, "change_days");
	(void)yaml_read_text(r, node, "citation");
	out->seals = row;
}

void
partners_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->partners = pool_array(pool, rows, sizeof(*out->partners));
}

/* One day has one row of a rank. */
static bool
is_partner_twice(const struct rules *r, const struct partner_rule *row)
{
	for (size_t i = 0; i < r->partner_count; i++) {
		const struct partner_rule *p = &r->partners[i];

		if (p->rank == row->rank && p->valid.until >= row->valid.from &&
			row->valid.until >= p->valid.from)
			return true;
	}
	return false;
}

/* Whoever may order must say what the order is; who may not, says nothing. */
static void
partner_check_order(
	struct yaml_reader *r, const struct yaml *node, letter_set may)
{
	if ((may & (1U << LETTER_ORDER)) && yaml_get(node, "order") == NULL)
		yaml_fault(
			r, node, REFUSE_KEY_MISSING, WITH(arg_words("order")));
	if (!(may & (1U << LETTER_ORDER)) && yaml_get(node, "order") != NULL)
		yaml_fault(r, yaml_get(node, "order"), REFUSE_ORDER_NONE,
			WITH_NONE);
}

void
partner_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct partner_rule row = {
		.rank = (enum partner_rank)yaml_read_word(r, node, "rank",
			rank_word_at, PARTNER_RANKS, RANK_PEER),
		.may = yaml_read_set(
			r, node, "may", letter_word_at, LETTER_KINDS, 0),
		.order = (enum partner_order)yaml_read_word(r, node, "order",
			partner_order_word_at, PARTNER_ORDERS, ORDER_OFFERED),
		.citation = yaml_read_text(r, node, "citation"),
		.valid = yaml_read_validity(r, node),
	};

	partner_check_order(r, node, row.may);
	if (is_partner_twice(out, &row))
		yaml_fault_twice(r, node, "rank");
	out->partners[i] = row;
	out->partner_count = i + 1;
}

const struct partner_rule *
rules_partner(const struct rules *r, enum partner_rank rank, int64_t at)
{
	for (size_t i = 0; i < r->partner_count; i++) {
		const struct partner_rule *p = &r->partners[i];

		if (p->rank == rank && p->valid.from <= at &&
			at <= p->valid.until)
			return p;
	}
	return NULL;
}

const struct field rules_ring_fields[RULES_RING_FIELDS] = {
	{ "minutes", YAML_TEXT, true },
	{ "citation", YAML_TEXT, true },
};

enum { RING_MINUTES = 24 * 60 };

void
rings_start(struct rules *out, struct pool *pool, size_t rows)
{
	out->rings = pool_array(pool, rows, sizeof(*out->rings));
}

/* Each later than the one before, so that their number says how often. */
void
ring_row(struct rules *out, struct yaml_reader *r, const struct yaml *node,
	size_t i)
{
	struct ring_rule row = {
		.minutes = (int)yaml_read_int(
			r, node, "minutes", 0, RING_MINUTES, 0),
		.citation = yaml_read_text(r, node, "citation"),
	};

	if (i > 0 && out->rings[i - 1].minutes >= row.minutes)
		yaml_fault_twice(r, node, "minutes");
	out->rings[i] = row;
	out->ring_count = i + 1;
}

struct seal_rule
rules_seals(const struct rules *r)
{
	return r->seals.change_days > 0
		? r->seals
		: (struct seal_rule){ .change_days = 91, .keep_days = 30 };
}
