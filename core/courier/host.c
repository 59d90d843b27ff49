/*
 * The connection. libgit2 1.5 has no time-outs of its own: the child's end is
 * the only one.
 */
#include "courier/host_git.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/sshkey.h"
#include "link/bounded.h"

/* ---- the host's key ---- */

/* Whether libgit2 or ssh's known_hosts know the host says nothing here. */
static int
host_certificate(git_cert *cert, int valid, const char *name, void *ctx)
{
	struct host_call *c = ctx;
	const void *shown = cert;
	const git_cert_hostkey *key = shown;

	(void)valid;
	(void)name;
	if (cert->cert_type == GIT_CERT_HOSTKEY_LIBSSH2 &&
		(key->type & GIT_CERT_SSH_SHA256) != 0 &&
		sshkey_is_pinned(c->host->pins, key->hash_sha256))
		return 0;
	c->wrong_key = true;
	return GIT_ECERTIFICATE;
}

static int
host_credential(git_credential **out, const char *url, const char *user,
	unsigned int allowed, void *ctx)
{
	struct host_call *c = ctx;

	(void)url;
	if (user == NULL)
		user = "exchange";
	if ((allowed & GIT_CREDENTIAL_SSH_KEY) == 0)
		return git_credential_username_new(out, user);
	/* asked once more: the first answer was not enough */
	c->denied = c->asked;
	if (c->denied)
		return GIT_EAUTH;
	c->asked = true;
	return git_credential_ssh_key_new(out, user, NULL, c->host->key, NULL);
}

/* What a host says is shown to people: printable, one line. */
static void
host_clean(char out[HOST_SAID], const char *text)
{
	fixed_cut(out, HOST_SAID, text ? text : "");
	for (char *p = out; *p; p++)
		if (*p < ' ' || *p > '~')
			*p = ' ';
}

static int
host_took(const char *ref, const char *status, void *ctx)
{
	struct host_call *c = ctx;

	(void)ref;
	if (status != NULL)
		host_clean(c->said, status);
	return 0;
}

/* The host's hooks explain there why they refuse. */
static int
host_sideband(const char *text, int len, void *ctx)
{
	struct host_call *c = ctx;
	char line[HOST_SAID];

	fixed_cut_format(line, sizeof(line), "%.*s", len, text);
	if (strstr(line, "exchange: ") != NULL)
		host_clean(c->said, line);
	return 0;
}

void
host_callbacks(git_remote_callbacks *out, struct host_call *c)
{
	(void)git_remote_init_callbacks(out, GIT_REMOTE_CALLBACKS_VERSION);
	out->certificate_check = host_certificate;
	out->credentials = host_credential;
	out->push_update_reference = host_took;
	out->sideband_progress = host_sideband;
	out->payload = c;
}

/* ---- beginning, faults ---- */

static const char *
host_word(const struct host_call *c, const git_error *e)
{
	const char *text = e ? e->message : "";

	if (c->wrong_key)
		return "host-key";
	if (e != NULL && e->klass == GIT_ERROR_NOMEMORY)
		return "pack-large";
	if (c->denied)
		return "host-login";
	if (strstr(text, "connect") || strstr(text, "resolve"))
		return "host-unreached";
	return "host-garbage";
}

static int
host_say_fault(const git_error *e, const char *word)
{
	json_t *doc = json_object();
	char detail[HOST_SAID];

	host_clean(detail, e ? e->message : "");
	doc_put_str(doc, "fault", word);
	doc_put_str(doc, "detail", detail);
	bounded_say(doc);
	return 0;
}

int
host_fault(const struct host_call *c)
{
	const git_error *e = git_error_last();

	return host_say_fault(e, host_word(c, e));
}

/* What the host sent was whole, or was a pack at least: what is wrong is in it,
 * and whoever wrote that branch may have made it so. */
static bool
host_is_content(const git_error *e)
{
	static const int classes[] = { GIT_ERROR_INDEXER, GIT_ERROR_ZLIB,
		GIT_ERROR_ODB, GIT_ERROR_OBJECT, GIT_ERROR_TREE,
		GIT_ERROR_INVALID, GIT_ERROR_SHA };

	for (size_t i = 0; e && i < sizeof(classes) / sizeof(classes[0]); i++)
		if (e->klass == classes[i])
			return true;
	return false;
}

