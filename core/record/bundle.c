/*
 * Header lines, then a pack, which libgit2's indexer takes and checks.
 */
#include "record/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

enum { LINE_ROOM = 1024, HEADER_LINES = 1000, CHUNK = 65536 };

struct header {
	git_oid head, any; /* HEAD or main; the last other one */
	bool has_head, has_any;
};

static enum err_code
not_a_bundle(struct err *err, const char *path, const char *why)
{
	return err_set(err, ERR_INVALID, path,
		"Make it with `git bundle create FILE main`, or give a "
		"repository.",
		"%s", why);
}

static bool
read_line(char line[LINE_ROOM], FILE *f)
{
	size_t n;

	if (fgets(line, LINE_ROOM, f) == NULL)
		return false;
	n = strlen(line);
	if (n == 0 || line[n - 1] != '\n')
		return false;
	line[n - 1] = '\0';
	return true;
}

static void
take_ref(struct header *h, const git_oid *id, const char *name)
{
	if (strcmp(name, "HEAD") == 0 || strcmp(name, GIT_BRANCH) == 0) {
		h->head = *id;
		h->has_head = true;
	} else {
		h->any = *id;
		h->has_any = true;
	}
}

static enum err_code
read_header(struct header *h, FILE *f, git_odb *odb, const char *path,
	struct err *err)
{
	char line[LINE_ROOM];
	git_oid id;

	if (!read_line(line, f) ||
		(strcmp(line, "# v2 git bundle") != 0 &&
			strcmp(line, "# v3 git bundle") != 0))
		return not_a_bundle(err, path, "this is not a git bundle");
	for (int i = 0; i < HEADER_LINES && read_line(line, f); i++) {
		bool needed = line[0] == '-';

		if (line[0] == '\0')
			return ERR_OK;
		if (line[0] == '@') {
			if (strcmp(line, "@object-format=sha1") != 0)
				return not_a_bundle(err, path,
					"this kind of bundle is not known");
			continue;
		}
		if (git_oid_fromstrn(&id, line + needed, GIT_OID_HEXSZ) < 0)
			break;
		if (needed && !git_odb_exists(odb, &id))
			return not_a_bundle(err, path,
				"the bundle builds on commits that this "
				"library has not");
		if (!needed && line[GIT_OID_HEXSZ] == ' ')
			take_ref(h, &id, line + GIT_OID_HEXSZ + 1);
	}
	return not_a_bundle(err, path, "the bundle's header is damaged");
}

static enum err_code
read_pack(git_repository *to, git_odb *odb, FILE *f, const char *path,
	size_t max, struct err *err)
{
	char *dir = mem_printf("%sobjects/pack", git_repository_commondir(to));
	char *chunk = mem_new(CHUNK);
	git_indexer_progress seen = { 0 };
	git_indexer *indexer = NULL;
	enum err_code rc = ERR_OK;
	size_t n, sum = 0;

	if (git_indexer_new(&indexer, dir, 0444, odb, NULL) < 0)
		rc = git_fault(err, ERR_IO, dir, "cannot write a pack");
	while (rc == ERR_OK && (n = fread(chunk, 1, CHUNK, f)) > 0) {
		sum += n;
		if (sum > max)
			rc = err_set(err, ERR_TOO_LARGE, path, "",
				"the bundle is larger than %zu MiB", max >> 20);
		else if (git_indexer_append(indexer, chunk, n, &seen) < 0)
			rc = git_fault(err, ERR_INVALID, path,
				"the bundle is damaged");
	}
	if (rc == ERR_OK && git_indexer_commit(indexer, &seen) < 0)
		rc = git_fault(err, ERR_INVALID, path, "the bundle is damaged");
	git_indexer_free(indexer);
	free(chunk);
	free(dir);
	return rc;
}

enum err_code
bundle_fetch(git_oid *tip, git_repository *to, FILE *f, const char *path,
	size_t max, const struct pack_bounds *bounds, struct err *err)
{
	struct header h = { .has_head = false };
	git_odb *odb = NULL;
	enum err_code rc;

	if (git_repository_odb(&odb, to) < 0)
		rc = git_fault(err, ERR_IO, path, "cannot open the library");
	else
		rc = read_header(&h, f, odb, path, err);
	if (rc == ERR_OK && !h.has_head && !h.has_any)
		rc = not_a_bundle(err, path, "the bundle names no branch");
	if (rc == ERR_OK)
		rc = pack_scan(f, path, bounds, err);
	if (rc == ERR_OK)
		rc = read_pack(to, odb, f, path, max, err);
	if (rc == ERR_OK)
		*tip = h.has_head ? h.head : h.any;
	(void)git_odb_refresh(odb);
	git_odb_free(odb);
	return rc;
}
