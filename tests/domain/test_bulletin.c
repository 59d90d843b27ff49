/*
 * What another organ has published on the same matter: noted, compared, shown
 * before anything is signed. Told by Seoul's morning of 31 May 2023: a city's
 * alert at 6:41, the ministry's word at 7:03 that it was sent in error, the
 * city's own at 7:25 that it is lifted.
 */
#include "tests/domain/waivers.h"

#include "domain/bulletin/bulletin.h"
#include "domain/review/review_view.h"

#define MINISTRY "行政安全部"
#define MINUTE 60000

static json_t *
noted(const struct scene *s, const char *organ, const char *text)
{
	return json_pack("{s:s,s:s,s:s,s:I}", "incident", s->incident.id,
		"organ", organ, "text", text, "at", (json_int_t)s->now);
}

/* The gate to which rule `id` is shown on the review page, "" if to none. */
static const char *
shown_to(const struct scene *s, int n, const char *id, char what[200])
{
	static char out[20];
	struct world w = { .office = &s->office,
		.incident = &s->incident,
		.message = scene_message(s, n),
		.library = s->lib,
		.now = s->now };
	json_t *page = view_review(&w, 0), *stage, *gate, *f;
	size_t i, k, l;

	out[0] = what[0] = '\0';
	json_array_foreach(json_object_get(page, "stages"), i, stage)
		json_array_foreach(json_object_get(stage, "gates"), k, gate)
			json_array_foreach(json_object_get(gate, "found"), l, f)
	{
		if (strcmp(doc_str(f, "rule"), id) != 0)
			continue;
		(void)snprintf(out, sizeof(out), "%s", doc_str(gate, "gate"));
		(void)snprintf(what, 200, "%s",
			doc_str(json_object_get(f, "what"), "zh"));
	}
	json_decref(page);
	return out;
}

static void
explain(struct scene *s, int n, const char *reason)
{
	scene_must(
		s, "dora", ACT_MESSAGE_EXPLAIN, said_doc(s, n, "L-51", reason));
}

/* The city's alert is out, with an evacuation. */
static void
alert(struct scene *s)
{
	json_t *slots = scene_slots();

	scene_open(s, false);
	doc_put_str(slots, "instruction", "请准备疏散，让老人和儿童先走");
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s->incident.id, "kind",
			"truth", "slots", slots));
	scene_release(s, 1);
}

/* The rule that refuses the submit, once all others have their reason. */
static const char *
refused_by(struct scene *s, int n)
{
	static struct err err;

	while (scene_do(s, "dora", ACT_MESSAGE_SUBMIT, scene_on(s, n), &err) !=
		ERR_OK) {
		if (strcmp(err.id, "explain") != 0 ||
			strcmp(err.arg[0].text, "L-51") == 0)
			return err.arg[0].text;
		scene_must(s, "dora", ACT_MESSAGE_EXPLAIN,
			said_doc(s, n, err.arg[0].text, "已核对"));
	}
	return "";
}

static void
write_update(struct scene *s, const char *news)
{
	json_t *slots = scene_slots();

	doc_put_str(slots, "as_of", "2026-07-21 02:40");
	doc_put_str(slots, "news", news);
	scene_must(s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o}", "incident", s->incident.id, "kind",
			"update", "slots", slots));
}

static void
seoul__the_ministrys_word_is_shown_before_the_city_signs(void **state)
{
	struct scene s;
	char what[200];

	(void)state;
	alert(&s);
	s.now += 22 * MINUTE;
	scene_must(&s, "rita", ACT_OUTSIDE_NOTE,
		noted(&s, MINISTRY, "2时市里发出的疏散警报系误发。"));
	s.now += 22 * MINUTE;
	/* error or over: the two disagree, and it takes a reason to say so */
	write_update(&s, "疏散警报现已解除，警报并非误发");
	assert_string_equal(refused_by(&s, 2), "L-51");
	explain(&s, 2, "警报按规定发出；已与行政安全部通话，各自说明");
	assert_string_equal(refused_by(&s, 2), "");
	assert_string_equal(shown_to(&s, 2, "L-51", what), "policy");
	assert_non_null(strstr(what, MINISTRY "：系误发"));
	scene_close(&s);
}

static void
seoul__going_on_as_if_nothing_was_said_needs_a_reason(void **state)
{
	struct scene s;

	(void)state;
	alert(&s);
	s.now += 22 * MINUTE;
	scene_must(&s, "rita", ACT_OUTSIDE_NOTE,
		noted(&s, MINISTRY, "2时市里发出的疏散警报系误发。"));
	s.now += 18 * MINUTE;
	write_update(&s, "疏散仍在进行");
	assert_string_equal(refused_by(&s, 2), "L-51");
	scene_close(&s);
}

/* Both say that it was an error: nothing stands between them. */
static void
seoul__a_withdrawal_that_says_the_same_needs_none(void **state)
{
	struct scene s;

	(void)state;
	alert(&s);
	s.now += 22 * MINUTE;
	scene_must(&s, "rita", ACT_OUTSIDE_NOTE,
		noted(&s, MINISTRY, "2时市里发出的疏散警报系误发。"));
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:s,s:{s:s,s:s,s:s,s:s}}", "incident",
			s.incident.id, "kind", "withdrawal", "corrects",
			scene_message(&s, 1)->id, "slots", "actual", "没有险情",
			"resume", "请恢复正常生活", "contact", "12345",
			"next_update", "2026-07-21 05:00"));
	assert_string_equal(refused_by(&s, 2), "");
	scene_close(&s);
}

