/*
 * From an entry to files: pure, by exact bytes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "record/paths.h"
#include "record/project.h"
#include "tests/record/fake.h"

enum { FILES = 64 };

/* A tree in memory. */
struct files {
	struct {
		char path[PATH_ROOM + 128];
		struct buf data;
	} file[FILES];
	size_t count;
	struct project p;
};

static bool
get(void *ctx, const char *path, struct buf *out)
{
	struct files *f = ctx;

	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->file[i].path, path) == 0) {
			buf_add(out, f->file[i].data.data, f->file[i].data.len);
			return true;
		}
	return false;
}

static void
put(void *ctx, const char *path, const void *data, size_t len)
{
	struct files *f = ctx;
	size_t i;

	for (i = 0; i < f->count; i++)
		if (strcmp(f->file[i].path, path) == 0)
			break;
	if (i == f->count) {
		assert_true(i < FILES);
		f->count++;
		(void)snprintf(
			f->file[i].path, sizeof(f->file[i].path), "%s", path);
		buf_init(&f->file[i].data, 1 << 22);
	}
	buf_reset(&f->file[i].data);
	buf_add(&f->file[i].data, data, len);
}

static void
project(struct files *f, struct fake *ledger)
{
	struct project_io io = { f, get, put };

	project_resume(&f->p, &io);
	for (int64_t i = 0; i < ledger->count; i++) {
		struct entry e;

		assert_int_equal(
			entry_parse(&e, ledger->line[i], ledger->len[i], NULL),
			ERR_OK);
		project_entry(&f->p, &io, &e, ledger->line[i], ledger->len[i]);
		entry_release(&e);
	}
}

static const char *
text_of(struct files *f, const char *path)
{
	for (size_t i = 0; i < f->count; i++)
		if (strcmp(f->file[i].path, path) == 0)
			return f->file[i].data.data;
	return "(no such file)";
}

static void
drop(struct files *f)
{
	for (size_t i = 0; i < f->count; i++)
		buf_release(&f->file[i].data);
	free(f);
}

static void
path__lies_by_the_hundred(void **state)
{
	static const struct {
		int64_t seq;
		const char *want;
	} entry[] = {
		{ 1, "entries/00/00/01.json" },
		{ 1234, "entries/00/12/34.json" },
		{ 999999, "entries/99/99/99.json" },
		{ 1000000, "entries/100/00/00.json" },
	};
	static const struct {
		const char *id;
		const char *want; /* NULL: no incident */
	} incident[] = {
		{ "2026-0123", "incidents/2026/01/2026-0123" },
		{ "D2026-0007", "incidents/2026/D00/D2026-0007" },
		{ "2026-12345", "incidents/2026/123/2026-12345" },
		{ "", NULL },
		{ "2026-", NULL },
		{ "2026-123", NULL },
		{ "D2026-0007x", NULL },
		{ "../../-0001", NULL },
		{ "E2026-0001", NULL },
	};
	char got[PATH_ROOM];

	(void)state;
	for (size_t i = 0; i < sizeof(entry) / sizeof(entry[0]); i++) {
		path_entry(got, entry[i].seq);
		assert_string_equal(got, entry[i].want);
	}
	for (size_t i = 0; i < sizeof(incident) / sizeof(incident[0]); i++) {
		bool is = path_incident(got, incident[i].id);

		assert_int_equal(is, incident[i].want != NULL);
		if (is)
			assert_string_equal(got, incident[i].want);
	}
	assert_true(path_message(got, "2026-0123/345:weibo/../x"));
	assert_string_equal(got, "incidents/2026/01/2026-0123/messages/03/345");
	assert_false(path_message(got, "2026-0123/x"));
	assert_false(path_message(got, "2026-0123"));
	assert_false(path_message(got, "2026-0123/"));
}

static void
path__a_name_is_never_hidden_or_a_way_out(void **state)
{
	static const struct {
		const char *text, *want;
	} row[] = {
		{ "weibo-main_1.x", "weibo-main_1.x" },
		{ "..", "_.." },
		{ "", "_" },
		{ "a/b", "a%2Fb" },
		{ "a\\b c", "a%5Cb%20c" },
		{ "口", "%E5%8F%A3" },
	};
	char got[32];

	(void)state;
	for (size_t i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		path_name(got, sizeof(got), row[i].text);
		assert_string_equal(got, row[i].want);
	}
	path_name(got, 8, "0123456789");
	assert_string_equal(got, "0123");
}

