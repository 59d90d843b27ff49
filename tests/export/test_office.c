/*
 * What stands above the incidents: the office's page and feed.
 */
#include "tests/export/pages.h"

static const char *
after(const char *text, const char *what)
{
	const char *at = strstr(text, what);

	if (at == NULL)
		fail_msg("there is no %s behind what came before", what);
	return at;
}

/* Ours are of 10:31 and 10:32, the others of 10:31:30 and 10:33. */
static json_t *
office_document(const char *mode)
{
	json_t *items = json_array(), *others = json_array(), *doc, *last;

	(void)json_array_append_new(items, item(1, "truth", "一", "正文"));
	(void)json_array_append_new(items, item(2, "update", "二", "正文"));
	(void)json_array_append_new(
		others, other("2026-0002", 1, "truth", "三", "工厂火灾"));
	last = other("2026-0002", 2, "withdrawal", "四", "工厂火灾");
	doc_put_str(last, "corrects", "2026-0002/1");
	(void)json_array_append_new(others, last);
	doc = document(mode, items);
	doc_put(doc, "others", others);
	return doc;
}

static void
office__lists_all_incidents_newest_first(void **state)
{
	static const char *const page[] = { "<h1>县融媒体中心</h1>",
		"<a href=\"2026-0002/2.html\">四</a>",
		"<a href=\"2026-0002/index.html\">工厂火灾</a>",
		"<a href=\"2026-0001/2.html\">二</a>",
		"<a href=\"2026-0001/index.html\">城东暴雨</a>",
		"<a href=\"2026-0002/1.html\">三</a>",
		"本通报已撤回，详见： <a href=\"2026-0002/2.html\">第2号",
		"<a href=\"2026-0001/1.html\">一</a>", "notices.atom" };
	static const char *const feed[] = { "<id>" BASE "/</id>",
		"<title>县融媒体中心</title>",
		"<updated>2026-11-24T10:33:00+08:00</updated>",
		"rel=\"self\" type=\"application/atom+xml\" href=\"" BASE
		"/notices.atom\"",
		"<id>" BASE "/2026-0002/2.html</id>",
		"<id>" BASE "/2026-0001/2.html</id>", "【已撤回】三",
		"<updated>2026-11-24T10:33:00+08:00</updated>",
		"详见：四 " BASE "/2026-0002/2.html",
		"<id>" BASE "/2026-0001/1.html</id>" };
	json_t *doc = office_document("actual");
	struct export_files files;
	const char *text;

	(void)state;
	render(&files, doc);
	text = file(&files, "notices.html");
	for (size_t i = 0; i < sizeof(page) / sizeof(page[0]); i++)
		text = after(text, page[i]);
	text = file(&files, "notices.atom");
	for (size_t i = 0; i < sizeof(feed) / sizeof(feed[0]); i++)
		text = after(text, feed[i]);
	assert_null(strstr(file(&files, "notices.atom"), "<content"));
	(void)after(file(&files, "2026-0001/index.html"),
		"<a href=\"../notices.html\">本单位全部通报</a>");
	/* an incident's own files know nothing of the others */
	assert_null(strstr(file(&files, "2026-0001/feed.atom"), "2026-0002"));
	export_files_release(&files);
	json_decref(doc);
}

/* However many, and however long: the newest fifty, and never too large. */
static void
office__names_the_newest_and_always_fits(void **state)
{
	json_t *items = json_array(), *others = json_array(), *doc;
	struct export_files files;
	char *title = mem_new(1000);
	const char *at;
	int entries = 0;

	(void)state;
	memset(title, '"', 999);
	for (int n = 1; n <= EXPORT_ITEMS_MAX; n++)
		(void)json_array_append_new(
			others, other("2026-0002", n, "truth", title, title));
	(void)json_array_append_new(items, item(1, "truth", title, "正文"));
	doc = document("actual", items);
	doc_put(doc, "others", others);
	render(&files, doc);
	at = file(&files, "notices.atom");
	while ((at = strstr(at, "<entry")) != NULL) {
		entries++;
		at++;
	}
	assert_int_equal(entries, EXPORT_ITEMS_MAX);
	/* ours is the oldest of the fifty-one */
	assert_null(strstr(file(&files, "notices.html"), "2026-0001/1.html"));
	export_files_release(&files);
	(void)json_array_append_new(
		others, other("2026-0003", 1, "truth", "多", "多"));
	assert_int_equal(export_site(&files, doc, NULL), ERR_INVALID);
	json_decref(doc);
	free(title);
}

static void
office__refuses_what_is_no_other(void **state)
{
	static const struct {
		const char *key, *value, *want;
	} rows[] = {
		{ "page", BASE "/2026-0001/9.html", "page" },
		{ "page", "https://elsewhere.example/2026-0002/1.html",
			"page" },
		{ "page", BASE "/2026-0002/../1.html", "page" },
		{ "incident_title", "", "incident_title" },
		{ "title", "\x1b", "title" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *doc = office_document("actual");
		struct export_files files;
		struct err err = { 0 };

		doc_put(json_array_get(doc_get(doc, "others"), 1), rows[i].key,
			json_string(rows[i].value));
		assert_int_not_equal(export_site(&files, doc, &err), ERR_OK);
		if (strstr(err.where, rows[i].want) == NULL ||
			strstr(err.where, "others[1]") == NULL)
			fail_msg("row %zu: %s %s", i, err.where, err.what);
		json_decref(doc);
	}
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(office__lists_all_incidents_newest_first),
		T(office__names_the_newest_and_always_fits),
		T(office__refuses_what_is_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
