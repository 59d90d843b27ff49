/*
 * The account's own list, boosts and replies included: whoever has stolen an
 * account may boost as well as write.
 */
#include "wire/mastodon_feed.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/instant.h"
#include "wire/answer.h"
#include "wire/comments.h"
#include "wire/feed.h"
#include "wire/job.h"
#include "wire/mastodon_list.h"
#include "wire/memo.h"

/* On an account's own list there are its own; on the home list also others'. */
static bool
mastodon_feed_take(struct wire_judgment *out, const struct wire_job *job,
	const json_t *status)
{
	const json_t *boosted = json_object_get(status, "reblog");
	struct feed_post post = { .id = json_object_get(status, "id"),
		.url = json_object_get(status, "url") };
	char *text;

	if (mastodon_is_by_other(status, job))
		return job_knows(job, MEMO_HOME);
	if (!instant_parse(&post.at, doc_str(status, "created_at"), 0))
		post.at = 0;
	if (json_is_object(boosted))
		post.title = "↻";
	post.text = text =
		mastodon_text(json_is_object(boosted) ? boosted : status);
	feed_add(out, &post);
	free(text);
	return true;
}

/* Servers leave some out of a list: the account says how many there are. */
static int64_t
mastodon_total(const struct wire_job *job, const json_t *list)
{
	int64_t total = 0;
	const json_t *status;
	size_t i;

	json_array_foreach(doc_borrow(list), i, status)
	{
		if (!mastodon_is_by_other(status, job))
			total = doc_int(
				doc_get(status, "account"), "statuses_count");
	}
	return total;
}

void
mastodon_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list)
{
	const struct feed_list feed = { list, FEED_TEXT,
		mastodon_total(job, list), mastodon_feed_take };

	feed_list_judge(out, job, a, &feed);
}

/* Others' only: servers tell of our own answers too, and not all of them ask
 * for the kind that was asked for. */
void
mastodon_take_mention(struct wire_judgment *out, const struct wire_job *job,
	const json_t *item)
{
	const json_t *status = doc_get(item, "status");
	struct comment_seen seen = { .id = doc_get(status, "id"),
		.thread = doc_get(status, "in_reply_to_id"),
		.url = doc_get(status, "url"),
		.who = doc_str(doc_get(status, "account"), "acct") };
	char *text;

	if (strcmp(doc_str(item, "type"), "mention") != 0 ||
		!mastodon_is_by_other(status, job))
		return;
	if (!instant_parse(&seen.at, doc_str(status, "created_at"), 0))
		seen.at = 0;
	seen.text = text = mastodon_text(status);
	comments_add(out, job, &seen);
	free(text);
}
