/*
 * One person is one officer: a login leads to the same one whatever order the
 * officers stand in, and nobody is added who could be known in two ways.
 */
#include "tests/domain/signer.h"

#include "domain/office/office_second.h"

static const char *
add(struct scene *s, const char *id, int64_t uid)
{
	json_t *doc = json_pack("{s:s,s:s,s:s,s:[s]}", "officer", id, "name",
		id, "user", id, "roles", "reviewer");

	if (uid)
		doc_put_int(doc, "uid", uid);
	return scene_try(s, "admin", ACT_OFFICER_ADD, doc);
}

static const char *
try_confirm(struct scene *s, const char *by, const char *id, bool decline)
{
	const struct second *p = office_proposal(&s->office, id);
	char digest[HASH_HEX];
	json_t *doc;

	assert_non_null(p);
	second_digest(digest, p);
	doc = json_pack("{s:s,s:s}", "officer", id, "digest", digest);
	if (decline)
		doc_put_bool(doc, "decline", true);
	return scene_try(s, by, ACT_OFFICER_CONFIRM, doc);
}

static void
confirm(struct scene *s, const char *by, const char *id)
{
	assert_string_equal(try_confirm(s, by, id, false), "");
	assert_null(office_proposal(&s->office, id));
}

static void
officer__is_added_with_the_number_of_the_user(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	assert_string_equal(add(&s, "li", 0), "field");
	assert_string_equal(add(&s, "li", 1001), "");
	assert_non_null(office_proposal(&s.office, "li"));
	confirm(&s, "sign", "li");
	assert_string_equal(add(&s, "bo", 1001), "exists");
	/* in a demonstration nobody logs in */
	s.office.demo = true;
	assert_string_equal(add(&s, "bo", 0), "");
	scene_close(&s);
}

/* The officer that a login leads to, with both in this order. */
static const char *
login(const char *first, int64_t first_uid, const char *second,
	int64_t second_uid)
{
	static char found[65];
	const char *const ids[] = { first, second };
	const int64_t uids[] = { first_uid, second_uid };
	struct scene s;
	const struct officer *f;

	scene_open(&s, false);
	for (size_t n = 0; n < 2; n++) {

		scene_entry(&s, "admin", "officer.added",
			json_pack("{s:s,s:s,s:s,s:I,s:s}", "officer", ids[n],
				"name", ids[n], "user", ids[n], "uid",
				(json_int_t)uids[n], "state", "active"));
	}
	f = office_by_user(&s.office, 1001, "li");
	(void)snprintf(found, sizeof(found), "%s", f ? f->id : "");
	scene_close(&s);
	return found;
}

static void
officer__is_the_same_in_whatever_order(void **state)
{
	(void)state;
	assert_string_equal(login("li", -1, "bo", 1001), "li");
	assert_string_equal(login("bo", 1001, "li", -1), "li");
	assert_string_equal(login("li", -1, "bo", 1002), "li");
	assert_string_equal(login("li", 1001, "bo", 1002), "li");
	/* a name or a number that was given again is nobody */
	assert_string_equal(login("li", 1003, "bo", 1002), "");
	assert_string_equal(login("an", 1001, "bo", 1002), "");
}

/* A number or a name that was given again: the refusal names who it was. */
static void
officer__that_a_login_is_half_of_is_named(void **state)
{
	static const struct {
		int64_t uid;
		const char *user, *whole, *half;
	} rows[] = {
		{ 1001, "li", "li", "li" },
		{ 1001, "an", "", "li" }, /* the number was given again */
		{ 1009, "li", "", "li" }, /* the name was */
		{ 1009, "an", "", "" },
		{ 1001, "", "li", "li" }, /* the number has no name now */
		{ 1009, "bo", "bo", "" }, /* bo's number was never known */
	};
	struct scene s;

	(void)state;
	scene_open(&s, false);
	s.office.officer_count = 0;
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "bo", ROLE_BIT(ROLE_DRAFTER));
	s.office.officers[0].uid = 1000;
	s.office.officers[1].uid = -1;
	(void)snprintf(s.office.officers[1].user,
		sizeof(s.office.officers[1].user), "bo");
	assert_string_equal(add(&s, "li", 1001), "");
	confirm(&s, "bo", "li");
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const struct officer *whole =
			office_by_user(&s.office, rows[n].uid, rows[n].user);
		const struct officer *half =
			office_by_half(&s.office, rows[n].uid, rows[n].user);

		assert_string_equal(whole ? whole->id : "", rows[n].whole);
		assert_string_equal(half ? half->id : "", rows[n].half);
	}
	scene_close(&s);
}

