/*
 * The files of a folder on a server, by SFTP: each is written under another
 * name, and when it is there whole, takes the place of the old one. A later
 * libcurl's rename does that in one step where the server can
 * (posix-rename@openssh.com). That of 7.88 speaks SFTP's own alone, which
 * refuses a name that is taken; then the file is written again and the old one
 * removed in the command before: a reader finds the old file, for one answer
 * of the server none, then the new one; never half of one.
 *
 * It says what a folder says (200, 404, 409), and 401, 403, 421 and 507 for a
 * refused login, a refused path, another server's key and a full disk.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/mem.h"
#include "net/crew_hand.h"

#define TEMPORARY ".crier-new"

enum { BLOCKED_S = 15, FILE_PATH_MAX = 2200 };

struct sftp_run {
	struct crew_hand *hand;
	CURL *easy;
	const struct wire_file *file;
	size_t read; /* bytes of the file that curl has taken */
	struct buf seen; /* what was read back */
	bool moved; /* something stands there that readers see, or may */
	bool clears; /* this server's rename does not replace: remove first */
	int key; /* descriptor of the private key, or -1 */
};

#define SET(easy, option, value)                                               \
	do {                                                                   \
		CURLcode set_rc = curl_easy_setopt((easy), option, (value));   \
		assert(set_rc == CURLE_OK);                                    \
	} while (0)

static const struct {
	CURLcode rc;
	int status;
} statuses[] = {
	{ CURLE_LOGIN_DENIED, 401 },
	{ CURLE_REMOTE_ACCESS_DENIED, 403 },
	{ CURLE_PEER_FAILED_VERIFICATION, 421 },
	{ CURLE_REMOTE_DISK_FULL, 507 },
};

static int
sftp_status(CURLcode rc)
{
	for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (statuses[i].rc == rc)
			return statuses[i].status;
	return 0;
}

/* ---- setting up ---- */

/*
 * libcurl takes a key from a file alone. This one has no name and no place on
 * a disk, and ends with its descriptor.
 */
static void
sftp_set_key(struct sftp_run *s, const char *key)
{
	char path[40];
	size_t len = strlen(key);
	ssize_t n;

	s->key = memfd_create("key", MFD_CLOEXEC);
	if (s->key < 0)
		return; /* the login is refused then, and says so */
	n = write(s->key, key, len);
	if (n == (ssize_t)len && key[len - 1] != '\n')
		n = write(s->key, "\n", 1);
	if (n < 0)
		return;
	fixed_format(path, sizeof(path), "/proc/self/fd/%d", s->key);
	SET(s->easy, CURLOPT_SSH_PRIVATE_KEYFILE, path);
}

static size_t
sftp_read(char *to, size_t size, size_t count, void *ctx)
{
	struct sftp_run *s = ctx;
	size_t room = size * count, left = s->file->len - s->read;
	size_t n = left < room ? left : room;

	memcpy(to, s->file->data + s->read, n);
	s->read += n;
	return n;
}

static size_t
sftp_take(char *from, size_t size, size_t count, void *ctx)
{
	struct sftp_run *s = ctx;
	size_t n = size * count;

	return buf_try_add(&s->seen, from, n) ? n : 0;
}

static void
sftp_set_up(struct sftp_run *s)
{
	const struct wire_login *login = &s->hand->request.login;
	CURL *easy = s->easy = crew_easy(s->hand, "sftp");
	bool by_key = login->key != NULL;

	SET(easy, CURLOPT_SSH_AUTH_TYPES,
		(long)(by_key ? CURLSSH_AUTH_PUBLICKEY
			      : CURLSSH_AUTH_PASSWORD | CURLSSH_AUTH_KEYBOARD));
	/* without it curl would believe whoever answers */
	SET(easy, CURLOPT_SSH_HOST_PUBLIC_KEY_SHA256, login->host_key);
	SET(easy, CURLOPT_USERNAME, login->user);
	if (by_key)
		sftp_set_key(s, login->key);
	else
		SET(easy, CURLOPT_PASSWORD, login->password);
	SET(easy, CURLOPT_READFUNCTION, sftp_read);
	SET(easy, CURLOPT_READDATA, s);
	SET(easy, CURLOPT_WRITEFUNCTION, sftp_take);
	SET(easy, CURLOPT_WRITEDATA, s);
	SET(easy, CURLOPT_NEW_FILE_PERMS, 0644L);
	SET(easy, CURLOPT_NEW_DIRECTORY_PERMS, 0755L);
	SET(easy, CURLOPT_FTP_CREATE_MISSING_DIRS,
		(long)CURLFTP_CREATE_DIR_RETRY);
	SET(easy, CURLOPT_SERVER_RESPONSE_TIMEOUT, (long)BLOCKED_S);
}

/* ---- one file ---- */

static char *
sftp_address(const struct sftp_run *s, const char *more)
{
	const char *base = s->hand->request.url;
	size_t n = strlen(base);

	return mem_printf("%s%s%s%s", base, base[n - 1] == '/' ? "" : "/",
		s->file->path, more);
}

/* The file as the server knows it: what stands behind the host. */
static const char *
sftp_path(const char *address)
{
	const char *path = strchr(strstr(address, "://") + 3, '/');

	return strncmp(path, "/~/", 3) == 0 ? path + 3 : path;
}

static struct curl_slist *
sftp_command(
	struct curl_slist *list, const char *verb, const char *a, const char *b)
{
	char line[2 * FILE_PATH_MAX + 40];
	struct curl_slist *more;

	fixed_format(line, sizeof(line), "%s \"%s\"%s%s%s", verb, a,
		b ? " \"" : "", b ? b : "", b ? "\"" : "");
	more = curl_slist_append(list, line);
	assert(more != NULL);
	return more;
}

