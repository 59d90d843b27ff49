/*
 * The record's way to another repository and back: push and adopt. To a path
 * the commits are copied as they are, which is what git does over a pipe; to
 * a URL libgit2 pushes.
 */
#include <dirent.h>
#include <git2/credential.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "base/sshkey.h"
#include "crier/refusal.h"
#include "record/emit.h"
#include "record/git.h"
#include "record/internal.h"
#include "record/mirror.h"
#include "record/record.h"

enum { SAID_MAX = 200 };

static bool
is_url(const char *remote)
{
	return strstr(remote, "://") != NULL ||
		(strchr(remote, ':') != NULL && remote[0] != '/' &&
			remote[0] != '.');
}

static bool
is_empty_folder(const char *path)
{
	struct dirent *e;
	int items = 0;
	DIR *d = opendir(path);

	if (d == NULL)
		return false;
	while ((e = readdir(d)) != NULL)
		items += strcmp(e->d_name, ".") != 0 &&
			strcmp(e->d_name, "..") != 0;
	closedir(d);
	return items == 0;
}

/* Opens the other side, or makes it where nothing stands. */
static enum err_code
open_target(git_repository **out, bool *made, const char *path, struct err *err)
{
	enum err_code rc = git_open(out, path, err);
	struct stat st;

	if (rc != ERR_NOT_FOUND)
		return rc;
	if (lstat(path, &st) == 0 && !is_empty_folder(path))
		return refuse(
			err, REFUSE_PUSH_PLACE, path, WITH(arg_path(path)));
	*made = true;
	rc = git_make(path, err);
	return rc == ERR_OK ? git_open(out, path, err) : rc;
}

static enum err_code
set_branch(git_repository *repo, const char *where, const git_oid *tip,
	const git_oid *was, struct err *err)
{
	git_reference *ref = NULL;
	int rc = git_reference_create_matching(
		&ref, repo, GIT_BRANCH, tip, 1, was, NULL);

	git_reference_free(ref);
	return rc < 0 ? git_fault(err, ERR_IO, REFUSE_WRITE, where) : ERR_OK;
}

/* To whom a push goes, who hears how far it is, and what it left there. */
struct push {
	git_repository *to;
	const struct progress *progress; /* or NULL */
	const struct record_way *way; /* or NULL */
	bool shown; /* our key was shown, and not taken */
	struct err *err; /* why it was ended, from within a callback */
	char (*packs)[GIT_OID_HEXSZ + 1];
	size_t pack_count;
	char said[SAID_MAX]; /* what the remote refused with */
};

static enum err_code
push_store(void *ctx, struct pack *pack, struct err *err)
{
	struct push *p = ctx;
	char name[GIT_OID_HEXSZ + 1];
	enum err_code rc = pack_store(name, pack, p->to, err);

	if (rc == ERR_OK && name[0] != '\0')
		memcpy(*MEM_ADD(p->packs, p->pack_count), name, sizeof(name));
	return rc;
}

/* The branch names nothing of them: as if they had never been there. */
static void
push_undo(struct push *p)
{
	static const char *const endings[] = { "idx", "pack" };
	const char *folder = git_repository_commondir(p->to);

	for (size_t n = 0; n < p->pack_count; n++)
		for (size_t e = 0; e < 2; e++) {
			char *path = mem_printf("%sobjects/pack/pack-%s.%s",
				folder, p->packs[n], endings[e]);

			(void)unlink(path);
			free(path);
		}
}

static enum err_code
push_commits(struct push *p, git_repository *from, const git_oid *tip,
	const char *path, struct err *err)
{
	const struct emit_sink sink = {
		.store = push_store, .ctx = p, .progress = p->progress
	};
	git_oid have;
	bool has = git_reference_name_to_id(&have, p->to, GIT_BRANCH) == 0;
	enum err_code rc = ERR_OK;

	if (!git_repository_is_bare(p->to))
		rc = refuse(err, REFUSE_PUSH_CHECKOUT, path, WITH_NONE);
	else if (has && git_oid_equal(&have, tip))
		rc = ERR_OK;
	else if (has && git_graph_descendant_of(from, tip, &have) != 1)
		rc = refuse(err, REFUSE_PUSH_DIVERGED, path, WITH_NONE);
	else
		rc = emit_history(&sink, from, tip, has ? &have : NULL, err);
	if (rc == ERR_OK)
		rc = set_branch(p->to, path, tip, has ? &have : NULL, err);
	if (rc != ERR_OK)
		push_undo(p);
	return rc;
}

