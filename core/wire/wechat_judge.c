/*
 * What WeChat's answers mean: HTTP is always 200, a number says the rest, and
 * where data comes back the number may be missing. "Submitted" is not
 * "published": that is asked for afterwards.
 */
#include "wire/wechat_judge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "wire/codes.h"
#include "wire/html.h"
#include "wire/job.h"
#include "wire/memo.h"
#include "wire/wechat_post.h"

enum {
	BUSY_S = 2,
	MINUTE_S = 60,
	TOKEN_LEFT_MS = 4 * 60 * 1000, /* a new one has five at least */
	POLL_MS = 3000,
	POLL_AGAIN_MS = 5000,
	LIST_MS = 15000, /* what was submitted appears in the list later */
	DUPLICATE = 45065,
	NO_MEDIA = 40007,
	NO_TASK_YET = 40059
};

/* Of any request but those below. */
static const struct code_row rows[] = {
	{ 40001, NULL, OUTCOME_REFRESH_TOKEN, REASON_CREDENTIAL, 0, 0 },
	{ 40014, NULL, OUTCOME_REFRESH_TOKEN, REASON_CREDENTIAL, 0, 0 },
	{ 41001, NULL, OUTCOME_REFRESH_TOKEN, REASON_CREDENTIAL, 0, 0 },
	{ 42001, NULL, OUTCOME_REFRESH_TOKEN, REASON_CREDENTIAL, 0, 0 },
	{ 40013, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 40125, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 41004, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 40164, NULL, OUTCOME_PERMANENT, REASON_ORIGIN, 0, 0 },
	{ 48001, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },
	{ 48004, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },
	{ 50002, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },
	{ -1, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 0 },
	{ 45011, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, MINUTE_S, 0 },
	{ 61450, NULL, OUTCOME_RETRY_LATER, REASON_SERVER, BUSY_S, 0 },
	{ 50000, NULL, OUTCOME_RETRY_LATER, REASON_SERVER, BUSY_S, 50999 },
	{ 45009, NULL, OUTCOME_PERMANENT, REASON_QUOTA, 0, 0 },
	{ 45028, NULL, OUTCOME_PERMANENT, REASON_QUOTA, 0, 0 },
	{ 87014, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 45001, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 45008 },
	{ NO_MEDIA, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 45166, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 45066, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, MINUTE_S, 0 },
	{ 45067, NULL, OUTCOME_PERMANENT, REASON_PERMANENT, 0, 0 },
	{ 53500, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },
	{ 53501, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, MINUTE_S, 0 },
	{ 53502, NULL, OUTCOME_PERMANENT, REASON_PERMANENT, 0, 0 },
	{ 53503, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 53504, NULL, OUTCOME_HUMAN, REASON_BY_SITE, 0, 53505 },
	{ 53600, NULL, OUTCOME_PERMANENT, REASON_PERMANENT, 0, 0 },
	{ 45106, NULL, OUTCOME_PERMANENT, REASON_PERMANENT, 0, 0 },
	CODES_END,
};

/* Here a failure of the platform may stand behind what it has taken. */
static const struct code_row publish_rows[] = {
	{ -1, NULL, OUTCOME_UNKNOWN, REASON_BUSY, 0, 0 },
	{ 50002, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },
	{ 61450, NULL, OUTCOME_UNKNOWN, REASON_SERVER, 0, 0 },
	{ 50000, NULL, OUTCOME_UNKNOWN, REASON_SERVER, 0, 50999 },
	CODES_END,
};

