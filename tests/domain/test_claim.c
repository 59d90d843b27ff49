/*
 * The register of claims: what it takes to say that one is false, what an
 * answer is, and that the same claim is known when it comes back.
 */
#include "tests/domain/scene.h"
#include "domain/claim/claim_index.h"
#include "domain/waits/waits.h"

static void
add_claim(struct scene *s, const char *text, const char *accused)
{
	scene_must(s, "dora", ACT_CLAIM_ADD,
		json_pack("{s:s,s:s,s:s,s:I,s:i}", "incident", s->incident.id,
			"text", text, "accused", accused, "seen",
			(json_int_t)(s->now - 600000), "reach", 12000));
}

static json_t *
on_claim(const struct scene *s)
{
	return json_pack("{s:s}", "claim", s->incident.claims[0]->id);
}

static json_t *
review_findings_doc(const struct scene *s)
{
	json_t *doc = on_claim(s);

	doc_put_str(doc, "label", "水位记录");
	doc_put_str(doc, "name", "level.csv");
	doc_put_str(doc, "digest", ENTRY_NO_PREV);
	return doc;
}

static json_t *
verdict_doc(const struct scene *s, const char *verdict, const char *checker)
{
	json_t *doc = on_claim(s);

	doc_put_str(doc, "verdict", verdict);
	doc_put_str(doc, "checker", checker);
	doc_put_str(doc, "fact", "东安水库大坝完好");
	doc_put_str(doc, "why", "网传视频拍摄于2019年外省");
	return doc;
}

static void
claim__is_checked_with_evidence_and_not_by_the_accused_alone(void **state)
{
	static const struct {
		const char *by, *verdict, *checker, *want;
	} rows[] = {
		{ "dora", "false", "市水文局", "role" },
		{ "rita", "wrong", "市水文局", "word" },
		{ "rita", "false", "", "field" },
		{ "rita", "false", "县 水利局", "claim-checker" },
		{ "rita", "false", "云溪县水利局", "claim-checker" },
		{ "rita", "false", "水利局", "claim-checker" },
		{ "rita", "false", "市水利局", "" },
		{ "rita", "false", "县水利局和市水文局", "" },
		{ "rita", "false", "市水文局", "" },
	};
	struct scene s;

	(void)state;
	scene_open(&s, false);
	add_claim(&s, "水库决堤了！", "县水利局");
	assert_string_equal(scene_try(&s, "rita", ACT_CLAIM_VERDICT,
				    verdict_doc(&s, "false", "市水文局")),
		"claim-evidence");
	scene_must(&s, "dora", ACT_CLAIM_EVIDENCE, review_findings_doc(&s));
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++)
		assert_string_equal(scene_try(&s, rows[n].by, ACT_CLAIM_VERDICT,
					    verdict_doc(&s, rows[n].verdict,
						    rows[n].checker)),
			rows[n].want);
	assert_int_equal(s.incident.claims[0]->verdict, VERDICT_FALSE);
	assert_int_equal(claim_proofs(s.incident.claims[0]), 1);
	scene_close(&s);
}

static void
claim__fields_are_refused_where_they_make_no_sense(void **state)
{
	static const struct {
		const char *field, *value, *want;
	} rows[] = {
		{ "kind", "gossip", "word" },
		{ "priority", "monitor", "field" },
		{ "priority", "urgent", "word" },
		{ "owner", "nobody", "not-found" },
		{ "url", "javascript:alert(1)", "url" },
		{ "text", "请联系 13800138000", "leak" },
		{ "url", "https://x.example/?id=11010519491231002X", "leak" },
		{ "accused", "机密★5年", "leak" },
	};
	struct scene s;

	(void)state;
	scene_open(&s, false);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *doc = json_pack("{s:s,s:s}", "incident", s.incident.id,
			"text", "水库决堤");
		const char *got;

		doc_put_str(doc, rows[n].field, rows[n].value);
		got = scene_try(&s, "dora", ACT_CLAIM_ADD, doc);
		if (strcmp(got, rows[n].want) != 0)
			fail_msg("%s=%s: %s, not %s", rows[n].field,
				rows[n].value, got, rows[n].want);
	}
	/* not how many had seen it, but whom to ring */
	assert_string_equal(scene_try(&s, "dora", ACT_CLAIM_ADD,
				    json_pack("{s:s,s:s,s:I}", "incident",
					    s.incident.id, "text", "水库决堤",
					    "reach", (json_int_t)13800138000)),
		"leak");
	assert_int_equal(s.incident.claim_count, 0);
	scene_close(&s);
}