static void
project__a_station_is_described(void **state)
{
	struct files *f = mem_new(sizeof(*f));
	struct fake l;

	(void)state;
	fake_init(&l);
	fake_start(&l);
	fake_act(&l);
	fake_add(&l, "relay", "", "account.checked",
		"{\"account\":\"weibo\",\"ok\":false,\"detail\":\"no\"}");
	project(f, &l);
	assert_string_equal(f->p.unit, "清河县融媒体中心");
	assert_int_equal(f->p.zone, 480);
	assert_string_equal(text_of(f, "station/officers/li.wei.json"),
		"{\"name\":\"李伟\",\"officer\":\"li.wei\",\"roles\":"
		"[\"drafter\"],\"state\":\"active\"}\n");
	/* later facts are laid over earlier ones */
	assert_string_equal(text_of(f, "station/accounts/a/weibo.json"),
		"{\"account\":\"weibo\",\"detail\":\"no\",\"kind\":"
		"\"practice\",\"name\":\"=清河发布\",\"ok\":false,\"state\":"
		"\"active\"}\n");
	assert_memory_equal(text_of(f, "station/allowed_signers"),
		"station namespaces=\"git\" ssh-ed25519 AAAA", 41);
	assert_memory_equal(text_of(f, "verify.sh"), "#!/bin/sh\n", 10);
	drop(f);
	fake_release(&l);
}

static void
project__a_new_key_is_added_to_the_old(void **state)
{
	struct files *f = mem_new(sizeof(*f));
	struct fake l;
	const char *text;

	(void)state;
	fake_init(&l);
	fake_start(&l);
	fake_act(&l);
	fake_add(&l, "station", "", "station.rebuilt",
		"{\"from_head\":\"x\",\"signing_key\":\"ssh-ed25519 "
		"AAAAC3NzaC1lZDI1NTE5AAAAINSSHVqlnY0zC2+"
		"OTlRJqyZ3mEDBvPIpfnXNQIl9hTnU old\"}");
	fake_add(&l, "station", "", "station.rebuilt",
		"{\"signing_key\":\"ssh-rsa AAAA\\nother x\"}");
	project(f, &l);
	text = text_of(f, "station/allowed_signers");
	text = strchr(text, '\n');
	assert_non_null(text);
	assert_string_equal(text + 1,
		"station namespaces=\"git\" ssh-ed25519 "
		"AAAAC3NzaC1lZDI1NTE5AAAAINSSHVqlnY0zC2+"
		"OTlRJqyZ3mEDBvPIpfnXNQIl9hTnU\n");
	drop(f);
	fake_release(&l);
}

static void
project__receipts_are_a_table_no_spreadsheet_computes(void **state)
{
	struct files *f = mem_new(sizeof(*f));
	struct fake l;

	(void)state;
	fake_init(&l);
	fake_start(&l);
	fake_act(&l);
	fake_add(&l, "relay", "2026-0123", "delivery.outcome",
		"{\"message\":\"2026-0123/3\",\"results\":[{\"delivery\":"
		"\"2026-0123/3:a\",\"attempt\":2,\"outcome\":\"accepted\","
		"\"state\":\"published\",\"id\":\"=cmd|' /C calc'!A0\","
		"\"url\":\"https://x/\\\"y\",\"at\":1764000000000,\"detail\":"
		"\"@SUM\\n-1\"},{\"delivery\":\"2026-0123/3:b\","
		"\"sent_at\":5}]}");
	project(f, &l);
	assert_string_equal(
		text_of(f,
			"incidents/2026/01/2026-0123/messages/00/3/receipts/"
			"0000/000005-outcome.csv"),
		"delivery,attempt,outcome,state,ok,id,url,at,sent_at,detail"
		"\r\n"
		"\"2026-0123/3:a\",2,\"accepted\",\"published\",,"
		"\"'=cmd|' /C calc'!A0\",\"https://x/\"\"y\","
		"2025-11-25T00:00:00.000+08:00,,\"'@SUM\n-1\"\r\n"
		"\"2026-0123/3:b\",,,,,,,,1970-01-01T08:00:00.005+08:00,\r\n");
	drop(f);
	fake_release(&l);
}

