/*
 * Weibo says no by a number in the body, with 400 or 403 or whatever else. One
 * of these numbers means yes: 20032, "published, and the server is slow".
 * After it nothing is sent again, whatever a look-up finds.
 */
#include "wire/weibo_judge.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "wire/codes.h"
#include "wire/html.h"
#include "wire/job.h"
#include "wire/memo.h"
#include "wire/weibo_post.h"

enum {
	PUBLISHED_SLOWLY = 20032,
	SLOW_MS = 120 * 1000,
	MINUTE_S = 60,
	BUSY_S = 2,
	CHINA = 480 /* minutes east of Greenwich */
};

/* Of any request. */
#define ACCOUNT_ROWS                                                           \
	{ 21315, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 21317 },       \
		{ 21319, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },   \
		{ 21327, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },   \
		{ 21332, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },   \
		{ 10006, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },   \
		{ 10005, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },    \
		{ 10013, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0,         \
			10014 },                                               \
		{ 10017, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },    \
		{ 20015, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },    \
		{ 21321, NULL, OUTCOME_PERMANENT, REASON_FORBIDDEN, 0, 0 },    \
		{ 10008, NULL, OUTCOME_PERMANENT, REASON_PERMANENT, 0, 0 },    \
		{ 10012, NULL, OUTCOME_PERMANENT, REASON_PERMANENT, 0, 0 },    \
		{ 10004, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, MINUTE_S,     \
			0 },                                                   \
		{ 10022, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, MINUTE_S,     \
			10024 },                                               \
	{                                                                      \
		20016, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, MINUTE_S, 0     \
	}

