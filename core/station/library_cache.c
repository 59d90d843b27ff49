/*
 * Parsed libraries, the least recently used out first.
 */
#include "station/library_cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "domain/library/library_diff.h"
#include "record/library.h"

enum { SHELF_MAX = 8, HELD_MAX = 4 };

struct volume {
	char commit[COMMIT_ID];
	struct library *library;
	unsigned used;
	int holds; /* who reads it meanwhile */
};

struct library_cache {
	char *path;
	struct volume volumes[SHELF_MAX];
	unsigned tick;
};

struct library_cache *
library_cache_new(const char *path)
{
	struct library_cache *s = mem_new(sizeof(*s));

	s->path = mem_strdup(path);
	return s;
}

void
library_cache_free(struct library_cache *s)
{
	if (s == NULL)
		return;
	for (size_t n = 0; n < SHELF_MAX; n++)
		library_free(s->volumes[n].library);
	free(s->path);
	free(s);
}

static struct library_file *
library_cache_files(const struct library_blobs *blobs)
{
	struct library_file *files = mem_array(blobs->count, sizeof(*files));

	for (size_t n = 0; n < blobs->count; n++)
		files[n] = (struct library_file){ blobs->blob[n].path,
			blobs->blob[n].data, blobs->blob[n].len };
	return files;
}

enum err_code
library_cache_parse_blobs(struct library **out,
	const struct library_blobs *blobs, struct faults *faults,
	struct err *err)
{
	struct library_file *files = library_cache_files(blobs);
	enum err_code rc;

	rc = playbook_library_parse(out, files, blobs->count, faults, err);
	free(files);
	return rc;
}

enum err_code
library_cache_parse(struct library **out, const char *path, const char *commit,
	struct faults *faults, struct err *err)
{
	struct library_blobs blobs = { 0 };
	enum err_code rc;

	rc = commit ? library_read(&blobs, path, commit, err)
		    : library_read_folder(&blobs, path, err);
	if (rc != ERR_OK)
		return rc;
	rc = library_cache_parse_blobs(out, &blobs, faults, err);
	library_blobs_release(&blobs);
	return rc;
}

static struct volume *
volume_find(struct library_cache *s, const char *commit)
{
	for (size_t n = 0; n < SHELF_MAX; n++)
		if (s->volumes[n].library &&
			strcmp(s->volumes[n].commit, commit) == 0)
			return &s->volumes[n];
	return NULL;
}

bool
library_cache_has(struct library_cache *s, const char *commit)
{
	return volume_find(s, commit) != NULL;
}

/* HELD_MAX keeps some that nobody holds. */
static struct volume *
volume_oldest(struct library_cache *s)
{
	struct volume *v = NULL;

	for (size_t n = 0; n < SHELF_MAX; n++)
		if (s->volumes[n].holds == 0 &&
			(v == NULL || s->volumes[n].used < v->used))
			v = &s->volumes[n];
	assert(v != NULL);
	return v;
}

bool
library_cache_hold(struct library_cache *s, const struct library *lib)
{
	struct volume *v = NULL;
	int held = 0;

	for (size_t n = 0; n < SHELF_MAX; n++) {
		held += s->volumes[n].holds > 0;
		if (s->volumes[n].library == lib)
			v = &s->volumes[n];
	}
	if (v == NULL || (v->holds == 0 && held >= HELD_MAX))
		return false;
	v->holds++;
	return true;
}

void
library_cache_release(struct library_cache *s, const struct library *lib)
{
	for (size_t n = 0; n < SHELF_MAX; n++)
		if (s->volumes[n].library == lib)
			s->volumes[n].holds--;
}

void
library_cache_put(
	struct library_cache *s, const char *commit, struct library *library)
{
	struct volume *v = volume_find(s, commit);

	if (v == NULL)
		v = volume_oldest(s);
	library_free(v->library);
	v->library = library;
	FIXED_SET(v->commit, commit);
	v->used = ++s->tick;
}

enum err_code
library_cache_get(const struct library **out, struct library_cache *s,
	const char *commit, struct err *err)
{
	struct volume *v = volume_find(s, commit);
	struct library *library = NULL;
	struct faults faults;
	enum err_code rc;

	if (v != NULL) {
		v->used = ++s->tick;
		*out = v->library;
		return ERR_OK;
	}
	faults_init(&faults);
	rc = library_cache_parse(&library, s->path, commit, &faults, err);
	faults_release(&faults);
	if (rc != ERR_OK)
		return rc;
	library_cache_put(s, commit, library);
	*out = library;
	return ERR_OK;
}

enum err_code
library_cache_compare(json_t *out, const char *path, const char *was,
	const struct library_blobs *now, int64_t at, struct err *err)
{
	struct library_blobs old = { 0 };
	struct library_file *before, *after;
	struct library_side a, b;
	struct library_diff d;
	enum err_code rc = library_read(&old, path, was, err);

	if (rc != ERR_OK)
		return rc;
	before = library_cache_files(&old);
	after = library_cache_files(now);
	a = (struct library_side){ before, old.count };
	b = (struct library_side){ after, now->count };
	library_diff(&d, &a, &b, at);
	doc_put(out, "changes", json_incref(d.changes));
	doc_put_int(out, "count", (int64_t)d.count);
	doc_put_bool(out, "less", d.less);
	library_diff_release(&d);
	free(before);
	free(after);
	library_blobs_release(&old);
	return ERR_OK;
}

json_t *
fault_doc(const struct fault *fault, enum lang lang)
{
	char what[400], remedy[300];
	json_t *doc = json_object();

	refusal_format(
		what, sizeof(what), remedy, sizeof(remedy), &fault->err, lang);
	doc_put_str(doc, "file", fault->file);
	doc_put_int(doc, "line", fault->line);
	doc_put_int(doc, "column", fault->column);
	doc_put_str(doc, "what", what);
	doc_put_str(doc, "remedy", remedy);
	return doc;
}
