/*
 * Texts made ready before they are needed, and what a release asks of them.
 */
#include "tests/domain/scene.h"
#include "domain/text/compose.h"
#include "domain/message/message_prepared.h"

static const json_t *
entry_of(const struct scene *s, const char *kind, const char *what)
{
	json_t *e;
	size_t n;

	json_array_foreach(s->entries, n, e)
	{
		const json_t *body = json_object_get(e, "body");

		if (strcmp(doc_str(e, "kind"), kind) == 0 &&
			strcmp(doc_str(body, "kind"), what) == 0)
			return body;
	}
	return NULL;
}

static void
opening__makes_three_texts_ready_and_no_message(void **state)
{
	static const char *const kinds[] = { "truth", "correction",
		"withdrawal" };
	struct scene s;

	(void)state;
	scene_open(&s, false);
	for (size_t n = 0; n < 3; n++) {
		const json_t *body =
			entry_of(&s, "incident.prepared", kinds[n]);

		assert_non_null(body);
		assert_true(*doc_str(body, "text") != '\0');
	}
	assert_int_equal(
		json_array_size(json_object_get(
			entry_of(&s, "incident.prepared", "withdrawal"),
			"missing")),
		0);
	assert_non_null(strstr(
		doc_str(entry_of(&s, "incident.prepared", "truth"), "text"),
		"正在"));
	assert_int_equal(s.incident.message_count, 0);
	scene_write(&s);
	assert_string_equal(scene_message(&s, 1)->id + 10, "1");
	scene_close(&s);
}

/* Every playbook, both languages: complete, and short enough for Weibo. */
static void
library__every_withdrawal_is_ready_at_any_moment(void **state)
{
	struct library *lib = shipped_library();
	char title[] = "南河镇洪水";

	(void)state;
	for (size_t n = 0; n < lib->playbook_count; n++) {
		for (int lang = 0; lang < LANG_COUNT; lang++) {
			const struct playbook *p = &lib->playbooks[n];
			struct office office = { .zone = 480 };
			struct incident i = { .title = title };
			struct message m = { .title = title, .slots = NULL };
			struct world w = { .office = &office,
				.library = lib,
				.incident = &i,
				.now = SCENE_NOW };
			json_t *slots;

			(void)snprintf(
				i.playbook, sizeof(i.playbook), "%s", p->id);
			slots = prepared_slots(
				&w, KIND_WITHDRAWAL, (enum lang)lang, &m);
			for (size_t k = 0; k < p->slot_count; k++)
				if ((p->slots[k].required &
					    (1u << KIND_WITHDRAWAL)) &&
					!*doc_str(slots, p->slots[k].id))
					fail_msg("%s %d: %s is not prepared",
						p->id, lang, p->slots[k].id);
			json_decref(slots);
		}
	}
	library_free(lib);
}

/* Without the playbook's words the withdrawal lacks something. */
static void
forget_prepared(struct scene *s)
{
	for (size_t n = 0; n < s->lib->playbook_count; n++)
		s->lib->playbooks[n].kinds[KIND_WITHDRAWAL].prepared_count = 0;
}

/* Saves again what the playbook says of `actions`: as a slot that is only
 * there, or as one that is affirmed. */
static void
say_again(struct scene *s, int n, const char *how)
{
	const struct message *m = scene_message(s, n);
	bool affirm = strcmp(how, "affirmed") == 0;

	scene_must(s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:o}", "message", m->id, "base",
			m->revision, how,
			affirm ? json_pack("[s]", "actions")
			       : json_pack("{s:s}", "actions",
					 doc_str(m->slots, "actions"))));
}

static void
new__begins_with_what_stands_ready_and_says_it_better(void **state)
{
	struct scene s;
	const struct message *m;

	(void)state;
	scene_open(&s, false);
	scene_must(&s, "dora", ACT_INCIDENT_PREPARE,
		json_pack("{s:s,s:s,s:{s:s}}", "incident", s.incident.id,
			"kind", "truth", "slots", "place", "云溪县青河镇"));
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:b,s:{s:s}}", "incident", s.incident.id,
			"kind", "truth", "prepared", 1, "slots", "event",
			"waterlogging"));
	m = scene_message(&s, 1);
	assert_string_equal(doc_str(m->slots, "place"), "云溪县青河镇");
	assert_string_equal(doc_str(m->slots, "contact"), "12345");
	assert_string_equal(doc_str(m->slots, "time"), "2026-07-21 01:35");
	assert_non_null(strstr(m->text, "正在"));
	/* the playbook's words are nobody's: somebody says that they are so */
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1)),
		"assumed");
	say_again(&s, 1, "affirmed");
	assert_string_equal(
		json_string_value(json_object_get(m->affirmed, "actions")),
		"dora");
	scene_submit(&s, 1);
	scene_close(&s);
}

