/*
 * The rows that old ledgers fold to, beside those kept in tests/ledgers. A
 * station tells rows of an older Crier from rows that somebody changed by the
 * number of their shape alone: whoever changes a row raises its number.
 *
 * After raising it, KEEP_ROWS=1 writes the new rows; it leaves those alone
 * whose number is the same.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "store/schema.h"

/* A ledger, and the rows of it: {"projection", "shape", "key", "doc"} a line. */
static const struct {
	const char *entries, *rows;
} ledgers[] = {
	{ "tests/ledgers/0.1.0.jsonl", "tests/ledgers/0.1.0.rows" },
	{ "tests/frozen/0.1.0/ledger.jsonl",
		"tests/ledgers/frozen-0.1.0.rows" },
};
enum { LEDGERS = sizeof(ledgers) / sizeof(ledgers[0]), INCIDENTS = 64 };

/* {projection: {"shape": number, "rows": {key: document}}} */
static json_t *
no_rows(void)
{
	json_t *all = json_object();

	for (int p = 0; p < PROJECTIONS; p++) {
		const struct schema_shape *s =
			schema_shape_of((enum projection)p);
		json_t *one = json_object();

		doc_put_int(one, "shape", s->number);
		doc_put(one, "rows", json_object());
		doc_put(all, s->name, one);
	}
	return all;
}

static void
put_rows(json_t *all, const struct rows *rows)
{
	for (size_t n = 0; n < rows->count; n++) {
		const struct row *row = &rows->items[n];
		json_t *of = doc_get(
			doc_get(all, schema_shape_of(row->projection)->name),
			"rows");

		if (row->doc == NULL)
			(void)json_object_del(of, row->key);
		else
			doc_put(of, row->key, json_deep_copy(row->doc));
	}
}

struct fold {
	struct office office;
	struct incident incidents[INCIDENTS];
	size_t count;
	json_t *all;
	bool anew; /* the office is read from its rows before each entry */
};

static struct incident *
fold_incident(struct fold *f, const char *id)
{
	for (size_t n = 0; n < f->count; n++)
		if (strcmp(f->incidents[n].id, id) == 0)
			return &f->incidents[n];
	assert_true(f->count < INCIDENTS);
	incident_init(&f->incidents[f->count]);
	return &f->incidents[f->count++];
}

static void
office_anew(struct fold *f)
{
	static const enum projection of[] = { PROJ_STATION, PROJ_OFFICER,
		PROJ_ACCOUNT, PROJ_PARTNER, PROJ_IMPOSTOR, PROJ_COMMENT };
	const char *key;
	json_t *doc;

	office_release(&f->office);
	office_init(&f->office);
	for (size_t n = 0; n < sizeof(of) / sizeof(of[0]); n++)
		json_object_foreach(
			doc_get(doc_get(f->all, schema_shape_of(of[n])->name),
				"rows"),
			key, doc) office_load(&f->office, of[n], doc);
}

static void
fold_line(struct fold *f, const char *line, size_t len)
{
	struct err err = { .code = ERR_OK };
	struct entry e;
	struct rows rows;

	assert_int_equal(entry_parse(&e, line, len, &err), ERR_OK);
	rows_init(&rows);
	if (f->anew)
		office_anew(f);
	assert_int_equal(office_apply(&f->office, &e, &err), ERR_OK);
	office_rows(&rows, &f->office, &e);
	if (e.incident[0]) {
		struct incident *i = fold_incident(f, e.incident);

		assert_int_equal(incident_apply(i, &e, &err), ERR_OK);
		incident_rows(&rows, i, &e);
	}
	put_rows(f->all, &rows);
	rows_release(&rows);
	entry_release(&e);
}

/* What the ledgers of then have none of; `body` is taken over. */
static void
fold_more(struct fold *f, const char *last, const char *kind, json_t *body)
{
	json_t *doc = json_loads(last, 0, NULL);
	char *line;

	assert_non_null(doc);
	doc_put_int(doc, "seq", doc_int(doc, "seq") + 1);
	doc_put_str(doc, "kind", kind);
	doc_put(doc, "body", body);
	json_object_set_new(doc, "incident", json_string(""));
	json_object_set_new(doc, "mode", json_string(""));
	line = doc_format(doc);
	fold_line(f, line, strlen(line));
	free(line);
	json_decref(doc);
}

