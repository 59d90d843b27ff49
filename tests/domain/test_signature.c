/*
 * Officers' own signatures, from the attacker's side: what is signed for one
 * thing does for no other.
 */
#include "tests/domain/signer.h"

#include "domain/office/signature.h"

static void
ask_for_keys(struct scene *s, enum signs signs)
{
	for (size_t n = 0; n < s->lib->rules.tier_count; n++)
		s->lib->rules.tiers[n].signs = signs;
}

static void
open_signed(struct scene *s)
{
	scene_open(s, false);
	signer_station(s);
	for (size_t n = 0; n < s->office.officer_count; n++)
		signer_give(s, s->office.officers[n].id);
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s->incident.id, "kind",
			"truth", "slots", scene_slots()));
	scene_must(s, "dora", ACT_MESSAGE_SUBMIT,
		json_pack("{s:s}", "message", s->incident.messages[0]->id));
	ask_for_keys(s, SIGNS_KEY);
	s->now += 1000;
}

static json_t *
pass_doc(const struct scene *s)
{
	const struct message *m = s->incident.messages[0];

	return json_pack("{s:s,s:s,s:s,s:s}", "message", m->id, "digest",
		m->digest, "gate", "wording", "verdict", "pass");
}

static void
refused_as(struct scene *s, const char *by, json_t *doc, const char *word)
{
	struct err err = { .code = ERR_OK };

	assert_int_not_equal(scene_do(s, by, ACT_REVIEW, doc, &err), ERR_OK);
	assert_string_equal(err.id, word);
}

static void
signature__of_the_officer_over_the_act_now_is_taken(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_signed(&s);
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "rita", s.now);
	scene_must(&s, "rita", ACT_REVIEW, doc);
	scene_close(&s);
}

static void
signature__of_anything_else_is_refused(void **state)
{
	struct scene s;
	json_t *doc, *other;
	char *text;

	(void)state;
	open_signed(&s);
	refused_as(&s, "rita", pass_doc(&s), "signature-needed");
	/* another person's key */
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "dirk", s.now);
	refused_as(&s, "rita", doc, "signature-key");
	/* another person's statement */
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "dirk", "dirk", s.now);
	refused_as(&s, "rita", doc, "signature-other");
	/* another act */
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_APPROVE, "rita", "rita", s.now);
	refused_as(&s, "rita", doc, "signature-other");
	/* another gate */
	doc = pass_doc(&s);
	other = pass_doc(&s);
	doc_put_str(other, "gate", "policy");
	signer_sign(other, &s, ACT_REVIEW, "rita", "rita", s.now);
	doc_put_str(doc, "signed", doc_str(other, "signed"));
	doc_put_str(doc, "signature", doc_str(other, "signature"));
	json_decref(other);
	refused_as(&s, "rita", doc, "signature-other");
	/* the statement altered afterwards */
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "rita", s.now - 1);
	other = pass_doc(&s);
	signer_sign(other, &s, ACT_REVIEW, "rita", "rita", s.now);
	doc_put_str(doc, "signed", doc_str(other, "signed"));
	json_decref(other);
	refused_as(&s, "rita", doc, "signature-bad");
	/* written otherwise, though it says the same */
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "rita", s.now);
	text = mem_printf(" %s", doc_str(doc, "signed"));
	doc_put_str(doc, "signed", text);
	free(text);
	refused_as(&s, "rita", doc, "signature-other");
	scene_close(&s);
}

static void
signature__of_another_time_is_refused(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_signed(&s);
	doc = pass_doc(&s);
	signer_sign(
		doc, &s, ACT_REVIEW, "rita", "rita", s.now - STATEMENT_MS - 1);
	refused_as(&s, "rita", doc, "signature-stale");
	doc = pass_doc(&s);
	signer_sign(
		doc, &s, ACT_REVIEW, "rita", "rita", s.now + STATEMENT_MS + 1);
	refused_as(&s, "rita", doc, "signature-stale");
	/* before it was submitted */
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "rita", s.now - 1000);
	refused_as(&s, "rita", doc, "signature-stale");
	scene_close(&s);
}

static void
signature__needs_a_key_that_is_proven_and_not_revoked(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_signed(&s);
	signer_fold(&s, "officer.key", "rita", "second");
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "second", s.now);
	refused_as(&s, "rita", doc, "signature-key");
	signer_fold(&s, "officer.revoked", "rita", "rita");
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "rita", s.now);
	refused_as(&s, "rita", doc, "signature-key");
	refused_as(&s, "rita", pass_doc(&s), "no-key");
	scene_close(&s);
}

