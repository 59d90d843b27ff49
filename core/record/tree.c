/*
 * Nodes with their children in git's order. `raw` is the node's bytes as last
 * written or read: a folder's are the base for its next delta.
 */
#include "record/tree.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "crier/refusal.h"

enum {
	NODES_MAX = 60000, /* kept in memory between packs */
	NAME_MAX_BYTES = 255
};

struct node {
	char *name;
	bool folder;
	bool loaded; /* children are those of id */
	bool dirty; /* a folder whose id is not computed yet */
	bool stored; /* has an id: was written or read */
	git_oid id;
	struct node **child;
	size_t count;
	void *raw;
	size_t raw_len;
};

struct tree {
	git_odb *odb;
	struct node *root;
	size_t nodes;
};

static struct node *
tree_node_new(struct tree *t, const char *name, size_t len, bool folder)
{
	struct node *n = mem_new(sizeof(*n));

	n->name = mem_strndup(name, len);
	n->folder = folder;
	t->nodes++;
	return n;
}

static void
node_free(struct tree *t, struct node *n)
{
	if (n == NULL)
		return;
	for (size_t i = 0; i < n->count; i++)
		node_free(t, n->child[i]);
	free(n->child);
	free(n->raw);
	free(n->name);
	free(n);
	t->nodes--;
}

struct tree *
tree_new(git_odb *odb)
{
	struct tree *t = mem_new(sizeof(*t));

	t->odb = odb;
	tree_reset(t, NULL);
	return t;
}

void
tree_free(struct tree *t)
{
	if (t == NULL)
		return;
	node_free(t, t->root);
	free(t);
}

void
tree_reset(struct tree *t, const git_oid *root)
{
	node_free(t, t->root);
	t->root = tree_node_new(t, "", 0, true);
	if (root == NULL) {
		t->root->loaded = true;
		t->root->dirty = true;
	} else {
		t->root->id = *root;
		t->root->stored = true;
	}
}

void
tree_trim(struct tree *t)
{
	git_oid root = t->root->id;

	assert(!t->root->dirty);
	if (t->nodes > NODES_MAX)
		tree_reset(t, &root);
}

static void
set_raw(struct node *n, const void *data, size_t len)
{
	n->raw = mem_grow(n->raw, len + 1);
	memcpy(n->raw, data, len);
	n->raw_len = len;
}

/* Where a name is, or where it would go. */
static bool
slot(size_t *out, const struct node *n, const char *name, bool folder)
{
	size_t lo = 0, hi = n->count;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		int d = git_item_order(n->child[mid]->name,
			n->child[mid]->folder, name, folder);

		if (d == 0) {
			*out = mid;
			return true;
		}
		if (d < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	*out = lo;
	return false;
}

static void
insert(struct node *n, size_t at, struct node *child)
{
	(void)MEM_ADD(n->child, n->count);
	memmove(n->child + at + 1, n->child + at,
		(n->count - 1 - at) * sizeof(struct node *));
	n->child[at] = child;
}

static enum err_code
tree_load(struct tree *t, struct node *n, struct err *err)
{
	git_odb_object *raw;
	struct git_items it;
	struct git_item item;
	enum err_code rc;
	int more;

	if (n->loaded)
		return ERR_OK;
	rc = git_read(&raw, t->odb, &n->id, GIT_OBJECT_TREE, err);
	if (rc != ERR_OK)
		return rc;
	set_raw(n, git_odb_object_data(raw), git_odb_object_size(raw));
	git_odb_object_free(raw);
	git_items_init(&it, n->raw, n->raw_len);
	while ((more = git_items_next(&item, &it)) > 0) {
		struct node *c = tree_node_new(t, item.name, strlen(item.name),
			item.mode == GIT_MODE_FOLDER);

		c->id = item.id;
		c->stored = true;
		insert(n, n->count, c);
	}
	if (more < 0)
		return refuse(err, REFUSE_DAMAGED, n->name,
			WITH(ARG_BOTH(
				"a tree of the record", "档案库的目录树")));
	n->loaded = true;
	return ERR_OK;
}

/*
 * The node at a path; with `make` folders and file are made on the way and
 * the folders become dirty.
 */
static enum err_code
tree_reach(struct node **out, struct tree *t, const char *path, bool make,
	struct err *err)
{
	struct node *n = t->root;

	for (;;) {
		size_t len = strcspn(path, "/"), at;
		bool folder = path[len] == '/';
		char name[NAME_MAX_BYTES + 1];
		enum err_code rc = tree_load(t, n, err);

		if (rc != ERR_OK)
			return rc;
		assert(len > 0 && len <= NAME_MAX_BYTES);
		memcpy(name, path, len);
		name[len] = '\0';
		if (!slot(&at, n, name, folder)) {
			struct node *c;

			if (!make)
				return ERR_NOT_FOUND;
			c = tree_node_new(t, name, len, folder);
			c->loaded = folder;
			insert(n, at, c);
		}
		if (make)
			n->dirty = true;
		n = n->child[at];
		if (!folder)
			break;
		path += len + 1;
	}
	*out = n;
	return ERR_OK;
}

enum err_code
tree_put(struct tree *t, struct pack *p, const char *path, const void *data,
	size_t len, bool keep, struct err *err)
{
	struct node *n;
	struct pack_base base;
	enum err_code rc = tree_reach(&n, t, path, true, err);

	if (rc != ERR_OK)
		return rc;
	base = (struct pack_base){ n->id, n->raw, n->raw_len };
	pack_add(&n->id, p, GIT_OBJECT_BLOB, data, len,
		n->raw != NULL ? &base : NULL);
	n->stored = true;
	if (keep)
		set_raw(n, data, len);
	return ERR_OK;
}

enum err_code
tree_get(struct buf *out, struct tree *t, const char *path, struct err *err)
{
	git_odb_object *raw;
	struct node *n;
	enum err_code rc = tree_reach(&n, t, path, false, err);

	if (rc != ERR_OK)
		return rc;
	if (n->raw == NULL) {
		rc = git_read(&raw, t->odb, &n->id, GIT_OBJECT_BLOB, err);
		if (rc != ERR_OK)
			return rc;
		set_raw(n, git_odb_object_data(raw), git_odb_object_size(raw));
		git_odb_object_free(raw);
	}
	if (buf_try_add(out, n->raw, n->raw_len))
		return ERR_OK;
	return refuse(err, REFUSE_TOO_LARGE, path,
		WITH(ARG_BOTH("the file", "文件"), arg_bytes(out->max)));
}

static void
write_node(struct node *n, struct pack *p)
{
	static const char folder_mode[] = "40000", file_mode[] = "100644";
	struct pack_base base = { n->id, n->raw, n->raw_len };
	struct buf b;

	buf_init(&b, (size_t)1 << 28);
	for (size_t i = 0; i < n->count; i++) {
		struct node *c = n->child[i];

		if (c->folder && c->dirty)
			write_node(c, p);
		buf_puts(&b, c->folder ? folder_mode : file_mode);
		buf_putc(&b, ' ');
		buf_add(&b, c->name, strlen(c->name) + 1);
		buf_add(&b, c->id.id, GIT_OID_RAWSZ);
	}
	pack_add(&n->id, p, GIT_OBJECT_TREE, b.data, b.len,
		n->stored && n->raw != NULL ? &base : NULL);
	n->stored = true;
	n->dirty = false;
	set_raw(n, b.data, b.len);
	buf_release(&b);
}

void
tree_write(git_oid *root, struct tree *t, struct pack *p)
{
	if (t->root->dirty)
		write_node(t->root, p);
	*root = t->root->id;
}
