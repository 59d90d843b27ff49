/*
 * The writing side: acts to commits, a batch at a time. The order of writing
 * makes it safe to die anywhere: objects, then one pack, then the branch.
 */
#include "record/record.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/entry.h"
#include "record/commit.h"
#include "record/git.h"
#include "record/internal.h"
#include "record/pack.h"
#include "record/project.h"
#include "record/tree.h"

enum {
	MESSAGE_MAX = 4096,
	COMMIT_MAX = 1 << 16,
	PACK_ENOUGH = 256 << 20 /* a batch ends here: a pack has 1 GiB */
};

/* The act whose entries are being read. */
struct act_lines {
	struct commit_trailers trailers;
	int entries;
	int64_t time;
	char by[sizeof(((struct entry *)0)->by)];
	char summary[PROJECT_LINE];
};

/* ---- the projection's view of the tree ---- */

static bool
io_read(void *ctx, const char *path, struct buf *out)
{
	struct record *r = ctx;
	enum err_code rc;

	if (r->io_rc != ERR_OK)
		return false;
	rc = tree_get(out, r->tree, path, &r->io_err);
	if (rc != ERR_OK && rc != ERR_NOT_FOUND)
		r->io_rc = rc;
	return rc == ERR_OK;
}

static void
io_write(void *ctx, const char *path, const void *data, size_t len)
{
	struct record *r = ctx;
	/* the few files that are read back */
	bool keep = strncmp(path, "station/", 8) == 0;

	if (r->io_rc == ERR_OK)
		r->io_rc = tree_put(
			r->tree, &r->pack, path, data, len, keep, &r->io_err);
}

static struct project_io
io_of(struct record *r)
{
	return (struct project_io){ r, io_read, io_write };
}

static enum err_code
io_result(const struct record *r, struct err *err)
{
	if (r->io_rc != ERR_OK && err != NULL)
		*err = r->io_err;
	return r->io_rc;
}

/* Back to the head: what a failed batch left in memory is dropped. */
static void
rewind_to_head(struct record *r)
{
	struct project_io io = io_of(r);

	r->io_rc = ERR_OK;
	pack_reset(&r->pack);
	tree_reset(r->tree, r->has_tip ? &r->root : NULL);
	project_resume(&r->project, &io);
}

/* ---- one act ---- */

static void
group_start(struct act_lines *g, const struct entry *e)
{
	g->trailers.first = e->seq;
	memcpy(g->trailers.act, e->act, sizeof(g->trailers.act));
	g->entries = 0;
	g->time = e->time;
	memcpy(g->by, e->by, sizeof(g->by));
	project_summary(g->summary, e);
}

/* An act's entries share its id; what has no id stands alone. */
static bool
group_takes(const struct act_lines *g, const struct entry *e)
{
	return g->entries > 0 && e->act[0] != '\0' &&
		strcmp(g->trailers.act, e->act) == 0;
}

static void
group_add(struct act_lines *g, const struct entry *e, const char *hash)
{
	g->trailers.last = e->seq;
	memcpy(g->trailers.ledger, hash, HASH_HEX);
	g->entries++;
}

static void
make_commit(struct record *r, struct batch *b, const struct act_lines *g)
{
	struct project_io io = io_of(r);
	char name[PROJECT_LINE], line[PROJECT_LINE + 32];
	struct commit_parts parts = { .parent = b->tip,
		.has_parent = b->has_tip,
		.author = { name, g->by },
		.committer = { r->project.unit, "station" },
		.time = g->time,
		.zone = r->project.zone };
	struct buf text, raw;

	buf_init(&text, MESSAGE_MAX);
	buf_init(&raw, COMMIT_MAX);
	project_name(name, &r->project, &io, g->by);
	FIXED_SET(line, g->summary);
	if (g->entries > 1)
		fixed_format(line, sizeof(line), "%s (+%d)", g->summary,
			g->entries - 1);
	commit_message(&text, line, &g->trailers);
	parts.text = text.data;
	tree_write(&parts.tree, r->tree, &r->pack);
	commit_format(&raw, &parts, &r->key);
	pack_add(&b->tip, &r->pack, GIT_OBJECT_COMMIT, raw.data, raw.len, NULL);
	b->root = parts.tree;
	b->has_tip = true;
	b->head.seq = g->trailers.last;
	b->head.time = g->time / 1000 * 1000;
	memcpy(b->head.ledger, g->trailers.ledger, HASH_HEX);
	git_oid_tostr(b->head.commit, sizeof(b->head.commit), &b->tip);
	b->acts++;
	buf_release(&raw);
	buf_release(&text);
}

/* ---- reading the source ---- */

static enum err_code
disagree(struct err *err, int64_t seq, struct arg what)
{
	char where[48];

	fixed_format(where, sizeof(where), "entry %lld", (long long)seq);
	return refuse(err, REFUSE_DISAGREE, where, WITH(what));
}