static void
signature__without_touch_is_refused_where_a_touch_is_asked(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_signed(&s);
	ask_for_keys(&s, SIGNS_TOUCH);
	doc = pass_doc(&s);
	signer_sign(doc, &s, ACT_REVIEW, "rita", "rita", s.now);
	refused_as(&s, "rita", doc, "signature-touch");
	scene_close(&s);
}

static void
signature__of_a_return_is_not_asked(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	open_signed(&s);
	doc = pass_doc(&s);
	doc_put_str(doc, "verdict", "return");
	doc_put_str(doc, "reason", "数字有误");
	scene_must(&s, "rita", ACT_REVIEW, doc);
	scene_close(&s);
}

/* The fields that prove a key, with the fingerprint of the key `name`. */
static json_t *
proof_doc(const struct scene *s, const char *officer, const char *name,
	const char *with)
{
	char print[SSHKEY_FINGERPRINT];
	json_t *doc;

	signer_print(print, name);
	doc = json_pack("{s:s}", "fingerprint", print);
	signer_sign(doc, s, ACT_OFFICER_PROVE, officer, with, s->now);
	return doc;
}

static void
key__is_proven_by_its_officer_with_the_key_itself(void **state)
{
	struct scene s;
	struct err err = { .code = ERR_OK };

	(void)state;
	open_signed(&s);
	signer_fold(&s, "officer.key", "rita", "new");
	assert_int_equal(scene_do(&s, "dirk", ACT_OFFICER_PROVE,
				 proof_doc(&s, "dirk", "new", "new"), &err),
		ERR_NOT_FOUND);
	assert_int_not_equal(
		scene_do(&s, "rita", ACT_OFFICER_PROVE,
			proof_doc(&s, "rita", "new", "rita"), &err),
		ERR_OK);
	assert_string_equal(err.id, "signature-key");
	scene_must(&s, "rita", ACT_OFFICER_PROVE,
		proof_doc(&s, "rita", "new", "new"));
	scene_close(&s);
}

/* A tier that asks for less of the same persons is the weaker one. */
static void
signature__asked_for_makes_a_tier_stronger(void **state)
{
	struct library *lib = shipped_library();
	struct tier login = lib->rules.tiers[0], touch = login;
	struct tier_row a = { .tier = &login }, b = { .tier = &touch };

	(void)state;
	touch.signs = SIGNS_TOUCH;
	assert_true(tier_row_is_weaker(&lib->rules, &a, &b));
	assert_false(tier_row_is_weaker(&lib->rules, &b, &a));
	library_free(lib);
}

/* What an entry says is what its officer signed, or it is named. */
static void
signature__in_the_ledger_is_verified_against_the_keys_of_then(void **state)
{
	static const struct {
		const char *key, *value;
	} changed[] = { { "digest", ENTRY_NO_PREV }, { "gate", "policy" },
		{ "message", "2026-0001/9" }, { "signed", "{}\n" },
		{ "signature", "none" } };
	struct scene s;
	struct entry e = { .kind = "message.passed", .by = "rita" };
	struct err err;
	bool brings;

	(void)state;
	open_signed(&s);
	e.time = s.now;
	e.body = pass_doc(&s);
	signer_sign(e.body, &s, ACT_REVIEW, "rita", "rita", s.now);
	assert_int_equal(
		signature_verify(&brings, &s.office, &e, &err), ERR_OK);
	assert_true(brings);
	for (size_t n = 0; n < sizeof(changed) / sizeof(changed[0]); n++) {
		json_t *whole = json_deep_copy(e.body);

		doc_put_str(e.body, changed[n].key, changed[n].value);
		assert_int_equal(signature_verify(&brings, &s.office, &e, &err),
			ERR_CORRUPT);
		json_decref(e.body);
		e.body = whole;
	}
	FIXED_SET(e.by, "dirk");
	assert_int_equal(
		signature_verify(&brings, &s.office, &e, &err), ERR_CORRUPT);
	FIXED_SET(e.by, "rita");
	signer_fold(&s, "officer.revoked", "rita", "rita");
	assert_int_equal(
		signature_verify(&brings, &s.office, &e, &err), ERR_CORRUPT);
	json_decref(e.body);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			signature__of_the_officer_over_the_act_now_is_taken),
		cmocka_unit_test(signature__of_anything_else_is_refused),
		cmocka_unit_test(signature__of_another_time_is_refused),
		cmocka_unit_test(
			signature__needs_a_key_that_is_proven_and_not_revoked),
		cmocka_unit_test(
			signature__without_touch_is_refused_where_a_touch_is_asked),
		cmocka_unit_test(signature__of_a_return_is_not_asked),
		cmocka_unit_test(
			key__is_proven_by_its_officer_with_the_key_itself),
		cmocka_unit_test(signature__asked_for_makes_a_tier_stronger),
		cmocka_unit_test(
			signature__in_the_ledger_is_verified_against_the_keys_of_then),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