static const char *
change(struct scene *s, const char *by, const char *id, const char *roles)
{
	json_t *list = json_array();
	char words[100], *word, *rest = words;

	(void)snprintf(words, sizeof(words), "%s", roles);
	while ((word = strtok_r(rest, " ", &rest)) != NULL)
		json_array_append_new(list, json_string(word));
	return scene_try(s, by, ACT_OFFICER_CHANGE,
		json_pack("{s:s,s:o}", "officer", id, "roles", list));
}

static void
roles__are_given_by_one_and_confirmed_by_another(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "other", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "li", ROLE_BIT(ROLE_DRAFTER));
	assert_string_equal(change(&s, "admin", "li", "drafter signer"), "");
	assert_int_equal(
		office_officer(&s.office, "li")->roles, ROLE_BIT(ROLE_DRAFTER));
	assert_string_equal(
		try_confirm(&s, "admin", "li", false), "own-proposal");
	assert_string_equal(try_confirm(&s, "li", "li", false), "own-roles");
	assert_string_equal(try_confirm(&s, "rita", "li", false), "role");
	confirm(&s, "other", "li");
	assert_int_equal(office_officer(&s.office, "li")->roles,
		ROLE_BIT(ROLE_DRAFTER) | ROLE_BIT(ROLE_SIGNER));
	/* fewer are taken at once */
	assert_string_equal(change(&s, "admin", "li", "drafter"), "");
	assert_int_equal(
		office_officer(&s.office, "li")->roles, ROLE_BIT(ROLE_DRAFTER));
	scene_close(&s);
}

/* What a stolen login proposed ends with the login's officer. */
static void
roles__are_not_confirmed_for_who_may_not_propose_any_more(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "other", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "li", ROLE_BIT(ROLE_DRAFTER));
	assert_string_equal(change(&s, "admin", "li", "signer"), "");
	assert_string_equal(scene_try(&s, "other", ACT_OFFICER_CHANGE,
				    json_pack("{s:s,s:s}", "officer", "admin",
					    "state", "suspended")),
		"");
	assert_string_equal(try_confirm(&s, "sign", "li", false), "no-longer");
	assert_int_equal(
		office_officer(&s.office, "li")->roles, ROLE_BIT(ROLE_DRAFTER));
	assert_string_equal(try_confirm(&s, "sign", "li", true), "");
	scene_close(&s);
}

/* Else who comes back is another, and only their return was confirmed. */
static void
officer__that_is_suspended_is_bound_to_another_user_by_two(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "li", ROLE_BIT(ROLE_SIGNER));
	assert_string_equal(scene_try(&s, "admin", ACT_OFFICER_CHANGE,
				    json_pack("{s:s,s:s}", "officer", "li",
					    "state", "suspended")),
		"");
	assert_string_equal(
		scene_try(&s, "admin", ACT_OFFICER_CHANGE,
			json_pack("{s:s,s:s,s:I}", "officer", "li", "user",
				"mallory", "uid", (json_int_t)1066)),
		"");
	assert_string_not_equal(
		office_officer(&s.office, "li")->user, "mallory");
	confirm(&s, "sign", "li");
	assert_string_equal(office_officer(&s.office, "li")->user, "mallory");
	scene_close(&s);
}