/* The last entry that the record has must be in the source, and the same. */
static enum err_code
check_meeting(
	struct record *r, const struct record_source *source, struct err *err)
{
	char hash[HASH_HEX];
	const char *line;
	enum err_code rc;
	size_t len;

	if (r->met || r->head.seq == 0)
		return ERR_OK;
	rc = source->seek(source->ctx, r->head.seq, err);
	if (rc == ERR_OK)
		rc = source->next(source->ctx, &line, &len, err);
	if (rc != ERR_OK)
		return rc;
	if (line == NULL)
		return disagree(err, r->head.seq,
			ARG_BOTH("the record has entries that the ledger has "
				 "not",
				"档案库有台账所没有的条目"));
	hash_hex(hash, line, len);
	if (strcmp(hash, r->head.ledger) != 0)
		return disagree(err, r->head.seq,
			ARG_BOTH(
				"ledger and record have different entries here",
				"台账与档案库在此处的条目不同"));
	r->met = true;
	return ERR_OK;
}

static enum err_code
check_next(
	const struct entry *e, int64_t seq, const char *prev, struct err *err)
{
	if (e->seq != seq)
		return disagree(err, seq,
			ARG_BOTH("the ledger has a hole here",
				"台账在此处中断"));
	if (strcmp(e->prev, prev) != 0)
		return disagree(err, seq,
			ARG_BOTH("this entry does not name the hash of the one "
				 "before",
				"该条目所记校验码与前一条不符"));
	return ERR_OK;
}

/* Takes one line into the batch; *full when it belongs to the next one. */
static enum err_code
record_take_line(bool *full, struct record *r, struct batch *b,
	struct act_lines *g, const char *line, size_t len, struct err *err)
{
	struct project_io io = io_of(r);
	struct entry e;
	enum err_code rc = entry_parse(&e, line, len, err);

	if (rc != ERR_OK)
		return disagree(err, b->seq + 1,
			ARG_BOTH("this line is no entry", "该行不是条目"));
	rc = check_next(&e, b->seq + 1, b->hash, err);
	if (rc != ERR_OK)
		goto out;
	if (!group_takes(g, &e)) {
		if (g->entries > 0)
			make_commit(r, b, g);
		g->entries = 0;
		*full = b->acts == b->max ||
			(b->acts > 0 && r->pack.out.len > PACK_ENOUGH);
		if (*full)
			goto out;
		group_start(g, &e);
	}
	hash_hex(b->hash, line, len);
	b->seq = e.seq;
	project_entry(&r->project, &io, &e, line, len);
	group_add(g, &e, b->hash);
	rc = io_result(r, err);
out:
	entry_release(&e);
	return rc;
}

static enum err_code
read_batch(struct record *r, struct batch *b, const struct record_source *src,
	struct err *err)
{
	struct act_lines g = { .entries = 0 };
	enum err_code rc = src->seek(src->ctx, b->seq + 1, err);
	bool full = false;
	const char *line;
	size_t len;

	while (rc == ERR_OK && !full) {
		rc = src->next(src->ctx, &line, &len, err);
		if (rc != ERR_OK || line == NULL)
			break;
		rc = record_take_line(&full, r, b, &g, line, len, err);
	}
	if (rc == ERR_OK && g.entries > 0)
		make_commit(r, b, &g);
	return rc != ERR_OK ? rc : io_result(r, err);
}

/* ---- public ---- */

static enum err_code
move_branch(struct record *r, const struct batch *b, struct err *err)
{
	git_reference *ref = NULL;
	int rc = git_reference_create_matching(&ref, r->repo, GIT_BRANCH,
		&b->tip, 1, r->has_tip ? &r->tip : NULL, NULL);

	git_reference_free(ref);
	if (rc == GIT_ELOCKED)
		return refuse(err, REFUSE_PLACE_LOCK, r->path,
			WITH(arg_path(GIT_BRANCH ".lock")));
	if (rc < 0)
		return git_fault(err, ERR_IO, REFUSE_WRITE, r->path);
	r->tip = b->tip;
	r->root = b->root;
	r->has_tip = true;
	r->head = b->head;
	return ERR_OK;
}

enum err_code
record_catch_up(int *acts, struct record *r, const struct record_source *source,
	int max_acts, struct err *err)
{
	struct batch b;
	enum err_code rc = record_attach(r, err);

	*acts = 0;
	if (rc == ERR_OK)
		rc = check_meeting(r, source, err);
	if (rc != ERR_OK || max_acts < 1)
		return rc;
	b = (struct batch){ .tip = r->tip,
		.root = r->root,
		.has_tip = r->has_tip,
		.head = r->head,
		.seq = r->head.seq,
		.max = max_acts < RECORD_BATCH ? max_acts : RECORD_BATCH };
	memcpy(b.hash, r->has_tip ? r->head.ledger : ENTRY_NO_PREV, HASH_HEX);
	rc = read_batch(r, &b, source, err);
	if (rc == ERR_OK && b.acts > 0)
		rc = pack_store(NULL, &r->pack, r->repo, err);
	if (rc == ERR_OK && b.acts > 0)
		rc = move_branch(r, &b, err);
	if (rc != ERR_OK) {
		rewind_to_head(r);
		return rc;
	}
	pack_reset(&r->pack);
	tree_trim(r->tree);
	*acts = b.acts;
	return ERR_OK;
}

