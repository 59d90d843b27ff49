/*
 * Every commit from the head back to those in force, and all that their trees
 * hold and the trees in force do not. An object's size is asked for before it
 * is read.
 */
#include <string.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "base/text.h"
#include "crier/refusal.h"
#include "record/commit.h"
#include "record/quarantine_internal.h"

enum { DEPTH_MAX = 8, PARENTS_MAX = 16, PATH_ROOM = 1024 };

/* Reads an object of theirs, if it is not too large. */
static enum err_code
quarantine_object(git_odb_object **out, struct quarantine *q, const git_oid *id,
	git_object_t type, const char *where, struct err *err)
{
	git_object_t is;
	size_t size;

	if (git_odb_read_header(&size, &is, q->odb, id) < 0)
		return refuse(err, REFUSE_LIBRARY_PART, where, WITH_NONE);
	if (size > LIBRARY_PLAYBOOK)
		return refuse(err, REFUSE_TOO_LARGE, where,
			WITH(ARG_BOTH("a file of this library",
				     "此预案库中有文件"),
				arg_bytes(LIBRARY_PLAYBOOK)));
	q->sum += size;
	if (q->sum > QUARANTINE_SUM || q->seen.count > QUARANTINE_OBJECTS)
		return refuse(err, REFUSE_IMPORT_LARGE, where,
			WITH(arg_bytes(QUARANTINE_SUM),
				arg_count(QUARANTINE_OBJECTS)));
	return git_read(out, q->odb, id, type, err);
}

/* ---- which commits are new ---- */

struct parents {
	git_oid tree, id[PARENTS_MAX];
	size_t count;
};

/* False if these are not the bytes of a commit. */
static bool
parents_read(struct parents *out, git_odb_object *raw)
{
	const char *at = git_odb_object_data(raw);
	struct commit_view v;

	if (!commit_parse(&v, at, git_odb_object_size(raw)))
		return false;
	out->tree = v.tree;
	out->count = 0;
	at = strchr(at, '\n') + 1;
	for (; strncmp(at, "parent ", 7) == 0; at = strchr(at, '\n') + 1)
		if (out->count == PARENTS_MAX ||
			git_oid_fromstrn(&out->id[out->count++], at + 7,
				GIT_OID_HEXSZ) < 0)
			return false;
	return true;
}

static enum err_code
quarantine_damaged(struct err *err)
{
	return refuse_as(err, ERR_INVALID, REFUSE_DAMAGED, "",
		WITH(ARG_BOTH("a commit", "提交")));
}

/* All commits in force, from our own library. */
static enum err_code
walk_old(struct quarantine *q, struct err *err)
{
	git_revwalk *revs = NULL;
	enum err_code rc = ERR_OK;
	git_oid id;

	if (git_revwalk_new(&revs, q->library) < 0 ||
		git_revwalk_push(revs, &q->accepted) < 0)
		rc = git_fault(err, ERR_CORRUPT, REFUSE_READ, "objects");
	while (rc == ERR_OK && git_revwalk_next(&id, revs) == 0)
		oids_add(&q->old, &id, 0);
	git_revwalk_free(revs);
	return rc;
}

/* Adds what is new among these; true if one of them is the head in force. */
static bool
walk_add(struct quarantine *q, const struct parents *p)
{
	bool meets = false;

	for (size_t n = 0; n < p->count; n++) {
		meets = meets || git_oid_equal(&p->id[n], &q->accepted);
		if (oids_get(&q->old, &p->id[n]) != NULL ||
			oids_get(&q->seen, &p->id[n]) != NULL)
			continue;
		oids_add(&q->seen, &p->id[n], 0);
		*MEM_ADD(q->commits, q->count) = p->id[n];
	}
	return meets;
}

static enum err_code
walk_new(bool *meets, struct quarantine *q, const char *from, struct err *err)
{
	struct parents p = { .id = { q->tip }, .count = 1 };
	enum err_code rc = ERR_OK;

	*meets = walk_add(q, &p);
	for (size_t at = 0; rc == ERR_OK && at < q->count; at++) {
		git_odb_object *raw;
		git_oid id = q->commits[at];

		if (q->count > QUARANTINE_COMMITS)
			return refuse(err, REFUSE_IMPORT_COMMITS, from,
				WITH(arg_count(QUARANTINE_COMMITS)));
		rc = quarantine_object(
			&raw, q, &id, GIT_OBJECT_COMMIT, from, err);
		if (rc != ERR_OK)
			return rc;
		if (parents_read(&p, raw))
			*meets = walk_add(q, &p) || *meets;
		else
			rc = quarantine_damaged(err);
		git_odb_object_free(raw);
	}
	return rc;
}

