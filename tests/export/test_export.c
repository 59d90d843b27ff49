/*
 * Pages and feeds: well formed whatever people typed, the same every time,
 * in the order in which a reader may meet them.
 */
#include "tests/export/pages.h"

#include "export/writer.h"

static void
reader__sees_what_is_broken(void **state)
{
	static const struct {
		const char *text;
		bool want;
	} rows[] = {
		{ "<a>x</a>", true },
		{ "<a><b/></a>", true },
		{ "<a>", false },
		{ "<a></b>", false },
		{ "a < b", false },
		{ "a & b", false },
		{ "a &amp; b", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_int_equal(well_formed(rows[i].text), rows[i].want);
}

/* ---- the writer ---- */

static void
writer__escapes_what_people_type(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "plain", "plain" },
		{ "<script>alert(1)</script>",
			"&lt;script&gt;alert(1)&lt;/script&gt;" },
		{ "a & b", "a &amp; b" },
		{ "\" onload='x'", "&quot; onload=&#39;x&#39;" },
		{ "&amp;", "&amp;amp;" },
		{ "暴雨😀", "暴雨😀" },
		{ "a\r\nb", "a\nb" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct writer w;

		writer_init(&w, 1000);
		writer_text(&w, rows[i].text);
		assert_false(w.bad);
		assert_string_equal(w.out.data, rows[i].want);
		writer_release(&w);
	}
}

static void
writer__refuses_what_xml_cannot_carry(void **state)
{
	static const struct {
		const char *text;
		bool want;
	} rows[] = {
		{ "tab\tnewline\n", true },
		{ "\x01", false },
		{ "\x0b", false },
		{ "\x1b[31m", false },
		{ "\x7f", false },
		{ "\xc2\x85", false }, /* C1 */
		{ "\xef\xbf\xbe", false }, /* U+FFFE */
		{ "\xef\xbf\xbd", true }, /* U+FFFD */
		{ "\xed\xa0\x80", false }, /* a surrogate */
		{ "\xc0\xaf", false }, /* overlong */
		{ "\xff", false },
		{ "\xf0\x9f\x98\x80", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct writer w;

		writer_init(&w, 1000);
		writer_text(&w, rows[i].text);
		assert_int_equal(!w.bad, rows[i].want);
		assert_int_equal(xml_can_carry(rows[i].text), rows[i].want);
		writer_release(&w);
	}
}

static void
writer__makes_paragraphs_and_lines(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "a", "<p>a</p>\n" },
		{ "a\nb", "<p>a<br/>\nb</p>\n" },
		{ "a\n\nb", "<p>a</p>\n<p>b</p>\n" },
		{ "\n\na\n\n\n\nb\n", "<p>a</p>\n<p>b</p>\n" },
		{ "", "" },
		{ "<b>", "<p>&lt;b&gt;</p>\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct writer w;

		writer_init(&w, 1000);
		writer_paragraphs(&w, rows[i].text);
		assert_string_equal(w.out.data, rows[i].want);
		writer_release(&w);
	}
}

/* ---- files ---- */

static void
site__writes_the_page_first_and_the_feeds_last(void **state)
{
	static const char *const want[] = { "2026-0001/2.html",
		"2026-0001/1.html", "2026-0001/index.html",
		"2026-0001/feed.atom", "2026-0001/feed.json", "notices.html",
		"notices.atom" };
	json_t *items = json_array(), *second, *doc;
	struct export_files files;

	(void)state;
	(void)json_array_append_new(items, item(1, "truth", "一", "正文"));
	second = item(2, "correction", "二", "正文");
	doc_put_str(second, "corrects", "2026-0001/1");
	(void)json_array_append_new(items, second);
	doc = document("actual", items);
	render(&files, doc);
	assert_int_equal(files.count, 7);
	for (size_t i = 0; i < 7; i++)
		assert_string_equal(files.file[i].path, want[i]);
	assert_non_null(strstr(
		file(&files, "2026-0001/1.html"), "href=\"2.html\">第2号"));
	assert_non_null(strstr(
		file(&files, "2026-0001/2.html"), "href=\"1.html\">第1号"));
	export_files_release(&files);
	json_decref(doc);
}

static void
site__shows_what_a_reader_needs(void **state)
{
	static const char *const want[] = { "<html lang=\"zh-CN\">",
		"县融媒体中心", "首发通报", "第3号",
		"<time datetime=\"2026-11-24T10:33:00+08:00\">"
		"2026-11-24 10:33:00 (UTC+08:00)</time>",
		"<h1>标题</h1>", "<p>正文</p>", "index.html", "feed.atom" };
	json_t *items = json_array(), *doc;
	struct export_files files;
	const char *page;

	(void)state;
	(void)json_array_append_new(items, item(3, "truth", "标题", "正文"));
	doc = document("actual", items);
	render(&files, doc);
	page = file(&files, "2026-0001/3.html");
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		if (strstr(page, want[i]) == NULL)
			fail_msg("the page lacks %s", want[i]);
	assert_null(strstr(page, "<script"));
	assert_null(strstr(page, "演练"));
	export_files_release(&files);
	json_decref(doc);
}

/* Every page and feed names what it is, in both languages, and no other. */
static void
site__says_everywhere_what_is_not_real(void **state)
{
	static const struct {
		const char *mode;
		bool demo;
		const char *zh, *en;
	} rows[] = {
		{ "drill", false, "【演练】[EXERCISE] ", "EXERCISE" },
		{ "actual", true, "【演示台】[DEMO] ", "DEMO" },
		{ "drill", true, "【演练】[EXERCISE] ", "EXERCISE" },
	};

	(void)state;
	for (size_t n = 0; n < sizeof(rows) / sizeof(rows[0]); n++) {
		json_t *items = json_array(), *doc;
		struct export_files files;

		(void)json_array_append_new(
			items, item(1, "truth", "标题", "正文"));
		doc = document(rows[n].mode, items);
		doc_put_bool(doc_get(doc, "incident"), "demo", rows[n].demo);
		render(&files, doc);
		for (size_t i = 0; i < files.count; i++) {
			const char *text = files.file[i].data;

			assert_non_null(strstr(text, rows[n].zh));
			assert_non_null(strstr(text, rows[n].en));
			if (strstr(text, "<html") == NULL)
				continue;
			assert_non_null(strstr(text, "并非真实事件"));
			assert_non_null(strstr(text, "not a real event"));
			assert_non_null(strstr(text, "noindex"));
		}
		export_files_release(&files);
		json_decref(doc);
	}
}

static void
site__is_well_formed_whatever_was_typed(void **state)
{
	static const char *const hostile[] = { "<script>alert(1)</script>",
		"]]>", "<!--", "\"><img src=x onerror=x>", "&#0;", "a\n<\n\n>",
		"{{7*7}}", "</title></head>" };
	struct export_files files;

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(hostile[0]); i++) {
		json_t *items = json_array(), *doc, *one;

		one = item(1, "truth", hostile[i], hostile[i]);
		doc_put_str(one, "summary", hostile[i]);
		(void)json_array_append_new(items, one);
		doc = document("actual", items);
		doc_put(doc, "others",
			json_pack("[o]",
				other("2026-0002", 1, "truth", hostile[i],
					hostile[i])));
		doc_put_str(doc, "unit", hostile[i]);
		doc_put_str(
			json_object_get(doc, "incident"), "title", hostile[i]);
		render(&files, doc);
		for (size_t n = 0; n < files.count; n++)
			if (strstr(files.file[n].path, ".json") == NULL &&
				!well_formed(files.file[n].data))
				fail_msg("%s is broken by %s",
					files.file[n].path, hostile[i]);
		export_files_release(&files);
		json_decref(doc);
	}
}

