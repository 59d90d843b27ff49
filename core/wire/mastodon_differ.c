/*
 * Servers leave fields out, or null; only what a status shows is compared.
 */
#include "wire/mastodon_differ.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "wire/answer.h"
#include "wire/mastodon_list.h"
#include "wire/memo.h"

/* An edit asks for no audience, but a correction that nobody can read is none */
static void
differ_audience(
	struct differ *d, const struct wire_job *job, const json_t *status)
{
	const char *want = doc_str(job->options, "visibility");
	const char *seen = doc_str(status, "visibility");

	if (*want == '\0')
		want = "public";
	if (*seen && strcmp(seen, want) != 0)
		differ_add(d, DIFFER_AUDIENCE, seen, want);
}

static void
differ_author(
	struct differ *d, const struct wire_job *job, const json_t *status)
{
	const json_t *author = doc_get(status, "account");
	const char *mine = doc_str(job->memo, MEMO_ACCOUNT);
	const char *name = doc_str(author, "acct");
	char id[200];

	if (*mine && answer_id(id, sizeof(id), doc_get(author, "id")) &&
		strcmp(id, mine) != 0)
		differ_add(d, DIFFER_AUTHOR, *name ? name : id, "");
}

/* None is ever sent along. */
static void
differ_pictures(struct differ *d, const json_t *status)
{
	size_t n = json_array_size(doc_get(status, "media_attachments"));
	char count[24];

	if (n == 0)
		return;
	fixed_format(count, sizeof(count), "%zu", n);
	differ_add(d, DIFFER_PICTURES, count, "0");
}

/* snac keeps no language and says "en" of every post. */
static void
differ_language(
	struct differ *d, const struct wire_job *job, const json_t *status)
{
	const char *lang = doc_str(status, "language");
	const char *want = doc_str(job->variant, "lang");

	if (strcmp(doc_str(job->memo, MEMO_SERVER), "snac") == 0)
		return;
	if (*lang && *want && !differ_same_language(lang, want))
		differ_add(d, DIFFER_LANGUAGE, lang, want);
}

/* What it answers may have been deleted since: then it stands alone. */
static void
differ_thread(
	struct differ *d, const struct wire_job *job, const json_t *status)
{
	const json_t *seen = json_object_get(status, "in_reply_to_id");
	const char *want = doc_str(job->variant, "target");
	char id[200];

	if (strcmp(doc_str(job->variant, "act"), "reply") != 0 || seen == NULL)
		return;
	if (!answer_id(id, sizeof(id), seen))
		differ_add(d, DIFFER_THREAD, "", "");
	else if (!mastodon_is_id(id, want, strlen(want), job))
		differ_add(d, DIFFER_THREAD, id, want);
}

void
mastodon_differ(
	struct differ *d, const struct wire_job *job, const json_t *status)
{
	const char *warning = doc_str(status, "spoiler_text");

	differ_audience(d, job, status);
	differ_language(d, job, status);
	if (doc_bool(status, "sensitive"))
		differ_add(d, DIFFER_SENSITIVE, "", "");
	if (*warning)
		differ_add(d, DIFFER_WARNING, warning, "");
	differ_author(d, job, status);
	differ_pictures(d, status);
	differ_thread(d, job, status);
}