enum err_code
quarantine_walk(struct quarantine *q, const char *from, struct err *err)
{
	char hex[RECORD_COMMIT];
	bool meets = false;
	enum err_code rc = walk_old(q, err);

	if (rc == ERR_OK)
		rc = walk_new(&meets, q, from, err);
	if (rc != ERR_OK || meets)
		return rc;
	git_oid_tostr(hex, sizeof(hex), &q->accepted);
	return refuse(err, REFUSE_DESCENT, from, WITH(arg_word(hex)));
}

/* ---- what they hold ---- */

static enum err_code
judge_bytes(struct quarantine *q, const char *where, const char *text,
	size_t len, struct err *err)
{
	if (memchr(text, '\0', len) != NULL || !text_is_valid(text, len))
		return refuse(err, REFUSE_NO_TEXT, where, WITH_NONE);
	return q->judge->text(q->judge->ctx, where, text, len, err);
}

static enum err_code judge_tree(struct quarantine *q, const git_oid *id,
	const char *front, int depth, struct err *err);

static enum err_code
judge_blob(struct quarantine *q, const git_oid *id, const char *path,
	struct err *err)
{
	git_odb_object *raw;
	enum err_code rc =
		quarantine_object(&raw, q, id, GIT_OBJECT_BLOB, path, err);

	if (rc != ERR_OK)
		return rc;
	rc = judge_bytes(q, path, git_odb_object_data(raw),
		git_odb_object_size(raw), err);
	git_odb_object_free(raw);
	return rc;
}

static enum err_code
judge_item(struct quarantine *q, const struct git_item *item, const char *front,
	int depth, struct err *err)
{
	char path[PATH_ROOM];
	enum err_code rc;

	/* the name first: until it is judged it is not repeated */
	rc = judge_bytes(q, "", item->name, strlen(item->name), err);
	if (rc != ERR_OK)
		return rc;
	if (!fixed_try_format(path, sizeof(path), "%s%s%s", front,
		    *front ? "/" : "", item->name))
		return refuse(err, REFUSE_TOO_LARGE, front,
			WITH(ARG_BOTH("a file name", "文件名"),
				arg_bytes(PATH_ROOM)));
	rc = judge_bytes(q, "", path, strlen(path), err);
	if (rc != ERR_OK)
		return rc;
	if (item->mode == GIT_MODE_FOLDER)
		return judge_tree(q, &item->id, path, depth + 1, err);
	if ((item->mode & 0170000) != 0100000)
		return refuse(err, REFUSE_LIBRARY_KINDS, path, WITH_NONE);
	if (oids_get(&q->old, &item->id) != NULL ||
		oids_get(&q->seen, &item->id) != NULL)
		return ERR_OK;
	oids_add(&q->seen, &item->id, 0);
	return judge_blob(q, &item->id, path, err);
}

static enum err_code
judge_tree(struct quarantine *q, const git_oid *id, const char *front,
	int depth, struct err *err)
{
	git_odb_object *raw;
	struct git_items it;
	struct git_item item;
	enum err_code rc = ERR_OK;
	int more = 0;

	if (oids_get(&q->old, id) != NULL || oids_get(&q->seen, id) != NULL)
		return ERR_OK;
	if (depth > DEPTH_MAX)
		return refuse(err, REFUSE_LIBRARY_DEEP, front,
			WITH(arg_count(DEPTH_MAX)));
	oids_add(&q->seen, id, 0);
	rc = quarantine_object(&raw, q, id, GIT_OBJECT_TREE, front, err);
	if (rc != ERR_OK)
		return rc;
	git_items_init(&it, git_odb_object_data(raw), git_odb_object_size(raw));
	while (rc == ERR_OK && (more = git_items_next(&item, &it)) > 0)
		rc = judge_item(q, &item, front, depth, err);
	if (rc == ERR_OK && more < 0)
		rc = refuse_as(err, ERR_INVALID, REFUSE_DAMAGED, front,
			WITH(ARG_BOTH("a tree", "目录树")));
	git_odb_object_free(raw);
	return rc;
}

