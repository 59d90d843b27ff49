/*
 * Compares trees by skipping what is equal: the cost is that of the change,
 * not of the tree.
 */
#include "record/emit.h"

#include <string.h>

#include "crier/refusal.h"
#include "record/commit.h"

enum { DEPTH_MAX = 24, CHUNK_COMMITS = 4000, CHUNK_BYTES = 64 << 20 };

static bool
emit_wanted(const struct emit *e, const git_oid *id)
{
	return oids_get(&e->pack->have, id) == NULL &&
		(e->only == NULL || oids_get(e->only, id) != NULL) &&
		(e->sent == NULL || oids_get(e->sent, id) == NULL);
}

/* The pack that holds an object, if it is one of those to copy from. */
static const struct packed *
part_of(uint32_t *position, const struct emit *e, const git_oid *id)
{
	const uint64_t *at = e->part == NULL ? NULL : oids_get(e->only, id);

	if (at == NULL)
		return NULL;
	*position = (uint32_t)*at;
	return &e->part[*at >> 32];
}

/* The database to read an object from. */
static git_odb *
source(const struct emit *e, const git_oid *id)
{
	uint32_t position;
	const struct packed *part = part_of(&position, e, id);

	if (part == NULL && e->packs != NULL)
		part = packs_find(&position, e->packs, id);
	return part != NULL ? part->odb : e->from;
}

/* Copies an object as it lies; false if it has to be made anew. */
static bool
copied(const struct emit *e, const git_oid *id)
{
	uint32_t position;
	const struct packed *part = part_of(&position, e, id);
	struct packed_object object;

	return part != NULL && packed_object(&object, part, position) &&
		pack_copy(e->pack, id, &object);
}

/* The same of an object that was read, where it may lie otherwise than its id
 * says. */
static bool
copied_proven(const struct emit *e, const git_oid *id, git_odb_object *raw,
	const struct pack_base *base)
{
	const struct packed *part = NULL;
	struct packed_object object;
	uint32_t position;

	if (e->packs != NULL)
		part = packs_find(&position, e->packs, id);
	if (part == NULL || !packed_unproven(&object, part, position) ||
		object.delta != (base != NULL) ||
		(!object.delta && object.type != git_odb_object_type(raw)))
		return false;
	return pack_copy_proven(e->pack, id, &object, git_odb_object_data(raw),
		git_odb_object_size(raw), base);
}

/* Packs are joined by others meanwhile, and the whole database sees that. */
static bool
may_lie_elsewhere(const struct emit *e, const git_odb *odb)
{
	return e->packs != NULL && odb != e->from;
}

enum err_code
emit_read(git_odb_object **out, const struct emit *e, const git_oid *id,
	git_object_t type, struct err *err)
{
	git_odb *odb = source(e, id);
	enum err_code rc = git_read(out, odb, id, type, err);

	return rc != ERR_OK && may_lie_elsewhere(e, odb)
		? git_read(out, e->from, id, type, err)
		: rc;
}

static enum err_code
emit_read_tree(git_odb_object **out, const struct emit *e, const git_oid *id,
	struct err *err)
{
	git_odb *odb = source(e, id);
	enum err_code rc = git_trees_read(out, e->trees, odb, id, err);

	return rc != ERR_OK && may_lie_elsewhere(e, odb)
		? git_trees_read(out, e->trees, e->from, id, err)
		: rc;
}

static enum err_code
emit_blob(const struct emit *e, const git_oid *id, struct err *err)
{
	git_odb_object *raw;
	enum err_code rc;

	if (!emit_wanted(e, id) || copied(e, id))
		return ERR_OK;
	rc = emit_read(&raw, e, id, GIT_OBJECT_BLOB, err);
	if (rc != ERR_OK)
		return rc;
	if (!copied_proven(e, id, raw, NULL))
		pack_add_as(e->pack, id, GIT_OBJECT_BLOB,
			git_odb_object_data(raw), git_odb_object_size(raw),
			NULL);
	git_odb_object_free(raw);
	return ERR_OK;
}

/*
 * A folder is best as the delta that it is already, next as one to the same
 * folder a commit earlier, then as it lies.
 */
