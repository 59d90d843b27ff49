/*
 * The rows of what the public has written, bounded whatever the platform sends.
 * Who fills a list with texts of a megabyte must not blind us: an answer that
 * is too long is asked for again with fewer rows, and then says that there are
 * more.
 */
#include "wire/comments.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "wire/answer.h"
#include "wire/job.h"
#include "wire/memo.h"

enum {
	AHEAD_MS = 10 * 60 * 1000, /* more than clocks are apart */
	ID_MAX = 200,
	URL_TEXT = 500,
	WHO_TEXT = 200,
	FEWER = 5 /* times fewer rows */
};

int
comments_wanted(const struct wire_job *job)
{
	int64_t wanted = doc_int(job->memo, MEMO_HEAR);

	return wanted > 0 && wanted < COMMENTS_MAX ? (int)wanted : COMMENTS_MAX;
}

static void
comments_put_text(json_t *row, const char *text)
{
	char plain[COMMENT_TEXT];

	text_printable(plain, sizeof(plain), text, strlen(text));
	doc_put_str(row, "text", plain);
	if (strlen(text) >= sizeof(plain))
		doc_put_bool(row, "cut", true);
}

void
comments_add(struct wire_judgment *out, const struct wire_job *job,
	const struct comment_seen *seen)
{
	json_t *rows = doc_get(out->comments, "rows"), *row;
	char id[ID_MAX], thread[ID_MAX], url[URL_TEXT], who[WHO_TEXT];

	if (json_array_size(rows) >= COMMENTS_MAX) {
		doc_put_bool(out->comments, "more", true);
		return;
	}
	if (!answer_id(id, sizeof(id), seen->id)) {
		doc_put_int(out->comments, "unread",
			doc_int(out->comments, "unread") + 1);
		return;
	}
	row = json_object();
	doc_put_str(row, "remote", id);
	if (answer_id(thread, sizeof(thread), seen->thread))
		doc_put_str(row, "thread", thread);
	answer_url(url, sizeof(url), seen->url);
	doc_put_str(row, "url", url);
	if (seen->at > 0)
		doc_put_int(row, "at", seen->at);
	if (seen->at > job->now + AHEAD_MS)
		doc_put_bool(out->comments, "astray", true);
	text_printable(who, sizeof(who), seen->who, strlen(seen->who));
	doc_put_str(row, "who", who);
	comments_put_text(row, seen->text);
	json_array_append_new(rows, row);
}

/* Asked again at once, for fewer. */
static bool
comments_were_too_long(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer)
{
	int wanted = comments_wanted(job);

	if (!answer->answered || !answer->truncated || wanted == 1)
		return false;
	answer_settle(out, job, STEP_HEAR, answer, OUTCOME_ACCEPTED,
		REASON_READY, "");
	if (out->memo == NULL)
		out->memo = json_object();
	doc_put_int(
		out->memo, MEMO_HEAR, wanted / FEWER > 0 ? wanted / FEWER : 1);
	out->next = STEP_HEAR;
	return true;
}

void
comments_judge(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *answer, comments_take *take)
{
	const json_t *item;
	json_t *list;
	size_t i;

	if (comments_were_too_long(out, job, answer))
		return;
	list = answer_json(answer);
	if (!json_is_array(list)) {
		answer_strange(out, job, STEP_HEAR, answer);
		json_decref(list);
		return;
	}
	json_decref(out->comments);
	out->comments = json_object();
	doc_put(out->comments, "rows", json_array());
	json_array_foreach(list, i, item)
	{
		take(out, job, item);
	}
	if (json_array_size(list) >= (size_t)comments_wanted(job))
		doc_put_bool(out->comments, "more", true);
	answer_settle(out, job, STEP_HEAR, answer, OUTCOME_ACCEPTED,
		REASON_READY, "");
	json_decref(list);
}