/* " 1785292800 +0800" and the line's end */
static bool
is_time(const char *at, size_t len)
{
	size_t n = 1;

	if (len < 9 || at[0] != ' ')
		return false;
	n += strspn(at + 1, "0123456789");
	return n > 1 && n <= 12 && len == n + 6 && at[n] == ' ' &&
		(at[n + 1] == '+' || at[n + 1] == '-') &&
		strspn(at + n + 2, "0123456789") >= 4;
}

/* A person's line without its time, which is digits beside digits. */
static size_t
who_len(const char *at, size_t len)
{
	const char *end = memrchr(at, '>', len);
	size_t n = end == NULL ? len : (size_t)(end + 1 - at);

	return is_time(at + n, len - n) ? n : len;
}

static bool
begins(const char *at, size_t len, const char *with)
{
	return len >= strlen(with) && memcmp(at, with, strlen(with)) == 0;
}

/* What of a line of the header is not an id or a time. */
static size_t
header_len(const char *at, size_t len)
{
	if (begins(at, len, "author ") || begins(at, len, "committer "))
		return who_len(at, len);
	if ((begins(at, len, "tree ") && len == 5 + GIT_OID_HEXSZ) ||
		(begins(at, len, "parent ") && len == 7 + GIT_OID_HEXSZ))
		return 0;
	return len;
}

/* Who, signature and any other line, then the message as it is. */
static enum err_code
judge_commit_text(struct quarantine *q, const char *where, const char *text,
	size_t len, struct err *err)
{
	const char *end = text + len;
	enum err_code rc = ERR_OK;

	while (rc == ERR_OK && text < end && *text != '\n') {
		const char *nl = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((nl ? nl : end) - text);

		rc = judge_bytes(q, where, text, header_len(text, n), err);
		text = nl ? nl + 1 : end;
	}
	return rc == ERR_OK
		? judge_bytes(q, where, text, (size_t)(end - text), err)
		: rc;
}

static enum err_code
judge_commit(struct quarantine *q, const git_oid *id, struct err *err)
{
	char where[32] = "commit ";
	struct parents p = { .count = 0 };
	git_odb_object *raw;
	enum err_code rc;

	git_oid_tostr(where + 7, 13, id);
	rc = quarantine_object(&raw, q, id, GIT_OBJECT_COMMIT, where, err);
	if (rc != ERR_OK)
		return rc;
	if (!parents_read(&p, raw))
		rc = quarantine_damaged(err);
	if (rc == ERR_OK)
		rc = judge_commit_text(q, where, git_odb_object_data(raw),
			git_odb_object_size(raw), err);
	git_odb_object_free(raw);
	return rc == ERR_OK ? judge_tree(q, &p.tree, "", 0, err) : rc;
}

/* ---- what is in force already ---- */

static void
know_tree(struct quarantine *q, const git_oid *id, int depth)
{
	git_odb_object *raw;
	struct git_items it;
	struct git_item item;

	if (depth > DEPTH_MAX || oids_get(&q->old, id) != NULL ||
		git_read(&raw, q->here, id, GIT_OBJECT_TREE, NULL) != ERR_OK)
		return;
	oids_add(&q->old, id, 0);
	git_items_init(&it, git_odb_object_data(raw), git_odb_object_size(raw));
	while (git_items_next(&item, &it) > 0)
		if (item.mode == GIT_MODE_FOLDER)
			know_tree(q, &item.id, depth + 1);
		else
			oids_add(&q->old, &item.id, 0);
	git_odb_object_free(raw);
}

/*
 * Only what a commit in force holds is known: the library's folder may have
 * kept objects of what an older version refused.
 */
static enum err_code
know_head(struct quarantine *q, struct err *err)
{
	git_odb_object *raw;
	struct parents p;
	enum err_code rc =
		git_read(&raw, q->here, &q->accepted, GIT_OBJECT_COMMIT, err);

	if (rc != ERR_OK)
		return rc;
	if (parents_read(&p, raw))
		know_tree(q, &p.tree, 0);
	else
		rc = quarantine_damaged(err);
	git_odb_object_free(raw);
	return rc;
}

enum err_code
quarantine_judge(struct quarantine *q, const struct quarantine_judge *judge,
	const struct progress *progress, struct err *err)
{
	enum err_code rc = know_head(q, err);

	q->judge = judge;
	for (size_t n = 0; rc == ERR_OK && n < q->count; n++) {
		rc = progress_tell(progress, PROGRESS_JUDGE, (int64_t)n,
			(int64_t)q->count, err);
		if (rc == ERR_OK)
			rc = judge_commit(q, &q->commits[n], err);
	}
	return rc;
}