static void
site__of_more_than_a_file_may_hold_is_refused(void **state)
{
	json_t *items = json_array(), *doc;
	struct export_files files;
	struct err err = { 0 };
	char *text = mem_new(EXPORT_FILE_MAX / 6 + 2);

	(void)state;
	memset(text, '"', EXPORT_FILE_MAX / 6 + 1); /* each is &quot; */
	(void)json_array_append_new(items, item(1, "truth", "一", text));
	doc = document("actual", items);
	assert_int_equal(export_site(&files, doc, &err), ERR_TOO_LARGE);
	assert_string_equal(err.where, "1.html");
	assert_int_equal(files.count, 0);
	json_decref(doc);
	free(text);
}

static void
site__is_the_same_every_time(void **state)
{
	struct export_files a, b;
	json_t *items = json_array(), *doc;

	(void)state;
	(void)json_array_append_new(items, item(1, "truth", "一", "正文"));
	(void)json_array_append_new(items, item(2, "update", "二", "正文"));
	doc = document("actual", items);
	render(&a, doc);
	render(&b, doc);
	assert_int_equal(a.count, b.count);
	for (size_t i = 0; i < a.count; i++) {
		assert_int_equal(a.file[i].len, b.file[i].len);
		assert_memory_equal(
			a.file[i].data, b.file[i].data, a.file[i].len);
	}
	export_files_release(&a);
	export_files_release(&b);
	json_decref(doc);
}

