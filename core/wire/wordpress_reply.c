/*
 * Building and judging an answer in a thread of WordPress.
 */
#include "wire/wordpress_reply.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/differ.h"
#include "wire/html.h"
#include "wire/job.h"
#include "wire/memo.h"
#include "wire/url.h"
#include "wire/wordpress_ask.h"
#include "wire/wordpress_post.h"

enum { REPLIES_MAX = 50 };

static bool
reply_is_new(const struct wire_job *job)
{
	return strcmp(doc_str(job->variant, "act"), "reply") == 0;
}

/* What is put right has a thread, too: its id is a comment's, not a post's. */
bool
wordpress_replies(const struct wire_job *job)
{
	return reply_is_new(job) || *doc_str(job->variant, "thread");
}

bool
wordpress_reply_takes(const struct wire_job *job, enum wire_step step)
{
	if (!wordpress_replies(job))
		return false;
	if (step == STEP_PREPARE)
		return job_knows(job, MEMO_RIGHTS);
	return step == STEP_PUBLISH || step == STEP_POLL ||
		step == STEP_LOOKUP || step == STEP_READBACK;
}

/* Our comment's id, as far as it is known: that we put right, or have made. */
static const char *
reply_id(const struct wire_job *job)
{
	return reply_is_new(job) ? doc_str(job->memo, MEMO_POST)
				 : doc_str(job->variant, "target");
}

/* ---- requests ---- */

static enum err_code
reply_ask_comment(struct wire_request *out, const struct wire_job *job,
	const char *id, const char *query, struct err *err)
{
	char *coded = url_encode(id), *path = mem_printf("comments/%s", coded);
	enum err_code rc = wordpress_authorize(out, job, path, query, err);

	free(coded);
	free(path);
	return rc;
}

/* Everything that we have said below it, the newest first. */
static enum err_code
reply_ask_ours(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *account, *parent;
	char *who, *below, *query;
	enum err_code rc = job_need(&account, job->memo, MEMO_ACCOUNT, err);

	if (rc == ERR_OK)
		rc = job_need(&parent, job->variant, "target", err);
	if (rc != ERR_OK)
		return rc;
	who = url_encode(account);
	below = url_encode(parent);
	query = mem_printf("author=%s&parent=%s&status=all&per_page=%d&"
			   "context=edit",
		who, below, REPLIES_MAX);
	rc = wordpress_authorize(out, job, "comments", query, err);
	free(who);
	free(below);
	free(query);
	return rc;
}

/* Only text: what is markup in a comment the site may take away. */
static enum err_code
reply_publish(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *post, *parent;
	char *text, *body;
	enum err_code rc;
	json_t *doc;

	rc = job_need(&post, job->variant, "thread", err);
	if (rc == ERR_OK)
		rc = job_need(&parent, job->variant, "target", err);
	if (rc == ERR_OK)
		rc = reply_is_new(job)
			? wordpress_authorize(out, job, "comments", "", err)
			: reply_ask_comment(out, job, parent, "", err);
	if (rc != ERR_OK)
		return rc;
	doc = json_object();
	text = html_escaped(doc_str(job->variant, "text"));
	doc_put_str(doc, "content", text);
	if (reply_is_new(job)) {
		doc_put_str(doc, "post", post);
		doc_put_str(doc, "parent", parent);
	}
	body = doc_format(doc);
	rc = wire_request_body(out, body, err);
	out->method = "POST";
	out->irrevocable = true;
	wire_request_header(out, "Content-Type", "application/json");
	free(body);
	free(text);
	json_decref(doc);
	return rc;
}

enum err_code
wordpress_reply_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *id = reply_id(job);
	enum err_code rc;

	if (step == STEP_PUBLISH)
		return reply_publish(out, job, err);
	if (step == STEP_LOOKUP && *id == '\0')
		return reply_ask_ours(out, job, err);
	if (step == STEP_PREPARE)
		rc = job_need(&id, job->variant, "target", err);
	else
		rc = *id ? ERR_OK : job_need(&id, job->memo, MEMO_POST, err);
	return rc == ERR_OK
		? reply_ask_comment(out, job, id, "context=edit", err)
		: rc;
}

/* ---- answers ---- */

static bool
reply_is_of(const json_t *comment, const char *key, const char *want)
{
	char id[200];

	return answer_id(id, sizeof(id), doc_get(comment, key)) &&
		strcmp(id, want) == 0;
}

static bool
reply_is_out(const json_t *comment)
{
	return wordpress_is(comment, "approved");
}

static bool
reply_has_words(const json_t *comment, const struct wire_job *job)
{
	char *text = wordpress_field_text(comment, "content", true);
	bool same = html_same_text(text, doc_str(job->variant, "text"));

	free(text);
	return same;
}

/* One that certainly is not what was to be made or changed. */
static bool
reply_is_another(const json_t *comment, const struct wire_job *job)
{
	const char *id = reply_id(job);
	const char *mine = doc_str(job->memo, MEMO_ACCOUNT);

	if (*id && !reply_is_of(comment, "id", id))
		return true;
	return reply_is_new(job) &&
		(!reply_is_of(
			 comment, "parent", doc_str(job->variant, "target")) ||
			(*mine && !reply_is_of(comment, "author", mine)));
}

static bool
reply_receipt(struct wire_judgment *out, const json_t *comment)
{
	if (!answer_id(out->id, sizeof(out->id), doc_get(comment, "id")))
		return false;
	answer_url(out->url, sizeof(out->url), doc_get(comment, "link"));
	return true;
}