static enum err_code
push_path(bool *made, git_repository *from, const git_oid *tip,
	const char *path, const struct progress *progress, struct err *err)
{
	struct push push = { .progress = progress };
	enum err_code rc = open_target(&push.to, made, path, err);

	if (rc != ERR_OK)
		return rc;
	rc = push_commits(&push, from, tip, path, err);
	if (rc == ERR_OK)
		rc = mirror_push(push.to, from, path, err);
	free(push.packs);
	git_repository_free(push.to);
	return rc;
}

/* Asked again, the host did not take it. */
static int
push_credential(git_credential **out, const char *url, const char *user,
	unsigned int types, void *payload)
{
	struct push *p = payload;
	const char *key = p->way != NULL ? p->way->key : "";

	(void)url;
	if (*key == '\0' || (types & GIT_CREDENTIAL_SSH_KEY) == 0 || p->shown) {
		git_error_set_str(GIT_ERROR_NET,
			p->shown ? "the host does not take our key"
				 : "it asks for a credential; the station "
				   "has none");
		return GIT_EUSER;
	}
	p->shown = true;
	/* its public half is made of it: a file of that may never have come */
	return git_credential_ssh_key_new(
		out, user != NULL && *user ? user : "crier", NULL, key, "");
}

/* Only the pinned key counts: known hosts of this user and authorities do not.
 * Where nothing is pinned it is as libgit2 finds. */
static int
push_certificate(git_cert *cert, int valid, const char *host, void *payload)
{
	const git_cert_hostkey *key = (const git_cert_hostkey *)cert;
	struct push *p = payload;
	char print[SSHKEY_FINGERPRINT] = "SHA256:?";

	(void)host;
	if (p->way == NULL || *p->way->pins == '\0')
		return valid ? 0 : GIT_ECERTIFICATE;
	if (cert->cert_type == GIT_CERT_HOSTKEY_LIBSSH2 &&
		(key->type & GIT_CERT_SSH_SHA256)) {
		if (sshkey_is_pinned(p->way->pins, key->hash_sha256))
			return 0;
		sshkey_print(print, key->hash_sha256);
	}
	(void)refuse(
		p->err, REFUSE_MIRROR_HOST_KEY, "", WITH(arg_print(print)));
	return GIT_EUSER;
}

/* What the remote said about the branch; empty if it took it. */
static int
on_update(const char *ref, const char *status, void *payload)
{
	struct push *p = payload;

	(void)ref;
	if (status != NULL)
		fixed_cut(p->said, SAID_MAX, status);
	return 0;
}

static int
push_moved(struct push *p, enum progress_step step, int64_t done, int64_t total)
{
	return progress_tell(p->progress, step, done, total, p->err) == ERR_OK
		? 0
		: GIT_EUSER;
}

static int
on_packed(int stage, uint32_t current, uint32_t total, void *payload)
{
	(void)stage;
	return push_moved(payload, PROGRESS_COPY, current, total);
}

static int
on_sent(unsigned int current, unsigned int total, size_t bytes, void *payload)
{
	(void)bytes;
	return push_moved(payload, PROGRESS_SEND, current, total);
}

static int
on_said(const char *text, int len, void *payload)
{
	(void)text;
	(void)len;
	return push_moved(payload, PROGRESS_SEND, 0, 0);
}