static void
roles__that_were_proposed_can_be_declined(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "li", ROLE_BIT(ROLE_DRAFTER));
	assert_string_equal(change(&s, "admin", "li", "signer"), "");
	assert_string_equal(try_confirm(&s, "sign", "li", true), "");
	assert_null(office_proposal(&s.office, "li"));
	/* who proposed it takes it back */
	assert_string_equal(change(&s, "admin", "li", "signer"), "");
	assert_string_equal(try_confirm(&s, "admin", "li", true), "");
	assert_null(office_proposal(&s.office, "li"));
	scene_close(&s);
}

static void
roles__are_not_given_to_oneself_and_go_not_together(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "li", ROLE_BIT(ROLE_DRAFTER));
	assert_string_equal(
		change(&s, "admin", "admin", "admin auditor"), "own-roles");
	assert_string_equal(
		change(&s, "admin", "li", "drafter admin"), "roles-apart");
	assert_string_equal(change(&s, "admin", "li", "registrar admin"), "");
	/* a very small office says so in its library */
	s.lib->rules.apart[ROLE_ADMIN] = 0;
	assert_string_equal(change(&s, "admin", "li", "drafter admin"), "");
	scene_close(&s);
}

/* Nobody is locked out: the first officer is added by one person, and the
 * last but one is not suspended. */
static void
roles__are_given_by_one_only_in_an_office_of_one(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	s.office.officer_count = 0;
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	assert_string_equal(add(&s, "li", 1001), "");
	assert_non_null(office_officer(&s.office, "li"));
	assert_true(office_officer(&s.office, "li")->last.alone);
	assert_string_equal(add(&s, "bo", 1002), "");
	assert_null(office_officer(&s.office, "bo"));
	confirm(&s, "li", "bo");
	assert_string_equal(office_officer(&s.office, "bo")->last.by, "admin");
	assert_string_equal(scene_try(&s, "admin", ACT_OFFICER_CHANGE,
				    json_pack("{s:s,s:s}", "officer", "bo",
					    "state", "suspended")),
		"");
	assert_string_equal(scene_try(&s, "admin", ACT_OFFICER_CHANGE,
				    json_pack("{s:s,s:s}", "officer", "li",
					    "state", "suspended")),
		"field");
	scene_close(&s);
}

/* Brings in the key of that name. */
static const char *
bring_key(struct scene *s, const char *by, const char *id, const char *name)
{
	char line[SSHSIG_LINE];
	struct sshsig_key key;

	signer_key(&key, name);
	sshsig_key_format(line, &key, "");
	return scene_try(s, by, ACT_OFFICER_KEY,
		json_pack("{s:s,s:s}", "officer", id, "key", line));
}

static const struct officer_key *
key_named(struct scene *s, const char *id, const char *name)
{
	char print[SSHKEY_FINGERPRINT];

	signer_print(print, name);
	return officer_key(office_officer(&s->office, id), print);
}

static bool
opens(struct scene *s, const char *id, const char *name)
{
	const struct officer_key *k = key_named(s, id, name);

	return k && officer_key_opens(office_officer(&s->office, id), k);
}

/* Else whoever brings a key in could log in with it as the officer. */
static void
key__of_who_has_none_is_brought_in_by_two(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	assert_string_equal(bring_key(&s, "admin", "rita", "one"), "");
	assert_null(key_named(&s, "rita", "one"));
	assert_string_equal(
		try_confirm(&s, "admin", "rita", false), "own-proposal");
	assert_string_equal(
		try_confirm(&s, "rita", "rita", false), "own-roles");
	confirm(&s, "sign", "rita");
	assert_true(opens(&s, "rita", "one"));
	assert_string_equal(key_named(&s, "rita", "one")->by, "admin");
	assert_string_equal(key_named(&s, "rita", "one")->confirmed_by, "sign");
	/* roles stay what they were, and nobody is told of any */
	assert_int_equal(office_officer(&s.office, "rita")->last.time, 0);
	scene_close(&s);
}

