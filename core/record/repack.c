/*
 * Joins small packs. The commits in them are emitted again, oldest first, so
 * that each folder is a delta to the one before it, which it could not be
 * while each act had a pack of its own. Everything else is copied as it lies.
 * What no commit reaches is kept too.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "record/commit.h"
#include "record/emit.h"
#include "record/internal.h"
#include "record/record.h"

enum {
	BIG = 16 << 20, /* bytes: a pack that is not joined any more */
	TAKE_MAX = 256, /* packs joined at a time */
	STEP = 64 /* commits between two questions whether to stop */
};

struct pack_file {
	char name[64]; /* "pack-….pack" without the suffix */
	long long size;
	long long made; /* nanoseconds: packs follow the history */
};

struct pack_list {
	struct pack_file *file;
	size_t count;
};

/* The power of two that a size reaches. */
static int
repack_rank(long long size)
{
	int n = 0;

	for (; size > 1; size >>= 1)
		n++;
	return n;
}

/*
 * Smallest first; those of about one size in the order they were made, so
 * that what is joined is a stretch of the history.
 */
static int
by_rank(const void *a, const void *b)
{
	const struct pack_file *x = a, *y = b;
	int d = repack_rank(x->size) - repack_rank(y->size);

	if (d == 0)
		d = (x->made > y->made) - (x->made < y->made);
	return d != 0 ? d : strcmp(x->name, y->name);
}

/* All packs with no .keep beside them, smallest first. */
static void
list_packs(struct pack_list *list, const char *path)
{
	char *dir = mem_printf("%s/objects/pack", path), keep[80];
	struct dirent *item;
	struct stat st;
	DIR *d = opendir(dir);

	*list = (struct pack_list){ NULL, 0 };
	while (d != NULL && (item = readdir(d)) != NULL) {
		size_t len = strlen(item->d_name);
		struct pack_file *f;

		if (len < 5 || len > 60 ||
			strcmp(item->d_name + len - 5, ".pack") != 0 ||
			fstatat(dirfd(d), item->d_name, &st, 0) < 0)
			continue;
		fixed_format(keep, sizeof(keep), "%.*s.keep", (int)len - 5,
			item->d_name);
		if (faccessat(dirfd(d), keep, F_OK, 0) == 0)
			continue;
		f = MEM_ADD(list->file, list->count);
		fixed_format(f->name, sizeof(f->name), "%.*s", (int)len - 5,
			item->d_name);
		f->size = (long long)st.st_size;
		f->made = (long long)st.st_mtim.tv_sec * 1000000000 +
			st.st_mtim.tv_nsec;
	}
	if (d != NULL)
		closedir(d);
	if (list->count > 1)
		qsort(list->file, list->count, sizeof(*list->file), by_rank);
	free(dir);
}

/*
 * How many of the smallest to join: up to the last that is less than twice as
 * large as all before it together, but no more than makes a big one.
 */
static size_t
repack_choose(const struct pack_list *list)
{
	long long sum = 0;
	size_t take = 0;

	for (size_t i = 0; i < list->count && i < TAKE_MAX && sum < BIG; i++) {
		long long size = list->file[i].size;

		if (size >= BIG)
			break;
		if (i == 0 || size < 2 * sum)
			take = i + 1;
		sum += size;
	}
	return take;
}

int
record_packs(const struct record *r)
{
	struct pack_list list;
	int n = 0;

	list_packs(&list, r->path);
	for (size_t i = 0; i < list.count; i++)
		n += list.file[i].size < BIG;
	free(list.file);
	return n;
}

/* The packs being joined. */
struct joining {
	struct packed *part;
	size_t parts;
	struct oids set; /* id -> part << 32 | position */
	size_t commits; /* among them */
};

static enum err_code
add_part(struct joining *j, size_t n, const char *path, struct err *err)
{
	struct packed *p = &j->part[n];
	struct packed_object object;
	enum err_code rc = packed_open(p, path, err);
	git_object_t type = GIT_OBJECT_INVALID;
	size_t size;
	git_oid id;

	for (uint32_t i = 0; rc == ERR_OK && i < p->count; i++) {
		packed_id(&id, p, i);
		if (oids_get(&j->set, &id) != NULL)
			continue;
		if (packed_object(&object, p, i))
			type = object.type;
		else if (git_odb_read_header(&size, &type, p->odb, &id) < 0)
			rc = git_fault(err, ERR_CORRUPT, REFUSE_READ, path);
		j->commits += type == GIT_OBJECT_COMMIT;
		oids_add(&j->set, &id, (uint64_t)n << 32 | i);
	}
	return rc;
}