int
host_content_fault(const struct host_call *c)
{
	const git_error *e = git_error_last();
	const char *word = host_word(c, e);

	return host_say_fault(e,
		strcmp(word, "host-garbage") == 0 && host_is_content(e)
			? "branch-garbage"
			: word);
}

/* Nobody's settings. */
static void
host_start(void)
{
	static const int level[] = { GIT_CONFIG_LEVEL_SYSTEM,
		GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL,
		GIT_CONFIG_LEVEL_PROGRAMDATA };

	(void)git_libgit2_init();
	git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
	git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_FILE_LIMIT, (size_t)64);
	git_libgit2_opts(
		GIT_OPT_SET_PACK_MAX_OBJECTS, (size_t)HOST_BRANCHES * 256);
	for (size_t i = 0; i < sizeof(level) / sizeof(level[0]); i++)
		git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level[i], "");
}

bool
host_begin(struct host_call *c, const struct host *host)
{
	memset(c, 0, sizeof(*c));
	c->host = host;
	host_start();
	if (git_repository_open_bare(&c->copy, host->copy) != 0 &&
		git_repository_init(&c->copy, host->copy, 1) != 0) {
		(void)host_fault(c);
		return false;
	}
	if (git_remote_create_anonymous(&c->remote, c->copy, host->url) == 0)
		return true;
	(void)host_fault(c);
	return false;
}

void
host_end(struct host_call *c)
{
	git_remote_free(c->remote);
	git_repository_free(c->copy);
}

/* ---- which branches there are ---- */

bool
host_branch_read(
	bool *drill, char id[HOST_BRANCH], int64_t *vol, const char *branch)
{
	const char *slash = strchr(branch, '/'), *end = strrchr(branch, '/');
	size_t kind = slash ? (size_t)(slash - branch) : 0;
	char *rest;

	if (slash == NULL || end == slash || strlen(branch) >= HOST_BRANCH)
		return false;
	*drill = kind == 5 && memcmp(branch, "drill", 5) == 0;
	if (!*drill && (kind != 7 || memcmp(branch, "station", 7) != 0))
		return false;
	fixed_cut_format(
		id, HOST_BRANCH, "%.*s", (int)(end - slash - 1), slash + 1);
	*vol = strtoll(end + 1, &rest, 10);
	return end[1] >= '1' && end[1] <= '9' && *rest == '\0' &&
		*vol < 1000000000 && *id && strchr(id, '/') == NULL;
}

/* False: nobody wants it. */
static bool
host_tell_branch(const struct host_look *look, const git_remote_head *head)
{
	static const char heads[] = "refs/heads/";
	json_t *doc;
	char hex[HOST_COMMIT];

	if (strncmp(head->name, heads, strlen(heads)) != 0 ||
		!look->wanted(look->ctx, head->name + strlen(heads)))
		return false;
	doc = json_object();
	doc_put_str(doc, "branch", head->name + strlen(heads));
	doc_put_str(doc, "commit", git_oid_tostr(hex, sizeof(hex), &head->oid));
	bounded_say(doc);
	return true;
}

int
host_look(const void *what)
{
	const struct host_look *look = what;
	const git_remote_head **heads = NULL;
	git_remote_callbacks calls;
	struct host_call c;
	size_t count = 0;

	if (!host_begin(&c, look->host))
		return 0;
	host_callbacks(&calls, &c);
	if (git_remote_connect(
		    c.remote, GIT_DIRECTION_FETCH, &calls, NULL, NULL) != 0 ||
		git_remote_ls(&heads, &count, c.remote) != 0)
		return host_fault(&c);
	/* strangers' branches, however many, do not hide a partner's */
	for (size_t i = 0, told = 0; i < count && told < HOST_BRANCHES; i++)
		told += host_tell_branch(look, heads[i]);
	bounded_say(json_pack("{s:b}", "looked", 1));
	host_end(&c);
	return 0;
}
