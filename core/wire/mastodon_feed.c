/*
 * The account's own list, boosts and replies included: whoever has stolen an
 * account may boost as well as write.
 */
#include "wire/mastodon_feed.h"

#include <stdlib.h>

#include "base/doc.h"
#include "base/instant.h"
#include "wire/answer.h"
#include "wire/feed.h"
#include "wire/job.h"
#include "wire/mastodon_list.h"
#include "wire/memo.h"

static void
mastodon_feed_add(struct wire_judgment *out, const json_t *status)
{
	const json_t *boosted = json_object_get(status, "reblog");
	struct feed_post post = { .id = json_object_get(status, "id"),
		.url = json_object_get(status, "url") };
	char *text = mastodon_text(json_is_object(boosted) ? boosted : status);

	if (!instant_parse(&post.at, doc_str(status, "created_at"), 0))
		post.at = 0;
	if (json_is_object(boosted))
		post.title = "↻";
	post.text = text;
	feed_add(out, &post);
	free(text);
}

/* Servers leave some out of a list: the account says how many there are. */
void
mastodon_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list)
{
	bool home = job_knows(job, MEMO_HOME);
	int64_t total = 0;
	json_t *status;
	size_t i;

	if (!json_is_array(list)) {
		answer_strange(out, job, STEP_LIST, a);
		return;
	}
	feed_begin(out, FEED_TEXT);
	json_array_foreach(list, i, status)
	{
		if (!mastodon_is_by_other(status, job)) {
			mastodon_feed_add(out, status);
			total = doc_int(
				doc_get(status, "account"), "statuses_count");
		} else if (!home) { /* on its own list there are its own */
			feed_refuse(out, job, a);
			return;
		}
	}
	feed_end(out, job, a, json_array_size(list), total);
}