/* Saved as it stands it is still nobody's; written anew it is somebody's. */
static void
assumed__is_what_nobody_has_said(void **state)
{
	struct scene s;
	const struct message *m;
	struct err err;

	(void)state;
	scene_open(&s, false);
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:b,s:o}", "incident", s.incident.id,
			"kind", "truth", "prepared", 1, "slots",
			json_pack("{s:s,s:s}", "event", "waterlogging", "place",
				"云溪县青河镇")));
	m = scene_message(&s, 1);
	assert_string_equal(doc_str(m->slots, "actions"),
		"接报后正在了解核实情况，处置进展随后通报");
	say_again(&s, 1, "slots");
	assert_int_not_equal(
		scene_do(&s, "dora", ACT_MESSAGE_SUBMIT, scene_on(&s, 1), &err),
		ERR_OK);
	assert_string_equal(err.id, "assumed");
	assert_string_equal(err.where, "actions");
	scene_must(&s, "dora", ACT_MESSAGE_REVISE,
		json_pack("{s:s,s:i,s:{s:s}}", "message", m->id, "base",
			m->revision, "slots", "actions", "县防汛办已组织转移"));
	assert_null(json_object_get(m->affirmed, "actions"));
	scene_submit(&s, 1);
	scene_close(&s);
	/* given at the beginning, or prepared by an officer, it was said */
	scene_open(&s, false);
	scene_must(&s, "dora", ACT_INCIDENT_PREPARE,
		json_pack("{s:s,s:s,s:{s:s}}", "incident", s.incident.id,
			"kind", "truth", "slots", "actions", "县防汛办已出动"));
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:b}", "incident", s.incident.id, "kind",
			"truth", "prepared", 1));
	assert_int_equal(json_array_size(scene_message(&s, 1)->assumed), 0);
	scene_close(&s);
}

/* What a playbook fills in by itself and what is a statement of fact. */
static void
assumed__is_marked_wherever_a_default_states_a_fact(void **state)
{
	static const struct {
		const char *playbook;
		enum message_kind kind;
		const char *slot;
		bool assumed;
	} rows[] = { { "rainstorm-flood", KIND_TRUTH, "actions", true },
		{ "rainstorm-flood", KIND_TRUTH, "instruction", false },
		{ "rainstorm-flood", KIND_CORRECTION, "rest", true },
		{ "chemical-plant", KIND_TRUTH, "actions", true },
		{ "chemical-plant", KIND_CORRECTION, "rest", true },
		{ "rumor", KIND_CORRECTION, "rest", true },
		{ "misfire", KIND_CORRECTION, "rest", true },
		{ "misfire", KIND_WITHDRAWAL, "contact", false } };
	struct library *lib = shipped_library();

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const struct playbook_kind *k = playbook_kind(
			playbook_find(lib, rows[n].playbook), rows[n].kind);
		size_t at = 0;

		while (at < k->prepared_count &&
			strcmp(k->prepared[at].slot->id, rows[n].slot) != 0)
			at++;
		assert_true(at < k->prepared_count);
		assert_int_equal(k->prepared[at].assumed, rows[n].assumed);
	}
	library_free(lib);
}

static void
arm__in_earnest_waits_for_the_withdrawal(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	forget_prepared(&s);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	assert_string_equal(scene_try(&s, "rel1", ACT_RELEASE_ARM,
				    scene_with_digest(&s, 1)),
		"no-withdrawal");
	scene_must(&s, "dora", ACT_INCIDENT_PREPARE,
		json_pack("{s:s,s:s,s:{s:s}}", "incident", s.incident.id,
			"kind", "withdrawal", "slots", "actual",
			"没有发生内涝"));
	assert_string_equal(scene_try(&s, "rel1", ACT_RELEASE_ARM,
				    scene_with_digest(&s, 1)),
		"no-withdrawal");
	scene_must(&s, "dora", ACT_INCIDENT_PREPARE,
		json_pack("{s:s,s:s,s:{s:s}}", "incident", s.incident.id,
			"kind", "withdrawal", "slots", "resume",
			"请恢复正常生活"));
	scene_arm(&s, 1);
	assert_int_equal(scene_message(&s, 1)->state, MESSAGE_ARMED);
	scene_close(&s);
}

static void
arm__in_a_drill_waits_for_nothing(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, true);
	forget_prepared(&s);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	scene_arm(&s, 1);
	scene_close(&s);
}

static json_t *
correct_doc(const struct scene *s, const char *kind)
{
	json_t *doc = scene_on(s, 1);

	doc_put_str(doc, "kind", kind);
	return doc;
}

