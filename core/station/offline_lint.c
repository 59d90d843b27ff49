/*
 * crier lint FILE: the rules on any text, without a station. The library is
 * that of the station named with --station, else the installed one. A first
 * line with an empty one behind it is the title.
 */
#include "station/offline.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <time.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/readable.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "lint/lint_rules.h"
#include "record/library.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/station.h"
#include "words/sets.h"

enum { CHINA_ZONE = 8 * 60, EXIT_BLOCKED = 1 };

enum err_code
offline_read(struct buf *out, const char *path, enum lang lang, struct err *err)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char chunk[65536];
	bool bad, fits = true;
	const char *was;
	size_t n;

	if (f == NULL)
		return refuse_errno(err, REFUSE_READ, path);
	while (fits && (n = fread(chunk, 1, sizeof(chunk), f)) > 0)
		fits = buf_try_add(out, chunk, n);
	bad = ferror(f) != 0;
	if (f != stdin)
		(void)fclose(f);
	if (bad)
		return refuse_errno(err, REFUSE_READ, path);
	if (!fits)
		return refuse(err, REFUSE_TOO_LARGE, path,
			WITH(ARG_BOTH("the file", "文件"),
				arg_bytes(TEXT_FILE_MAX)));
	if (!readable_make(out, &was))
		return refuse(err, REFUSE_NOT_UTF8, path, WITH(arg_path(path)));
	if (strcmp(was, "GB18030") == 0) /* it is a guess */
		(void)fprintf(stderr,
			lang == LANG_ZH
				? "%s：不是 UTF-8，按 %s 读取\n"
				: "%s: read as %s, for it is not UTF-8\n",
			path, was);
	return ERR_OK;
}

/* A text, and where in it its lines begin. */
struct lint_lines {
	const char *text;
	size_t at; /* bytes counted so far */
	int line, column; /* there */
};

/* Positions come in ascending order; an earlier one restarts the count. */
static void
place_of(struct lint_lines *l, size_t at)
{
	if (at < l->at || !l->line)
		*l = (struct lint_lines){
			.text = l->text, .line = 1, .column = 1
		};
	for (; l->at < at; l->at++) {
		if (l->text[l->at] == '\n') {
			l->line++;
			l->column = 1;
		} else if (((unsigned char)l->text[l->at] & 0xC0) != 0x80) {
			l->column++;
		}
	}
}

/* ---- the case ---- */

static enum err_code
lint_open_library(struct library **out, const char *station, struct err *err)
{
	struct faults faults;
	char head[RECORD_COMMIT];
	char *path = station ? station_path(station, "library")
			     : station_installed("share/crier/playbooks");
	enum err_code rc = ERR_OK;

	faults_init(&faults);
	if (station)
		rc = library_head(head, path, err);
	if (rc == ERR_OK)
		rc = library_cache_parse(
			out, path, station ? head : NULL, &faults, err);
	faults_release(&faults);
	free(path);
	return rc;
}

/* Where the text begins behind a title; 0 if there is none. */
static size_t
title_length(const char *text)
{
	const char *end = strchr(text, '\n');

	if (end == NULL || end == text || (end[1] != '\n' && end[1] != '\r'))
		return 0;
	return (size_t)(end - text);
}

static bool
has_han(const char *text, size_t len)
{
	uint32_t cp = 0;

	for (size_t i = 0, n = 0; i < len; i += n) {
		n = text_decode(&cp, text + i, len - i);
		if (cp >= 0x4E00 && cp <= 0x9FFF)
			return true;
	}
	return false;
}

static enum err_code
set_kind(enum message_kind *out, const struct offline_words *w, struct err *err)
{
	const char *kind = words_value(w, "--kind");
	char kinds[200] = "";

	for (int k = 0; k < KIND_COUNT; k++) {
		const char *word = message_kind_row((enum message_kind)k)->word;

		if (k > 0)
			(void)fixed_cut_add(kinds, sizeof(kinds), ", ", 2);
		(void)fixed_cut_add(kinds, sizeof(kinds), word, strlen(word));
	}
	*out = KIND_COUNT;
	if (kind == NULL || message_kind_parse(out, kind))
		return ERR_OK;
	return refuse(err, REFUSE_OPTION_WORD, "--kind",
		WITH(arg_word("--kind"), arg_text(kind), arg_words(kinds)));
}

/* The text is linted as one of an incident of that mode. */
static enum err_code
lint_set_mode(
	struct lint_case *c, const struct offline_words *w, struct err *err)
{
	const char *mode = words_value(w, "--mode");

	if (mode == NULL)
		return ERR_OK;
	c->class_bit = ALL_CLASSES & ~(1U << CLASS_META);
	if (strcmp(mode, "drill") == 0)
		c->mode = MODE_DRILL;
	else if (strcmp(mode, "actual") == 0)
		c->mode = MODE_ACTUAL;
	else
		return refuse(err, REFUSE_OPTION_WORD, "--mode",
			WITH(arg_word("--mode"), arg_text(mode),
				arg_words("actual, drill")));
	return ERR_OK;
}

static size_t
set_fields(struct lint_field fields[2], const struct buf *text)
{
	size_t title = title_length(text->data), n = 0;

	if (title)
		fields[n++] = (struct lint_field){ .part = PART_TITLE,
			.name = "title",
			.text = text->data,
			.len = title };
	fields[n++] = (struct lint_field){ .part = PART_TEXT,
		.name = "text",
		.text = text->data + title,
		.len = text->len - title };
	return n;
}

