/*
 * How a message goes out on WeChat, and by what it is known there.
 */
#include "wire/wechat_post.h"

#include <string.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/feed.h"

bool
wechat_is_push(const struct wire_job *job)
{
	return strcmp(doc_str(job->options, "send"), "push") == 0;
}

char *
wechat_source(const struct wire_job *job)
{
	const char *page = doc_str(job->variant, "page");

	if (*page == '\0')
		page = doc_str(job->options, "source");
	return *page ? mem_printf("%s#%s", page, job->slug) : mem_strdup("");
}

/* Year 3000: what is later is no time. */
#define SECONDS_MAX INT64_C(32503680000)

/* An article of several parts is one, under all of its titles. */
static bool
wechat_feed_take(struct wire_judgment *out, const struct wire_job *job,
	const json_t *item)
{
	const json_t *parts = doc_get(doc_get(item, "content"), "news_item");
	const json_t *part, *first = json_array_get(parts, 0);
	int64_t seconds = doc_int(item, "update_time");
	struct feed_post post = { .id = doc_get(item, "article_id"),
		.url = doc_get(first, "url"),
		.at = seconds > 0 && seconds < SECONDS_MAX ? seconds * 1000
							   : 0 };
	struct buf titles;
	size_t i, stand = 0;

	(void)job;
	buf_init(&titles, 1 << 20); /* an answer is no longer */
	json_array_foreach(parts, i, part)
	{
		if (doc_bool(part, "is_deleted"))
			continue;
		if (stand++ > 0)
			buf_puts(&titles, "\n");
		buf_puts(&titles, doc_str(part, "title"));
	}
	post.title = titles.data ? titles.data : "";
	if (stand > 0)
		feed_add(out, &post);
	buf_release(&titles);
	return true;
}

void
wechat_judge_feed(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const struct feed_list list = { doc_get(doc, "item"), FEED_TITLE,
		doc_int(doc, "total_count"), wechat_feed_take };

	(void)step;
	feed_list_judge(out, job, a, &list);
}
