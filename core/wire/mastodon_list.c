/*
 * Telling our post from the others in the account's list. Some ids of what
 * stood there at arm are remembered, not one, so that a post deleted since
 * does not take the mark away.
 */
#include "wire/mastodon_list.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "wire/answer.h"
#include "wire/html.h"
#include "wire/job.h"
#include "wire/match.h"
#include "wire/memo.h"

enum {
	LIST_MAX = 20, /* long notices still fit the bound of a body */
	SEEN_IDS = 3,
	WINDOW_MS = 24 * 3600 * 1000 /* where nothing is known of the arming */
};

char *
mastodon_text(const json_t *status)
{
	return html_to_text(doc_str(status, "content"));
}

/* Some servers give the source beside what they made of it. */
bool
mastodon_same(const json_t *status, const char *seen, const char *approved,
	bool loose)
{
	const char *source = doc_str(status, "text");

	return (*source && html_same_text(source, approved)) ||
		match_text(seen, approved, loose);
}

/* The home timeline holds other people's posts too. */
static bool
mastodon_is_of_account(const json_t *status, const struct wire_job *job)
{
	const json_t *account = json_object_get(status, "account");
	char id[200];

	if (!job_knows(job, MEMO_HOME))
		return true;
	return answer_id(id, sizeof(id), json_object_get(account, "id")) &&
		strcmp(id, doc_str(job->memo, MEMO_ACCOUNT)) == 0;
}

void
mastodon_seen(
	char out[MASTODON_SEEN], const json_t *list, const struct wire_job *job)
{
	char id[200];
	size_t len = 0, n = 0;

	fixed_set(out, MASTODON_SEEN, MASTODON_EMPTY);
	for (size_t i = 0; i < json_array_size(list) && n < SEEN_IDS; i++) {
		const json_t *status = json_array_get(list, i);

		if (!mastodon_is_of_account(status, job) ||
			!answer_id(
				id, sizeof(id), json_object_get(status, "id")))
			continue;
		fixed_format(out + len, MASTODON_SEEN - len, "%s%s",
			n ? " " : "", id);
		len += strlen(out + len);
		n++;
	}
}

/* Is the status one of those whose ids `seen` holds? */
static bool
mastodon_is_seen(const json_t *status, const char *seen)
{
	char id[200];
	size_t len;

	if (!answer_id(id, sizeof(id), json_object_get(status, "id")))
		return false;
	for (len = strcspn(seen, " "); *seen; len = strcspn(seen, " ")) {
		if (strlen(id) == len && strncmp(seen, id, len) == 0)
			return true;
		seen += len + strspn(seen + len, " ");
	}
	return false;
}

/* Its id or its address is the receipt of another delivery. */
static bool
mastodon_is_taken(const json_t *status, const struct wire_job *job)
{
	char id[200];
	const char *names[] = { id, doc_str(status, "url"),
		doc_str(status, "uri") };

	if (!answer_id(id, sizeof(id), json_object_get(status, "id")))
		return false;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const char *whose = doc_str(job->receipts, names[i]);

		if (*names[i] && *whose && strcmp(whose, job->delivery) != 0)
			return true;
	}
	return false;
}

static bool
mastodon_in_window(const json_t *status, const struct wire_job *job)
{
	int64_t made;

	return !instant_parse(&made, doc_str(status, "created_at"), 0) ||
		made >= job->now - WINDOW_MS;
}

static bool
mastodon_is_ours(const json_t *status, const struct wire_job *job)
{
	char *text;
	bool ours;

	if (!mastodon_is_of_account(status, job) ||
		mastodon_is_taken(status, job))
		return false;
	text = mastodon_text(status);
	ours = mastodon_same(status, text, doc_str(job->variant, "text"), true);
	free(text);
	return ours;
}

/* How many of the list's first posts can be newer than the arming. */
static size_t
mastodon_newer_than_seen(bool *reached, const json_t *list, const char *seen)
{
	size_t n = json_array_size(list);

	while (n > 0 && !mastodon_is_seen(json_array_get(list, n - 1), seen))
		n--;
	*reached = n > 0;
	return n > 0 ? n - 1 : json_array_size(list);
}

void
mastodon_find(struct mastodon_found *out, const json_t *list,
	const struct wire_job *job)
{
	const char *seen = doc_str(job->memo, MEMO_SEEN);
	bool none = strcmp(seen, MASTODON_EMPTY) == 0, reached = false;
	bool known = *seen && !none && strcmp(seen, MASTODON_UNSEEN) != 0;
	size_t count = json_array_size(list), n = count;
	const json_t *last = count ? json_array_get(list, count - 1) : NULL;

	if (known)
		n = mastodon_newer_than_seen(&reached, list, seen);
	*out = (struct mastodon_found){ .sure = none || reached };
	out->complete = known ? reached
		: none	      ? count < LIST_MAX
		       : count < LIST_MAX || !mastodon_in_window(last, job);
	for (size_t i = 0; i < n; i++) {
		const json_t *status = json_array_get(list, i);

		if (known ? mastodon_is_seen(status, seen)
			  : !none && !mastodon_in_window(status, job))
			continue;
		if (!mastodon_is_ours(status, job))
			continue;
		if (out->count++ == 0)
			out->status = status;
	}
}