/* Of the request for a token no other token helps. */
static const struct code_row refresh_rows[] = {
	{ 40001, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	CODES_END,
};

static const struct status_row status_rows[] = {
	STATUS_ROWS,
};
static const struct status_row publish_status[] = {
	DOUBTED_ROWS,
	STATUS_ROWS,
};

/* ---- checks and preparing ---- */

static bool
wechat_token_ends(const struct wire_job *job)
{
	const char *expires = doc_str(job->secret, "expires");

	return *expires &&
		strtoll(expires, NULL, 10) - job->now < TOKEN_LEFT_MS;
}

static void
wechat_judge_check(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (!json_is_array(doc_get(doc, "item")) &&
		!json_is_integer(doc_get(doc, "total_count"))) {
		answer_strange(out, job, step, a);
		return;
	}
	if (wechat_token_ends(job)) {
		answer_settle(out, job, step, a, OUTCOME_REFRESH_TOKEN,
			REASON_TOKEN, "");
		return;
	}
	answer_settle(out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
	if (step != STEP_PREPARE)
		return;
	answer_memo(out, MEMO_RIGHTS, MEMO_YES);
	out->next = STEP_PREPARE;
}

static void
wechat_judge_prepare(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	char id[200];

	if (!job_knows(job, MEMO_RIGHTS)) {
		wechat_judge_check(out, job, step, a, doc);
	} else if (!answer_id(id, sizeof(id), doc_get(doc, "media_id"))) {
		answer_strange(out, job, step, a);
	} else {
		answer_settle(
			out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
		answer_memo(out, MEMO_POST, id);
	}
}

/* The credential as it was, with the token and when it ends. */
static void
wechat_judge_refresh(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const char *token = doc_str(doc, "access_token");
	int64_t seconds = doc_int(doc, "expires_in");
	char expires[24];

	if (*token == '\0' || seconds <= 0 || seconds > 86400) {
		answer_settle(out, job, step, a, OUTCOME_UNKNOWN,
			REASON_STRANGE, ""); /* the body may hold a token */
		return;
	}
	answer_settle(out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
	fixed_format(expires, sizeof(expires), "%" PRId64,
		job->now + seconds * 1000);
	out->secret_ends = job->now + seconds * 1000;
	out->secret = json_copy(doc_borrow(job->secret));
	doc_put_str(out->secret, "access_token", token);
	doc_put_str(out->secret, "expires", expires);
}

/* ---- publishing ---- */

static void
wechat_wait(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	answer_settle(out, job, step, a, OUTCOME_PENDING, REASON_QUEUED, "");
	out->next = STEP_POLL;
	out->wait_ms = step == STEP_PUBLISH ? POLL_MS : POLL_AGAIN_MS;
	/* an answer: what is counted are looks that failed */
	if (out->memo != NULL && step != STEP_PUBLISH)
		doc_put_int(out->memo, MEMO_LOOKS, 0);
}

static bool
wechat_take_task(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const char *name = wechat_is_push(job) ? "msg_id" : "publish_id";
	char id[64], data[64];

	if (!answer_id(id, sizeof(id), doc_get(doc, name)))
		return false;
	wechat_wait(out, job, step, a);
	answer_memo(out, MEMO_TASK, id);
	if (answer_id(data, sizeof(data), doc_get(doc, "msg_data_id")))
		answer_memo(out, MEMO_DATA, data);
	return true;
}

/* Taken, with no number to ask by: the draft and the list tell. */
static void
wechat_judge_publish(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (json_integer_value(doc_get(doc, "errcode")) != 0 ||
		!wechat_take_task(out, job, step, a, doc))
		answer_strange(out, job, step, a);
}

/* What a poll knows for sure stays what it is: the table has only unknowns. */
static void
wechat_ended(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	enum outcome outcome, enum reason reason, const char *words)
{
	answer_settle(out, job, step, a, outcome, reason, words);
	out->outcome = outcome;
	out->next = STEP_NONE;
	out->wait_ms = 0;
}

static void
wechat_take_article(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const json_t *list = doc_get(doc_get(doc, "article_detail"), "item");

	if (!answer_id(out->id, sizeof(out->id), doc_get(doc, "article_id"))) {
		answer_strange(out, job, step, a);
		return;
	}
	answer_url(out->url, sizeof(out->url),
		doc_get(json_array_get(list, 0), "article_url"));
	answer_settle(
		out, job, step, a, OUTCOME_ACCEPTED, REASON_PUBLISHED, "");
	answer_memo(out, MEMO_ARTICLE, out->id);
}

/* freepublish/get */
static void
wechat_judge_status(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	enum { DONE, GOING, NOT_ORIGINAL, FAILED, AUDIT, DELETED, BANNED };
	static const struct {
		enum outcome outcome;
		enum reason reason;
	} ends[] = {
		[NOT_ORIGINAL] = { OUTCOME_CONTENT, REASON_CONTENT },
		[FAILED] = { OUTCOME_PERMANENT, REASON_SERVER },
		[AUDIT] = { OUTCOME_CONTENT, REASON_CONTENT },
		[DELETED] = { OUTCOME_PERMANENT, REASON_TAKEN_DOWN },
		[BANNED] = { OUTCOME_PERMANENT, REASON_TAKEN_DOWN },
	};
	const json_t *value = doc_get(doc, "publish_status");
	json_int_t status = json_integer_value(value);
	char words[40];

	if (!json_is_integer(value) || status < DONE || status > BANNED) {
		answer_strange(out, job, step, a);
	} else if (status == DONE) {
		wechat_take_article(out, job, step, a, doc);
	} else if (status == GOING) {
		wechat_wait(out, job, step, a);
	} else {
		fixed_format(
			words, sizeof(words), "publish_status %d", (int)status);
		wechat_ended(out, job, step, a, ends[status].outcome,
			ends[status].reason, words);
	}
}

/* message/mass/get: what is sent to followers has no address of its own. */
static void
wechat_judge_sent(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const char *status = doc_str(doc, "msg_status");

	if (strcmp(status, "SEND_SUCCESS") == 0) {
		fixed_cut(out->id, sizeof(out->id),
			doc_str(job->memo, MEMO_TASK));
		wechat_ended(out, job, step, a, OUTCOME_ACCEPTED,
			REASON_PUBLISHED, "");
	} else if (strcmp(status, "SENDING") == 0) {
		wechat_wait(out, job, step, a);
	} else if (strcmp(status, "SEND_FAIL") == 0) {
		wechat_ended(out, job, step, a, OUTCOME_PERMANENT,
			REASON_SERVER, status);
	} else if (strcmp(status, "DELETE") == 0) {
		wechat_ended(out, job, step, a, OUTCOME_PERMANENT,
			REASON_TAKEN_DOWN, status);
	} else {
		answer_strange(out, job, step, a);
	}
}

static void
wechat_judge_poll(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (wechat_is_push(job))
		wechat_judge_sent(out, job, step, a, doc);
	else
		wechat_judge_status(out, job, step, a, doc);
}

/* ---- looking ---- */

/* Ours in the list, and nobody else's receipt; NULL if it is not there. */
static const json_t *
wechat_find_ours(const struct wire_job *job, const json_t *doc)
{
	const json_t *list = doc_get(doc, "item"), *item, *news;
	char *source = wechat_source(job);
	const json_t *found = NULL;
	const char *id, *at;

	for (size_t i = 0; *source && i < json_array_size(list) && !found;
		i++) {
		item = json_array_get(list, i);
		news = json_array_get(
			doc_get(doc_get(item, "content"), "news_item"), 0);
		id = doc_str(item, "article_id");
		at = doc_str(job->receipts, id);
		if (strcmp(doc_str(news, "content_source_url"), source) == 0 &&
			(*at == '\0' || strcmp(at, job->delivery) == 0))
			found = item;
	}
	free(source);
	return found;
}

static void
wechat_judge_list(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	const json_t *item = wechat_find_ours(job, doc), *news;

	news = json_array_get(
		doc_get(doc_get(item, "content"), "news_item"), 0);
	if (!json_is_array(doc_get(doc, "item"))) {
		answer_strange(out, job, STEP_LOOKUP, a);
	} else if (item == NULL) { /* submitted, and not seen yet */
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_UNKNOWN,
			REASON_DRAFT_GONE, "");
		if (out->next == STEP_LOOKUP)
			out->wait_ms = LIST_MS;
	} else if (!answer_id(out->id, sizeof(out->id),
			   doc_get(item, "article_id"))) {
		answer_strange(out, job, STEP_LOOKUP, a);
	} else {
		answer_url(out->url, sizeof(out->url), doc_get(news, "url"));
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_ACCEPTED,
			REASON_FOUND, "");
		answer_memo(out, MEMO_ARTICLE, out->id);
	}
}

/*
 * The draft is still one. The documents say that a published draft leaves the
 * box, not that one does that is still being published, nor what a second
 * submit of it gives: it may have been submitted and wait for its audit. So it
 * is looked at again, and then a person's, and never submitted by itself.
 */
static void
wechat_judge_kept(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_UNKNOWN,
		REASON_DRAFT_KEPT, "");
	if (out->next == STEP_LOOKUP)
		out->wait_ms = LIST_MS;
}

static void
wechat_judge_lookup(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (job_knows(job, MEMO_TASK))
		wechat_judge_poll(out, job, step, a, doc);
	else if (job_knows(job, MEMO_GONE))
		wechat_judge_list(out, job, a, doc);
	else if (json_is_array(doc_get(doc, "news_item")))
		wechat_judge_kept(out, job, a);
	else
		answer_strange(out, job, step, a);
}

/* It is no draft any more. What was pushed is in no list: a person looks. */
static void
wechat_judge_gone(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_UNKNOWN,
		REASON_DRAFT_GONE, "");
	answer_memo(out, MEMO_GONE, MEMO_YES);
	out->next = wechat_is_push(job) ? STEP_NONE : STEP_LOOKUP;
	out->wait_ms = wechat_is_push(job) ? 0 : POLL_MS;
}

