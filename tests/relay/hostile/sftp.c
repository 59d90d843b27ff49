/*
 * core/net/sftp.c on a libcurl of the hostile world: one that puts files on a
 * server and carries out the commands behind them, and fails at what it is
 * told to. A rename onto a name that is taken is refused, as OpenSSH does by
 * SFTP's own, or replaces it, as a later libcurl has it done.
 */
#include <curl/curl.h>
#include <stdarg.h>

#include "tests/relay/hostile/own.h"

#undef curl_easy_setopt

static CURLcode hostile_sftp_set(CURL *easy, CURLoption option, ...);
static CURLcode hostile_sftp_run(CURL *easy);
static void hostile_sftp_end(CURL *easy);

#define crew_easy hostile_sftp_easy
#define curl_easy_setopt hostile_sftp_set
#define curl_easy_perform hostile_sftp_run
#define curl_easy_cleanup hostile_sftp_end
#define sftp_perform hostile_sftp_perform
#include "net/sftp.c"

static struct {
	const char *url;
	struct curl_slist *after;
	curl_read_callback reads;
	curl_write_callback writes;
	void *read_ctx, *write_ctx;
	bool upload;
} set;

CURL *
hostile_sftp_easy(struct crew_hand *h, const char *protocols)
{
	(void)h;
	assert_string_equal(protocols, "sftp");
	memset(&set, 0, sizeof(set));
	return (CURL *)&set;
}

static CURLcode
hostile_sftp_set(CURL *easy, CURLoption option, ...)
{
	va_list args;

	(void)easy;
	va_start(args, option);
	if (option == CURLOPT_URL)
		set.url = va_arg(args, const char *);
	else if (option == CURLOPT_POSTQUOTE)
		set.after = va_arg(args, struct curl_slist *);
	else if (option == CURLOPT_UPLOAD)
		set.upload = va_arg(args, long) != 0;
	else if (option == CURLOPT_READFUNCTION)
		set.reads = va_arg(args, curl_read_callback);
	else if (option == CURLOPT_READDATA)
		set.read_ctx = va_arg(args, void *);
	else if (option == CURLOPT_WRITEFUNCTION)
		set.writes = va_arg(args, curl_write_callback);
	else if (option == CURLOPT_WRITEDATA)
		set.write_ctx = va_arg(args, void *);
	va_end(args);
	return CURLE_OK;
}

static void
hostile_sftp_end(CURL *easy)
{
	(void)easy;
}

static CURLcode
run_code(const struct hostile_fate *f)
{
	hostile_own()->took += f->says == SAYS_NEVER ? 20000 : 0;
	return (CURLcode)f->code;
}

/* A file that is cut off stands there under its temporary name. */
static CURLcode
run_upload(const char *path)
{
	const struct hostile_fate *f = hostile_strikes("upload");
	char part[64];
	struct buf all;
	size_t n;

	buf_init(&all, 1 << 22);
	while ((n = set.reads(part, 1, sizeof(part), set.read_ctx)) > 0) {
		buf_add(&all, part, n);
		if (f != NULL && f->does == DOES_NOT)
			break;
	}
	hostile_tree_put(path, all.data, all.len);
	buf_release(&all);
	return f != NULL ? run_code(f) : CURLE_OK;
}

static CURLcode
run_command(const char *line)
{
	bool star = *line == '*', rename, done;
	char a[400] = "", b[400] = "", verb[20] = "";
	const struct hostile_fate *f;
	bool replaces = hostile_rows[hostile_own()->account].keys;

	assert_true(sscanf(line + star, "%19s \"%399[^\"]\" \"%399[^\"]\"",
			    verb, a, b) >= 2);
	rename = strcmp(verb, "rename") == 0;
	f = hostile_strikes(verb);
	if (f != NULL && f->does == DOES_NOT)
		return run_code(f);
	if (rename && !replaces && hostile_tree_get(b) != NULL)
		return CURLE_QUOTE_ERROR;
	done = hostile_tree_get(a) != NULL;
	if (rename)
		done = hostile_tree_move(a, b);
	else
		hostile_tree_remove(a);
	if (f != NULL)
		return run_code(f);
	return done || star ? CURLE_OK : CURLE_QUOTE_ERROR;
}

static CURLcode
run_download(const char *path)
{
	const char *text = hostile_tree_get(path);
	char copy[4096];
	size_t len = text ? strlen(text) : 0;

	if (text == NULL)
		return CURLE_REMOTE_FILE_NOT_FOUND;
	for (size_t at = 0; at < len; at += sizeof(copy)) {
		size_t n = len - at < sizeof(copy) ? len - at : sizeof(copy);

		memcpy(copy, text + at, n);
		if (set.writes(copy, 1, n, set.write_ctx) != n)
			return CURLE_WRITE_ERROR;
	}
	return CURLE_OK;
}

static CURLcode
hostile_sftp_run(CURL *easy)
{
	const char *path = sftp_path(set.url);
	const struct hostile_fate *f = hostile_strikes("connect");
	CURLcode rc;

	(void)easy;
	if (f != NULL)
		return run_code(f);
	if (!set.upload)
		return run_download(path);
	rc = run_upload(path);
	for (const struct curl_slist *s = set.after; s && rc == CURLE_OK;
		s = s->next)
		rc = run_command(s->data);
	return rc;
}

void
hostile_sftp_perform_one(struct wire_request *q)
{
	struct hostile_own *own = hostile_own();
	struct crew_hand hand = { .request = *q };

	buf_init(&hand.body, HTTP_BODY_MAX);
	sftp_perform(&hand);
	own->answer = hand.result.answer;
	buf_add(&own->body, hand.body.data, hand.body.len);
	buf_release(&hand.body);
}