/* An impostor's case with all that a row of it can hold. */
static void
fold_impostors(struct fold *f, const char *last)
{
	fold_more(f, last, "impostor.opened",
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I}", "impostor", "i1",
			"name", "云溪发部", "platform", "微博", "url",
			"https://weibo.example/u/1", "imitates", "weibo",
			"what", "抽奖", "owner", "zhao", "seen",
			(json_int_t)1784570400000));
	fold_more(f, last, "impostor.evidence",
		json_pack("{s:s,s:{s:s,s:s}}", "impostor", "i1", "evidence",
			"label", "截图", "url", "https://a.example"));
	fold_more(f, last, "impostor.letter",
		json_pack("{s:s,s:s,s:s,s:s,s:I}", "impostor", "i1", "form",
			"impostor-platform", "to", "微博客服", "number", "W-1",
			"sent", (json_int_t)1784570400000));
	fold_more(f, last, "impostor.answered",
		json_pack("{s:s,s:i,s:s}", "impostor", "i1", "letter", 1,
			"answer", "已受理"));
	fold_more(f, last, "impostor.warned",
		json_pack(
			"{s:s,s:s}", "impostor", "i1", "warning", "2026-0001"));
	fold_more(f, last, "impostor.closed",
		json_pack("{s:s,s:s,s:s}", "impostor", "i1", "outcome",
			"removed", "found", "已封停"));
}

/* Comments with all that a row of them can hold, open and closed. */
static void
fold_comments(struct fold *f, const char *last)
{
	fold_more(f, last, "comments.heard",
		json_pack("{s:[{s:s,s:b,s:i,s:[{s:s,s:s,s:s,s:I,s:s,s:i,s:b},"
			  "{s:s,s:s,s:s}]}]}",
			"results", "account", "county-site", "read", 1,
			"unread", 1, "comments", "id", "c1", "remote", "77",
			"thread", "7", "at", (json_int_t)1795500000000,
			"digest", "d1", "masked", 2, "cut", 1, "id", "c2",
			"remote", "78", "digest", "d2"));
	fold_more(f, last, "comment.sorted",
		json_pack("{s:s,s:s}", "comment", "c1", "sort", "help"));
	fold_more(f, last, "comment.assigned",
		json_pack("{s:s,s:s}", "comment", "c1", "owner", "zhao"));
	fold_more(f, last, "comment.handed",
		json_pack("{s:s,s:s,s:s,s:s}", "comment", "c1", "to", "119",
			"taker", "3号台", "number", "H-1"));
	fold_more(f, last, "comment.claimed",
		json_pack(
			"{s:s,s:s}", "comment", "c2", "claim", "2026-0001/c1"));
	fold_more(f, last, "comment.closed",
		json_pack("{s:s,s:s,s:s}", "comment", "c2", "outcome", "claim",
			"found", "转传言"));
}

/* A partner that was let in, stopped, and is to speak again. */
static void
fold_partners(struct fold *f, const char *last)
{
	fold_more(f, last, "partner.added",
		json_pack("{s:s,s:s,s:s,s:s,s:s,s:s,s:s,s:I}", "partner",
			"city", "name", "市委宣传部", "rank", "superior",
			"phone", "010-1", "key", "ssh-ed25519 AAAA", "print",
			"1111 2222", "proposed_by", "zhao", "made",
			(json_int_t)7));
	fold_more(f, last, "partner.stopped",
		json_pack("{s:s,s:s}", "partner", "city", "reason", "失窃"));
	fold_more(f, last, "partner.proposed",
		json_pack("{s:s,s:b}", "partner", "city", "again", 1));
}

/* A mirror in force that is to be another. */
static void
fold_mirrors(struct fold *f, const char *last)
{
	fold_more(f, last, "mirror.set",
		json_pack("{s:s,s:s,s:s,s:s}", "mirror", "far", "address",
			"ssh://a@b/c", "key", "SHA256:x", "proposed_by",
			"zhao"));
	fold_more(f, last, "mirror.proposed",
		json_pack("{s:s,s:s}", "mirror", "far", "address", "/srv/m"));
}

/* The rows of the entries as this Crier folds them. */
static json_t *
rows_of(const char *entries, bool anew, bool proposed)
{
	struct fold *f = mem_new(sizeof(*f));
	json_t *all = f->all = no_rows();
	FILE *file = fopen(entries, "r");
	char *line = NULL, *last = NULL;
	size_t cap = 0;
	ssize_t len;

	assert_non_null(file);
	f->anew = anew;
	office_init(&f->office);
	while ((len = getline(&line, &cap, file)) > 0) {
		fold_line(f, line, (size_t)len - 1);
		free(last);
		last = mem_strdup(line);
	}
	fold_partners(f, last);
	fold_impostors(f, last);
	fold_comments(f, last);
	if (proposed)
		fold_mirrors(f, last);
	if (proposed)
		fold_more(f, last, "library.proposed",
			json_pack("{s:s,s:b}", "head", "7", "less", 1));
	free(last);
	free(line);
	(void)fclose(file);
	for (size_t n = 0; n < f->count; n++)
		incident_release(&f->incidents[n]);
	office_release(&f->office);
	free(f);
	return all;
}