static void
wechat_judge_readback(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const json_t *news = json_array_get(doc_get(doc, "news_item"), 0);
	const char *text = doc_str(job->variant, "text");
	const char *title = doc_str(job->variant, "title");

	if (news == NULL || !json_is_string(doc_get(news, "content"))) {
		answer_strange(out, job, step, a);
		return;
	}
	out->text = html_to_text(doc_str(news, "content"));
	out->title = mem_strdup(doc_str(news, "title"));
	answer_url(out->url, sizeof(out->url), doc_get(news, "url"));
	fixed_cut(out->id, sizeof(out->id), doc_str(job->memo, MEMO_ARTICLE));
	out->same = !doc_bool(news, "is_deleted") &&
		html_same_text(out->text, text) &&
		html_same_text(out->title, title);
	answer_settle(out, job, step, a, OUTCOME_ACCEPTED,
		out->same ? REASON_SAME : REASON_DIFFERENT, "");
}

static void
wechat_judge_undo(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (!json_is_integer(doc_get(doc, "errcode")))
		answer_strange(out, job, step, a);
	else
		answer_settle(
			out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
}

static void (*const judges[STEP_COUNT])(struct wire_judgment *,
	const struct wire_job *, enum wire_step, const struct wire_response *,
	const json_t *) = {
	[STEP_CHECK] = wechat_judge_check,
	[STEP_PREPARE] = wechat_judge_prepare,
	[STEP_PUBLISH] = wechat_judge_publish,
	[STEP_POLL] = wechat_judge_poll,
	[STEP_LOOKUP] = wechat_judge_lookup,
	[STEP_READBACK] = wechat_judge_readback,
	[STEP_REFRESH] = wechat_judge_refresh,
	[STEP_UNDO] = wechat_judge_undo,
	[STEP_LIST] = wechat_judge_feed,
};

/* ---- numbers that are no plain refusal ---- */

static bool
wechat_judge_special(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	const struct code *c)
{
	if (c->number == DUPLICATE && step == STEP_PUBLISH)
		return wechat_take_task(out, job, step, a, c->doc);
	if (c->number == NO_TASK_YET && wechat_is_push(job) &&
		job_knows(job, MEMO_TASK)) {
		wechat_wait(out, job, step, a);
		return true;
	}
	if (c->number != NO_MEDIA)
		return false;
	if (step == STEP_UNDO) {
		answer_settle(out, job, step, a, OUTCOME_ACCEPTED,
			REASON_DRAFT_GONE, "");
		return true;
	}
	if (step == STEP_LOOKUP && !job_knows(job, MEMO_TASK)) {
		wechat_judge_gone(out, job, a);
		return true;
	}
	if (step != STEP_PUBLISH)
		return false;
	answer_settle(out, job, step, a, OUTCOME_UNKNOWN, REASON_DRAFT_GONE,
		c->words);
	return true;
}

static void
wechat_judge_code(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	const struct code *c)
{
	const struct code_row *own = step == STEP_PUBLISH ? publish_rows
		: step == STEP_REFRESH			  ? refresh_rows
							  : NULL;

	if (wechat_judge_special(out, job, step, a, c))
		return;
	code_settle(out, job, step, a, c,
		own != NULL && code_has_row(own, c) ? own : rows);
}

void
wechat_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	struct code c = { 0 };

	if (answer_status(out, job, step, a,
		    step == STEP_PUBLISH ? publish_status : status_rows))
		return;
	code_read(&c, a, "errcode", "errmsg");
	if (c.known && c.number != 0)
		wechat_judge_code(out, job, step, a, &c);
	else if (!json_is_object(c.doc) || judges[step] == NULL)
		answer_strange(out, job, step, a);
	else
		judges[step](out, job, step, a, c.doc);
	code_release(&c);
}
