/*
 * Contractors draft and never sign; auditors read everything and change
 * nothing. Neither stands in for a second person.
 */
#include "tests/domain/scene.h"

#include "domain/guards.h"
#include "domain/office/office_second.h"
#include "domain/office/office_told.h"
#include "domain/office/outsider.h"

#define HAS(x) ROLE_BIT(ROLE_##x)

static void
fold(struct scene *s, const char *id, role_set roles, const char *employer)
{
	scene_entry(s, "station", "officer.added",
		json_pack("{s:s,s:s,s:s,s:o,s:s,s:s}", "officer", id, "name",
			id, "user", id, "roles", roles_format(roles),
			"employer", employer, "state", "active"));
}

static const char *
add(struct scene *s, const char *by, const char *id, const char *role,
	const char *employer)
{
	json_t *doc = json_pack("{s:s,s:s,s:s,s:i,s:[s]}", "officer", id,
		"name", id, "user", id, "uid", 1000 + id[0], "roles", role);

	if (employer)
		doc_put_str(doc, "employer", employer);
	return scene_try(s, by, ACT_OFFICER_ADD, doc);
}

static const char *
change(struct scene *s, const char *id, const char *key, json_t *value)
{
	return scene_try(s, "admin", ACT_OFFICER_CHANGE,
		json_pack("{s:s,s:o}", "officer", id, key, value));
}

static const char *
confirm(struct scene *s, const char *by, const char *id)
{
	const struct second *p = office_proposal(&s->office, id);
	char digest[HASH_HEX];

	assert_non_null(p);
	second_digest(digest, p);
	return scene_try(s, by, ACT_OFFICER_CONFIRM,
		json_pack("{s:s,s:s}", "officer", id, "digest", digest));
}

/* An officer of one role, or of none, to be looked at. */
static void
open_with_admin(struct scene *s)
{
	scene_open(s, false);
	scene_officer(s, "admin", HAS(ADMIN));
}

/* ---- what they are given ---- */

static void
contractor__is_given_the_drafters_role_only(void **state)
{
	struct scene s;

	(void)state;
	open_with_admin(&s);
	assert_string_equal(
		add(&s, "admin", "wei", "signer", "云科公司"), "contractor");
	assert_string_equal(
		add(&s, "admin", "wei", "verifier", "云科公司"), "contractor");
	assert_string_equal(
		add(&s, "admin", "wei", "auditor", "云科公司"), "contractor");
	assert_string_equal(add(&s, "admin", "wei", "drafter", "云科公司"), "");
	assert_string_equal(confirm(&s, "sign", "wei"), "");
	assert_true(officer_is_contractor(office_officer(&s.office, "wei")));
	assert_string_equal(change(&s, "wei", "roles",
				    json_pack("[s,s]", "drafter", "reviewer")),
		"contractor");
	/* whoever signs does not become one beside it */
	assert_string_equal(
		change(&s, "sign", "employer", json_string("云科公司")),
		"contractor");
	scene_close(&s);
}

/* What waits may not be allowed any more when it is confirmed. */
static void
contractor__is_looked_at_again_when_confirmed(void **state)
{
	struct scene s;

	(void)state;
	open_with_admin(&s);
	s.lib->rules.contractors = HAS(DRAFTER) | HAS(VERIFIER);
	assert_string_equal(
		add(&s, "admin", "wei", "verifier", "云科公司"), "");
	s.lib->rules.contractors = HAS(DRAFTER);
	assert_string_equal(confirm(&s, "sign", "wei"), "contractor");
	assert_null(office_officer(&s.office, "wei"));
	scene_close(&s);
}

/* To be nobody's contractor any more is to get what others have. */
static void
contractor__is_taken_over_by_two(void **state)
{
	struct scene s;

	(void)state;
	open_with_admin(&s);
	fold(&s, "wei", HAS(DRAFTER), "云科公司");
	assert_string_equal(change(&s, "wei", "employer", json_string("")), "");
	assert_true(officer_is_contractor(office_officer(&s.office, "wei")));
	assert_string_equal(confirm(&s, "sign", "wei"), "");
	assert_false(officer_is_contractor(office_officer(&s.office, "wei")));
	scene_close(&s);
}

/* ---- what they do ---- */

/* Each act of an officer, by somebody who has every role in the ledger. */
static void
contractor__may_nothing_but_what_drafters_may(void **state)
{
	struct scene s;
	struct world w;
	struct err err;
	json_t *doc = json_object();

	(void)state;
	scene_open(&s, false);
	fold(&s, "wei", (role_set)-1, "云科公司");
	w = (struct world){ .office = &s.office,
		.incident = &s.incident,
		.library = s.lib,
		.officer = office_officer(&s.office, "wei"),
		.now = s.now };
	for (int a = 0; a < ACT_COUNT; a++) {
		const struct act_row *row = act_row((enum act)a);
		bool own = a == ACT_OFFICER_DUTY || a == ACT_OFFICER_PROVE ||
			a == ACT_OFFICER_REVOKE || a == ACT_RELEASE_HALT ||
			a == ACT_PARTNER_STOP || a == ACT_JOINT_HALT;
		bool may = own || (row->roles & HAS(DRAFTER));

		if (row->source != FROM_OFFICER)
			continue;
		if ((guards_ask(&w, (enum act)a, doc, false, &err) == ERR_OK) !=
			may)
			fail_msg("%s: may it? want %d", row->name, may);
	}
	json_decref(doc);
	scene_close(&s);
}

