/*
 * One person is one officer: a login leads to the same one whatever order the
 * officers stand in, and nobody is added who could be known in two ways.
 */
#include "tests/domain/scene.h"

static const char *
add(struct scene *s, const char *id, int64_t uid)
{
	json_t *doc = json_pack("{s:s,s:s,s:s,s:[s]}", "officer", id, "name",
		id, "user", id, "roles", "reviewer");

	if (uid)
		doc_put_int(doc, "uid", uid);
	return scene_try(s, "admin", ACT_OFFICER_ADD, doc);
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
		struct judged j;

		judged_init(&j);
		judged_add(&j, "officer.added",
			json_pack("{s:s,s:s,s:s,s:I,s:s}", "officer", ids[n],
				"name", ids[n], "user", ids[n], "uid",
				(json_int_t)uids[n], "state", "active"));
		scene_fold(&s, &j, "admin");
		judged_release(&j);
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
	assert_string_equal(login("li", -1, "bo", 1001), "bo");
	assert_string_equal(login("bo", 1001, "li", -1), "bo");
	assert_string_equal(login("li", -1, "bo", 1002), "li");
	assert_string_equal(login("li", 1003, "bo", 1002), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(officer__is_added_with_the_number_of_the_user),
		cmocka_unit_test(officer__is_the_same_in_whatever_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