/* ---- what was found ---- */

static json_t *
lint_finding_doc(const struct finding *f, const struct offline_words *w,
	const struct lint_lines *l, size_t start, size_t end)
{
	json_t *doc = json_object();
	char what[500], mend[500];

	finding_what(what, sizeof(what), f, w->lang);
	finding_mend(mend, sizeof(mend), f, w->lang);
	doc_put_str(doc, "rule", f->rule->id);
	doc_put_str(doc, "severity", severity_row(f->rule->severity)->word);
	doc_put_str(doc, "gate", gate_row(f->rule->gate)->word);
	doc_put_int(doc, "line", l->line);
	doc_put_int(doc, "column", l->column);
	doc_put_int(doc, "start", (int64_t)start);
	doc_put_int(doc, "end", (int64_t)end);
	doc_put_str(doc, "what", what);
	doc_put_str(doc, "mend", mend);
	doc_put_str(doc, "source", finding_citation(f));
	return doc;
}

/* A finding about the whole text has its place at the beginning. */
static json_t *
findings_list(const struct findings *found, const struct lint_field *fields,
	const struct offline_words *w, const char *text)
{
	struct lint_lines l = { .text = text };
	json_t *list = json_array();

	for (size_t i = 0; i < found->count; i++) {
		const struct finding *f = &found->rows[i];
		bool whole = f->field == SIZE_MAX;
		size_t base =
			whole ? 0 : (size_t)(fields[f->field].text - text);

		place_of(&l, base + (whole ? 0 : f->start));
		json_array_append_new(list,
			lint_finding_doc(
				f, w, &l, base + f->start, base + f->end));
	}
	return list;
}

static void
print_findings(const struct offline_words *w, const char *path,
	const json_t *list, const int counts[SEVERITY_COUNT])
{
	bool zh = w->lang == LANG_ZH;
	json_t *f = NULL;
	size_t i = 0;

	json_array_foreach(list, i, f)
	{
		const char *word = doc_str(f, "severity");
		int severity = SEVERITY_WARN;

		while (severity < SEVERITY_BLOCK &&
			strcmp(severity_row((enum severity)severity)->word,
				word) != 0)
			severity++;
		offline_say(stdout, "%s:%lld:%lld: %s %s: %s\n", path,
			(long long)doc_int(f, "line"),
			(long long)doc_int(f, "column"), doc_str(f, "rule"),
			severity_row((enum severity)severity)
				->title.in[w->lang],
			doc_str(f, "what"));
		offline_say(stdout, "    %s\n", doc_str(f, "mend"));
		offline_say(stdout, zh ? "    依据：%s\n" : "    source: %s\n",
			doc_str(f, "source"));
	}
	offline_say(stdout,
		zh ? "须改 %d，须说明理由 %d，提示 %d\n"
			: counts[SEVERITY_WARN] == 1
			? "%d block, %d need a reason, %d notice\n"
			: "%d block, %d need a reason, %d notices\n",
		counts[SEVERITY_BLOCK], counts[SEVERITY_REASON],
		counts[SEVERITY_WARN]);
}

static int
lint_text(const struct offline_words *w, const struct library *lib,
	const struct buf *text, struct lint_case c)
{
	const char *lang = words_value(w, "--lang");
	int counts[SEVERITY_COUNT] = { 0 };
	struct lint_field fields[2];
	struct findings found;
	json_t *list;

	assert(lib != NULL);
	c.rules = lib->rules.lint;
	c.region = lib->rules.region;
	c.fields = fields;
	c.field_count = set_fields(fields, text);
	c.lang = lang				 ? lang_parse(lang)
		: has_han(text->data, text->len) ? LANG_ZH
						 : LANG_EN;
	lint_run(&found, &c);
	for (size_t i = 0; i < found.count; i++)
		counts[found.rows[i].rule->severity]++;
	list = findings_list(&found, fields, w, text->data);
	if (w->json) {
		json_t *doc = json_object();

		doc_put_bool(doc, "blocked", counts[SEVERITY_BLOCK] > 0);
		doc_put(doc, "findings", json_incref(list));
		doc_put_int(doc, "left_off", (int64_t)found.left_off);
		offline_print(doc);
		json_decref(doc);
	} else {
		print_findings(w, w->plain[0], list, counts);
	}
	json_decref(list);
	findings_release(&found);
	return counts[SEVERITY_BLOCK] ? EXIT_BLOCKED : 0;
}

int
offline_lint(const struct offline_words *w)
{
	struct err err = { .code = ERR_OK };
	struct lint_case c = { .now = (int64_t)time(NULL) * 1000,
		.zone = CHINA_ZONE };
	struct library *lib = NULL;
	struct buf text;
	int status;

	buf_init(&text, TEXT_FILE_MAX);
	if (w->count != 1)
		(void)refuse(&err, REFUSE_MISSING, "FILE",
			WITH(ARG_BOTH("the file", "文件"),
				ARG_BOTH(
					"crier lint FILE", "crier lint 文件")));
	else if (set_kind(&c.kind, w, &err) == ERR_OK &&
		lint_set_mode(&c, w, &err) == ERR_OK &&
		offline_read(&text, w->plain[0], w->lang, &err) == ERR_OK)
		(void)lint_open_library(
			&lib, words_value(w, "--station"), &err);
	status = err.code ? offline_fail(w, &err) : lint_text(w, lib, &text, c);
	library_free(lib);
	buf_release(&text);
	return status;
}
