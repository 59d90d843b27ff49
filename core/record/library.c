/*
 * The library as a repository: making, reading, accepting. What comes from
 * elsewhere stands in quarantine.c first.
 */
#include "record/library.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "record/commit.h"
#include "record/git.h"
#include "record/library_internal.h"
#include "record/pack.h"
#include "record/tree.h"

enum { DEPTH_MAX = 8, COMMIT_MAX = 1 << 16 };

/* ---- reading ---- */

void
library_blobs_release(struct library_blobs *f)
{
	for (size_t i = 0; i < f->count; i++) {
		free(f->blob[i].path);
		free(f->blob[i].data);
	}
	free(f->blob);
	*f = (struct library_blobs){ .blob = NULL };
}

static size_t
top_len(const char *path)
{
	return strcspn(path, "/");
}

/* Bytes already under the same top folder. */
static size_t
bytes_under(const struct library_blobs *f, const char *path)
{
	size_t n = top_len(path), sum = 0;

	for (size_t i = 0; i < f->count; i++)
		if (top_len(f->blob[i].path) == n &&
			memcmp(f->blob[i].path, path, n) == 0)
			sum += f->blob[i].len;
	return sum;
}

enum err_code
library_add(struct library_blobs *f, const char *path, const void *data,
	size_t len, struct err *err)
{
	struct library_blob *blob;

	for (const char *p = path; *p != '\0'; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7F || *p == '\\')
			return err_set(err, ERR_INVALID, "", "",
				"a file name holds a control character");
	if (f->count == LIBRARY_FILES)
		return err_set(err, ERR_TOO_LARGE, path, "",
			"the library has more than %d files", LIBRARY_FILES);
	if (len > LIBRARY_PLAYBOOK ||
		bytes_under(f, path) + len > LIBRARY_PLAYBOOK)
		return err_set(err, ERR_TOO_LARGE, path, "",
			"this folder of the library is larger than %d MiB",
			LIBRARY_PLAYBOOK >> 20);
	blob = MEM_ADD(f->blob, f->count);
	blob->path = mem_strdup(path);
	blob->data = mem_new(len + 1);
	if (len > 0)
		memcpy(blob->data, data, len);
	blob->len = len;
	return ERR_OK;
}

static int
by_path(const void *a, const void *b)
{
	return strcmp(((const struct library_blob *)a)->path,
		((const struct library_blob *)b)->path);
}

void
library_sort(struct library_blobs *f)
{
	if (f->count > 1)
		qsort(f->blob, f->count, sizeof(*f->blob), by_path);
}

static enum err_code read_tree(struct library_blobs *f, git_odb *odb,
	const git_oid *id, const char *front, int depth, struct err *err);

static enum err_code
library_read_item(struct library_blobs *f, git_odb *odb,
	const struct git_item *item, const char *path, int depth,
	struct err *err)
{
	git_odb_object *raw;
	git_object_t type;
	size_t size;
	enum err_code rc;

	if (item->mode == GIT_MODE_FOLDER)
		return read_tree(f, odb, &item->id, path, depth + 1, err);
	if ((item->mode & 0170000) != 0100000)
		return err_set(err, ERR_INVALID, path, "",
			"a library holds only files and folders, no links");
	/* look at the size before taking that much memory */
	if (git_odb_read_header(&size, &type, odb, &item->id) == 0 &&
		size > LIBRARY_PLAYBOOK)
		return err_set(err, ERR_TOO_LARGE, path, "",
			"the file is larger than %d MiB",
			LIBRARY_PLAYBOOK >> 20);
	rc = git_read(&raw, odb, &item->id, GIT_OBJECT_BLOB, err);
	if (rc != ERR_OK)
		return rc;
	rc = library_add(f, path, git_odb_object_data(raw),
		git_odb_object_size(raw), err);
	git_odb_object_free(raw);
	return rc;
}

