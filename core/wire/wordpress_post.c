/*
 * A post of WordPress as its interface shows it, against what was approved.
 */
#include "wire/wordpress_post.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/comments.h"
#include "wire/feed.h"
#include "wire/html.h"
#include "wire/memo.h"

const char *
wordpress_target(const struct wire_job *job)
{
	const char *id = doc_str(job->variant, "target");

	return strcmp(doc_str(job->variant, "act"), "mark") == 0 ? id : "";
}

/*
 * A plugin or a cache that drops the question answers with whatever is newest:
 * publishing over that would destroy another page.
 */
const json_t *
wordpress_own(const json_t *doc, const struct wire_job *job)
{
	const char *known = wordpress_target(job);
	char id[200];
	json_t *post;
	size_t i;

	if (*known == '\0')
		known = doc_str(job->memo, MEMO_POST);
	json_array_foreach(doc, i, post)
	{
		if (strcmp(doc_str(post, "slug"), job->slug) == 0)
			return post;
	}
	if (json_is_array(doc) ||
		!answer_id(id, sizeof(id), doc_get(doc, "id")))
		return NULL;
	if (*known)
		return strcmp(id, known) == 0 ? doc : NULL;
	return strcmp(doc_str(doc, "slug"), job->slug) == 0 ? doc : NULL;
}

bool
wordpress_is(const json_t *post, const char *status)
{
	return strcmp(doc_str(post, "status"), status) == 0;
}

bool
wordpress_is_published(const json_t *post)
{
	return wordpress_is(post, "publish");
}

bool
wordpress_is_waiting(const json_t *post)
{
	return wordpress_is(post, "future") || wordpress_is(post, "pending");
}

char *
wordpress_field_text(const json_t *post, const char *name, bool html)
{
	const json_t *field = json_object_get(post, name);
	/* themes change quotes in the rendered one */
	const char *raw = doc_str(field, "raw");

	if (*raw == '\0')
		raw = doc_str(field, "rendered");
	return html ? html_to_text(raw) : mem_strdup(raw);
}

void
wordpress_differ_words(
	struct differ *d, const struct wire_job *job, const json_t *post)
{
	char *text = wordpress_field_text(post, "content", true);
	char *title = wordpress_field_text(post, "title", false);

	if (!html_same_text(text, doc_str(job->variant, "text")))
		differ_add(d, DIFFER_TEXT, "", "");
	if (!html_same_text(title, doc_str(job->variant, "title")))
		differ_add(d, DIFFER_TITLE, "", "");
	free(text);
	free(title);
}

bool
wordpress_same_post(const json_t *post, const struct wire_job *job)
{
	struct differ d = { .lang = job->lang };

	wordpress_differ_words(&d, job, post);
	return !differ_any(&d);
}

/* What a post shows beside its words; an old page keeps author and picture. */
void
wordpress_differ(
	struct differ *d, const struct wire_job *job, const json_t *post)
{
	const char *mine = doc_str(job->memo, MEMO_ACCOUNT);
	int64_t picture = doc_int(post, "featured_media");
	char id[200];

	if (*doc_str(post, "status") && !wordpress_is_published(post))
		differ_add(
			d, DIFFER_AUDIENCE, doc_str(post, "status"), "publish");
	if (*doc_str(post, "password") ||
		doc_bool(doc_get(post, "content"), "protected"))
		differ_add(d, DIFFER_PASSWORD, "", "");
	if (*wordpress_target(job))
		return;
	if (*mine && answer_id(id, sizeof(id), doc_get(post, "author")) &&
		strcmp(id, mine) != 0)
		differ_add(d, DIFFER_AUTHOR, id, mine);
	if (picture > 0)
		differ_add(d, DIFFER_PICTURES, "1", "0");
}

static bool
wordpress_feed_take(struct wire_judgment *out, const struct wire_job *job,
	const json_t *post)
{
	char *title = wordpress_field_text(post, "title", false);
	char *text = wordpress_field_text(post, "content", true);
	struct feed_post row = { .id = doc_get(post, "id"),
		.url = doc_get(post, "link"),
		.title = title,
		.text = text };

	(void)job;
	if (!instant_parse(&row.at, doc_str(post, "date_gmt"), 0))
		row.at = 0;
	feed_add(out, &row);
	free(title);
	free(text);
	return true;
}

void
wordpress_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list)
{
	const struct feed_list feed = { list, FEED_BOTH, 0,
		wordpress_feed_take };

	feed_list_judge(out, job, a, &feed);
}

void
wordpress_take_comment(struct wire_judgment *out, const struct wire_job *job,
	const json_t *item)
{
	const char *mine = doc_str(job->memo, MEMO_ACCOUNT);
	struct comment_seen seen = { .id = doc_get(item, "id"),
		.thread = doc_get(item, "post"),
		.url = doc_get(item, "link"),
		.who = doc_str(item, "author_name") };
	char author[200], *text;

	if (*mine &&
		answer_id(author, sizeof(author), doc_get(item, "author")) &&
		strcmp(author, mine) == 0)
		return; /* what we have said */
	if (!instant_parse(&seen.at, doc_str(item, "date_gmt"), 0))
		seen.at = 0;
	seen.text = text = wordpress_field_text(item, "content", true);
	comments_add(out, job, &seen);
	free(text);
}