static void
feed__json_is_a_json_feed_newest_first(void **state)
{
	json_t *items = json_array(), *doc, *feed = NULL, *list;
	struct export_files files;
	const char *text;

	(void)state;
	for (int n = 1; n <= 3; n++)
		(void)json_array_append_new(
			items, item(n, "update", "标题", "正文"));
	doc = document("actual", items);
	render(&files, doc);
	text = file(&files, "2026-0001/feed.json");
	assert_int_equal(doc_parse(&feed, text, strlen(text), NULL), ERR_OK);
	assert_string_equal(
		doc_str(feed, "version"), "https://jsonfeed.org/version/1.1");
	assert_string_equal(
		doc_str(feed, "feed_url"), BASE "/2026-0001/feed.json");
	list = doc_get(feed, "items");
	assert_int_equal(json_array_size(list), 3);
	assert_string_equal(doc_str(json_array_get(list, 0), "id"),
		BASE "/2026-0001/3.html");
	assert_string_equal(doc_str(json_array_get(list, 0), "date_published"),
		"2026-11-24T10:33:00+08:00");
	json_decref(feed);
	export_files_release(&files);
	json_decref(doc);
}

static json_t *
follower(int n, const char *kind, const char *of)
{
	json_t *doc = item(n, kind, "后来的", "正文");

	doc_put_str(doc, "corrects", of);
	return doc;
}

/* Page and feeds name the withdrawal, whatever else followed, and when. */
static void
feed__what_was_withdrawn_or_corrected_says_so(void **state)
{
	static const char *const atom[] = { "<title>【已撤回】一</title>",
		"<title>【已更正】二</title>",
		"<updated>2026-11-24T10:33:00+08:00</updated>",
		"详见：后来的 " BASE "/2026-0001/3.html" };
	json_t *items = json_array(), *doc, *feed = NULL, *old;
	struct export_files files;
	const char *text;

	(void)state;
	(void)json_array_append_new(items, item(1, "truth", "一", "正文"));
	(void)json_array_append_new(items, item(2, "update", "二", "正文"));
	(void)json_array_append_new(
		items, follower(3, "withdrawal", "2026-0001/1"));
	(void)json_array_append_new(
		items, follower(4, "correction", "2026-0001/1"));
	(void)json_array_append_new(
		items, follower(5, "correction", "2026-0001/2"));
	doc = document("actual", items);
	render(&files, doc);
	for (size_t i = 0; i < sizeof(atom) / sizeof(atom[0]); i++)
		if (strstr(file(&files, "2026-0001/feed.atom"), atom[i]) ==
			NULL)
			fail_msg("the feed lacks %s", atom[i]);
	text = file(&files, "2026-0001/index.html");
	assert_non_null(strstr(text, "本通报已撤回"));
	text = file(&files, "2026-0001/feed.json");
	assert_int_equal(doc_parse(&feed, text, strlen(text), NULL), ERR_OK);
	old = json_array_get(doc_get(feed, "items"), 4);
	assert_string_equal(doc_str(old, "title"), "【已撤回】一");
	assert_string_equal(
		doc_str(old, "date_modified"), "2026-11-24T10:33:00+08:00");
	json_decref(feed);
	export_files_release(&files);
	json_decref(doc);
}