static void
seoul__a_word_that_comes_after_the_submit_sends_the_text_back(void **state)
{
	struct scene s;
	struct err err;
	char what[200];
	json_t *back;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_submit(&s, 1);
	assert_string_equal(shown_to(&s, 1, "L-51", what), "");
	scene_must(&s, "rita", ACT_REVIEW,
		scene_verdict(&s, 1, "wording", "pass"));
	scene_must(&s, "dora", ACT_OUTSIDE_NOTE,
		noted(&s, MINISTRY, "该市刚才的疏散通知系误发。"));
	assert_string_equal(shown_to(&s, 1, "L-51", what), "policy");
	assert_non_null(strstr(what, MINISTRY));
	assert_non_null(strstr(what, "误发"));
	assert_int_not_equal(
		scene_do(&s, "rita", ACT_REVIEW,
			scene_verdict(&s, 1, "policy", "pass"), &err),
		ERR_OK);
	assert_string_equal(err.id, "outside");
	/* what no longer stands is no obstacle */
	scene_must(&s, "dora", ACT_OUTSIDE_NOTE, noted(&s, MINISTRY, ""));
	scene_must(
		&s, "rita", ACT_REVIEW, scene_verdict(&s, 1, "policy", "pass"));
	scene_must(&s, "dora", ACT_OUTSIDE_NOTE,
		noted(&s, MINISTRY, "该市刚才的疏散通知系误发。"));
	assert_string_equal(scene_try(&s, "lena", ACT_REVIEW,
				    scene_verdict(&s, 1, "legal", "pass")),
		"outside");
	/* returned, explained, submitted again, it may be signed */
	back = scene_verdict(&s, 1, "legal", "return");
	doc_put_str(back, "reason", "与行政安全部核对");
	scene_must(&s, "lena", ACT_REVIEW, back);
	explain(&s, 1, "已与行政安全部核对：其所指为另一条通知");
	scene_submit(&s, 1);
	assert_string_equal(shown_to(&s, 1, "L-51", what), "policy");
	scene_review(&s, 1);
	scene_approve(&s, 1);
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_APPROVED);
	scene_close(&s);
}

static json_t *
with_dead(const struct scene *s, int dead)
{
	return json_pack("{s:s,s:i,s:[{s:s,s:i,s:s,s:I,s:b}]}", "message",
		scene_message(s, 1)->id, "base", scene_message(s, 1)->revision,
		"figures", "name", "dead", "value", dead, "source",
		"县应急管理局", "as_of", (json_int_t)s->now, "verified", 1);
}

static void
numbers__of_two_organs_are_put_side_by_side(void **state)
{
	struct scene s;
	char what[200];
	json_t *last;
	char *accepts;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	scene_must(&s, "dora", ACT_MESSAGE_REVISE, with_dead(&s, 5));
	scene_must(&s, "dora", ACT_OUTSIDE_NOTE,
		noted(&s, "县消防救援大队", "截至目前已有4人遇难。"));
	scene_submit(&s, 1); /* with a reason: course.h gives one */
	assert_string_equal(shown_to(&s, 1, "L-51", what), "policy");
	assert_non_null(strstr(what, "县消防救援大队：遇难4，本稿5"));
	/* the gate's pass says that it accepted it */
	scene_must(
		&s, "rita", ACT_REVIEW, scene_verdict(&s, 1, "policy", "pass"));
	last = json_object_get(
		json_array_get(s.entries, json_array_size(s.entries) - 1),
		"body");
	accepts = json_dumps(json_object_get(last, "accepts"), 0);
	assert_non_null(strstr(accepts, "L-51"));
	free(accepts);
	/* the organ's newer word takes the place of its older one */
	scene_must(&s, "dora", ACT_OUTSIDE_NOTE,
		noted(&s, "县消防救援大队", "遇难人数更正为5人。"));
	assert_int_equal(s.incident.bulletin_count, 1);
	scene_must(&s, "rita", ACT_REVIEW,
		scene_verdict(&s, 1, "wording", "pass"));
	scene_close(&s);
}

static void
bulletin__what_cannot_be_is_not_noted(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	assert_string_equal(scene_try(&s, "dora", ACT_OUTSIDE_NOTE,
				    noted(&s, MINISTRY, "")),
		"not-found");
	assert_string_equal(scene_try(&s, "dora", ACT_OUTSIDE_NOTE,
				    noted(&s, "行政\n安全部", "系误发")),
		"field");
	doc = noted(&s, MINISTRY, "系误发");
	doc_put_int(doc, "at", s.now + 1);
	assert_string_equal(
		scene_try(&s, "dora", ACT_OUTSIDE_NOTE, doc), "field");
	assert_string_equal(scene_try(&s, "dora", ACT_OUTSIDE_NOTE,
				    noted(&s, MINISTRY, "联系电话13800138000")),
		"leak");
	assert_string_equal(scene_try(&s, "rel1", ACT_OUTSIDE_NOTE,
				    noted(&s, MINISTRY, "系误发")),
		"role");
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			seoul__the_ministrys_word_is_shown_before_the_city_signs),
		cmocka_unit_test(
			seoul__going_on_as_if_nothing_was_said_needs_a_reason),
		cmocka_unit_test(
			seoul__a_withdrawal_that_says_the_same_needs_none),
		cmocka_unit_test(
			seoul__a_word_that_comes_after_the_submit_sends_the_text_back),
		cmocka_unit_test(numbers__of_two_organs_are_put_side_by_side),
		cmocka_unit_test(bulletin__what_cannot_be_is_not_noted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
