/* Accounts of all units of an order, counted. */
#include "domain/joint/joint_matrix.h"

#include <string.h>

#include "base/doc.h"
#include "crier/delivery.h"
#include "domain/message/message.h"
#include "domain/release/delivery.h"

enum {
	CLOCK_SURE_MS = 2000, /* the error below which a clock is sure */
	ODD_MS = 10 * 60 * 1000 /* clocks of two offices differ by less */
};

struct matrix {
	const struct office *office;
	json_t *rows;
	int64_t first, last; /* when it went out, by any of their clocks */
	int64_t accounts, odd, units;
	bool unsure; /* one of those clocks is */
	/* of the unit that is counted */
	const char *partner, *name;
	bool sure;
	int64_t from, until; /* when it can have gone out there */
	bool timed;
};

static json_t *
matrix_row(struct matrix *x, const char *kind)
{
	json_t *row;
	size_t n;

	json_array_foreach(x->rows, n, row)
	{
		if (strcmp(doc_str(row, "partner"), x->partner) == 0 &&
			strcmp(doc_str(row, "kind"), kind) == 0)
			return row;
	}
	row = json_object();
	doc_put(row, "partner", json_string(x->partner));
	doc_put_str(row, "name", x->name);
	doc_put_str(row, "kind", kind);
	json_array_append_new(x->rows, row);
	return row;
}

static void
matrix_count(json_t *row, const char *key, bool is)
{
	doc_put_int(row, key, doc_int(row, key) + is);
}

static void
matrix_time(struct matrix *x, int64_t sent)
{
	if (sent < x->from || sent > x->until) {
		x->odd++;
		return;
	}
	x->accounts++;
	x->units += !x->timed;
	x->timed = true;
	x->unsure = x->unsure || !x->sure;
	if (x->first == 0 || sent < x->first)
		x->first = sent;
	if (sent > x->last)
		x->last = sent;
}

static void
matrix_add(struct matrix *x, const char *kind, enum delivery_state state,
	int64_t sent)
{
	enum delivery_truth truth = delivery_row(state)->truth;
	json_t *row = matrix_row(x, kind);

	matrix_count(row, "of", true);
	matrix_count(row, "out", truth == TRUTH_YES);
	matrix_count(row, "verified", state == DELIVERY_VERIFIED);
	matrix_count(row, "unknown", truth == TRUTH_UNKNOWN);
	if (truth == TRUTH_YES && sent != 0)
		matrix_time(x, sent);
}

static void
matrix_own(struct matrix *x, const struct message *m, bool sure)
{
	x->partner = "";
	x->name = x->office->unit;
	x->sure = sure;
	x->from = 0;
	x->until = INT64_MAX;
	for (size_t n = 0; n < m->delivery_count; n++)
		matrix_add(x, m->deliveries[n].kind, m->deliveries[n].state,
			delivery_by_hand(&m->deliveries[n])
				? 0
				: m->deliveries[n].sent_at);
}

/* What did not fit into its receipt is of no kind that is known here. */
static void
matrix_other(struct matrix *x, const struct joint_order *o,
	const struct joint_answer *a)
{
	const struct partner *p = office_partner(x->office, a->partner);
	enum delivery_state state;
	json_t *one, *row;
	size_t n;

	x->partner = a->partner;
	x->name = p ? p->name : a->partner;
	x->sure = strcmp(doc_str(a->says, "clock"), "sure") == 0;
	x->timed = false;
	x->from = o->at - ODD_MS;
	x->until = a->heard + ODD_MS;
	json_array_foreach(a->receipt, n, one)
	{
		if (delivery_parse(&state, doc_str(one, "state")))
			matrix_add(x, doc_str(one, "kind"), state,
				doc_int(one, "sent"));
	}
	if (a->more > 0) {
		row = matrix_row(x, "");
		doc_put_int(row, "of", doc_int(row, "of") + a->more);
	}
}

static void
matrix_put_skew(json_t *doc, const struct matrix *x)
{
	if (x->accounts < 2)
		return;
	doc_put_int(doc, "skew", x->last - x->first);
	if (x->units > 1 && x->unsure)
		doc_put_bool(doc, "skew_unsure", true);
	else if (x->units > 1)
		doc_put_int(doc, "skew_error", INT64_C(2) * CLOCK_SURE_MS);
}

static void
matrix_put_units(
	json_t *doc, const struct matrix *x, const struct joint_order *o)
{
	json_t *lacking = json_array();
	int64_t is_out = 0;

	for (size_t n = 0; n < o->answer_count; n++) {
		const struct joint_answer *a = &o->answers[n];
		const struct partner *p = office_partner(x->office, a->partner);

		is_out += a->state == ANSWER_OUT;
		if (a->state != ANSWER_OUT)
			json_array_append_new(
				lacking, json_string(p ? p->name : a->partner));
	}
	doc_put_int(doc, "units_of", (int64_t)o->answer_count);
	doc_put_int(doc, "units_out", is_out);
	if (json_array_size(lacking) > 0)
		doc_put(doc, "lacking", json_incref(lacking));
	json_decref(lacking);
}

void
joint_matrix_put(json_t *doc, const struct office *o,
	const struct joint_order *order, const struct message *m, bool sure)
{
	struct matrix x = { .office = o, .rows = json_array() };

	if (m != NULL)
		matrix_own(&x, m, sure);
	for (size_t n = 0; n < order->answer_count; n++)
		matrix_other(&x, order, &order->answers[n]);
	doc_put(doc, "matrix", x.rows);
	matrix_put_units(doc, &x, order);
	matrix_put_skew(doc, &x);
	if (x.odd > 0)
		doc_put_int(doc, "odd", x.odd);
}
