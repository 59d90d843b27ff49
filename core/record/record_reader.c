/*
 * Reading entries from the head's tree: by number, and of one incident.
 */
#include "record/record_reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/entry.h"
#include "record/internal.h"
#include "record/paths.h"
#include "record/reader_internal.h"

enum { LEVELS = 3 };

static const char suffix[] = ".json";

static enum err_code
bad_entry(struct err *err, int64_t seq, struct arg what)
{
	char where[48];

	fixed_format(where, sizeof(where), "entry %lld", (long long)seq);
	return refuse(err, REFUSE_RECORD_BAD, where, WITH(what));
}

static enum err_code
record_reader_attach(struct record_reader *c, struct err *err)
{
	enum err_code rc = git_open(&c->repo, c->path, err);

	if (rc != ERR_OK)
		return rc;
	if (git_repository_odb(&c->odb, c->repo) < 0)
		return git_fault(err, ERR_IO, REFUSE_READ, c->path);
	if (!git_main_tip(&c->tip, c->repo))
		return refuse(err, REFUSE_EMPTY_REPOSITORY, c->path,
			WITH(arg_path(c->path)));
	return record_load_head(&c->head, &c->root, c->odb, &c->tip, err);
}

enum err_code
record_reader_open(
	struct record_reader **out, const char *path, struct err *err)
{
	struct record_reader *c = mem_new(sizeof(*c));
	enum err_code rc;

	c->path = mem_strdup(path);
	rc = record_reader_attach(c, err);
	if (rc != ERR_OK)
		record_reader_close(c);
	else
		*out = c;
	return rc;
}

void
record_reader_close(struct record_reader *c)
{
	if (c == NULL)
		return;
	git_odb_free(c->odb);
	git_repository_free(c->repo);
	free(c->path);
	free(c);
}

void
record_reader_head(struct record_head *out, const struct record_reader *c)
{
	*out = c->head;
}

/* A name of digits, with the suffix if it is a file. */
static bool
name_number(int64_t *out, const char *name, bool file)
{
	size_t n = strspn(name, "0123456789");

	if (n < 2 || n > 12 || strcmp(name + n, file ? suffix : "") != 0)
		return false;
	*out = strtoll(name, NULL, 10);
	return true;
}

static enum err_code
load_page(struct record_page *page, const struct record_reader *c,
	int64_t hundred, struct err *err)
{
	char path[PATH_ROOM];
	git_odb_object *raw;
	struct git_items it;
	struct git_item item;
	enum err_code rc;
	int64_t n;

	page->hundred = -1;
	memset(page->there, 0, sizeof(page->there));
	path_entry(path, hundred * READER_HUNDRED);
	path[strlen(path) - strlen("/00.json")] = '\0';
	rc = git_find(&item, c->odb, &c->root, path, err);
	if (rc == ERR_OK)
		rc = git_read(&raw, c->odb, &item.id, GIT_OBJECT_TREE, err);
	if (rc != ERR_OK)
		return rc;
	git_items_init(&it, git_odb_object_data(raw), git_odb_object_size(raw));
	while (git_items_next(&item, &it) > 0) {
		if (!name_number(&n, item.name, true) || n >= READER_HUNDRED)
			continue;
		page->there[n] = true;
		page->id[n] = item.id;
	}
	git_odb_object_free(raw);
	page->hundred = hundred;
	return ERR_OK;
}

enum err_code
record_reader_locate(git_oid *out, const struct record_reader *c,
	struct record_page *page, int64_t seq, struct err *err)
{
	enum err_code rc = ERR_OK;

	if (page->hundred != seq / READER_HUNDRED)
		rc = load_page(page, c, seq / READER_HUNDRED, err);
	if (rc == ERR_NOT_FOUND ||
		(rc == ERR_OK && !page->there[seq % READER_HUNDRED]))
		return bad_entry(err, seq,
			ARG_BOTH("the entry is missing", "缺少该条目"));
	if (rc == ERR_OK)
		*out = page->id[seq % READER_HUNDRED];
	return rc;
}

enum err_code
record_reader_line(git_odb_object **raw, size_t *len,
	const struct record_reader *c, const git_oid *blob, int64_t seq,
	struct err *err)
{
	const char *data;
	size_t size;

	if (git_read(raw, c->odb, blob, GIT_OBJECT_BLOB, NULL) != ERR_OK)
		return bad_entry(err, seq,
			ARG_BOTH("the entry cannot be read", "该条目无法读取"));
	data = git_odb_object_data(*raw);
	size = git_odb_object_size(*raw);
	if (size < 2 || size > ENTRY_LINE_MAX + 1 || data[size - 1] != '\n' ||
		memchr(data, '\n', size - 1) != NULL) {
		git_odb_object_free(*raw);
		return bad_entry(err, seq,
			ARG_BOTH("the entry is not exactly one line",
				"该条目不是恰好一行"));
	}
	*len = size - 1;
	return ERR_OK;
}

static enum err_code
give(const struct record_reader *c, const git_oid *blob, int64_t seq,
	record_line_fn fn, void *ctx, struct err *err)
{
	git_odb_object *raw;
	size_t len;
	enum err_code rc = record_reader_line(&raw, &len, c, blob, seq, err);

	if (rc != ERR_OK)
		return rc;
	rc = fn(ctx, seq, git_odb_object_data(raw), len, err);
	git_odb_object_free(raw);
	return rc;
}

