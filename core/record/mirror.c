/*
 * The library travels with the record, as a branch of its own: whoever clones
 * the record has every playbook that an incident was opened at, and a station
 * rebuilt from the clone can go on with them.
 */

#include "base/fixed.h"
#include "crier/refusal.h"
#include "record/emit.h"
#include "record/git.h"
#include "record/library.h"
#include "record/mirror.h"
#include "record/record.h"

static enum err_code
set_ref(git_repository *repo, const char *name, const char *where,
	const git_oid *tip, struct err *err)
{
	git_reference *ref = NULL;
	int rc = git_reference_create(&ref, repo, name, tip, 1, NULL);

	git_reference_free(ref);
	return rc < 0 ? git_fault(err, ERR_IO, REFUSE_WRITE, where) : ERR_OK;
}

/* Copies what is missing and sets `name` in `to`. */
static enum err_code
mirror_copy(git_repository *to, const char *name, const char *where,
	git_repository *from, const git_oid *tip, struct err *err)
{
	git_oid have;
	bool has = git_reference_name_to_id(&have, to, name) == 0;
	enum err_code rc;

	if (has && git_oid_equal(&have, tip))
		return ERR_OK;
	rc = emit_transfer(to, from, tip, has ? &have : NULL, NULL, err);
	return rc == ERR_OK ? set_ref(to, name, where, tip, err) : rc;
}

enum err_code
library_mirror(const char *record, const char *library, struct err *err)
{
	git_repository *from = NULL, *to = NULL;
	git_oid tip;
	enum err_code rc = git_open(&from, library, err);

	if (rc == ERR_OK)
		rc = git_open(&to, record, err);
	if (rc == ERR_OK && git_reference_name_to_id(&tip, from, GIT_BRANCH))
		rc = refuse(err, REFUSE_EMPTY_REPOSITORY, library,
			WITH(arg_path(library)));
	if (rc == ERR_OK)
		rc = mirror_copy(to, GIT_LIBRARY, record, from, &tip, err);
	git_repository_free(to);
	git_repository_free(from);
	return rc;
}

/* A bare copy has the branch itself, a clone knows it as its origin's. */
static bool
find_branch(git_oid *tip, git_repository *clone)
{
	static const char *const names[] = { GIT_LIBRARY,
		"refs/remotes/origin/library" };

	for (size_t i = 0; i < 2; i++)
		if (git_reference_name_to_id(tip, clone, names[i]) == 0)
			return true;
	return false;
}

enum err_code
library_restore(const char *library, const char *clone, struct err *err)
{
	git_repository *from = NULL, *to = NULL;
	git_oid tip;
	enum err_code rc = git_open(&from, clone, err);

	if (rc == ERR_OK && !find_branch(&tip, from))
		rc = refuse(err, REFUSE_NO_LIBRARY, clone, WITH_NONE);
	if (rc == ERR_OK)
		rc = git_make(library, err);
	if (rc == ERR_OK)
		rc = git_open(&to, library, err);
	if (rc == ERR_OK)
		rc = mirror_copy(to, GIT_BRANCH, library, from, &tip, err);
	git_repository_free(to);
	git_repository_free(from);
	return rc;
}

enum err_code
mirror_push(git_repository *to, git_repository *from, const char *where,
	struct err *err)
{
	git_oid tip;

	if (!find_branch(&tip, from))
		return ERR_OK;
	return mirror_copy(to, GIT_LIBRARY, where, from, &tip, err);
}

bool
mirror_has_library(git_repository *from)
{
	git_oid tip;

	return git_reference_name_to_id(&tip, from, GIT_LIBRARY) == 0;
}

void
record_tips(char out[RECORD_TIPS], const char *path)
{
	char main[GIT_OID_HEXSZ + 1], library[GIT_OID_HEXSZ + 1] = "";
	git_repository *repo = NULL;
	git_oid tip;

	out[0] = '\0';
	if (git_open(&repo, path, NULL) != ERR_OK)
		return;
	if (git_main_tip(&tip, repo)) {
		git_oid_tostr(main, sizeof(main), &tip);
		if (git_reference_name_to_id(&tip, repo, GIT_LIBRARY) == 0)
			git_oid_tostr(library, sizeof(library), &tip);
		fixed_format(out, RECORD_TIPS, "%s %s", main, library);
	}
	git_repository_free(repo);
}