static void
add_tree(const struct emit *e, const git_oid *id, git_odb_object *is,
	const git_oid *old, git_odb_object *was)
{
	const void *data = git_odb_object_data(is);
	size_t len = git_odb_object_size(is);
	uint32_t position;
	const struct packed *part = part_of(&position, e, id);
	struct packed_object object;
	bool lies = part != NULL && packed_object(&object, part, position);
	struct pack_base base = { .data = NULL };

	if (lies && object.delta && pack_copy(e->pack, id, &object))
		return;
	if (was != NULL) {
		base = (struct pack_base){ *old, git_odb_object_data(was),
			git_odb_object_size(was) };
		if (copied_proven(e, id, is, &base) ||
			pack_add_delta(e->pack, id, data, len, &base))
			return;
	}
	if (!(lies && pack_copy(e->pack, id, &object)) &&
		!copied_proven(e, id, is, NULL))
		pack_add_as(e->pack, id, GIT_OBJECT_TREE, data, len, NULL);
}

static enum err_code emit_tree(const struct emit *e, const git_oid *old,
	const git_oid *id, int depth, struct err *err);

static enum err_code
emit_items(const struct emit *e, git_odb_object *was, git_odb_object *is,
	int depth, struct err *err)
{
	struct git_items a = { NULL, 0 }, b;
	struct git_item old, item;
	bool held = false;
	enum err_code rc = ERR_OK;
	int more;

	if (was != NULL)
		git_items_init(
			&a, git_odb_object_data(was), git_odb_object_size(was));
	git_items_init(&b, git_odb_object_data(is), git_odb_object_size(is));
	while (rc == ERR_OK && (more = git_items_next(&item, &b)) > 0) {
		bool same = git_items_twin(&old, &a, &held, &item);

		if (same && git_oid_equal(&old.id, &item.id))
			continue;
		if (item.mode == GIT_MODE_FOLDER)
			rc = emit_tree(e, same ? &old.id : NULL, &item.id,
				depth + 1, err);
		else if ((item.mode & 0170000) != 0160000)
			rc = emit_blob(e, &item.id, err);
	}
	if (rc == ERR_OK && more < 0)
		rc = refuse(err, REFUSE_DAMAGED, "",
			WITH(ARG_BOTH("a tree", "目录树")));
	return rc;
}

static enum err_code
emit_tree(const struct emit *e, const git_oid *old, const git_oid *id,
	int depth, struct err *err)
{
	git_odb_object *was = NULL, *is = NULL;
	enum err_code rc;

	if (oids_get(&e->pack->have, id) != NULL)
		return ERR_OK;
	if (depth > DEPTH_MAX)
		return refuse(err, REFUSE_RECORD_BAD, "",
			WITH(ARG_BOTH("a tree is nested too deep",
				"目录树嵌套过深")));
	rc = emit_read_tree(&is, e, id, err);
	if (rc == ERR_OK && old != NULL)
		rc = emit_read_tree(&was, e, old, err);
	if (rc == ERR_OK)
		rc = emit_items(e, was, is, depth, err);
	if (rc == ERR_OK && emit_wanted(e, id))
		add_tree(e, id, is, old, was);
	git_odb_object_free(was);
	git_odb_object_free(is);
	return rc;
}

static enum err_code
tree_of(git_oid *out, const struct emit *e, const git_oid *commit,
	struct err *err)
{
	struct commit_view v;
	git_odb_object *raw;
	enum err_code rc = emit_read(&raw, e, commit, GIT_OBJECT_COMMIT, err);

	if (rc != ERR_OK)
		return rc;
	if (commit_parse(
		    &v, git_odb_object_data(raw), git_odb_object_size(raw)))
		*out = v.tree;
	else
		rc = refuse(err, REFUSE_DAMAGED, "",
			WITH(ARG_BOTH("a commit", "提交")));
	git_odb_object_free(raw);
	return rc;
}

enum err_code
emit_commit(const struct emit *e, const git_oid *commit, struct err *err)
{
	struct commit_view v;
	git_odb_object *raw;
	git_oid before;
	enum err_code rc = emit_read(&raw, e, commit, GIT_OBJECT_COMMIT, err);

	if (rc != ERR_OK)
		return rc;
	if (!commit_parse(
		    &v, git_odb_object_data(raw), git_odb_object_size(raw)))
		rc = refuse(err, REFUSE_DAMAGED, "",
			WITH(ARG_BOTH("a commit", "提交")));
	if (rc == ERR_OK && v.has_parent)
		rc = tree_of(&before, e, &v.parent, err);
	if (rc == ERR_OK)
		rc = emit_tree(
			e, v.has_parent ? &before : NULL, &v.tree, 0, err);
	if (rc == ERR_OK && emit_wanted(e, commit) && !copied(e, commit) &&
		!copied_proven(e, commit, raw, NULL))
		pack_add_as(e->pack, commit, GIT_OBJECT_COMMIT,
			git_odb_object_data(raw), git_odb_object_size(raw),
			NULL);
	git_odb_object_free(raw);
	return rc;
}