enum err_code
record_init(const char *path, struct err *err)
{
	return git_make(path, err);
}

/*
 * A file being written, an index whose pack was never linked, or a pack that
 * was being dropped: its index goes first.
 */
static bool
is_rest(int dir, const char *name)
{
	static const char *const pair[][2] = { { ".idx", ".pack" },
		{ ".pack", ".idx" } };
	size_t len = strlen(name);
	char other[80];

	/* the first is of versions that left the writing to libgit2 */
	if (strncmp(name, "pack_git2_", 10) == 0 ||
		strncmp(name, "tmp_pack_", 9) == 0)
		return true;
	for (size_t i = 0; i < 2 && len <= 70; i++) {
		size_t end = strlen(pair[i][0]);

		if (len <= end || strcmp(name + len - end, pair[i][0]) != 0)
			continue;
		fixed_format(other, sizeof(other), "%.*s%s", (int)(len - end),
			name, pair[i][1]);
		return faccessat(dir, other, F_OK, 0) < 0 && errno == ENOENT;
	}
	return false;
}

/*
 * What a killed writer left: the branch's lock and unfinished packs. Only the
 * writer opens a record here, and the station's lock lets one write.
 */
static void
record_sweep(const char *path)
{
	char *dir = mem_printf("%s/objects/pack", path);
	struct dirent *item;
	DIR *d = opendir(dir);

	git_unlock(path);
	while (d != NULL && (item = readdir(d)) != NULL)
		if (is_rest(dirfd(d), item->d_name))
			(void)unlinkat(dirfd(d), item->d_name, 0);
	if (d != NULL)
		closedir(d);
	free(dir);
}

enum err_code
record_load_head(struct record_head *out, git_oid *root, git_odb *odb,
	const git_oid *tip, struct err *err)
{
	struct commit_trailers t;
	struct commit_view v;
	git_odb_object *raw;
	enum err_code rc = git_read(&raw, odb, tip, GIT_OBJECT_COMMIT, err);

	if (rc != ERR_OK)
		return rc;
	memset(out, 0, sizeof(*out));
	git_oid_tostr(out->commit, sizeof(out->commit), tip);
	if (!commit_parse(
		    &v, git_odb_object_data(raw), git_odb_object_size(raw)) ||
		!commit_trailers(&t, &v)) {
		rc = refuse(err, REFUSE_HISTORY, out->commit,
			WITH(ARG_BOTH("this commit does not say which entries "
				      "it covers",
				"该提交未说明涵盖哪些条目")));
	} else {
		out->seq = t.last;
		out->time = v.time;
		memcpy(out->ledger, t.ledger, sizeof(out->ledger));
		*root = v.tree;
	}
	git_odb_object_free(raw);
	return rc;
}

static enum err_code
attach_repository(struct record *r, struct err *err)
{
	enum err_code rc = git_open(&r->repo, r->path, err);

	if (rc != ERR_OK)
		return rc;
	if (git_repository_odb(&r->odb, r->repo) < 0)
		return git_fault(err, ERR_IO, REFUSE_READ, r->path);
	r->has_tip = git_main_tip(&r->tip, r->repo);
	if (r->has_tip)
		rc = record_load_head(&r->head, &r->root, r->odb, &r->tip, err);
	if (rc != ERR_OK)
		return rc;
	r->tree = tree_new(r->odb);
	rewind_to_head(r);
	return io_result(r, err);
}

/* Opens the repository behind r, if it is not, and stands at its head. */
enum err_code
record_attach(struct record *r, struct err *err)
{
	enum err_code rc;

	if (r->repo != NULL)
		return ERR_OK;
	rc = attach_repository(r, err);
	if (rc != ERR_OK)
		record_detach(r);
	return rc;
}

void
record_detach(struct record *r)
{
	tree_free(r->tree);
	r->tree = NULL;
	git_odb_free(r->odb);
	r->odb = NULL;
	git_repository_free(r->repo);
	r->repo = NULL;
}

enum err_code
record_open(struct record **out, const char *path, const struct sshsig_key *key,
	struct err *err)
{
	struct record *r = mem_new(sizeof(*r));
	enum err_code rc;

	r->path = mem_strdup(path);
	r->key = *key;
	pack_init(&r->pack);
	record_sweep(path);
	rc = record_attach(r, err);
	if (rc != ERR_OK)
		record_close(r);
	else
		*out = r;
	return rc;
}

void
record_close(struct record *r)
{
	if (r == NULL)
		return;
	record_detach(r);
	pack_release(&r->pack);
	sshsig_key_release(&r->key);
	free(r->path);
	free(r);
}

void
record_head(struct record_head *out, const struct record *r)
{
	*out = r->head;
}
