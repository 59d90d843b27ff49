/*
 * Each thing that could lie there is a row or a look of its own.
 */
#include "record/place.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "record/git.h"

enum { LOCK_LOOKS = 5, LOCK_PAUSE_MS = 100 };

/* ---- files ---- */

static const struct place_file {
	const char *name; /* below the repository's folder */
	bool own; /* only a fault in a station's own */
} place_files[] = {
	{ "info/grafts", false },
	{ "objects/info/alternates", true },
	{ "objects/info/http-alternates", true },
	{ "shallow", true },
	{ "commondir", true },
};

static enum err_code
check_files(const char *folder, bool own, struct err *err)
{
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK &&
		n < sizeof(place_files) / sizeof(place_files[0]);
		n++) {
		const struct place_file *f = &place_files[n];
		char *path = mem_printf("%s%s", folder, f->name);
		struct stat st;

		if ((own || !f->own) && lstat(path, &st) == 0 && st.st_size > 0)
			rc = refuse(err, REFUSE_PLACE_FILE, path,
				WITH(arg_path(f->name)));
		free(path);
	}
	return rc;
}

/* ---- locks ---- */

/* A writer holds one for some milliseconds: only one that stays is foreign. */
static bool
stays(const char *path)
{
	const struct timespec pause = { 0, LOCK_PAUSE_MS * 1000000L };
	struct stat first, now;

	if (lstat(path, &first) != 0)
		return false;
	for (int n = 0; n < LOCK_LOOKS; n++) {
		(void)nanosleep(&pause, NULL);
		if (lstat(path, &now) != 0 || now.st_ino != first.st_ino)
			return false;
	}
	return true;
}

static enum err_code
check_locks(const char *folder, struct err *err)
{
	static const char *const locks[] = { GIT_BRANCH ".lock", "HEAD.lock",
		"packed-refs.lock", "config.lock" };
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < sizeof(locks) / sizeof(locks[0]);
		n++) {
		char *path = mem_printf("%s%s", folder, locks[n]);

		if (stays(path))
			rc = refuse(err, REFUSE_PLACE_LOCK, path,
				WITH(arg_path(locks[n])));
		free(path);
	}
	return rc;
}

/* ---- refs ---- */

static enum err_code
check_replaced(git_repository *repo, const char *path, struct err *err)
{
	git_reference_iterator *it = NULL;
	const char *name = NULL;
	enum err_code rc = ERR_OK;

	if (git_reference_iterator_glob_new(&it, repo, "refs/replace/*") < 0)
		return git_fault(err, ERR_IO, REFUSE_READ, path);
	if (git_reference_next_name(&name, it) == 0)
		rc = refuse(
			err, REFUSE_PLACE_REPLACED, path, WITH(arg_word(name)));
	git_reference_iterator_free(it);
	return rc;
}

/* Where HEAD says it stands; "" if it names a commit. */
static void
head_target(char out[256], git_repository *repo)
{
	git_reference *head = NULL;
	const char *target = NULL;

	*out = '\0';
	if (git_reference_lookup(&head, repo, "HEAD") == 0)
		target = git_reference_symbolic_target(head);
	if (target != NULL)
		fixed_cut(out, 256, target);
	git_reference_free(head);
}

static enum err_code
check_head(git_repository *repo, const char *path, bool own, struct err *err)
{
	char target[256], here[GIT_OID_HEXSZ + 1];
	git_oid head, tip;

	head_target(target, repo);
	if (own && strcmp(target, GIT_BRANCH) != 0)
		return refuse(err, REFUSE_PLACE_HEAD, path,
			WITH(arg_word(*target ? target : "a commit")));
	if (git_reference_name_to_id(&tip, repo, GIT_BRANCH) != 0 ||
		git_reference_name_to_id(&head, repo, "HEAD") != 0 ||
		git_oid_equal(&tip, &head))
		return ERR_OK;
	git_oid_tostr(here, sizeof(here), &head);
	return refuse(err, REFUSE_PLACE_HEAD, path, WITH(arg_word(here)));
}

static enum err_code
check_settings(git_repository *repo, const char *path, struct err *err)
{
	git_config *config = NULL;
	const char *at = NULL;
	enum err_code rc = ERR_OK;

	if (git_repository_config_snapshot(&config, repo) == 0 &&
		git_config_get_string(&at, config, "core.worktree") == 0)
		rc = refuse(
			err, REFUSE_PLACE_WORKTREE, path, WITH(arg_path(at)));
	git_config_free(config);
	return rc;
}

enum err_code
place_check(const char *path, bool own, struct err *err)
{
	git_repository *repo = NULL;
	enum err_code rc = git_open(&repo, path, err);

	if (rc == ERR_OK)
		rc = check_replaced(repo, path, err);
	if (rc == ERR_OK)
		rc = check_files(git_repository_path(repo), own, err);
	if (rc == ERR_OK)
		rc = check_settings(repo, path, err);
	if (rc == ERR_OK)
		rc = check_head(repo, path, own, err);
	git_repository_free(repo);
	return rc;
}

enum err_code
place_check_locks(const char *path, struct err *err)
{
	git_repository *repo = NULL;
	enum err_code rc = git_open(&repo, path, err);

	if (rc == ERR_OK)
		rc = check_locks(git_repository_path(repo), err);
	git_repository_free(repo);
	return rc;
}
