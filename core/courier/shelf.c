/*
 * Three levels of two digits.
 */
#include "courier/shelf.h"

#include <stdio.h>
#include <string.h>

#include "base/fixed.h"

void
shelf_path(char out[SHELF_PATH], int64_t seq)
{
	fixed_format(out, SHELF_PATH, "letters/%02d/%02d/%02d.json",
		(int)(seq / 10000 % 100), (int)(seq / 100 % 100),
		(int)(seq % 100));
}

bool
shelf_has(const struct shelf *s, int64_t seq)
{
	return seq > 0 && seq < SHELF_LETTERS &&
		(s->have[seq / 8] & (1U << (seq % 8))) != 0;
}

json_t *
shelf_holes(const struct shelf *s, size_t most)
{
	json_t *holes = json_array();

	for (int64_t seq = 1; seq < s->last && json_array_size(holes) < most;
		seq++)
		if (!shelf_has(s, seq))
			json_array_append_new(holes, json_integer(seq));
	return holes;
}

static void
shelf_dirty(struct shelf *s, const char *name)
{
	if (s->dirt++ > 0)
		return;
	fixed_cut(s->first, sizeof(s->first), name);
	for (char *c = s->first; *c; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
}

/* The number of a name of two digits, with `tail` behind them; -1: none. */
static int
shelf_number(const char *name, const char *tail)
{
	if (name[0] < '0' || name[0] > '9' || name[1] < '0' || name[1] > '9' ||
		strcmp(name + 2, tail) != 0)
		return -1;
	return (name[0] - '0') * 10 + (name[1] - '0');
}

static void
shelf_put(struct shelf *s, int64_t seq)
{
	s->have[seq / 8] |= (unsigned char)(1U << (seq % 8));
	if (seq > s->last)
		s->last = seq;
}

/* One level: `base` is what the levels above say, 0 at the top. */
static bool
shelf_level(struct shelf *s, git_repository *repo, const git_oid *id, int level,
	int64_t base)
{
	git_tree *tree = NULL;
	bool good = git_tree_lookup(&tree, repo, id) == 0;
	size_t count = good ? git_tree_entrycount(tree) : 0;

	for (size_t i = 0; good && i < count; i++) {
		const git_tree_entry *e = git_tree_entry_byindex(tree, i);
		const char *name = git_tree_entry_name(e);
		bool leaf = level == 2;
		int n = shelf_number(name, leaf ? ".json" : "");

		if (n < 0 ||
			git_tree_entry_type(e) !=
				(leaf ? GIT_OBJECT_BLOB : GIT_OBJECT_TREE))
			shelf_dirty(s, name);
		else if (!leaf)
			good = shelf_level(s, repo, git_tree_entry_id(e),
				level + 1, (base + n) * 100);
		else if (base + n > 0)
			shelf_put(s, base + n);
	}
	git_tree_free(tree);
	return good;
}

bool
shelf_read(struct shelf *s, git_repository *repo, const git_oid *commit)
{
	git_commit *c = NULL;
	git_tree *top = NULL;
	bool good = git_commit_lookup(&c, repo, commit) == 0 &&
		git_commit_tree(&top, c) == 0;
	size_t count = good ? git_tree_entrycount(top) : 0;

	memset(s, 0, sizeof(*s));
	for (size_t i = 0; good && i < count; i++) {
		const git_tree_entry *e = git_tree_entry_byindex(top, i);

		if (strcmp(git_tree_entry_name(e), "letters") == 0 &&
			git_tree_entry_type(e) == GIT_OBJECT_TREE)
			good = shelf_level(s, repo, git_tree_entry_id(e), 0, 0);
		else
			shelf_dirty(s, git_tree_entry_name(e));
	}
	git_tree_free(top);
	git_commit_free(c);
	return good;
}
