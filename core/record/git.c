/*
 * libgit2 as this folder uses it.
 */
#include "record/git.h"

#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"

enum { PART_MAX = 256 };

static void
git_start(void)
{
	static const int level[] = { GIT_CONFIG_LEVEL_SYSTEM,
		GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
		GIT_CONFIG_LEVEL_PROGRAMDATA };
	int rc = git_libgit2_init();

	assert(rc >= 0);
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	/* many small packs must not use up the process's descriptors */
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_FILE_LIMIT, (size_t)64);
	for (size_t i = 0; i < sizeof(level) / sizeof(level[0]); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level[i], "");
}

/*
 * Starts libgit2 once for the process: durable writes (off by default), no
 * cache (it costs memory and gains nothing here), nobody's git configuration,
 * and repositories of other owners may be opened (we run nothing they say).
 */
void
git_ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, git_start);
}

enum err_code
git_fault(struct err *err, enum err_code code, enum refusal refusal,
	const char *where)
{
	const git_error *last = git_error_last();

	return refuse_as(err, code, refusal, where,
		WITH(arg_path(where),
			last != NULL ? arg_quoted(last->message)
				     : arg_errno(0)));
}

enum err_code
git_open(git_repository **out, const char *path, struct err *err)
{
	int rc;

	git_ready();
	rc = git_repository_open_ext(
		out, path, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
	if (rc == GIT_ENOTFOUND)
		return refuse(
			err, REFUSE_NO_REPOSITORY, path, WITH(arg_path(path)));
	if (rc < 0)
		return git_fault(err, ERR_IO, REFUSE_READ, path);
	return ERR_OK;
}

enum err_code
git_make(const char *path, struct err *err)
{
	static const char *const rest[] = { "HEAD", "config" };
	git_repository *repo = NULL;
	git_repository_init_options opts;
	int rc;

	if (git_open(&repo, path, NULL) == ERR_OK) {
		git_repository_free(repo);
		return ERR_OK;
	}
	/* left by a making that was killed */
	for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
		char *file = mem_printf("%s/%s.lock", path, rest[i]);

		(void)unlink(file);
		free(file);
	}
	git_repository_init_options_init(
		&opts, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
	opts.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR |
		GIT_REPOSITORY_INIT_MKPATH;
	opts.initial_head = "main";
	rc = git_repository_init_ext(&repo, path, &opts);
	if (rc < 0)
		return git_fault(err, ERR_IO, REFUSE_MAKE, path);
	git_repository_free(repo);
	return ERR_OK;
}

void
git_unlock(const char *path)
{
	char *lock = mem_printf("%s/%s.lock", path, GIT_BRANCH);

	(void)unlink(lock);
	free(lock);
}

bool
git_tip(git_oid *out, git_repository *repo)
{
	return git_reference_name_to_id(out, repo, "HEAD") == 0 ||
		git_reference_name_to_id(out, repo, GIT_BRANCH) == 0;
}

bool
git_main_tip(git_oid *out, git_repository *repo)
{
	return git_reference_name_to_id(out, repo, GIT_BRANCH) == 0 ||
		git_reference_name_to_id(out, repo, "HEAD") == 0;
}

enum err_code
git_read(git_odb_object **out, git_odb *odb, const git_oid *id,
	git_object_t type, struct err *err)
{
	char hex[GIT_OID_HEXSZ + 1];
	int rc = git_odb_read(out, odb, id);

	git_oid_tostr(hex, sizeof(hex), id);
	if (rc < 0)
		return git_fault(err, ERR_CORRUPT, REFUSE_READ, hex);
	if (git_odb_object_type(*out) == type)
		return ERR_OK;
	git_odb_object_free(*out);
	*out = NULL;
	return refuse(err, REFUSE_OBJECT_KIND, hex,
		WITH(arg_word(hex), arg_word(git_object_type2string(type))));
}

enum err_code
git_trees_read(git_odb_object **out, struct git_trees *t, git_odb *odb,
	const git_oid *id, struct err *err)
{
	git_odb_object **slot = &t->raw[id->id[0] % GIT_TREES];
	enum err_code rc;
	int dup;

	if (*slot == NULL || !git_oid_equal(git_odb_object_id(*slot), id)) {
		git_odb_object *raw;

		rc = git_read(&raw, odb, id, GIT_OBJECT_TREE, err);
		if (rc != ERR_OK)
			return rc;
		git_odb_object_free(*slot);
		*slot = raw;
	}
	dup = git_odb_object_dup(out, *slot);
	assert(dup == 0);
	return ERR_OK;
}

void
git_trees_release(struct git_trees *t)
{
	for (size_t i = 0; i < GIT_TREES; i++)
		git_odb_object_free(t->raw[i]);
	memset(t, 0, sizeof(*t));
}

void
git_items_init(struct git_items *it, const void *data, size_t len)
{
	it->at = data;
	it->left = len;
}

int
git_items_next(struct git_item *out, struct git_items *it)
{
	const unsigned char *p = it->at, *end = p + it->left;

	if (it->left == 0)
		return 0;
	for (out->mode = 0; p < end && *p >= '0' && *p <= '7'; p++)
		out->mode = out->mode << 3 | (unsigned)(*p - '0');
	if (p == end || *p++ != ' ')
		return -1;
	out->name = (const char *)p;
	p = memchr(p, '\0', (size_t)(end - p));
	if (p == NULL || end - p < GIT_OID_RAWSZ + 1)
		return -1;
	git_oid_fromraw(&out->id, p + 1);
	it->at = p + 1 + GIT_OID_RAWSZ;
	it->left = (size_t)(end - it->at);
	return 1;
}

int
git_item_order(const char *a, bool a_folder, const char *b, bool b_folder)
{
	size_t la = strlen(a), lb = strlen(b), n = la < lb ? la : lb;
	int d = memcmp(a, b, n);
	unsigned char ca, cb;

	if (d != 0)
		return d;
	ca = (unsigned char)(la > n ? a[n] : a_folder ? '/' : '\0');
	cb = (unsigned char)(lb > n ? b[n] : b_folder ? '/' : '\0');
	return ca - cb;
}

bool
git_items_twin(struct git_item *out, struct git_items *it, bool *held,
	const struct git_item *item)
{
	bool folder = item->mode == GIT_MODE_FOLDER;

	for (;;) {
		int d;

		if (!*held && git_items_next(out, it) <= 0)
			return false;
		*held = true;
		d = git_item_order(out->name, out->mode == GIT_MODE_FOLDER,
			item->name, folder);
		if (d >= 0)
			return d == 0;
		*held = false;
	}
}

static enum err_code
find_one(struct git_item *out, git_odb *odb, const git_oid *tree,
	const char *name, struct err *err)
{
	git_odb_object *raw = NULL;
	struct git_items it;
	enum err_code rc = git_read(&raw, odb, tree, GIT_OBJECT_TREE, err);
	int more;

	if (rc != ERR_OK)
		return rc;
	git_items_init(&it, git_odb_object_data(raw), git_odb_object_size(raw));
	while ((more = git_items_next(out, &it)) > 0)
		if (strcmp(out->name, name) == 0)
			break;
	git_odb_object_free(raw);
	if (more < 0)
		return refuse(err, REFUSE_DAMAGED, name,
			WITH(ARG_BOTH("a tree", "目录树")));
	if (more == 0)
		return refuse(
			err, REFUSE_NOT_THERE, name, WITH(arg_path(name)));
	return ERR_OK;
}

enum err_code
git_find(struct git_item *out, git_odb *odb, const git_oid *tree,
	const char *path, struct err *err)
{
	char part[PART_MAX];
	git_oid at = *tree;
	const char *p = path;

	for (;;) {
		size_t n = strcspn(p, "/");
		enum err_code rc;

		assert(n > 0 && n < sizeof(part));
		memcpy(part, p, n);
		part[n] = '\0';
		rc = find_one(out, odb, &at, part, err);
		if (rc != ERR_OK) {
			if (err != NULL)
				fixed_cut(err->where, sizeof(err->where), path);
			return rc;
		}
		out->name = p;
		if (p[n] == '\0')
			return ERR_OK;
		if (out->mode != GIT_MODE_FOLDER)
			return refuse(err, REFUSE_NOT_THERE, path,
				WITH(arg_path(path)));
		at = out->id;
		p += n + 1;
	}
}