static void
feed__atom_has_what_rfc_4287_requires(void **state)
{
	static const char *const want[] = {
		"<feed xmlns=\"http://www.w3.org/2005/Atom\"",
		"<id>" BASE "/2026-0001/</id>", "<title>城东暴雨</title>",
		"<updated>2026-11-24T10:31:00+08:00</updated>",
		"<author><name>县融媒体中心</name>", "rel=\"self\"",
		"<id>" BASE "/2026-0001/1.html</id>",
		"<published>2026-11-24T10:31:00+08:00</published>",
		"<content type=\"text\">正文</content>"
	};
	json_t *items = json_array(), *doc;
	struct export_files files;
	const char *atom;

	(void)state;
	(void)json_array_append_new(items, item(1, "truth", "标题", "正文"));
	doc = document("actual", items);
	render(&files, doc);
	atom = file(&files, "2026-0001/feed.atom");
	for (size_t i = 0; i < sizeof(want) / sizeof(want[0]); i++)
		if (strstr(atom, want[i]) == NULL)
			fail_msg("the feed lacks %s", want[i]);
	export_files_release(&files);
	json_decref(doc);
}

/* ---- what is refused ---- */

static void
site__refuses_what_it_cannot_publish(void **state)
{
	static const struct {
		const char *key, *value, *want;
	} rows[] = {
		{ "title", "\x1b", "title" },
		{ "text", "\x01", "text" },
		{ "title", "", "title" },
		{ "page", "https://elsewhere.example/2026-0001/1.html",
			"page" },
		{ "page", BASE "/1.html", "page" },
		{ "page", BASE "/2026-0001/../1.html", "page" },
		{ "page", BASE "/../2026-0001/1.html", "page" },
		{ "page", BASE "//etc/1.html", "page" },
		{ "page", BASE "/.git/1.html", "page" },
		{ "page", BASE "/2026-0001/index.html", "page" },
		{ "page", BASE "/2026-0001/1.php", "page" },
		{ "page", BASE "/2026-0001/a\"b.html", "page" },
		{ "page", BASE "evil/2026-0001/1.html", "page" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *items = json_array(), *doc, *one;
		struct export_files files;
		struct err err = { 0 };

		one = item(1, "truth", "标题", "正文");
		doc_put(one, rows[i].key, json_string(rows[i].value));
		(void)json_array_append_new(items, one);
		doc = document("actual", items);
		assert_int_not_equal(export_site(&files, doc, &err), ERR_OK);
		if (strstr(err.where, rows[i].want) == NULL)
			fail_msg("row %zu: %s %s", i, err.where, err.what);
		assert_int_equal(files.count, 0);
		json_decref(doc);
	}
}

static void
site__is_bounded(void **state)
{
	static const struct {
		int items;
		enum err_code want;
	} rows[] = { { 1, ERR_OK }, { EXPORT_ITEMS_MAX, ERR_OK },
		{ EXPORT_ITEMS_MAX + 1, ERR_INVALID } };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		json_t *items = json_array(), *doc;
		struct export_files files;

		for (int n = 1; n <= rows[i].items; n++)
			(void)json_array_append_new(
				items, item(n, "update", "标题", "正文"));
		doc = document("actual", items);
		assert_int_equal(export_site(&files, doc, NULL), rows[i].want);
		export_files_release(&files);
		json_decref(doc);
	}
}

#define T(name) cmocka_unit_test(name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(reader__sees_what_is_broken),
		T(writer__escapes_what_people_type),
		T(writer__refuses_what_xml_cannot_carry),
		T(writer__makes_paragraphs_and_lines),
		T(site__writes_the_page_first_and_the_feeds_last),
		T(site__shows_what_a_reader_needs),
		T(site__says_everywhere_what_is_not_real),
		T(site__is_well_formed_whatever_was_typed),
		T(site__is_the_same_every_time),
		T(feed__json_is_a_json_feed_newest_first),
		T(feed__what_was_withdrawn_or_corrected_says_so),
		T(feed__atom_has_what_rfc_4287_requires),
		T(site__refuses_what_it_cannot_publish),
		T(site__is_bounded),
		T(site__of_more_than_a_file_may_hold_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
