/*
 * When a round begins, whose turn it is, and what came of it.
 */
#include "domain/register/round.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "domain/service/service.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (INT64_C(24) * 60 * MINUTE_MS)
#define WAITS_MS (INT64_C(6) * 60 * MINUTE_MS)

int64_t
round_begin(const struct rules *r, int64_t now, int zone)
{
	int64_t local = now + zone * MINUTE_MS, begin;

	if (r == NULL || r->round.minutes == 0)
		return 0;
	begin = local - local % DAY_MS + r->round.begins * MINUTE_MS;
	if (begin > local)
		begin -= DAY_MS;
	return begin - zone * MINUTE_MS;
}

int64_t
round_turn(const char *account, int64_t began, int64_t span_ms)
{
	char seed[ACCOUNT_ID + 24];
	unsigned char raw[HASH_RAW];
	uint64_t n = 0;

	fixed_cut_format(
		seed, sizeof(seed), "%s %lld", account, (long long)began);
	hash_raw(raw, seed, strlen(seed));
	for (int i = 0; i < 6; i++)
		n = n << 8 | raw[i];
	return span_ms > 0 ? began + (int64_t)(n % (uint64_t)span_ms) : began;
}

bool
round_is_over(int64_t last_turn, int64_t now)
{
	return now - last_turn > WAITS_MS;
}

/* ---- what came of it ---- */

/* Who on duty could post on it: by the relay whoever may release; without,
 * its administrators on the platform. */
static bool
round_is_reached(const struct office *o, const struct account *a, bool ok)
{
	for (size_t n = 0; n < o->officer_count; n++) {
		const struct officer *f = &o->officers[n];

		if (!officer_on_duty(f))
			continue;
		if (ok && (f->roles & ROLE_BIT(ROLE_RELEASER)))
			return true;
		for (size_t i = 0; i < a->card.admin_count; i++)
			if (strcmp(a->card.admins[i], f->id) == 0)
				return true;
	}
	return false;
}

static void
round_put(json_t *body, const char *list, const struct account *a)
{
	json_t *rows = doc_get(body, list), *row = json_object();

	if (rows == NULL) {
		rows = json_array();
		doc_put(body, list, rows);
	}
	doc_put_str(row, "account", a->id);
	doc_put_str(row, "why", *a->feed.why ? a->feed.why : a->detail);
	json_array_append_new(rows, row);
}

static void
round_put_account(json_t *body, const struct office *o, const struct account *a,
	int64_t began)
{
	bool asked = a->feed.tried >= began;
	bool ok = asked && a->ok && a->checked >= began;

	if (!asked)
		round_put(body, "unseen", a);
	else if (!ok)
		round_put(body, "failed", a);
	else if (a->feed.read < began)
		round_put(body, "unread", a);
	if (feed_open_count(&a->feed) > 0)
		round_put(body, "alarmed", a);
	if (a->lead && !round_is_reached(o, a, ok))
		round_put(body, "unreached", a);
}

/* Of the services with an address: which did not answer, and of which nothing
 * is known after this round. */
static void
round_put_services(json_t *body, const struct office *o, int64_t began)
{
	json_t *lists[2] = { json_array(), json_array() };
	const json_t *row, *proof;
	int64_t count = 0;
	size_t n;

	json_array_foreach(doc_borrow(o->services), n, row)
	{
		bool dead, known;

		if (!service_is_asked(row))
			continue;
		count++;
		proof = doc_get(row, "proof");
		known = doc_int(proof, "tried") >= began;
		dead = known &&
			strcmp(doc_str(proof, "state"), "unreachable") == 0;
		if (known && strcmp(doc_str(proof, "state"), "ok") == 0)
			continue;
		json_array_append_new(lists[dead],
			json_pack("{s:s,s:s}", "service", doc_str(row, "id"),
				"why", known ? doc_str(proof, "why") : ""));
	}
	if (count > 0)
		doc_put_int(body, "services", count);
	for (int k = 0; k < 2; k++) {
		if (json_array_size(lists[k]) > 0)
			doc_put(body, k ? "unanswered" : "unproven", lists[k]);
		else
			json_decref(lists[k]);
	}
}

void
judge_round(struct judged *out, const struct office *o, int64_t began,
	const char *const *accounts, size_t count)
{
	json_t *body = json_object();
	const struct account *a;

	doc_put_int(body, "began", began);
	doc_put_int(body, "accounts", (json_int_t)count);
	for (size_t n = 0; n < count; n++) {
		a = office_account(o, accounts[n]);
		if (a != NULL && a->active)
			round_put_account(body, o, a, began);
	}
	round_put_services(body, o, began);
	judged_add(out, "round.ended", body);
}