static enum err_code
read_tree(struct library_blobs *f, git_odb *odb, const git_oid *id,
	const char *front, int depth, struct err *err)
{
	git_odb_object *raw;
	struct git_items it;
	struct git_item item;
	enum err_code rc = git_read(&raw, odb, id, GIT_OBJECT_TREE, err);
	int more = 0;

	if (rc != ERR_OK)
		return rc;
	if (depth > DEPTH_MAX)
		rc = err_set(err, ERR_INVALID, front, "",
			"the library is nested deeper than %d folders",
			DEPTH_MAX);
	git_items_init(&it, git_odb_object_data(raw), git_odb_object_size(raw));
	while (rc == ERR_OK && (more = git_items_next(&item, &it)) > 0) {
		char *path;

		if (item.name[0] == '.')
			continue;
		path = mem_printf(
			"%s%s%s", front, *front ? "/" : "", item.name);
		rc = library_read_item(f, odb, &item, path, depth, err);
		free(path);
	}
	if (rc == ERR_OK && more < 0)
		rc = err_set(err, ERR_CORRUPT, front, "", "a tree is damaged");
	git_odb_object_free(raw);
	return rc;
}

static enum err_code
library_read_commit(struct library_blobs *f, git_odb *odb, const git_oid *id,
	struct err *err)
{
	struct commit_view v;
	git_odb_object *raw;
	git_oid root;
	enum err_code rc = git_read(&raw, odb, id, GIT_OBJECT_COMMIT, err);

	if (rc != ERR_OK)
		return rc;
	if (!commit_parse(
		    &v, git_odb_object_data(raw), git_odb_object_size(raw)))
		rc = err_set(err, ERR_CORRUPT, "", "", "a commit is damaged");
	else
		root = v.tree;
	git_odb_object_free(raw);
	return rc == ERR_OK ? read_tree(f, odb, &root, "", 0, err) : rc;
}

static enum err_code
library_open_repository(
	git_repository **repo, git_odb **odb, const char *path, struct err *err)
{
	enum err_code rc = git_open(repo, path, err);

	*odb = NULL;
	if (rc == ERR_OK && git_repository_odb(odb, *repo) < 0)
		rc = git_fault(err, ERR_IO, path, "cannot open the library");
	return rc;
}

static enum err_code
parse_commit(git_oid *out, const char *commit, struct err *err)
{
	if (strlen(commit) == GIT_OID_HEXSZ &&
		git_oid_fromstr(out, commit) == 0)
		return ERR_OK;
	return err_set(err, ERR_INVALID, commit, "", "this is no commit's id");
}

enum err_code
library_read_at(struct library_blobs *out, git_odb *odb, const git_oid *commit,
	struct err *err)
{
	enum err_code rc = library_read_commit(out, odb, commit, err);

	if (rc == ERR_OK) {
		library_sort(out);
		git_oid_tostr(out->commit, sizeof(out->commit), commit);
	} else {
		library_blobs_release(out);
	}
	return rc;
}

enum err_code
library_read(struct library_blobs *out, const char *path, const char *commit,
	struct err *err)
{
	git_repository *repo = NULL;
	git_odb *odb;
	git_oid id;
	enum err_code rc = library_open_repository(&repo, &odb, path, err);

	*out = (struct library_blobs){ .blob = NULL };
	if (rc == ERR_OK && *commit != '\0')
		rc = parse_commit(&id, commit, err);
	else if (rc == ERR_OK && !git_tip(&id, repo))
		rc = err_set(err, ERR_NOT_FOUND, path, "",
			"the library holds no commit");
	if (rc == ERR_OK && !git_odb_exists(odb, &id))
		rc = err_set(err, ERR_NOT_FOUND, commit, "",
			"the library has no such commit");
	if (rc == ERR_OK)
		rc = library_read_at(out, odb, &id, err);
	git_odb_free(odb);
	git_repository_free(repo);
	return rc;
}

enum err_code
library_head(char commit[RECORD_COMMIT], const char *path, struct err *err)
{
	git_repository *repo = NULL;
	git_oid id;
	enum err_code rc = git_open(&repo, path, err);

	if (rc != ERR_OK)
		return rc;
	if (git_tip(&id, repo))
		git_oid_tostr(commit, RECORD_COMMIT, &id);
	else
		rc = err_set(err, ERR_NOT_FOUND, path, "",
			"the library holds no commit");
	git_repository_free(repo);
	return rc;
}

/* ---- making ---- */

