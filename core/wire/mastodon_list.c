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
	SNAC_TIME = 10, /* digits */
	OLD_MS = 30 * 60 * 1000, /* more than clocks are apart */
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

enum author { AUTHOR_UNNAMED, AUTHOR_SELF, AUTHOR_OTHER };

static enum author
mastodon_author(const json_t *status, const struct wire_job *job)
{
	const json_t *account = json_object_get(status, "account");
	const char *mine = doc_str(job->memo, MEMO_ACCOUNT);
	char id[200];

	if (*mine == '\0' ||
		!answer_id(id, sizeof(id), json_object_get(account, "id")))
		return AUTHOR_UNNAMED;
	return strcmp(id, mine) == 0 ? AUTHOR_SELF : AUTHOR_OTHER;
}

bool
mastodon_is_by_other(const json_t *status, const struct wire_job *job)
{
	return mastodon_author(status, job) == AUTHOR_OTHER;
}

/* The home timeline holds other people's posts too. */
static bool
mastodon_is_of_account(const json_t *status, const struct wire_job *job)
{
	enum author author = mastodon_author(status, job);

	return author == AUTHOR_SELF ||
		(author == AUTHOR_UNNAMED && !job_knows(job, MEMO_HOME));
}

/*
 * Nothing is told by a list that is another account's, or whose order does not
 * follow its own dates: then "older" and "newer" mean nothing in it.
 */
static bool
mastodon_is_own_list(const json_t *list, const struct wire_job *job)
{
	int64_t made, before = INT64_MAX;
	size_t i, ours = 0;
	json_t *status;

	json_array_foreach(list, i, status)
	{
		if (!mastodon_is_of_account(status, job))
			continue;
		ours++;
		if (json_is_object(json_object_get(status, "reblog")) ||
			!instant_parse(&made, doc_str(status, "created_at"), 0))
			continue;
		if (made > before)
			return false;
		before = made;
	}
	return ours > 0 || i == 0 || job_knows(job, MEMO_HOME);
}

const char *
mastodon_newest(const json_t *list, const struct wire_job *job)
{
	json_t *status;
	size_t i;

	json_array_foreach(list, i, status)
	{
		if (mastodon_is_of_account(status, job))
			return doc_str(status, "created_at");
	}
	return "";
}

void
mastodon_seen(
	char out[MASTODON_SEEN], const json_t *list, const struct wire_job *job)
{
	char id[200];
	size_t len = 0, n = 0;

	if (!mastodon_is_own_list(list, job)) {
		fixed_set(out, MASTODON_SEEN, MASTODON_UNSEEN);
		return;
	}
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

bool
mastodon_is_id(const char *seen, const char *id, size_t len,
	const struct wire_job *job)
{
	bool snac = strcmp(doc_str(job->memo, MEMO_SERVER), "snac") == 0;
	size_t skip = snac && len > SNAC_TIME ? SNAC_TIME : 0;

	return strlen(seen) == len &&
		strncmp(seen + skip, id + skip, len - skip) == 0;
}

bool
mastodon_is_post(const json_t *status, const char *id, size_t len,
	const struct wire_job *job)
{
	char own[200];

	return answer_id(own, sizeof(own), json_object_get(status, "id")) &&
		mastodon_is_id(own, id, len, job);
}

/* Is the status one of those whose ids `seen` holds? */
static bool
mastodon_is_seen(
	const json_t *status, const char *seen, const struct wire_job *job)
{
	size_t len;

	for (len = strcspn(seen, " "); *seen; len = strcspn(seen, " ")) {
		if (mastodon_is_post(status, seen, len, job))
			return true;
		seen += len + strspn(seen + len, " ");
	}
	return false;
}

bool
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

bool
mastodon_has_words(const json_t *status, const struct wire_job *job)
{
	char *text = mastodon_text(status);
	bool same = mastodon_same(
		status, text, doc_str(job->variant, "text"), true);

	free(text);
	return same;
}

static bool
mastodon_is_near(const json_t *status, const struct wire_job *job)
{
	char *text = mastodon_text(status);
	bool near = match_near(text, doc_str(job->variant, "text"));

	free(text);
	return near;
}

bool
mastodon_stood_there(const json_t *status, const struct wire_job *job)
{
	const char *seen = doc_str(job->memo, MEMO_SEEN);
	int64_t made, newest;

	if (*seen && mastodon_is_seen(status, seen, job))
		return true;
	if (!instant_parse(&made, doc_str(status, "created_at"), 0))
		return false;
	return made < job->now - OLD_MS ||
		(instant_parse(&newest, doc_str(job->memo, MEMO_SEEN_AT), 0) &&
			made < newest);
}

/* The id that publishing showed, though it need not have been our post's. */
static bool
mastodon_was_shown(const json_t *status, const struct wire_job *job)
{
	const char *shown = doc_str(job->memo, MEMO_SHOWN);

	return answer_was_doubted(job) &&
		mastodon_is_post(status, shown, strlen(shown), job);
}

/* One of the newer posts: may it be ours? */
static void
mastodon_weigh(struct mastodon_found *out, const json_t *status,
	const struct wire_job *job)
{
	bool other = mastodon_is_by_other(status, job);

	if (mastodon_is_taken(status, job) ||
		(!other && !mastodon_is_of_account(status, job)))
		return;
	if (mastodon_has_words(status, job)) {
		/* on our own list: ours under another name, or not ours */
		out->strange =
			out->strange || (other && !job_knows(job, MEMO_HOME));
		if (!other && out->count++ == 0)
			out->status = status;
	} else if (!other && mastodon_is_near(status, job)) {
		out->near = true;
		if (mastodon_was_shown(status, job))
			out->shown = status;
	}
}

/* How many of the list's first posts can be newer than the arming. */
static size_t
mastodon_newer_than_seen(bool *reached, const json_t *list, const char *seen,
	const struct wire_job *job)
{
	size_t n = json_array_size(list);

	while (n > 0 &&
		!mastodon_is_seen(json_array_get(list, n - 1), seen, job))
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
	bool unseen = strcmp(seen, MASTODON_UNSEEN) == 0;
	bool known = *seen && !none && !unseen;
	size_t count = json_array_size(list), n = count;
	const json_t *last = count ? json_array_get(list, count - 1) : NULL;

	if (known)
		n = mastodon_newer_than_seen(&reached, list, seen, job);
	*out = (struct mastodon_found){ .sure = none || reached,
		.unseen = unseen,
		.strange = !mastodon_is_own_list(list, job) };
	out->complete = known ? reached
		: none	      ? count < LIST_MAX
		       : count < LIST_MAX || !mastodon_in_window(last, job);
	for (size_t i = 0; i < n; i++) {
		const json_t *status = json_array_get(list, i);

		if (known ? mastodon_is_seen(status, seen, job)
			  : !none && !mastodon_in_window(status, job))
			continue;
		mastodon_weigh(out, status, job);
	}
}