static enum err_code
push_url(git_repository *from, const char *url, const struct record_way *way,
	const struct progress *progress, struct err *err)
{
	static const char main_text[] = GIT_BRANCH ":" GIT_BRANCH;
	static const char library_text[] = "+" GIT_LIBRARY ":" GIT_LIBRARY;
	char main_room[sizeof(main_text)], library_room[sizeof(library_text)];
	char *spec[] = { main_room, library_room };
	struct err ended = { .code = ERR_OK };
	struct push push = { .progress = progress, .way = way, .err = &ended };
	git_strarray specs = { spec, mirror_has_library(from) ? 2 : 1 };
	git_push_options options;
	git_remote *remote = NULL;
	enum err_code rc = ERR_OK;
	int got;

	memcpy(main_room, main_text, sizeof(main_text));
	memcpy(library_room, library_text, sizeof(library_text));
	git_push_options_init(&options, GIT_PUSH_OPTIONS_VERSION);
	options.callbacks.credentials = push_credential;
	options.callbacks.certificate_check = push_certificate;
	options.callbacks.push_update_reference = on_update;
	options.callbacks.pack_progress = on_packed;
	options.callbacks.push_transfer_progress = on_sent;
	options.callbacks.sideband_progress = on_said;
	options.callbacks.payload = &push;
	got = git_remote_create_anonymous(&remote, from, url);
	if (got == 0)
		got = git_remote_push(remote, &specs, &options);
	git_remote_free(remote);
	if (ended.code != ERR_OK) {
		rc = ended.code;
		if (err != NULL)
			*err = ended;
	} else if (got == GIT_ENONFASTFORWARD)
		rc = refuse(err, REFUSE_PUSH_DIVERGED, url, WITH_NONE);
	else if (got < 0)
		rc = git_fault(err, ERR_UNAVAILABLE, REFUSE_PUSH, url);
	else if (push.said[0] != '\0')
		rc = refuse(err, REFUSE_PUSH_REFUSED, url,
			WITH(arg_quoted(push.said)));
	return rc;
}

/* user:password@host is refused: the ledger would keep it for ever. */
static bool
has_password(const char *remote)
{
	const char *host = strstr(remote, "://"), *at, *colon;

	if (host == NULL)
		return false;
	host += 3;
	at = memchr(host, '@', strcspn(host, "/"));
	colon = at ? memchr(host, ':', (size_t)(at - host)) : NULL;
	return colon != NULL;
}

enum err_code
record_push(struct record_head *pushed, bool *made, const char *path,
	const char *remote, const struct record_way *way,
	const struct progress *progress, struct err *err)
{
	git_repository *from = NULL;
	git_odb *odb = NULL;
	struct record_head head;
	git_oid tip, root;
	bool unseen;
	enum err_code rc;

	made = made != NULL ? made : &unseen;
	*made = false;
	if (has_password(remote))
		return refuse(err, REFUSE_ADDRESS_SECRET, "remote", WITH_NONE);
	rc = git_open(&from, path, err);
	if (rc != ERR_OK)
		return rc;
	if (!git_main_tip(&tip, from))
		rc = refuse(err, REFUSE_EMPTY_REPOSITORY, path,
			WITH(arg_path(path)));
	else if (git_repository_odb(&odb, from) < 0)
		rc = git_fault(err, ERR_IO, REFUSE_READ, path);
	else
		rc = record_load_head(&head, &root, odb, &tip, err);
	if (rc == ERR_OK)
		rc = is_url(remote)
			? push_url(from, remote, way, progress, err)
			: push_path(made, from, &tip, remote, progress, err);
	if (rc == ERR_OK && pushed != NULL)
		*pushed = head;
	git_odb_free(odb);
	git_repository_free(from);
	return rc;
}

enum err_code
record_adopt(const char *path, const char *clone,
	const struct progress *progress, struct err *err)
{
	git_repository *from = NULL, *to = NULL;
	git_oid tip, have;
	enum err_code rc = git_open(&from, clone, err);

	if (rc == ERR_OK && !git_main_tip(&tip, from))
		rc = refuse(err, REFUSE_EMPTY_REPOSITORY, clone,
			WITH(arg_path(clone)));
	if (rc == ERR_OK)
		rc = git_make(path, err);
	if (rc == ERR_OK)
		rc = git_open(&to, path, err);
	if (rc == ERR_OK &&
		git_reference_name_to_id(&have, to, GIT_BRANCH) == 0)
		rc = refuse(err, REFUSE_THERE, path,
			WITH(ARG_BOTH("a record", "档案库")));
	if (rc == ERR_OK)
		rc = emit_transfer(to, from, &tip, NULL, progress, err);
	if (rc == ERR_OK)
		rc = set_branch(to, path, &tip, NULL, err);
	git_repository_free(to);
	git_repository_free(from);
	return rc;
}
