/*
 * Two persons for one change: whoever proposed it does not confirm it, nobody
 * confirms what they have not seen, and the newest proposal stands.
 */
#include "tests/domain/scene.h"

#include "domain/second.h"

static const struct second_refusals no = { REFUSE_OWN_LINE, "topic",
	REFUSE_LINE_CHANGED, "text" };

static void
say(struct second *s, void (*fold)(struct second *, const struct entry *),
	const char *by, int64_t time, const char *text)
{
	struct entry e;

	entry_init(&e);
	(void)snprintf(e.by, sizeof(e.by), "%s", by);
	e.time = time;
	e.body = json_pack("{s:s,s:s}", "text", text, "strange", "kept");
	fold(s, &e);
	entry_release(&e);
}

static const char *
confirm(const struct second *s, const char *f, bool same)
{
	static struct err err;

	return second_confirm(s, &no, arg_text("place"), arg_officer(f, "", ""),
		       same, &err) == ERR_OK
		? ""
		: err.id;
}

static void
second__is_another_person_who_saw_the_same(void **state)
{
	struct second s = { 0 };

	(void)state;
	say(&s, second_propose, "ann", 5, "a");
	assert_true(s.waits);
	assert_string_equal(confirm(&s, "ann", true), "own-line");
	assert_string_equal(confirm(&s, "ann", false), "own-line");
	assert_string_equal(confirm(&s, "bob", false), "line-changed");
	assert_string_equal(confirm(&s, "bob", true), "");
	second_drop(&s);
}

static void
second__confirms_the_newest_proposal(void **state)
{
	struct second s = { 0 };
	json_t *doc;

	(void)state;
	say(&s, second_propose, "ann", 5, "a");
	say(&s, second_propose, "bob", 6, "b");
	assert_string_equal(confirm(&s, "bob", true), "own-line");
	assert_string_equal(confirm(&s, "ann", true), "");
	doc = second_doc(&s);
	assert_string_equal(doc_str(doc, "text"), "b");
	assert_string_equal(doc_str(doc, "by"), "bob");
	assert_string_equal(doc_str(doc, "strange"), "kept");
	assert_int_equal(doc_int(doc, "time"), 6);
	json_decref(doc);
	say(&s, second_settle, "ann", 7, "b");
	assert_false(s.waits);
	assert_string_equal(s.by, "bob");
	assert_string_equal(s.confirmed_by, "ann");
	assert_int_equal(s.confirmed, 7);
	second_drop(&s);
	assert_string_equal(s.by, "");
	assert_null(s.what);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(second__is_another_person_who_saw_the_same),
		cmocka_unit_test(second__confirms_the_newest_proposal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