static void
key__of_who_has_another_opens_nothing_before_it_is_proven(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	signer_give(&s, "rita");
	assert_string_equal(bring_key(&s, "admin", "rita", "one"), "");
	assert_non_null(key_named(&s, "rita", "one"));
	assert_false(opens(&s, "rita", "one"));
	/* not either when the first one is lost: two persons bring it again */
	signer_fold(&s, "officer.revoked", "rita", "rita");
	assert_false(opens(&s, "rita", "one"));
	assert_string_equal(bring_key(&s, "admin", "rita", "one"), "");
	assert_false(opens(&s, "rita", "one"));
	confirm(&s, "sign", "rita");
	assert_true(opens(&s, "rita", "one"));
	assert_string_equal(bring_key(&s, "admin", "rita", "one"), "key-taken");
	scene_close(&s);
}

static void
key__comes_with_its_officer_by_one_confirmation(void **state)
{
	char line[SSHSIG_LINE];
	struct sshsig_key key;
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	signer_key(&key, "bo");
	sshsig_key_format(line, &key, "");
	assert_string_equal(
		scene_try(&s, "admin", ACT_OFFICER_ADD,
			json_pack("{s:s,s:s,s:s,s:I,s:[s],s:s}", "officer",
				"bo", "name", "Bo", "user", "bo", "uid",
				(json_int_t)1005, "roles", "auditor", "key",
				line)),
		"");
	/* a role that one may give alone, but not with a key */
	assert_null(office_officer(&s.office, "bo"));
	confirm(&s, "sign", "bo");
	assert_true(opens(&s, "bo", "bo"));
	assert_string_equal(office_officer(&s.office, "bo")->name, "Bo");
	scene_close(&s);
}

static void
key__waits_together_with_the_roles_that_the_same_person_proposed(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	scene_officer(&s, "li", ROLE_BIT(ROLE_DRAFTER));
	assert_string_equal(change(&s, "admin", "li", "signer"), "");
	assert_string_equal(bring_key(&s, "admin", "li", "li"), "");
	confirm(&s, "sign", "li");
	assert_true(opens(&s, "li", "li"));
	assert_int_equal(
		office_officer(&s.office, "li")->roles, ROLE_BIT(ROLE_SIGNER));
	scene_close(&s);
}

static void
key__of_the_first_officer_is_brought_in_by_one(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	s.office.officer_count = 0;
	scene_officer(&s, "admin", ROLE_BIT(ROLE_ADMIN));
	assert_string_equal(bring_key(&s, "admin", "admin", "admin"), "");
	assert_true(opens(&s, "admin", "admin"));
	assert_false(key_named(&s, "admin", "admin")->alone);
	assert_string_equal(add(&s, "li", 1001), "");
	assert_string_equal(bring_key(&s, "admin", "li", "li"), "");
	assert_true(opens(&s, "li", "li"));
	assert_true(key_named(&s, "li", "li")->alone);
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(officer__is_added_with_the_number_of_the_user),
		cmocka_unit_test(officer__is_the_same_in_whatever_order),
		cmocka_unit_test(officer__that_a_login_is_half_of_is_named),
		cmocka_unit_test(
			roles__are_given_by_one_and_confirmed_by_another),
		cmocka_unit_test(
			roles__are_not_confirmed_for_who_may_not_propose_any_more),
		cmocka_unit_test(
			officer__that_is_suspended_is_bound_to_another_user_by_two),
		cmocka_unit_test(roles__that_were_proposed_can_be_declined),
		cmocka_unit_test(
			roles__are_not_given_to_oneself_and_go_not_together),
		cmocka_unit_test(
			roles__are_given_by_one_only_in_an_office_of_one),
		cmocka_unit_test(key__of_who_has_none_is_brought_in_by_two),
		cmocka_unit_test(
			key__of_who_has_another_opens_nothing_before_it_is_proven),
		cmocka_unit_test(
			key__comes_with_its_officer_by_one_confirmation),
		cmocka_unit_test(
			key__waits_together_with_the_roles_that_the_same_person_proposed),
		cmocka_unit_test(
			key__of_the_first_officer_is_brought_in_by_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