void
record_reader_tell(struct record_reader *c, const struct progress *p,
	enum progress_step step)
{
	c->progress = p;
	c->step = step;
}

enum err_code
record_reader_each(struct record_reader *c, int64_t first, int64_t last,
	record_line_fn fn, void *ctx, struct err *err)
{
	struct record_page page = { .hundred = -1 };
	enum err_code rc = ERR_OK;
	git_oid blob;

	assert(first >= 1);
	if (last == 0 || last > c->head.seq)
		last = c->head.seq;
	for (int64_t seq = first; rc == ERR_OK && seq <= last; seq++) {
		rc = progress_tell(c->progress, c->step, seq - first,
			last - first + 1, err);
		if (rc == ERR_OK)
			rc = record_reader_locate(&blob, c, &page, seq, err);
		if (rc == ERR_OK)
			rc = give(c, &blob, seq, fn, ctx, err);
	}
	return rc;
}

/* ---- one incident ---- */

struct numbered {
	int64_t number;
	git_oid id;
};

struct wander {
	struct record_reader *c;
	struct record_page page;
	record_line_fn fn;
	void *ctx;
};

static int
by_number(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return (x->number > y->number) - (x->number < y->number);
}

static enum err_code
list_numbered(struct numbered **out, size_t *count, struct record_reader *c,
	const git_oid *tree, bool files, struct err *err)
{
	git_odb_object *raw;
	struct git_items it;
	struct git_item item;
	enum err_code rc = git_read(&raw, c->odb, tree, GIT_OBJECT_TREE, err);

	*out = NULL;
	*count = 0;
	if (rc != ERR_OK)
		return rc;
	git_items_init(&it, git_odb_object_data(raw), git_odb_object_size(raw));
	while (git_items_next(&item, &it) > 0) {
		struct numbered n = { 0, item.id };

		if (name_number(&n.number, item.name, files))
			*MEM_ADD(*out, *count) = n;
	}
	git_odb_object_free(raw);
	if (*count > 1)
		qsort(*out, *count, sizeof(**out), by_number);
	return ERR_OK;
}

/* The incident's list must name the very blobs of the ledger's list. */
static enum err_code
visit(struct wander *w, const struct numbered *n, int64_t seq, struct err *err)
{
	const struct record_reader *c = w->c;
	git_oid blob;
	enum err_code rc =
		progress_tell(c->progress, c->step, seq, c->head.seq, err);

	if (rc == ERR_OK)
		rc = record_reader_locate(&blob, c, &w->page, seq, err);
	if (rc == ERR_OK && !git_oid_equal(&blob, &n->id))
		rc = bad_entry(err, seq,
			ARG_BOTH("the incident has another entry here than the "
				 "ledger",
				"事件在此处的条目与台账不同"));
	return rc == ERR_OK ? give(w->c, &blob, seq, w->fn, w->ctx, err) : rc;
}

static enum err_code
wander(struct wander *w, const git_oid *tree, int level, int64_t front,
	struct err *err)
{
	struct numbered *n;
	size_t count;
	enum err_code rc =
		list_numbered(&n, &count, w->c, tree, level == LEVELS - 1, err);

	for (size_t i = 0; rc == ERR_OK && i < count; i++) {
		int64_t at = front * READER_HUNDRED + n[i].number;

		if (level == LEVELS - 1)
			rc = visit(w, &n[i], at, err);
		else
			rc = wander(w, &n[i].id, level + 1, at, err);
	}
	free(n);
	return rc;
}

/* The folder of an incident's entries; ERR_NOT_FOUND where there is none. */
static enum err_code
find_entries(struct git_item *out, struct record_reader *c,
	const char *incident, struct err *err)
{
	char path[PATH_ROOM];

	if (!path_incident(path, incident))
		return ERR_NOT_FOUND;
	fixed_format(
		path + strlen(path), sizeof(path) - strlen(path), "/entries");
	return git_find(out, c->odb, &c->root, path, err);
}

enum err_code
record_reader_each_of(struct record_reader *c, const char *incident,
	record_line_fn fn, void *ctx, struct err *err)
{
	struct wander w = { c, { .hundred = -1 }, fn, ctx };
	struct git_item item;
	enum err_code rc = find_entries(&item, c, incident, err);

	if (rc == ERR_NOT_FOUND)
		return refuse(err, REFUSE_NOT_FOUND, incident,
			WITH(arg_noun(NOUN_INCIDENT), arg_text(incident)));
	return rc == ERR_OK ? wander(&w, &item.id, 0, 0, err) : rc;
}

/* The names in the lists alone: no entry is read. */
static enum err_code
count_below(int64_t *out, struct record_reader *c, const git_oid *tree,
	int level, struct err *err)
{
	struct numbered *n;
	size_t count;
	enum err_code rc =
		list_numbered(&n, &count, c, tree, level == LEVELS - 1, err);

	if (level == LEVELS - 1)
		*out += (int64_t)count;
	for (size_t i = 0; rc == ERR_OK && level < LEVELS - 1 && i < count; i++)
		rc = count_below(out, c, &n[i].id, level + 1, err);
	free(n);
	return rc;
}

enum err_code
record_reader_count_of(int64_t *out, struct record_reader *c,
	const char *incident, struct err *err)
{
	struct git_item item;
	enum err_code rc = find_entries(&item, c, incident, err);

	*out = 0;
	if (rc == ERR_NOT_FOUND)
		return ERR_OK;
	return rc == ERR_OK ? count_below(out, c, &item.id, 0, err) : rc;
}
