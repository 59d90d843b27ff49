/*
 * An account that was built from documents alone is called untried until an
 * actual message went out through it on the platform itself.
 */
#include "tests/store/help.h"

#include "base/mem.h"
#include "domain/office/account.h"
#include "station/tried.h"
#include "store/projection.h"

struct
try {
	const char *kind, *url, *send; /* two options, "" none */
	const char *mode, *state, *account; /* of a delivery */
	const char *proof;
	bool untried;
};

static const struct try rows[] = {
	{ "feishu", "", "", "actual", "published", "mine", "documents", false },
	{ "feishu", "", "", "actual", "verified", "mine", "documents", false },
	{ "feishu", "", "", "actual", "unknown", "mine", "documents", true },
	{ "feishu", "", "", "actual", "failed", "mine", "documents", true },
	{ "feishu", "", "", "drill", "published", "mine", "documents", true },
	{ "feishu", "", "", "actual", "published", "other", "documents", true },
	{ "feishu", "http://127.0.0.1:1/x", "", "actual", "published", "mine",
		"documents", true },
	{ "feishu", "https://open.larksuite.com", "", "actual", "published",
		"mine", "documents", false },
	{ "wechat", "", "", "actual", "published", "mine", "documents", true },
	{ "wechat", "", "", "actual", "verified", "mine", "documents", false },
	{ "wechat", "", "push", "actual", "published", "mine", "documents",
		false }, /* what was pushed cannot be read back */
	{ "wechat", "", "push", "actual", "unknown", "mine", "documents",
		true },
	{ "dingtalk", "", "", "actual", "unknown", "mine", "sdk", false },
	{ "mastodon", "", "", "actual", "unknown", "mine", "server", false },
};

static void
put_delivery(struct ledger *l, const struct try *t)
{
	json_t *doc = json_pack("{s:s,s:s,s:s,s:s}", "account", t->account,
		"mode", t->mode, "state", t->state, "kind", t->kind);
	struct err err = { 0 };
	char id[33];

	assert_ok(ledger_begin(l, &err), &err);
	assert_ok(ledger_act_begin(l, act_id(id, 1), &err), &err);
	assert_ok(
		projection_put(l, PROJ_DELIVERY, "2026-0001/1:mine", doc, &err),
		&err);
	assert_ok(ledger_act_end(l, &err), &err);
	assert_ok(ledger_commit(l, &err), &err);
	json_decref(doc);
}

static void
tried__only_what_went_out_on_the_platform_counts(void **state)
{
	struct ledger *l = open_ledger(*state, true);

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct account a = { .id = "mine", .active = true };
		struct station st = { .ledger = l };
		json_t *doc = json_object();

		(void)snprintf(a.kind, sizeof(a.kind), "%s", rows[i].kind);
		a.options = json_object();
		doc_put_str(a.options, "url", rows[i].url);
		doc_put_str(a.options, "send", rows[i].send);
		put_delivery(l, &rows[i]);
		tried_put(doc, &st, &a);
		assert_string_equal(doc_str(doc, "proof"), rows[i].proof);
		if (doc_bool(doc, "untried") != rows[i].untried)
			fail_msg("row %zu", i);
		json_decref(doc);
		account_clear(&a);
	}
	ledger_close(l);
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		in_folder(tried__only_what_went_out_on_the_platform_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