static CURLcode
sftp_put_once(struct sftp_run *s, bool remove)
{
	char *to = sftp_address(s, ""), *by = sftp_address(s, TEMPORARY);
	struct curl_slist *after = NULL;
	CURLcode rc;

	/* the star: nothing to remove is no failure */
	if (s->clears)
		after = sftp_command(after, "*rm", sftp_path(to), NULL);
	after = sftp_command(after, "rename", sftp_path(by), sftp_path(to));
	if (remove)
		after = sftp_command(after, "rm", sftp_path(to), NULL);
	s->read = 0;
	SET(s->easy, CURLOPT_URL, by);
	SET(s->easy, CURLOPT_UPLOAD, 1L);
	SET(s->easy, CURLOPT_INFILESIZE_LARGE, (curl_off_t)s->file->len);
	SET(s->easy, CURLOPT_POSTQUOTE, after);
	rc = curl_easy_perform(s->easy);
	SET(s->easy, CURLOPT_POSTQUOTE, NULL);
	curl_slist_free_all(after);
	free(by);
	free(to);
	return rc;
}

/*
 * The second time with the file itself, not with its name alone: should the
 * connection have broken behind a rename that was done, the removal finds a
 * new file ready to take the place.
 */
static CURLcode
sftp_put(struct sftp_run *s, bool remove)
{
	CURLcode rc = sftp_put_once(s, remove);

	if (rc != CURLE_QUOTE_ERROR || s->clears)
		return rc;
	s->clears = true;
	/* whatever stops it now, the first rename may have been done */
	return sftp_put_once(s, remove) == CURLE_OK ? CURLE_OK : rc;
}

static CURLcode
sftp_get(struct sftp_run *s)
{
	char *from = sftp_address(s, "");
	CURLcode rc;

	buf_reset(&s->seen);
	SET(s->easy, CURLOPT_URL, from);
	SET(s->easy, CURLOPT_HTTPGET, 1L);
	SET(s->easy, CURLOPT_UPLOAD, 0L);
	rc = curl_easy_perform(s->easy);
	free(from);
	return rc;
}

/* ---- the request ---- */

static void
sftp_fail(struct sftp_run *s, CURLcode rc)
{
	struct crew_hand *h = s->hand;
	struct wire_response *a = &h->result.answer;

	fixed_cut_format(h->error, sizeof(h->error), "%s: %s", s->file->path,
		h->curl_error[0] ? h->curl_error : curl_easy_strerror(rc));
	a->status = s->moved ? 0 : sftp_status(rc);
	a->answered = a->status != 0;
	a->sent = s->moved || a->answered;
}

/*
 * Whether a file may have changed under its readers: only once all of it was
 * taken, since the commands behind it come after that.
 */
static void
sftp_put_all(struct sftp_run *s, bool probe)
{
	const struct wire_request *r = &s->hand->request;
	CURLcode rc = CURLE_OK;

	for (size_t i = 0; i < r->file_count && rc == CURLE_OK; i++) {
		s->file = &r->files[i];
		rc = sftp_put(s, probe);
		if (!probe &&
			(rc == CURLE_OK || rc == CURLE_QUOTE_ERROR ||
				(s->read == s->file->len &&
					sftp_status(rc) == 0)))
			s->moved = true;
		if (s->moved && s->hand->result.sent_at == 0)
			s->hand->result.sent_at = crew_utc_ms();
	}
	if (rc != CURLE_OK) {
		sftp_fail(s, rc);
		return;
	}
	s->hand->result.answer.answered = s->hand->result.answer.sent = true;
	s->hand->result.answer.status = 200;
}

/* How a file stands to what it should be: 200, 404, 409; 0: not known. */
static int
sftp_compare(struct sftp_run *s, CURLcode rc)
{
	if (rc == CURLE_REMOTE_FILE_NOT_FOUND)
		return 404;
	if (rc == CURLE_WRITE_ERROR) /* longer than any of ours */
		return 409;
	if (rc != CURLE_OK)
		return 0;
	return s->seen.len == s->file->len &&
			memcmp(s->seen.data, s->file->data, s->file->len) == 0
		? 200
		: 409;
}

static void
sftp_get_all(struct sftp_run *s)
{
	const struct wire_request *r = &s->hand->request;
	struct wire_response *a = &s->hand->result.answer;
	int status = 200, one;
	CURLcode rc;

	for (size_t i = 0; i < r->file_count; i++) {
		s->file = &r->files[i];
		rc = sftp_get(s);
		one = sftp_compare(s, rc);
		if (one == 0) {
			sftp_fail(s, rc);
			return;
		}
		if (i == 0 && one != 404)
			buf_add(&s->hand->body, s->seen.data, s->seen.len);
		if (one != 200)
			status = i == 0 && one == 404 ? 404 : 409;
		if (status == 404)
			break;
	}
	a->answered = a->sent = true;
	a->status = status;
}

void
sftp_perform(struct crew_hand *h)
{
	struct sftp_run s = { .hand = h, .key = -1 };
	int64_t began = crew_utc_ms();

	buf_init(&s.seen, HTTP_BODY_MAX);
	sftp_set_up(&s);
	if (strcmp(h->request.method, "GET") == 0)
		sftp_get_all(&s);
	else
		sftp_put_all(&s, strcmp(h->request.method, "HEAD") == 0);
	h->result.took_us = (crew_utc_ms() - began) * 1000;
	curl_easy_cleanup(s.easy);
	if (s.key >= 0)
		(void)close(s.key);
	buf_release(&s.seen);
}