static void
reply_differ(struct differ *d, const struct wire_job *job, const json_t *doc)
{
	const char *mine = doc_str(job->memo, MEMO_ACCOUNT);

	if (!reply_has_words(doc, job))
		differ_add(d, DIFFER_TEXT, "", "");
	if (!reply_is_out(doc))
		differ_add(
			d, DIFFER_AUDIENCE, doc_str(doc, "status"), "approved");
	if (!reply_is_of(doc, "post", doc_str(job->variant, "thread")) ||
		(reply_is_new(job) &&
			!reply_is_of(doc, "parent",
				doc_str(job->variant, "target"))))
		differ_add(d, DIFFER_THREAD, "", "");
	if (*mine && !reply_is_of(doc, "author", mine))
		differ_add(d, DIFFER_AUTHOR, doc_str(doc, "author_name"), "");
}

/* The comment that is answered, or was written by us and is put right. */
static void
reply_judge_prepare(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	if (!reply_is_of(doc, "id", doc_str(job->variant, "target"))) {
		answer_strange(out, job, STEP_PREPARE, a);
	} else if (!reply_is_out(doc) ||
		!reply_is_of(doc, "post", doc_str(job->variant, "thread"))) {
		answer_settle(out, job, STEP_PREPARE, a, OUTCOME_HUMAN,
			REASON_HELD, doc_str(doc, "status"));
	} else {
		answer_settle(out, job, STEP_PREPARE, a, OUTCOME_ACCEPTED,
			REASON_READY, "");
	}
}

static void
reply_judge_out(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	struct differ d = { .lang = job->lang };

	if (!reply_receipt(out, doc) || reply_is_another(doc, job)) {
		out->id[0] = out->url[0] = '\0';
		answer_strange(out, job, step, a);
		return;
	}
	if (!reply_is_new(job) && !reply_has_words(doc, job)) {
		answer_doubt(out, job, a); /* it may be as it was */
		return;
	}
	if (wordpress_is(doc, "hold")) { /* the site's moderator looks first */
		answer_settle(out, job, step, a, OUTCOME_PENDING, REASON_HELD,
			"hold");
	} else if (!reply_is_out(doc)) {
		answer_settle(out, job, step, a, OUTCOME_HUMAN, REASON_HELD,
			doc_str(doc, "status"));
	} else {
		reply_differ(&d, job, doc);
		out->differs = differ_any(&d);
		answer_settle(out, job, step, a, OUTCOME_ACCEPTED,
			out->differs ? REASON_PUBLISHED_OTHERWISE
				     : REASON_PUBLISHED,
			d.words);
	}
	answer_memo(out, MEMO_POST, out->id);
}

/* The receipts of others' answers are no answer of this delivery. */
static bool
reply_can_be_ours(const json_t *comment, const struct wire_job *job)
{
	const char *whose;
	char id[200];

	if (!answer_id(id, sizeof(id), doc_get(comment, "id")))
		return false;
	whose = doc_str(job->receipts, id);
	return (*whose == '\0' || strcmp(whose, job->delivery) == 0) &&
		!reply_is_another(comment, job) &&
		reply_has_words(comment, job);
}

static void
reply_judge_list(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *list)
{
	const json_t *comment, *found = NULL;
	size_t i, count = 0;

	json_array_foreach(list, i, comment)
	{
		if (reply_can_be_ours(comment, job)) {
			found = comment;
			count++;
		}
	}
	if (count > 1) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_HUMAN,
			REASON_SEVERAL, "");
		out->outcome = OUTCOME_HUMAN;
	} else if (count == 1) {
		reply_judge_out(out, job, STEP_LOOKUP, a, found);
	} else if (json_array_size(list) >= REPLIES_MAX) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_HUMAN,
			REASON_TOO_MANY, "");
	} else {
		answer_absent(out, job, a, STEP_PUBLISH);
	}
}

static void
reply_judge_lookup(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	if (json_is_array(doc)) {
		reply_judge_list(out, job, a, doc);
	} else if (!reply_receipt(out, doc) || reply_is_another(doc, job)) {
		out->id[0] = out->url[0] = '\0';
		answer_strange(out, job, STEP_LOOKUP, a);
	} else if (reply_has_words(doc, job)) {
		reply_judge_out(out, job, STEP_LOOKUP, a, doc);
	} else if (answer_was_doubted(job)) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_HUMAN,
			REASON_DIFFERENT, "");
		out->outcome = OUTCOME_HUMAN;
	} else {
		out->id[0] = out->url[0] = '\0';
		answer_absent(out, job, a, STEP_PUBLISH);
	}
}

static void
reply_judge_readback(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	struct differ d = { .lang = job->lang };

	if (!reply_receipt(out, doc) ||
		!reply_is_of(doc, "id", reply_id(job))) {
		out->id[0] = out->url[0] = '\0';
		answer_strange(out, job, STEP_READBACK, a);
		return;
	}
	out->text = wordpress_field_text(doc, "content", true);
	reply_differ(&d, job, doc);
	out->same = !differ_any(&d);
	answer_settle(out, job, STEP_READBACK, a, OUTCOME_ACCEPTED,
		out->same ? REASON_SAME : REASON_DIFFERENT, d.words);
}

void
wordpress_reply_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	if (step == STEP_PREPARE)
		reply_judge_prepare(out, job, a, doc);
	else if (step == STEP_LOOKUP)
		reply_judge_lookup(out, job, a, doc);
	else if (step == STEP_READBACK)
		reply_judge_readback(out, job, a, doc);
	else
		reply_judge_out(out, job, step, a, doc);
}
