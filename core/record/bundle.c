/*
 * Header lines, then a pack, which libgit2's indexer takes and checks.
 */
#include "record/bundle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "crier/refusal.h"

enum { LINE_ROOM = 1024, HEADER_LINES = 1000, CHUNK = 65536 };

struct header {
	git_oid head, any; /* HEAD or main; the last other one */
	bool has_head, has_any;
};

static enum err_code
not_a_bundle(struct err *err, const char *path, struct arg why)
{
	return refuse(err, REFUSE_BUNDLE, path, WITH(why));
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
		return not_a_bundle(err, path,
			ARG_BOTH("this is not a git bundle", "这不是 git 包"));
	for (int i = 0; i < HEADER_LINES && read_line(line, f); i++) {
		bool needed = line[0] == '-';

		if (line[0] == '\0')
			return ERR_OK;
		if (line[0] == '@') {
			if (strcmp(line, "@object-format=sha1") != 0)
				return not_a_bundle(err, path,
					ARG_BOTH("this kind of bundle is not "
						 "known",
						"不识别此类 git 包"));
			continue;
		}
		if (git_oid_fromstrn(&id, line + needed, GIT_OID_HEXSZ) < 0)
			break;
		if (needed && !git_odb_exists(odb, &id))
			return not_a_bundle(err, path,
				ARG_BOTH("the bundle builds on commits that "
					 "this library has not",
					"此包所依据的提交，预案库中没有"));
		if (!needed && line[GIT_OID_HEXSZ] == ' ')
			take_ref(h, &id, line + GIT_OID_HEXSZ + 1);
	}
	return not_a_bundle(err, path,
		ARG_BOTH("the bundle's header is damaged", "包头已损坏"));
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
		rc = git_fault(err, ERR_IO, REFUSE_WRITE, dir);
	while (rc == ERR_OK && (n = fread(chunk, 1, CHUNK, f)) > 0) {
		sum += n;
		if (sum > max)
			rc = refuse(err, REFUSE_TOO_LARGE, path,
				WITH(ARG_BOTH("the bundle", "git 包"),
					arg_bytes(max)));
		else if (git_indexer_append(indexer, chunk, n, &seen) < 0)
			rc = not_a_bundle(err, path,
				ARG_BOTH("the bundle is damaged", "已损坏"));
	}
	if (rc == ERR_OK && git_indexer_commit(indexer, &seen) < 0)
		rc = not_a_bundle(
			err, path, ARG_BOTH("the bundle is damaged", "已损坏"));
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
		rc = git_fault(err, ERR_IO, REFUSE_READ, path);
	else
		rc = read_header(&h, f, odb, path, err);
	if (rc == ERR_OK && !h.has_head && !h.has_any)
		rc = not_a_bundle(err, path,
			ARG_BOTH("the bundle names no branch", "包中没有分支"));
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