static void
contractor__is_named_in_what_comes_of_it(void **state)
{
	struct scene s;
	json_t *last;

	(void)state;
	scene_open(&s, false);
	fold(&s, "wei", HAS(DRAFTER), "云科公司");
	scene_must(&s, "wei", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s}", "incident", s.incident.id, "kind",
			"truth"));
	last = json_array_get(s.entries, json_array_size(s.entries) - 1);
	assert_string_equal(
		doc_str(json_object_get(last, "body"), "employer"), "云科公司");
	scene_close(&s);
}

static void
auditor__changes_nothing(void **state)
{
	/* the month's sample is an inspector's own work, and no text's */
	static const enum act own[] = { ACT_OFFICER_DUTY, ACT_OFFICER_PROVE,
		ACT_OFFICER_REVOKE, ACT_RECORD_PUSH, ACT_RELEASE_HALT,
		ACT_PARTNER_STOP, ACT_JOINT_HALT, ACT_REPORT_DRAW,
		ACT_ACCOUNT_INSPECT };
	struct scene s;
	struct world w;
	struct err err;
	json_t *doc = json_object();

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "audi", HAS(AUDITOR));
	w = (struct world){ .office = &s.office,
		.incident = &s.incident,
		.library = s.lib,
		.officer = office_officer(&s.office, "audi"),
		.now = s.now };
	for (int a = 0; a < ACT_COUNT; a++) {
		bool may = false;

		for (size_t n = 0; n < sizeof(own) / sizeof(own[0]); n++)
			may = may || own[n] == (enum act)a;
		if (act_row((enum act)a)->source != FROM_OFFICER)
			continue;
		if ((guards_ask(&w, (enum act)a, doc, false, &err) == ERR_OK) !=
			may)
			fail_msg("%s: may it? want %d",
				act_row((enum act)a)->name, may);
	}
	json_decref(doc);
	scene_close(&s);
}

static void
auditor__is_nothing_else(void **state)
{
	struct scene s;

	(void)state;
	open_with_admin(&s);
	scene_officer(&s, "audi", HAS(AUDITOR));
	assert_string_equal(change(&s, "audi", "roles",
				    json_pack("[s,s]", "auditor", "signer")),
		"roles-apart");
	assert_string_equal(change(&s, "audi", "roles",
				    json_pack("[s,s]", "auditor", "admin")),
		"roles-apart");
	scene_close(&s);
}

/* ---- nobody's second person ---- */

static void
outsider__confirms_nothing(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	s.office.officer_count = 0;
	scene_officer(&s, "admin", HAS(ADMIN));
	scene_officer(&s, "audi", HAS(AUDITOR));
	fold(&s, "wei", HAS(DRAFTER), "云科公司");
	/* there is nobody yet who could be asked, and the entry says so */
	assert_string_equal(add(&s, "admin", "li", "signer", NULL), "");
	assert_true(office_officer(&s.office, "li")->last.alone);
	assert_string_equal(add(&s, "admin", "bo", "signer", NULL), "");
	assert_string_equal(confirm(&s, "audi", "bo"), "no-part");
	assert_string_equal(confirm(&s, "wei", "bo"), "contractor");
	assert_string_equal(confirm(&s, "li", "bo"), "");
	scene_close(&s);
}

/* Else an administrator makes the other one of two an auditor, or somebody's
 * contractor, and does all alone. */
static void
outsider__is_not_made_of_the_last_who_could_confirm(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	s.office.officer_count = 0;
	scene_officer(&s, "admin", HAS(ADMIN));
	scene_officer(&s, "li", HAS(DRAFTER));
	assert_string_equal(
		change(&s, "li", "roles", json_pack("[s]", "auditor")),
		"field");
	assert_string_equal(change(&s, "li", "roles", json_array()), "field");
	assert_string_equal(
		change(&s, "li", "employer", json_string("云科公司")), "field");
	scene_officer(&s, "bo", HAS(SIGNER));
	assert_string_equal(
		change(&s, "li", "employer", json_string("云科公司")), "");
	scene_close(&s);
}

static void
contractor__stands_on_every_board(void **state)
{
	struct scene s;
	struct world w;
	json_t *list, *row;

	(void)state;
	scene_open(&s, false);
	fold(&s, "wei", HAS(DRAFTER), "云科公司");
	w = (struct world){ .office = &s.office,
		.library = s.lib,
		.officer = office_officer(&s.office, "rel1"),
		.now = s.now };
	list = office_told(&w);
	row = json_array_get(list, json_array_size(list) - 1);
	assert_string_equal(doc_str(row, "what"), "contractors");
	row = json_array_get(json_object_get(row, "officers"), 0);
	assert_string_equal(doc_str(row, "id"), "wei");
	assert_string_equal(doc_str(row, "employer"), "云科公司");
	json_decref(list);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(contractor__is_given_the_drafters_role_only),
		cmocka_unit_test(contractor__is_looked_at_again_when_confirmed),
		cmocka_unit_test(contractor__is_taken_over_by_two),
		cmocka_unit_test(contractor__may_nothing_but_what_drafters_may),
		cmocka_unit_test(contractor__is_named_in_what_comes_of_it),
		cmocka_unit_test(contractor__stands_on_every_board),
		cmocka_unit_test(auditor__changes_nothing),
		cmocka_unit_test(auditor__is_nothing_else),
		cmocka_unit_test(outsider__confirms_nothing),
		cmocka_unit_test(
			outsider__is_not_made_of_the_last_who_could_confirm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
