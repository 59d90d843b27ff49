/*
 * HEAD, a branch's file and packed-refs, read by hand (gitrepository-layout(5)).
 */
#include "record/source.h"

#include <errno.h>
#include <fcntl.h>
#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "crier/refusal.h"

enum { REFS_MAX = 1 << 20 };

static bool
source_is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* A small file, or NULL; never waits for who might write it. */
static char *
source_file(const char *git, const char *name)
{
	char *path = mem_printf("%s/%s", git, name), *text = NULL;
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	ssize_t n;

	if (fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
		st.st_size < REFS_MAX) {
		text = mem_new((size_t)st.st_size + 1);
		n = read(fd, text, (size_t)st.st_size);
		text[n > 0 ? n : 0] = '\0';
	}
	if (fd >= 0)
		(void)close(fd);
	free(path);
	return text;
}

/* Lines of "ID NAME". */
static bool
find_packed(git_oid *out, const char *text, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = text; at != NULL && *at != '\0';) {
		const char *end = at + strcspn(at, "\n");

		if ((size_t)(end - at) == GIT_OID_HEXSZ + 1 + len &&
			memcmp(at + GIT_OID_HEXSZ + 1, name, len) == 0)
			return git_oid_fromstrn(out, at, GIT_OID_HEXSZ) == 0;
		at = *end == '\0' ? end : end + 1;
	}
	return false;
}

static bool
find_ref(git_oid *out, const char *git, const char *name)
{
	char *text;
	bool found;

	/* it names a file below this repository, and nothing else */
	if (strncmp(name, "refs/", 5) != 0 || strstr(name, "..") != NULL)
		return false;
	text = source_file(git, name);
	found = text != NULL &&
		git_oid_fromstrn(out, text, GIT_OID_HEXSZ) == 0 &&
		strlen(text) >= GIT_OID_HEXSZ;
	free(text);
	if (found)
		return true;
	text = source_file(git, "packed-refs");
	found = find_packed(out, text, name);
	free(text);
	return found;
}

static bool
source_tip(git_oid *out, const char *git)
{
	char *head = source_file(git, "HEAD");
	bool found = false;

	if (head != NULL) {
		head[strcspn(head, "\n")] = '\0';
		found = strncmp(head, "ref: ", 5) == 0
			? find_ref(out, git, head + 5)
			: strlen(head) == GIT_OID_HEXSZ &&
				git_oid_fromstr(out, head) == 0;
		found = found || find_ref(out, git, GIT_BRANCH);
	}
	free(head);
	return found;
}

enum err_code
source_open(
	git_repository **out, git_oid *tip, const char *folder, struct err *err)
{
	char *git = mem_printf("%s/.git", folder), *objects;
	git_odb *odb = NULL;
	enum err_code rc = ERR_OK;

	git_ready();
	if (!source_is_folder(git)) {
		free(git);
		git = mem_strdup(folder);
	}
	objects = mem_printf("%s/objects", git);
	if (!source_is_folder(objects))
		rc = refuse_as(err, ERR_INVALID, REFUSE_NO_REPOSITORY, folder,
			WITH(arg_path(folder)));
	else if (!source_tip(tip, git))
		rc = refuse_as(err, ERR_INVALID, REFUSE_EMPTY_REPOSITORY,
			folder, WITH(arg_path(folder)));
	else if (git_odb_open(&odb, objects) < 0 ||
		git_repository_wrap_odb(out, odb) < 0)
		rc = git_fault(err, ERR_IO, REFUSE_READ, folder);
	git_odb_free(odb);
	free(objects);
	free(git);
	return rc;
}