static const struct code_row rows[] = {
	ACCOUNT_ROWS,
	{ 10001, NULL, OUTCOME_RETRY_LATER, REASON_SERVER, BUSY_S, 10003 },
	{ 10009, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 10011 },
	{ 20014, NULL, OUTCOME_RETRY_LATER, REASON_SERVER, BUSY_S, 0 },
	{ 21325, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	CODES_END,
};

/* A failure of the platform may stand behind what it has taken. */
static const struct code_row share_rows[] = {
	ACCOUNT_ROWS,
	{ PUBLISHED_SLOWLY, NULL, OUTCOME_UNKNOWN, REASON_QUEUED, 0, 0 },
	{ 20017, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 20019, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 20111, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 20005, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 20006 },
	{ 20012, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 20018, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 20020, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 20021 },
	{ 21602, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 20031, NULL, OUTCOME_HUMAN, REASON_BY_SITE, 0, 0 },
	{ 10001, NULL, OUTCOME_UNKNOWN, REASON_SERVER, 0, 10003 },
	{ 10009, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 0 },
	{ 10010, NULL, OUTCOME_UNKNOWN, REASON_SERVER, 0, 10011 },
	{ 20014, NULL, OUTCOME_UNKNOWN, REASON_SERVER, 0, 0 },
	CODES_END,
};

static const struct status_row status_rows[] = {
	STATUS_ROWS,
};
static const struct status_row share_status[] = {
	DOUBTED_ROWS,
	STATUS_ROWS,
};

/* ---- the token ---- */

/* What is known of the token's end goes to the officer with the check. */
static void
weibo_judge_token(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	int64_t left = doc_int(doc, "expire_in");
	char uid[WEIBO_ID], until[INSTANT_TEXT] = "";

	if (!answer_id(uid, sizeof(uid), doc_get(doc, "uid"))) {
		answer_strange(out, job, step, a);
		return;
	}
	if (left <= 0) {
		answer_settle(out, job, step, a, OUTCOME_PERMANENT,
			REASON_CREDENTIAL, "expire_in 0");
		return;
	}
	instant_format_plain(until, job->now + left * 1000, CHINA);
	answer_settle(out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, until);
	answer_memo(out, MEMO_ACCOUNT, uid);
	if (step == STEP_PREPARE)
		out->next = STEP_PREPARE;
}

/* The code was good once; the token takes its place. */
static void
weibo_judge_refresh(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const char *token = doc_str(doc, "access_token");
	int64_t seconds = doc_int(doc, "expires_in");
	char expires[24];

	if (*token == '\0' || strlen(token) > 500 || seconds <= 0) {
		answer_strange(out, job, step, a);
		return;
	}
	fixed_format(expires, sizeof(expires), "%" PRId64,
		job->now + seconds * 1000);
	out->secret = json_deep_copy(job->secret);
	doc_put_str(out->secret, "access_token", token);
	doc_put_str(out->secret, "expires", expires);
	(void)json_object_del(out->secret, "code");
	answer_settle(out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
}

/* ---- posts ---- */

/* The newest that stands there: what is above it later may be ours. */
static void
weibo_judge_seen(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const json_t *list = doc_get(doc, "statuses"), *status;
	char id[WEIBO_ID], newest[WEIBO_ID] = "0";
	size_t i;

	if (!json_is_array(list)) {
		answer_strange(out, job, step, a);
		return;
	}
	json_array_foreach(list, i, status)
	{
		if (weibo_id(id, status) &&
			(strlen(id) > strlen(newest) ||
				(strlen(id) == strlen(newest) &&
					strcmp(id, newest) > 0)))
			FIXED_SET(newest, id);
	}
	answer_settle(out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
	answer_memo(out, MEMO_SEEN, newest);
}

static void
weibo_judge_prepare(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (job_knows(job, MEMO_ACCOUNT))
		weibo_judge_seen(out, job, step, a, doc);
	else
		weibo_judge_token(out, job, step, a, doc);
}

static bool
weibo_take_receipt(struct wire_judgment *out, const struct wire_job *job,
	const json_t *status)
{
	char uid[WEIBO_ID];

	if (!weibo_id(out->id, status))
		return false;
	if (!answer_id(uid, sizeof(uid),
		    doc_get(doc_get(status, "user"), "idstr")) &&
		!answer_id(uid, sizeof(uid),
			doc_get(doc_get(status, "user"), "id")))
		fixed_cut(uid, sizeof(uid), doc_str(job->memo, MEMO_ACCOUNT));
	weibo_url(out->url, sizeof(out->url), uid, out->id);
	return true;
}

static void
weibo_judge_share(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (!weibo_take_receipt(out, job, doc)) {
		answer_strange(out, job, step, a);
	} else if (!weibo_may_be_ours(doc, job) || !weibo_same(doc, job)) {
		answer_doubt(out, job, a);
	} else {
		answer_settle(out, job, step, a, OUTCOME_ACCEPTED,
			REASON_PUBLISHED, "");
		answer_memo(out, MEMO_POST, out->id);
	}
}

struct weibo_found {
	size_t count;
	const json_t *status;
};

static struct weibo_found
weibo_find(const json_t *list, const struct wire_job *job)
{
	struct weibo_found found = { 0 };
	const json_t *status;
	size_t i;

	json_array_foreach(list, i, status)
	{
		if (!weibo_may_be_ours(status, job) || !weibo_same(status, job))
			continue;
		found.count++;
		found.status = status;
	}
	return found;
}

/* What Weibo called published is not sent again for not being seen yet. */
static void
weibo_judge_absent(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	if (!job_knows(job, MEMO_TASK)) {
		answer_absent(out, job, a, STEP_PUBLISH);
		return;
	}
	answer_settle(
		out, job, STEP_LOOKUP, a, OUTCOME_UNKNOWN, REASON_QUEUED, "");
}

static void
weibo_judge_lookup(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const json_t *list = doc_get(doc, "statuses");
	struct weibo_found found = weibo_find(list, job);

	if (!json_is_array(list)) {
		answer_strange(out, job, step, a);
	} else if (found.count > 1) {
		answer_settle(
			out, job, step, a, OUTCOME_UNKNOWN, REASON_SEVERAL, "");
		out->next = STEP_NONE;
	} else if (found.count == 0) {
		weibo_judge_absent(out, job, a);
	} else if (!weibo_take_receipt(out, job, found.status)) {
		answer_strange(out, job, step, a);
	} else {
		answer_settle(
			out, job, step, a, OUTCOME_ACCEPTED, REASON_FOUND, "");
		answer_memo(out, MEMO_POST, out->id);
		out->by_words = true;
	}
}

static void
weibo_judge_readback(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const char *want = doc_str(job->memo, MEMO_POST);
	char id[WEIBO_ID];

	if (!weibo_id(id, doc) || strcmp(id, want) != 0) {
		answer_strange(out, job, step, a);
		return;
	}
	(void)weibo_take_receipt(out, job, doc);
	out->text = html_to_text(doc_str(doc, "text"));
	out->same = weibo_same(doc, job);
	answer_settle(out, job, step, a, OUTCOME_ACCEPTED,
		out->same ? REASON_SAME : REASON_DIFFERENT, "");
}

static void (*const judges[STEP_COUNT])(struct wire_judgment *,
	const struct wire_job *, enum wire_step, const struct wire_response *,
	const json_t *) = {
	[STEP_CHECK] = weibo_judge_token,
	[STEP_PREPARE] = weibo_judge_prepare,
	[STEP_PUBLISH] = weibo_judge_share,
	[STEP_LOOKUP] = weibo_judge_lookup,
	[STEP_READBACK] = weibo_judge_readback,
	[STEP_REFRESH] = weibo_judge_refresh,
	[STEP_LIST] = weibo_judge_feed,
};

/* ---- numbers ---- */

/* "Identical text" may be our own, from an attempt whose answer was lost. */
static bool
weibo_is_repeat(int64_t code)
{
	return code == 20017 || code == 20019 || code == 20111;
}

/* A code without a token behind it: the token is made of the code. */
static bool
weibo_wants_token(const struct wire_job *job, const struct code *c)
{
	return !job_knows(job, MEMO_SEEN) && *doc_str(job->secret, "code") &&
		c->number >= 21314 && c->number <= 21332;
}

static void
weibo_judge_code(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	const struct code *c)
{
	bool share = step == STEP_PUBLISH;

	if (step != STEP_REFRESH && !share && weibo_wants_token(job, c)) {
		answer_settle(out, job, step, a, OUTCOME_REFRESH_TOKEN,
			REASON_CREDENTIAL, c->words);
		return;
	}
	code_settle(out, job, step, a, c, share ? share_rows : rows);
	if (share && c->number == PUBLISHED_SLOWLY) {
		answer_memo(out, MEMO_TASK, MEMO_YES);
		out->wait_ms = SLOW_MS;
	} else if (share && weibo_is_repeat(c->number)) {
		out->next = STEP_LOOKUP;
		out->wait_ms = BUSY_S * 1000;
	}
}

void
weibo_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	bool good = a->status >= 200 && a->status < 300;
	struct code c = { 0 };

	if (a->answered)
		code_read(&c, a, "error_code", "error");
	if (c.known && c.number != 0 && a->status < 500)
		weibo_judge_code(out, job, step, a, &c);
	else if (answer_status(out, job, step, a,
			 step == STEP_PUBLISH ? share_status : status_rows))
		;
	else if (!good || !c.typed || !json_is_object(c.doc) ||
		judges[step] == NULL)
		answer_strange(out, job, step, a);
	else
		judges[step](out, job, step, a, c.doc);
	code_release(&c);
}