/* {} if there are none yet: for keep_rows. */
static json_t *
kept_rows(const char *path)
{
	json_t *all = json_object(), *row;
	FILE *file = fopen(path, "r");

	while (file && (row = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL))) {
		const char *name = doc_str(row, "projection");
		json_t *one = doc_get(all, name);

		if (one == NULL) {
			one = json_object();
			doc_put_int(one, "shape", doc_int(row, "shape"));
			doc_put(one, "rows", json_object());
			doc_put(all, name, one);
		}
		doc_put(doc_get(one, "rows"), doc_str(row, "key"),
			json_incref(doc_get(row, "doc")));
		json_decref(row);
	}
	if (file)
		(void)fclose(file);
	return all;
}

/* The first key whose documents differ, or NULL. */
static const char *
first_difference(const json_t *got, const json_t *want)
{
	const char *key;
	json_t *doc;

	json_object_foreach(doc_borrow(want), key, doc)
	{
		if (!json_equal(json_object_get(got, key), doc))
			return key;
	}
	json_object_foreach(doc_borrow(got), key, doc)
	{
		if (json_object_get(want, key) == NULL)
			return key;
	}
	return NULL;
}

static void
compare_projection(const char *name, const char *path, const json_t *got,
	const json_t *want)
{
	const char *key =
		first_difference(doc_get(got, "rows"), doc_get(want, "rows"));
	long long was = doc_int(want, "shape");

	if (key != NULL && doc_int(got, "shape") == was)
		fail_msg("the row of %s %s is not what it was: raise its shape "
			 "(…_SHAPE in core/domain) to %lld",
			name, key, was + 1);
	if (key != NULL || (want && doc_int(got, "shape") != was))
		fail_msg("the rows of %s in %s are of shape %lld: write them "
			 "anew with KEEP_ROWS=1",
			name, path, was);
}

static void
rows__of_an_old_ledger_change_only_with_their_shapes_number(void **state)
{
	const char *name;
	json_t *got;

	(void)state;
	for (int n = 0; n < LEDGERS; n++) {
		json_t *all = rows_of(ledgers[n].entries, false, false);
		json_t *kept = kept_rows(ledgers[n].rows);

		json_object_foreach(all, name, got)
		{
			compare_projection(name, ledgers[n].rows, got,
				doc_get(kept, name));
		}
		json_decref(all);
		json_decref(kept);
	}
}

/* Who verifies folds all entries in one go; a station that was started in
 * between had only the rows, and wrote on. */
static void
rows__are_the_same_however_often_the_station_was_started(void **state)
{
	(void)state;
	for (int n = 0; n < LEDGERS; n++) {
		json_t *once = rows_of(ledgers[n].entries, false, true);
		json_t *often = rows_of(ledgers[n].entries, true, true), *got;
		const char *name, *key;

		json_object_foreach(often, name, got)
		{
			key = first_difference(doc_get(got, "rows"),
				doc_get(doc_get(once, name), "rows"));
			if (key != NULL)
				fail_msg("the row of %s %s depends on when the "
					 "station was started",
					name, key);
		}
		json_decref(once);
		json_decref(often);
	}
}

/* A projection of which no row is kept could change without a word. */
static void
rows__of_every_projection_are_kept(void **state)
{
	json_t *kept = kept_rows(ledgers[LEDGERS - 1].rows);

	(void)state;
	assert_int_equal(json_object_size(kept), PROJECTIONS);
	json_decref(kept);
}

static void
write_rows(FILE *file, const char *name, const json_t *of)
{
	const char *key;
	json_t *doc;

	json_object_foreach(doc_get(of, "rows"), key, doc)
	{
		json_t *row = json_pack("{s:s,s:I,s:s,s:O}", "projection", name,
			"shape", (json_int_t)doc_int(of, "shape"), "key", key,
			"doc", doc);
		char *line = doc_format(row);

		(void)fprintf(file, "%s\n", line);
		free(line);
		json_decref(row);
	}
}

/* Only those whose number was raised: the others must fail first. */
static void
keep_rows(const char *entries, const char *path)
{
	json_t *all = rows_of(entries, false, false), *kept = kept_rows(path);
	FILE *file = fopen(path, "w");
	const char *name;
	json_t *of;

	assert_non_null(file);
	json_object_foreach(all, name, of)
	{
		const json_t *was = doc_get(kept, name);
		bool raised = doc_int(was, "shape") != doc_int(of, "shape");

		write_rows(file, name, raised ? of : was);
	}
	(void)fclose(file);
	json_decref(all);
	json_decref(kept);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			rows__of_an_old_ledger_change_only_with_their_shapes_number),
		cmocka_unit_test(
			rows__are_the_same_however_often_the_station_was_started),
		cmocka_unit_test(rows__of_every_projection_are_kept),
	};

	for (int n = 0; n < LEDGERS && getenv("KEEP_ROWS"); n++)
		keep_rows(ledgers[n].entries, ledgers[n].rows);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