static enum err_code
open_parts(struct joining *j, const struct record *r,
	const struct pack_list *list, size_t take, struct err *err)
{
	enum err_code rc = ERR_OK;

	oids_init(&j->set);
	j->part = mem_array(take, sizeof(*j->part));
	for (size_t i = 0; i < take && rc == ERR_OK; i++) {
		char *path = mem_printf(
			"%s/objects/pack/%s", r->path, list->file[i].name);

		j->parts = i + 1;
		rc = add_part(j, i, path, err);
		free(path);
	}
	return rc;
}

static void
close_parts(struct joining *j)
{
	for (size_t i = 0; i < j->parts; i++)
		packed_close(&j->part[i]);
	free(j->part);
	oids_release(&j->set);
}

/* The head's history as far as needed to see all commits in the set. */
static enum err_code
list_commits(git_oid **out, size_t *count, const struct record *r,
	const struct joining *j, const struct emit *e, struct err *err)
{
	git_oid at = r->tip;
	bool more = r->has_tip;
	enum err_code rc = ERR_OK;

	*out = mem_array(j->commits + 1, sizeof(**out));
	while (rc == ERR_OK && more && *count < j->commits) {
		git_odb_object *raw;
		struct commit_view v = { .has_parent = false };

		if (oids_get(&j->set, &at) != NULL)
			(*out)[(*count)++] = at;
		rc = emit_read(&raw, e, &at, GIT_OBJECT_COMMIT, err);
		if (rc != ERR_OK)
			break;
		more = commit_parse(&v, git_odb_object_data(raw),
			       git_odb_object_size(raw)) &&
			v.has_parent;
		at = v.parent;
		git_odb_object_free(raw);
	}
	return rc;
}

static enum err_code
emit_all(struct pack *pack, const struct record *r, const struct joining *j,
	bool (*stop)(void *), void *ctx, struct err *err)
{
	struct git_trees trees = { .raw = { NULL } };
	struct emit e = { .from = r->odb,
		.pack = pack,
		.only = &j->set,
		.part = j->part,
		.trees = &trees };
	git_oid *commit = NULL;
	size_t n = 0;
	enum err_code rc = list_commits(&commit, &n, r, j, &e, err);

	for (size_t i = n; rc == ERR_OK && i-- > 0;) {
		if (i % STEP == 0 && stop != NULL && stop(ctx))
			rc = refuse_as(err, ERR_CONFLICT, REFUSE_STOPPED, "",
				WITH_NONE);
		else
			rc = emit_commit(&e, &commit[i], err);
	}
	for (size_t i = 0; rc == ERR_OK && i < j->set.cap; i++)
		if (j->set.slot[i].used)
			rc = emit_object(&e, &j->set.slot[i].id, err);
	git_trees_release(&trees);
	free(commit);
	return rc;
}

/* Index first: then nobody finds a pack that is half gone. */
static void
drop_packs(const struct record *r, const struct pack_list *list, size_t take,
	const char *made)
{
	static const char *const suffix[] = { "idx", "rev", "bitmap", "pack" };

	for (size_t i = 0; i < take; i++) {
		if (strcmp(list->file[i].name + strlen("pack-"), made) == 0)
			continue;
		for (size_t s = 0; s < sizeof(suffix) / sizeof(suffix[0]);
			s++) {
			char *file = mem_printf("%s/objects/pack/%s.%s",
				r->path, list->file[i].name, suffix[s]);

			(void)unlink(file);
			free(file);
		}
	}
}

enum err_code
record_repack(int *joined, struct record *r, bool (*stop)(void *ctx), void *ctx,
	struct err *err)
{
	char made[GIT_OID_HEXSZ + 1];
	struct joining j = { .parts = 0 };
	struct pack_list list;
	struct pack pack;
	size_t take;
	enum err_code rc;

	*joined = 0;
	rc = record_attach(r, err);
	if (rc != ERR_OK)
		return rc;
	list_packs(&list, r->path);
	take = repack_choose(&list);
	if (take < 2) {
		free(list.file);
		return ERR_OK;
	}
	pack_init(&pack);
	rc = open_parts(&j, r, &list, take, err);
	if (rc == ERR_OK)
		rc = emit_all(&pack, r, &j, stop, ctx, err);
	if (rc == ERR_OK)
		rc = pack_store(made, &pack, r->repo, err);
	if (rc == ERR_OK) {
		drop_packs(r, &list, take, made);
		*joined = (int)take;
		record_detach(r);
		rc = record_attach(r, err);
	} else if (rc == ERR_CONFLICT) {
		rc = ERR_OK; /* told to stop: another time */
	}
	pack_release(&pack);
	close_parts(&j);
	free(list.file);
	return rc;
}
