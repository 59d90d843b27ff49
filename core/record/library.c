/*
 * The library as a repository: making, reading, accepting. What comes from
 * elsewhere stands in quarantine.c first.
 */
#include "record/library.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "crier/refusal.h"
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
			return refuse(err, REFUSE_FILE_NAME, "", WITH_NONE);
	if (f->count == LIBRARY_FILES)
		return refuse(err, REFUSE_TOO_MANY, path,
			WITH(ARG_BOTH("files in a library", "预案库的文件"),
				arg_count(LIBRARY_FILES)));
	if (len > LIBRARY_PLAYBOOK ||
		bytes_under(f, path) + len > LIBRARY_PLAYBOOK)
		return refuse(err, REFUSE_TOO_LARGE, path,
			WITH(ARG_BOTH("this folder of the library",
				     "预案库的这个文件夹"),
				arg_bytes(LIBRARY_PLAYBOOK)));
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
		return refuse(err, REFUSE_LIBRARY_KINDS, path, WITH_NONE);
	/* look at the size before taking that much memory */
	if (git_odb_read_header(&size, &type, odb, &item->id) == 0 &&
		size > LIBRARY_PLAYBOOK)
		return refuse(err, REFUSE_TOO_LARGE, path,
			WITH(ARG_BOTH("the file", "文件"),
				arg_bytes(LIBRARY_PLAYBOOK)));
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
		rc = refuse(err, REFUSE_LIBRARY_DEEP, front,
			WITH(arg_count(DEPTH_MAX)));
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
		rc = refuse(err, REFUSE_DAMAGED, front,
			WITH(ARG_BOTH("a tree", "目录树")));
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
		rc = refuse(err, REFUSE_DAMAGED, "",
			WITH(ARG_BOTH("a commit", "提交")));
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
		rc = git_fault(err, ERR_IO, REFUSE_READ, path);
	return rc;
}

static enum err_code
parse_commit(git_oid *out, const char *commit, struct err *err)
{
	if (strlen(commit) == GIT_OID_HEXSZ &&
		git_oid_fromstr(out, commit) == 0)
		return ERR_OK;
	return refuse(err, REFUSE_NO_COMMIT_ID, commit, WITH(arg_text(commit)));
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
		rc = refuse(err, REFUSE_EMPTY_REPOSITORY, path,
			WITH(arg_path(path)));
	if (rc == ERR_OK && !git_odb_exists(odb, &id))
		rc = refuse(
			err, REFUSE_NO_COMMIT, commit, WITH(arg_word(commit)));
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
		rc = refuse(err, REFUSE_EMPTY_REPOSITORY, path,
			WITH(arg_path(path)));
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
	return rc < 0 ? git_fault(err, ERR_IO, REFUSE_WRITE, path) : ERR_OK;
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
		rc = refuse(err, REFUSE_THERE, path,
			WITH(ARG_BOTH("a library", "预案库")));
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
	return refuse(err, REFUSE_DESCENT, from, WITH(arg_word(accepted)));
}

void
library_sweep(const char *path)
{
	git_unlock(path);
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
		rc = refuse(
			err, REFUSE_NO_COMMIT, commit, WITH(arg_word(commit)));
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
