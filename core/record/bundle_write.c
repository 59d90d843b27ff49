/*
 * gitformat-bundle(5): header lines, then one pack. The pack is written in
 * pieces; how many objects they hold is known at the end, so the number is put
 * in then, and the check sum is taken of what stands in the file.
 */
#include "record/bundle_write.h"

#include <openssl/evp.h>
#include <stdlib.h>

#include "base/mem.h"
#include "crier/refusal.h"
#include "record/emit.h"
#include "record/internal.h"
#include "record/mirror.h"

enum { CHUNK = 65536 };

struct bundle_writer {
	FILE *out;
	size_t objects;
};

static enum err_code
bundle_failed(struct err *err)
{
	return refuse_system(err,
		&(const struct both)BOTH(
			"room for the bundle", "写入离线包的空间"));
}

static enum err_code
bundle_store(void *ctx, struct pack *p, struct err *err)
{
	struct bundle_writer *w = ctx;
	size_t len;
	const char *body = pack_body(&len, p);

	w->objects += p->count;
	return fwrite(body, 1, len, w->out) == len ? ERR_OK
						   : bundle_failed(err);
}

static void
bundle_ref(FILE *out, const git_oid *id, const char *name)
{
	char hex[GIT_OID_HEXSZ + 1];

	git_oid_tostr(hex, sizeof(hex), id);
	(void)fprintf(out, "%s %s\n", hex, name);
}

/* The number of objects, and behind the last the sum of it all. */
static enum err_code
bundle_seal(struct bundle_writer *w, long start, struct err *err)
{
	unsigned char head[PACK_HEADER], sum[EVP_MAX_MD_SIZE];
	char *chunk = mem_new(CHUNK);
	EVP_MD_CTX *md = EVP_MD_CTX_new();
	bool ok = md != NULL && EVP_DigestInit_ex(md, EVP_sha1(), NULL) == 1;
	size_t n;

	pack_header(head, w->objects);
	ok = ok && fseek(w->out, start, SEEK_SET) == 0 &&
		fwrite(head, 1, sizeof(head), w->out) == sizeof(head) &&
		fflush(w->out) == 0 && fseek(w->out, start, SEEK_SET) == 0;
	while (ok && (n = fread(chunk, 1, CHUNK, w->out)) > 0)
		ok = EVP_DigestUpdate(md, chunk, n) == 1;
	ok = ok && !ferror(w->out) && EVP_DigestFinal_ex(md, sum, NULL) == 1 &&
		fseek(w->out, 0, SEEK_END) == 0 &&
		fwrite(sum, 1, PACK_SUM, w->out) == PACK_SUM &&
		fflush(w->out) == 0;
	EVP_MD_CTX_free(md);
	free(chunk);
	return ok ? ERR_OK : bundle_failed(err);
}

static enum err_code
bundle_pack(FILE *out, git_repository *repo, const git_oid *tip,
	const git_oid *library, const struct progress *progress,
	struct err *err)
{
	static const char room[PACK_HEADER];
	struct bundle_writer w = { .out = out };
	struct oids sent;
	struct emit_sink sink = { bundle_store, &w, &sent, progress };
	long start = ftell(out);
	enum err_code rc = ERR_OK;

	oids_init(&sent);
	if (start < 0 || fwrite(room, 1, PACK_HEADER, out) != PACK_HEADER)
		rc = bundle_failed(err);
	if (rc == ERR_OK)
		rc = emit_history(&sink, repo, tip, NULL, err);
	if (rc == ERR_OK && library != NULL)
		rc = emit_history(&sink, repo, library, NULL, err);
	if (rc == ERR_OK)
		rc = bundle_seal(&w, start, err);
	oids_release(&sent);
	return rc;
}

enum err_code
bundle_write(FILE *out, struct record_head *head, const char *record,
	const struct progress *progress, struct err *err)
{
	git_repository *repo = NULL;
	git_odb *odb = NULL;
	git_oid tip, root, library;
	bool has_library;
	enum err_code rc = git_open(&repo, record, err);

	if (rc != ERR_OK)
		return rc;
	if (!git_main_tip(&tip, repo))
		rc = refuse(err, REFUSE_EMPTY_REPOSITORY, record,
			WITH(arg_path(record)));
	else if (git_repository_odb(&odb, repo) < 0)
		rc = git_fault(err, ERR_IO, REFUSE_READ, record);
	else
		rc = record_load_head(head, &root, odb, &tip, err);
	has_library =
		git_reference_name_to_id(&library, repo, GIT_LIBRARY) == 0;
	if (rc == ERR_OK) {
		(void)fputs("# v2 git bundle\n", out);
		bundle_ref(out, &tip, "HEAD");
		bundle_ref(out, &tip, GIT_BRANCH);
		if (has_library)
			bundle_ref(out, &library, GIT_LIBRARY);
		(void)fputc('\n', out);
		rc = bundle_pack(out, repo, &tip, has_library ? &library : NULL,
			progress, err);
	}
	git_odb_free(odb);
	git_repository_free(repo);
	return rc;
}