static enum err_code
move_head(git_repository *repo, const char *path, const git_oid *to,
	const git_oid *from, struct err *err)
{
	git_reference *ref = NULL;
	int rc = git_reference_create_matching(
		&ref, repo, GIT_BRANCH, to, 1, from, NULL);

	git_reference_free(ref);
	return rc < 0
		? git_fault(err, ERR_IO, path, "cannot move the library's head")
		: ERR_OK;
}

static enum err_code
first_commit(git_repository *repo, git_odb *odb,
	const struct library_blobs *files, struct commit_parts *parts,
	const struct sshsig_key *key, struct err *err)
{
	struct tree *tree = tree_new(odb);
	enum err_code rc = ERR_OK;
	struct pack pack;
	struct buf raw;
	git_oid id;

	pack_init(&pack);
	buf_init(&raw, COMMIT_MAX);
	for (size_t i = 0; rc == ERR_OK && i < files->count; i++)
		rc = tree_put(tree, &pack, files->blob[i].path,
			files->blob[i].data, files->blob[i].len, false, err);
	if (rc == ERR_OK) {
		tree_write(&parts->tree, tree, &pack);
		commit_format(&raw, parts, key);
		pack_add(
			&id, &pack, GIT_OBJECT_COMMIT, raw.data, raw.len, NULL);
		rc = pack_store(NULL, &pack, repo, err);
	}
	if (rc == ERR_OK)
		rc = move_head(repo, "library", &id, NULL, err);
	buf_release(&raw);
	pack_release(&pack);
	tree_free(tree);
	return rc;
}

enum err_code
library_init(const char *path, const struct library_blobs *files,
	const char *unit, const struct sshsig_key *key, int64_t time, int zone,
	struct err *err)
{
	struct commit_parts parts = { .author = { unit, "station" },
		.committer = { unit, "station" },
		.time = time,
		.zone = zone,
		.text = "The playbooks that this station begins with\n" };
	git_repository *repo = NULL;
	git_odb *odb = NULL;
	git_oid id;
	enum err_code rc = git_make(path, err);

	if (rc == ERR_OK)
		rc = library_open_repository(&repo, &odb, path, err);
	if (rc == ERR_OK && git_tip(&id, repo))
		rc = err_set(err, ERR_CONFLICT, path, "",
			"there is a library already");
	if (rc == ERR_OK)
		rc = first_commit(repo, odb, files, &parts, key, err);
	git_odb_free(odb);
	git_repository_free(repo);
	return rc;
}

/* ---- accepting ---- */

static enum err_code
check_descent(git_repository *repo, const git_oid *tip, const char *accepted,
	const char *from, struct err *err)
{
	git_oid was;
	enum err_code rc = parse_commit(&was, accepted, err);

	if (rc != ERR_OK)
		return rc;
	if (git_oid_equal(tip, &was) ||
		git_graph_descendant_of(repo, tip, &was) == 1)
		return ERR_OK;
	return err_set(err, ERR_REFUSED, from,
		"Ask for a library that is built on the one in force; an "
		"older one is taken back by a new commit, not by going back.",
		"this library does not descend from the one in force (%.12s)",
		accepted);
}

enum err_code
library_accept(const char *path, const char *commit, struct err *err)
{
	git_repository *repo = NULL;
	git_odb *odb;
	git_oid to, was;
	char hex[RECORD_COMMIT];
	enum err_code rc = library_open_repository(&repo, &odb, path, err);

	if (rc == ERR_OK)
		rc = parse_commit(&to, commit, err);
	if (rc == ERR_OK && !git_odb_exists(odb, &to))
		rc = err_set(err, ERR_NOT_FOUND, commit, "",
			"the library has no such commit");
	if (rc == ERR_OK && git_tip(&was, repo)) {
		git_oid_tostr(hex, sizeof(hex), &was);
		rc = check_descent(repo, &to, hex, commit, err);
		if (rc == ERR_OK)
			rc = move_head(repo, path, &to, &was, err);
	} else if (rc == ERR_OK) {
		rc = move_head(repo, path, &to, NULL, err);
	}
	git_odb_free(odb);
	git_repository_free(repo);
	return rc;
}