static void
answer__is_filled_from_the_claim_and_its_minutes_are_known(void **state)
{
	struct scene s;
	const struct message *m;
	json_t *doc;

	(void)state;
	scene_open(&s, false);
	add_claim(&s, "水库决堤", "县水利局");
	scene_must(&s, "dora", ACT_CLAIM_EVIDENCE, review_findings_doc(&s));
	scene_must(&s, "rita", ACT_CLAIM_VERDICT,
		verdict_doc(&s, "false", "市水文局"));
	scene_must(&s, "dora", ACT_CLAIM_ANSWER, on_claim(&s));
	m = scene_message(&s, 1);
	assert_int_equal(m->kind, KIND_REBUTTAL);
	assert_string_equal(doc_str(m->slots, "claim"), "水库决堤");
	assert_string_equal(doc_str(m->slots, "fact"), "东安水库大坝完好");
	assert_string_equal(doc_str(m->slots, "checked_by"), "市水文局");
	assert_non_null(strstr(doc_str(m->slots, "evidence"), "水位记录"));
	assert_ptr_equal(
		incident_claim_of(&s.incident, m->id), s.incident.claims[0]);
	doc = claim_doc(&s.incident, s.incident.claims[0]);
	assert_int_equal(doc_int(doc, "answered"), 0);
	json_decref(doc);
	s.now += 1200000;
	scene_release(&s, 1);
	doc = claim_doc(&s.incident, s.incident.claims[0]);
	assert_int_equal(doc_int(doc, "minutes"), 30);
	json_decref(doc);
	scene_close(&s);
}

/* Message 1 answers the claim and is out since half an hour after it. */
static void
answer_it(struct scene *s)
{
	scene_open(s, false);
	add_claim(s, "水库决堤", "县水利局");
	scene_must(s, "dora", ACT_CLAIM_EVIDENCE, review_findings_doc(s));
	scene_must(s, "rita", ACT_CLAIM_VERDICT,
		verdict_doc(s, "false", "市水文局"));
	scene_must(s, "dora", ACT_CLAIM_ANSWER, on_claim(s));
	s->now += 1200000;
	scene_release(s, 1);
}

static int64_t
said(const struct scene *s, const char *field)
{
	json_t *doc = claim_doc(&s->incident, s->incident.claims[0]);
	int64_t value = doc_int(doc, field);

	json_decref(doc);
	return value;
}

/* Read back twenty minutes later, it was out no later. */
static void
answer__took_until_it_was_out_not_until_it_was_read_back(void **state)
{
	struct scene s;
	int64_t out;

	(void)state;
	answer_it(&s);
	out = s.now;
	s.now += 1200000;
	scene_report(&s, 1, "verified");
	assert_int_equal(said(&s, "answered"), out);
	assert_int_equal(said(&s, "minutes"), 30);
	scene_close(&s);
}

static bool
says_the_claim(const struct scene *s, const char *kind)
{
	struct rows rows;
	struct entry e;
	bool found = false;

	rows_init(&rows);
	entry_init(&e);
	(void)snprintf(e.kind, sizeof(e.kind), "%s", kind);
	e.body = json_pack("{s:s}", "message", scene_message(s, 2)->id);
	incident_rows(&rows, &s->incident, &e);
	for (size_t n = 0; n < rows.count; n++)
		found = found || rows.items[n].projection == PROJ_CLAIM;
	entry_release(&e);
	rows_release(&rows);
	return found;
}