/* Since format 2, whoever started the record; older files stay as they were. */
static void
project__what_is_none_of_a_real_event_says_so(void **state)
{
	static const char results[] =
		"{\"message\":\"%s2026-0123/3\",\"results\":[{\"delivery\":"
		"\"a\",\"state\":\"published\",\"url\":\"https://x/1\"}]}";
	static const struct {
		const char *incident, *path, *mode;
	} rows[] = {
		{ "2026-0123", "incidents/2026/01/2026-0123",
			"demo, not a real event" },
		{ "D2026-0123", "incidents/2026/D01/D2026-0123",
			"drill, on a demo station" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct files *f = mem_new(sizeof(*f));
		char *body, *path, *want;
		struct fake l;

		fake_init(&l);
		fake_start(&l);
		fake_act(&l);
		fake_add(&l, "station", "", "station.started",
			"{\"version\":\"0.2.0\",\"record\":2}");
		fake_act(&l);
		fake_add(&l, "li.wei", rows[i].incident, "incident.opened",
			"{\"title\":\"t\"}");
		body = mem_printf(results, i ? "D" : "");
		fake_add(&l, "relay", rows[i].incident, "delivery.outcome",
			body);
		project(f, &l);
		path = mem_printf("%s/incident.md", rows[i].path);
		want = mem_printf("- mode: %s\n", rows[i].mode);
		assert_non_null(strstr(text_of(f, path), want));
		free(path);
		free(want);
		path = mem_printf("%s/messages/00/3/receipts/0000/"
				  "000007-outcome.csv",
			rows[i].path);
		want = mem_printf(",detail,mode\r\n\"a\",,,\"published\",,,"
				  "\"https://x/1\",,,,\"%s\"\r\n",
			rows[i].mode);
		assert_non_null(strstr(text_of(f, path), want));
		free(path);
		free(want);
		free(body);
		drop(f);
		fake_release(&l);
	}
}

static void
project__a_manifest_hashes_to_its_digest(void **state)
{
	static const char manifest[] =
		"{\"format\":1,\"message\":\"2026-0123/3\",\"revision\":2}";
	static const char variant[] =
		"{\"text\":\"十人受伤\",\"title\":\"通报\"}";
	static const char front[] = "incidents/2026/01/2026-0123/messages/00/3";
	struct files *f = mem_new(sizeof(*f));
	char hex[HASH_HEX], path[PATH_ROOM], *body;
	struct fake l;

	(void)state;
	fake_init(&l);
	fake_start(&l);
	fake_act(&l);
	hash_hex(hex, variant, sizeof(variant) - 1);
	body = mem_printf(
		"{\"message\":\"2026-0123/3\",\"revision\":2,\"digest\":\"x\","
		"\"manifest\":%s,\"variants\":{\"%s\":%s}}",
		manifest, hex, variant);
	fake_add(&l, "li.wei", "2026-0123", "message.submitted", body);
	free(body);
	project(f, &l);
	(void)snprintf(
		path, sizeof(path), "%s/manifests/0000/000005.json", front);
	assert_string_equal(text_of(f, path), manifest);
	(void)snprintf(path, sizeof(path), "%s/variants/%.2s/%s.json", front,
		hex, hex);
	assert_string_equal(text_of(f, path), variant);
	(void)snprintf(
		path, sizeof(path), "%s/variants/%.2s/%s.txt", front, hex, hex);
	assert_string_equal(text_of(f, path), "通报\n\n十人受伤\n");
	(void)snprintf(path, sizeof(path),
		"%s/reviews/0000/000005-submitted.md", front);
	assert_string_equal(text_of(f, path),
		"# message.submitted\n\n- entry: 5\n"
		"- time: 2025-11-25T00:00:06.991+08:00\n- by: li.wei\n"
		"- mode: actual\n- digest: x\n- message: 2026-0123/3\n"
		"- revision: 2\n");
	/* the entry stands twice: for the ledger, and for the incident */
	assert_string_equal(text_of(f, "entries/00/00/05.json"),
		text_of(f,
			"incidents/2026/01/2026-0123/entries/00/00/05.json"));
	assert_memory_equal(
		text_of(f, "entries/00/00/05.json"), l.line[4], l.len[4]);
	drop(f);
	fake_release(&l);
}

static void
project__what_it_does_not_know_is_only_an_entry(void **state)
{
	struct files *f = mem_new(sizeof(*f));
	struct fake l;
	size_t before;

	(void)state;
	fake_init(&l);
	fake_start(&l);
	project(f, &l);
	before = f->count;
	fake_act(&l);
	fake_add(&l, "x", "", "future.kind", "{\"message\":[1]}");
	fake_add(&l, "x", "2026-1", "message.passed", "{\"message\":7}");
	fake_add(&l, "x", "", "message.revised", "{\"revision\":\"a\"}");
	fake_add(&l, "x", "", "message.submitted", "{\"manifest\":3}");
	project(f, &l);
	assert_int_equal(f->count, before + 4);
	drop(f);
	fake_release(&l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(path__lies_by_the_hundred),
		cmocka_unit_test(path__a_name_is_never_hidden_or_a_way_out),
		cmocka_unit_test(project__a_station_is_described),
		cmocka_unit_test(project__a_new_key_is_added_to_the_old),
		cmocka_unit_test(project__what_is_none_of_a_real_event_says_so),
		cmocka_unit_test(
			project__receipts_are_a_table_no_spreadsheet_computes),
		cmocka_unit_test(project__a_manifest_hashes_to_its_digest),
		cmocka_unit_test(
			project__what_it_does_not_know_is_only_an_entry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