enum err_code
emit_object(const struct emit *e, const git_oid *id, struct err *err)
{
	git_odb_object *raw = NULL;

	if (!emit_wanted(e, id) || copied(e, id))
		return ERR_OK;
	if (git_odb_read(&raw, e->from, id) < 0)
		return git_fault(err, ERR_CORRUPT, REFUSE_READ, "objects");
	pack_add_as(e->pack, id, git_odb_object_type(raw),
		git_odb_object_data(raw), git_odb_object_size(raw), NULL);
	git_odb_object_free(raw);
	return ERR_OK;
}

static enum err_code
emit_store(const struct emit *e, const struct emit_sink *sink, struct err *err)
{
	enum err_code rc = sink->store(sink->ctx, e->pack, err);

	for (size_t n = 0; rc == ERR_OK && sink->sent && n < e->pack->count;
		n++)
		oids_add(sink->sent, &e->pack->item[n].id, 0);
	pack_reset(e->pack);
	return rc;
}

static enum err_code
emit_walk(const struct emit *e, git_revwalk *revs, const struct emit_sink *sink,
	int64_t total, struct err *err)
{
	enum err_code rc = ERR_OK;
	int64_t done = 0;
	int commits = 0;
	git_oid id;

	while (rc == ERR_OK && git_revwalk_next(&id, revs) == 0) {
		rc = progress_tell(
			sink->progress, PROGRESS_COPY, done++, total, err);
		if (rc == ERR_OK)
			rc = emit_commit(e, &id, err);
		if (rc == ERR_OK &&
			(++commits == CHUNK_COMMITS ||
				e->pack->out.len > CHUNK_BYTES)) {
			rc = emit_store(e, sink, err);
			commits = 0;
		}
	}
	return rc == ERR_OK ? emit_store(e, sink, err) : rc;
}

/* From `tip` to where `have` reaches. */
static bool
emit_range(git_revwalk **revs, git_repository *from, const git_oid *tip,
	const git_oid *have)
{
	return git_revwalk_new(revs, from) == 0 &&
		git_revwalk_push(*revs, tip) == 0 &&
		(have == NULL || git_revwalk_hide(*revs, have) == 0);
}

/* How many commits those are; only who is told needs to know. */
static enum err_code
emit_count(int64_t *out, const struct emit_sink *sink, git_repository *from,
	const git_oid *tip, const git_oid *have, struct err *err)
{
	git_revwalk *revs = NULL;
	enum err_code rc = ERR_OK;
	git_oid id;

	*out = 0;
	if (sink->progress != NULL && emit_range(&revs, from, tip, have))
		while (rc == ERR_OK && git_revwalk_next(&id, revs) == 0) {
			++*out;
			rc = progress_tell(
				sink->progress, PROGRESS_COPY, 0, 0, err);
		}
	git_revwalk_free(revs);
	return rc;
}

enum err_code
emit_history(const struct emit_sink *sink, git_repository *from,
	const git_oid *tip, const git_oid *have, struct err *err)
{
	git_revwalk *revs = NULL;
	git_odb *odb = NULL;
	struct pack pack;
	struct git_trees trees = { .raw = { NULL } };
	struct emit e = { .pack = &pack, .trees = &trees, .sent = sink->sent };
	struct packs packs;
	int64_t total;
	enum err_code rc = emit_count(&total, sink, from, tip, have, err);

	if (rc != ERR_OK)
		return rc;
	/* for what is new since `have` that would be long work */
	if (have == NULL) {
		packs_open(&packs, from);
		e.packs = &packs;
	}
	if (git_repository_odb(&odb, from) < 0 ||
		!emit_range(&revs, from, tip, have) ||
		git_revwalk_sorting(
			revs, GIT_SORT_TOPOLOGICAL | GIT_SORT_REVERSE) < 0) {
		rc = git_fault(err, ERR_CORRUPT, REFUSE_READ, "objects");
	} else {
		e.from = odb;
		pack_init(&pack);
		rc = emit_walk(&e, revs, sink, total, err);
		pack_release(&pack);
		git_trees_release(&trees);
	}
	if (e.packs != NULL)
		packs_close(&packs);
	git_revwalk_free(revs);
	git_odb_free(odb);
	return rc;
}

static enum err_code
store_pack(void *ctx, struct pack *p, struct err *err)
{
	return pack_store(NULL, p, ctx, err);
}

enum err_code
emit_transfer(git_repository *to, git_repository *from, const git_oid *tip,
	const git_oid *have, const struct progress *progress, struct err *err)
{
	struct emit_sink sink = {
		.store = store_pack, .ctx = to, .progress = progress
	};

	return emit_history(&sink, from, tip, have, err);
}