/* What of the claim stands in somebody's list of what waits, "" nothing. */
static const char *
claim_waits(const struct scene *s)
{
	static char what[40];
	struct world w = { .office = &s->office,
		.library = s->lib,
		.incident = &s->incident,
		.now = s->now };
	json_t *list = json_array(), *row;
	size_t n;

	what[0] = '\0';
	waits_put(list, &w);
	json_array_foreach(list, n, row)
	{
		if (*doc_str(row, "claim"))
			(void)snprintf(
				what, sizeof(what), "%s", doc_str(row, "what"));
	}
	json_decref(list);
	return what;
}

static int64_t
claims_counted(const struct scene *s)
{
	json_t *doc = incident_doc(&s->incident);
	int64_t count = doc_int(doc, "claims");

	json_decref(doc);
	return count;
}

static void
answer__that_is_withdrawn_leaves_the_claim_unanswered(void **state)
{
	struct scene s;
	json_t *doc;

	(void)state;
	answer_it(&s);
	assert_true(said(&s, "answered") > 0);
	assert_true(said(&s, "rank") >= PRIORITY_COUNT);
	doc = json_pack("{s:s,s:s}", "message", scene_message(&s, 1)->id,
		"kind", "withdrawal");
	scene_must(&s, "dora", ACT_MESSAGE_CORRECT, doc);
	assert_true(said(&s, "answered") > 0); /* it is not out yet */
	assert_string_equal(claim_waits(&s), "");
	assert_int_equal(claims_counted(&s), 0);
	s.now += 600000;
	scene_release(&s, 2);
	assert_int_equal(said(&s, "answered"), 0);
	assert_int_equal(said(&s, "reopened"), s.now);
	assert_true(said(&s, "rank") < PRIORITY_COUNT);
	doc = claim_doc(&s.incident, s.incident.claims[0]);
	assert_null(doc_get(doc, "minutes"));
	assert_null(doc_get(doc, "answer")); /* none is in work */
	json_decref(doc);
	assert_true(says_the_claim(&s, "delivery.outcome"));
	assert_string_equal(claim_waits(&s), "unanswered");
	assert_int_equal(claims_counted(&s), 1);
	/* the second answer is in work, then it is out */
	scene_must(&s, "dora", ACT_CLAIM_ANSWER, on_claim(&s));
	doc = claim_doc(&s.incident, s.incident.claims[0]);
	assert_string_equal(doc_str(doc, "answer"), scene_message(&s, 3)->id);
	json_decref(doc);
	assert_string_equal(claim_waits(&s), ""); /* its text waits itself */
	assert_int_equal(claims_counted(&s), 1);
	s.now += 600000;
	scene_release(&s, 3);
	assert_int_equal(claims_counted(&s), 0);
	assert_int_equal(said(&s, "answered"), s.now);
	assert_int_equal(said(&s, "reopened"), 0);
	scene_close(&s);
}

static void
answer__to_what_is_true_is_no_rebuttal(void **state)
{
	struct scene s;

	(void)state;
	scene_open(&s, false);
	add_claim(&s, "水库决堤", "");
	scene_must(&s, "dora", ACT_CLAIM_EVIDENCE, review_findings_doc(&s));
	scene_must(&s, "rita", ACT_CLAIM_VERDICT,
		verdict_doc(&s, "true", "市水文局"));
	assert_string_equal(
		scene_try(&s, "dora", ACT_CLAIM_ANSWER, on_claim(&s)),
		"claim-true");
	scene_close(&s);
}

static void
answer__of_another_incident_is_called_that(void **state)
{
	static const struct {
		const char *claim, *message, *want;
	} rows[] = {
		{ "2026-0777/c1", "/1", "claim-elsewhere" },
		{ "/c9", "/1", "not-found" },
		{ "2026-0777/c1", "/9", "not-found" },
	};
	struct scene s;

	(void)state;
	scene_open(&s, false);
	add_claim(&s, "水库决堤", "");
	scene_write(&s);
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		const char *id = s.incident.id;
		char *claim = mem_printf(
			"%s%s", *rows[n].claim == '/' ? id : "", rows[n].claim);
		char *message = mem_printf("%s%s", id, rows[n].message);

		assert_string_equal(scene_try(&s, "dora", ACT_CLAIM_ANSWER,
					    json_pack("{s:s,s:s}", "claim",
						    claim, "message", message)),
			rows[n].want);
		free(claim);
		free(message);
	}
	scene_close(&s);
}

