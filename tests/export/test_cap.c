/*
 * Alerts: what each kind of message is in CAP, what it replaces, and what CAP
 * forbids. That a whole incident's alerts hold to the schema is
 * tests/e2e/test_cap.sh.
 */
#include "tests/export/pages.h"

static json_t *
alert_item(int n, const char *kind, const char *corrects)
{
	json_t *doc = item(n, kind, "标题", "正文");
	char name[40];

	(void)snprintf(name, sizeof(name), "crier-2026-0001-%d.cap", n);
	doc_put_str(doc, "identifier", name);
	doc_put_str(doc, "corrects", corrects);
	return doc;
}

static json_t *
alert_document(const char *mode, json_t *items)
{
	json_t *doc = document(mode, items);

	doc_put(doc, "cap",
		json_pack("{s:s,s:s,s:i}", "sender", "alerts@county.example",
			"area", "东安县", "hours", 24));
	return doc;
}

/* Kinds in order, from No. 1 on; "correction:2" corrects No. 2. */
static json_t *
story(const char *kinds)
{
	json_t *items = json_array();
	char *words = mem_strdup(kinds), *rest = words, *word;

	for (int n = 1; (word = strtok_r(rest, " ", &rest)) != NULL; n++) {
		char *of = strchr(word, ':'), id[20] = "";

		if (of != NULL) {
			*of = '\0';
			(void)snprintf(id, sizeof(id), "2026-0001/%s", of + 1);
		}
		(void)json_array_append_new(items, alert_item(n, word, id));
	}
	free(words);
	return items;
}

static void
alert_of(struct export_files *out, json_t *doc)
{
	struct err err = { 0 };

	if (export_cap(out, doc, &err) != ERR_OK)
		fail_msg("%s: %s", err.where, err.what);
}

/* What each message is, and which it replaces, as "Update 1 2". */
static void
alert__names_all_that_it_replaces(void **state)
{
	static const struct {
		const char *kinds, *want;
	} rows[] = {
		{ "truth", "Alert" },
		{ "truth update", "Update 1" },
		{ "truth update closing", "Update 1 2" },
		/* what was said beside the running account stays */
		{ "truth stance", "Alert" },
		{ "truth stance rebuttal update", "Update 1" },
		{ "truth correction:1", "Update 1" },
		{ "truth update correction:1", "Update 1" },
		{ "truth correction:1 correction:1", "Update 1 2" },
		{ "truth correction:1 update", "Update 1 2" },
		{ "stance correction:1 update", "Alert" },
		{ "truth withdrawal:1", "Cancel 1" },
		{ "truth correction:1 withdrawal:1", "Cancel 1 2" },
		{ "truth withdrawal:1 update", "Update 1" },
		/* of what never stood in this feed nothing can be replaced */
		{ "truth withdrawal:9", "Alert" },
		{ "stance correction:9", "Alert" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *doc = alert_document("actual", story(rows[i].kinds));
		char got[200], *type, *at;
		struct export_files files;

		alert_of(&files, doc);
		type = strstr(files.file[0].data, "<msgType>") + 9;
		(void)snprintf(got, sizeof(got), "%.6s",
			strncmp(type, "Alert", 5) == 0 ? "Alert" : type);
		at = strstr(type, "<references>");
		while (at != NULL && (at = strstr(at, ",crier-")) != NULL) {
			size_t n = strlen(got);

			(void)snprintf(got + n, sizeof(got) - n, " %c",
				at[strlen(",crier-2026-0001-")]);
			at++;
		}
		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s is %s", rows[i].kinds, got);
		export_files_release(&files);
		json_decref(doc);
	}
}

static void
alert__copies_the_reference_as_it_was_sent(void **state)
{
	static const char *const want[] = {
		"<sent>2026-11-24T10:32:00+08:00</sent>",
		"<msgType>Update</msgType>",
		"<references>alerts@county.example,crier-2026-0001-1.cap,"
		"2026-11-24T10:31:00+08:00</references>",
		"<incidents>2026-0001</incidents>", "<urgency>Unknown<",
		"<expires>2026-11-25T10:32:00+08:00</expires>",
		"<areaDesc>东安县</areaDesc>"
	};
	json_t *doc = alert_document("actual", story("truth update"));
	struct export_files files;
	const char *at;

	(void)state;
	alert_of(&files, doc);
	assert_string_equal(files.file[0].path, "2026-0001/2.xml");
	assert_string_equal(files.file[1].path, "cap.atom");
	assert_true(well_formed(files.file[0].data));
	assert_true(well_formed(files.file[1].data));
	at = files.file[0].data;
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		at = strstr(at, want[i]);
		if (at == NULL)
			fail_msg("the alert lacks %s", want[i]);
	}
	assert_null(strstr(files.file[0].data, "<note>"));
	export_files_release(&files);
	json_decref(doc);
}