static void
withdraw__goes_to_exactly_who_carries_the_error_ready_to_submit(void **state)
{
	struct scene s;
	const struct message *m;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	scene_must(&s, "dora", ACT_MESSAGE_NEW,
		json_pack("{s:s,s:s,s:o,s:[s,s]}", "incident", s.incident.id,
			"kind", "truth", "slots", scene_slots(), "accounts",
			"site", "hand"));
	scene_release(&s, 1);
	doc = correct_doc(&s, "withdrawal");
	json_object_set_new(doc, "accounts", json_pack("[s]", "site"));
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_CORRECT, doc),
		"fewer-accounts");
	scene_must(
		&s, "dora", ACT_MESSAGE_CORRECT, correct_doc(&s, "withdrawal"));
	m = scene_message(&s, 2);
	assert_int_equal(m->kind, KIND_WITHDRAWAL);
	assert_string_equal(m->corrects, scene_message(&s, 1)->id);
	assert_int_equal(json_array_size(m->accounts), 2);
	scene_submit(&s, 2);
	assert_int_equal(scene_message(&s, 2)->state, MESSAGE_REVIEW);
	scene_close(&s);
}

static const json_t *
row_of(const struct message *m, const char *account)
{
	return json_object_get(
		json_object_get(m->manifest, "accounts"), account);
}

static void
report_ids(struct scene *s, int n)
{
	json_t *doc = scene_on(s, n), *list, *row;
	size_t k;

	list = scene_results(s, n, "published", false);
	json_array_foreach(list, k, row)
	{
		doc_put_str(row, "id", "77");
		doc_put_str(row, "url", "https://m.example/77");
	}
	doc_put(doc, "results", list);
	scene_must(s, "", ACT_RELAY_OUTCOMES, doc);
}

/* The manifest says what happens to whom, so the approval covers it. */
static void
manifest__names_the_best_act_and_its_target_for_each_account(void **state)
{
	static const struct {
		const char *account, *correction, *withdrawal;
	} rows[] = { { "site", "link", "link" }, { "hook", "post", "post" },
		{ "toot", "edit", "reply" }, { "wp", "mark", "mark" } };
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_account(&s, "toot", "mastodon", false);
	scene_account(&s, "wp", "wordpress", false);
	scene_write(&s);
	scene_submit(&s, 1);
	scene_review(&s, 1);
	scene_approve(&s, 1);
	scene_arm(&s, 1);
	scene_fire(&s, 1);
	report_ids(&s, 1);
	scene_must(&s, "dora", ACT_MESSAGE_CORRECT,
		json_pack("{s:s,s:s,s:{s:s,s:s,s:s}}", "message",
			scene_message(&s, 1)->id, "kind", "correction", "slots",
			"wrong", "青河镇", "right", "清河镇", "reason",
			"entry"));
	scene_must(
		&s, "dora", ACT_MESSAGE_CORRECT, correct_doc(&s, "withdrawal"));
	scene_submit(&s, 2);
	scene_submit(&s, 3);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const json_t *c = row_of(scene_message(&s, 2), rows[n].account);
		const json_t *w = row_of(scene_message(&s, 3), rows[n].account);

		assert_string_equal(doc_str(c, "act"), rows[n].correction);
		assert_string_equal(doc_str(w, "act"), rows[n].withdrawal);
		assert_string_equal(doc_str(w, "target"), "77");
	}
	/* the old text stays below the new one on a page */
	assert_non_null(strstr(
		doc_str(json_object_get(scene_message(&s, 2)->texts,
				doc_str(row_of(scene_message(&s, 2), "wp"),
					"variant")),
			"text"),
		"以下为此前发布的原文"));
	/* a first notice amends nothing */
	assert_null(
		json_object_get(row_of(scene_message(&s, 1), "toot"), "act"));
	scene_close(&s);
}

static void
correct__an_unreleased_message_is_edited_instead(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	scene_write(&s);
	assert_string_equal(scene_try(&s, "dora", ACT_MESSAGE_CORRECT,
				    correct_doc(&s, "correction")),
		"state");
	assert_string_equal(
		scene_try(&s, "dora", ACT_MESSAGE_NEW,
			json_pack("{s:s,s:s,s:s}", "incident", s.incident.id,
				"kind", "correction", "corrects",
				scene_message(&s, 1)->id)),
		"not-out");
	scene_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			opening__makes_three_texts_ready_and_no_message),
		cmocka_unit_test(
			library__every_withdrawal_is_ready_at_any_moment),
		cmocka_unit_test(
			new__begins_with_what_stands_ready_and_says_it_better),
		cmocka_unit_test(assumed__is_what_nobody_has_said),
		cmocka_unit_test(
			assumed__is_marked_wherever_a_default_states_a_fact),
		cmocka_unit_test(arm__in_earnest_waits_for_the_withdrawal),
		cmocka_unit_test(arm__in_a_drill_waits_for_nothing),
		cmocka_unit_test(
			withdraw__goes_to_exactly_who_carries_the_error_ready_to_submit),
		cmocka_unit_test(
			manifest__names_the_best_act_and_its_target_for_each_account),
		cmocka_unit_test(
			correct__an_unreleased_message_is_edited_instead),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