/* ---- the same claim again ---- */

static const struct claim_likeness enough = { 60, 90 };

static void
index__knows_a_claim_in_other_words_and_not_its_neighbour(void **state)
{
	static const struct {
		const char *text;
		bool known;
	} rows[] = {
		{ "东安水库大坝决堤，下游三个村被淹！", true },
		{ "【紧急】东安水库大坝决堤  下游三个村被淹！！！请转发",
			true },
		{ "东安水库大坝已决堤，下游三个村被淹", true },
		{ "听说了吗？东安水库大坝决堤，下游三个村被淹，大家快跑"
		  "，我家亲戚刚打来电话说的",
			true },
		{ "ＤＯＮＧ东安水库大坝决堤，下游３个村被淹", false },
		{ "西安水库大坝安全，下游群众已经返回家中", false },
		{ "县医院收治了几十名学生", false },
		{ "决堤", false },
	};
	struct claim_index x;
	char id[CLAIM_ID];
	int similar;

	(void)state;
	claim_index_init(&x);
	claim_index_add(
		&x, "2026-0001/c1", false, "东安水库大坝决堤，下游三个村被淹");
	claim_index_add(&x, "2026-0001/c2", false,
		"县医院收治了几十名食物中毒的小学生，有三人在抢救");
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		bool got = claim_index_find(
			id, &similar, &x, false, rows[n].text, &enough);

		if (got != rows[n].known)
			fail_msg("%s: %d %s", rows[n].text, similar,
				got ? id : "-");
	}
	/* what is said in a drill is not known in earnest */
	assert_false(claim_index_find(id, &similar, &x, true,
		"东安水库大坝决堤，下游三个村被淹", &enough));
	claim_index_release(&x);
}

static void
index__forgets_the_oldest_when_it_is_full(void **state)
{
	struct claim_index x;
	char id[CLAIM_ID], text[80];
	int similar;

	(void)state;
	claim_index_init(&x);
	claim_index_add(&x, "2025-0001/c1", false, "很久以前的第一条传言内容");
	for (int n = 0; n < CLAIM_INDEX_MAX; n++) {
		(void)snprintf(text, sizeof(text), "claim %d %d %d", n,
			n * 7919, n * 104729);
		(void)snprintf(id, sizeof(id), "2026-0001/c%d", n + 1);
		claim_index_add(&x, id, false, text);
	}
	assert_int_equal(x.count, CLAIM_INDEX_MAX);
	assert_false(claim_index_find(
		id, &similar, &x, false, "很久以前的第一条传言内容", &enough));
	assert_true(claim_index_find(
		id, &similar, &x, false, "claim 17 134623 1780393", &enough));
	assert_string_equal(id, "2026-0001/c18");
	claim_index_release(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			claim__is_checked_with_evidence_and_not_by_the_accused_alone),
		cmocka_unit_test(
			claim__fields_are_refused_where_they_make_no_sense),
		cmocka_unit_test(
			answer__is_filled_from_the_claim_and_its_minutes_are_known),
		cmocka_unit_test(
			answer__took_until_it_was_out_not_until_it_was_read_back),
		cmocka_unit_test(
			answer__that_is_withdrawn_leaves_the_claim_unanswered),
		cmocka_unit_test(answer__to_what_is_true_is_no_rebuttal),
		cmocka_unit_test(answer__of_another_incident_is_called_that),
		cmocka_unit_test(
			index__knows_a_claim_in_other_words_and_not_its_neighbour),
		cmocka_unit_test(index__forgets_the_oldest_when_it_is_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