static void
alert__writes_utc_as_cap_wants_it(void **state)
{
	json_t *doc = alert_document("actual", story("truth"));
	struct export_files files;

	(void)state;
	doc_put_str(doc, "zone", "+00:00");
	alert_of(&files, doc);
	assert_non_null(strstr(
		files.file[0].data, "<sent>2026-11-24T02:31:00-00:00</sent>"));
	export_files_release(&files);
	json_decref(doc);
}

static void
alert__says_what_is_not_real(void **state)
{
	static const struct {
		const char *mode;
		bool demo;
		const char *want, *title;
	} rows[] = {
		{ "actual", false, "<status>Actual<", "<title>标题" },
		{ "drill", false, "<status>Exercise<", "【演练】" },
		{ "actual", true, "<status>Test<", "【演示台】" },
		{ "drill", true, "<status>Exercise<", "【演练】" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *doc = alert_document(rows[i].mode, story("truth"));
		bool real = strstr(rows[i].want, "Actual") != NULL;
		struct export_files files;

		doc_put_bool(doc_get(doc, "incident"), "demo", rows[i].demo);
		alert_of(&files, doc);
		assert_non_null(strstr(files.file[0].data, rows[i].want));
		assert_true(
			real == (strstr(files.file[0].data, "<note>") == NULL));
		assert_non_null(strstr(files.file[1].data, rows[i].title));
		export_files_release(&files);
		json_decref(doc);
	}
}

static void
feed__leaves_out_what_is_over(void **state)
{
	json_t *doc = alert_document("actual", story("truth update")), *old;
	struct export_files files;

	(void)state;
	old = json_array_get(doc_get(doc, "items"), 0);
	doc_put_int(old, "published",
		doc_int(old, "published") - 24LL * 3600 * 1000);
	alert_of(&files, doc);
	assert_non_null(strstr(files.file[1].data, "2026-0001/2.xml"));
	assert_null(strstr(files.file[1].data, "2026-0001/1.xml"));
	/* it is replaced all the same: readers may hold it */
	assert_non_null(strstr(files.file[0].data, "crier-2026-0001-1.cap"));
	export_files_release(&files);
	json_decref(doc);
}

/* A folder is written when something is published, and read at any time. */
static void
feed__says_until_when_an_alert_holds(void **state)
{
	static const char *const want[] = {
		"<entry xml:lang=\"zh-CN\">",
		"<summary>有效至 "
		"2026-11-25T10:31:00+08:00，过时失效。</summary>",
		"<cap:expires>2026-11-25T10:31:00+08:00</cap:expires>",
		"</entry>",
	};
	json_t *doc = alert_document("actual", story("truth"));
	struct export_files files;
	const char *at;

	(void)state;
	alert_of(&files, doc);
	assert_true(well_formed(files.file[1].data));
	at = files.file[1].data;
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++) {
		at = strstr(at, want[i]);
		if (at == NULL)
			fail_msg("the feed lacks %s: %s", want[i],
				files.file[1].data);
	}
	export_files_release(&files);
	json_decref(doc);
}

static void
alert__refuses_what_cap_cannot_carry(void **state)
{
	static const struct {
		const char *of, *key, *value;
	} rows[] = {
		{ "cap", "sender", "a b" },
		{ "cap", "sender", "a,b" },
		{ "cap", "sender", "a&b" },
		{ "cap", "sender", "" },
		{ "cap", "area", "" },
		{ "cap", "hours", "" },
		{ "item", "identifier", "a,b" },
		{ "item", "identifier", "" },
		{ "item", "message", "2026-0001" },
		{ "item", "message", "../1" },
		{ "item", "text", "\x1b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *doc = alert_document("actual", story("truth"));
		struct export_files files;
		struct err err = { 0 };

		doc_put(strcmp(rows[i].of, "cap") == 0
				? doc_get(doc, "cap")
				: json_array_get(doc_get(doc, "items"), 0),
			rows[i].key, json_string(rows[i].value));
		if (export_cap(&files, doc, &err) == ERR_OK)
			fail_msg("%s of %s is taken", rows[i].value,
				rows[i].key);
		assert_non_null(strstr(err.where, rows[i].key));
		json_decref(doc);
	}
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(alert__names_all_that_it_replaces),
		T(alert__copies_the_reference_as_it_was_sent),
		T(alert__writes_utc_as_cap_wants_it),
		T(alert__says_what_is_not_real),
		T(feed__leaves_out_what_is_over),
		T(feed__says_until_when_an_alert_holds),
		T(alert__refuses_what_cap_cannot_carry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
