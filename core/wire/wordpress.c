/*
 * WordPress over its REST API, in two halves: arming leaves a draft under a
 * slug of our own, firing publishes exactly that draft, which is harmless to
 * repeat. Success is 2xx, JSON and an id; a site that answers every address
 * with its home page (200, text/html) is asked again by ?rest_route=.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/comments.h"
#include "wire/html.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/memo.h"
#include "wire/url.h"
#include "wire/wordpress_ask.h"
#include "wire/wordpress_post.h"
#include "wire/wordpress_reply.h"

static const struct wire_option options[] = {
	{ "url", true, SECRET_NONE,
		BOTH("address of the site, https://…", "网站地址 https://…") },
	{ "user", true, SECRET_NONE, BOTH("login name", "登录名") },
	{ "rest", false, SECRET_NONE,
		BOTH("path (the default) or route, for sites without pretty "
		     "links",
			"接口方式：path（默认）或 "
			"route（未启用固定链接的网站）") },
	{ "password", true, SECRET_ANY,
		BOTH("application password", "应用程序密码") },
	{ 0 },
};

static const struct status_row rows[] = {
	{ 400, 400, OUTCOME_CONTENT, REASON_CONTENT, false },
	{ 422, 422, OUTCOME_CONTENT, REASON_CONTENT, false },
	STATUS_ROWS,
};

static const struct status_row publish_rows[] = { DOUBTED_ROWS, STATUS_ROWS };

/* ---- requests ---- */

static enum err_code
wordpress_path_with_post(struct wire_request *out, const struct wire_job *job,
	const char *query, struct err *err)
{
	const char *post = wordpress_target(job);
	enum err_code rc = ERR_OK;
	char *coded, *path;

	if (*post == '\0')
		rc = job_need(&post, job->memo, MEMO_POST, err);
	if (rc != ERR_OK)
		return rc;
	coded = url_encode(post);
	path = mem_printf("posts/%s", coded);
	rc = wordpress_authorize(out, job, path, query, err);
	free(coded);
	free(path);
	return rc;
}

static enum err_code
wordpress_find_slug(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	char *coded = url_encode(job->slug);
	char *query = mem_printf("slug=%s&status=publish,future,draft,pending,"
				 "private&context=edit",
		coded);
	enum err_code rc = wordpress_authorize(out, job, "posts", query, err);

	free(coded);
	free(query);
	return rc;
}

/* The whole approved text: the draft may have been changed over there. */
static enum err_code
wordpress_put_post(struct wire_request *out, const struct wire_job *job,
	const char *status, struct err *err)
{
	char *html = html_from_text(doc_str(job->variant, "text")), *body;
	json_t *doc = json_object();
	enum err_code rc;

	doc_put_str(doc, "title", doc_str(job->variant, "title"));
	doc_put_str(doc, "content", html);
	doc_put_str(doc, "excerpt", doc_str(job->variant, "summary"));
	if (!*wordpress_target(job)) /* an old page keeps its address */
		doc_put_str(doc, "slug", job->slug);
	doc_put_str(doc, "status", status);
	body = doc_format(doc);
	rc = wire_request_body(out, body, err);
	out->method = "POST";
	wire_request_header(out, "Content-Type", "application/json");
	free(body);
	free(html);
	json_decref(doc);
	return rc;
}

static enum err_code
wordpress_build_check(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	return wordpress_authorize(out, job, "users/me", "context=edit", err);
}

/*
 * First: may we publish? Is there a draft already, from an earlier arming or
 * an answer that was lost? It will do, whatever it says: publishing sends the
 * whole text. Only if there is none one is made.
 */
static enum err_code
wordpress_build_prepare(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	enum err_code rc;

	if (!job_knows(job, MEMO_RIGHTS))
		return wordpress_build_check(out, job, err);
	if (*wordpress_target(job) || job_knows(job, MEMO_POST))
		return wordpress_path_with_post(out, job, "context=edit", err);
	if (!job_knows(job, MEMO_LOOKED))
		return wordpress_find_slug(out, job, err);
	rc = wordpress_authorize(out, job, "posts", "", err);
	if (rc == ERR_OK)
		rc = wordpress_put_post(out, job, "draft", err);
	return rc;
}

static enum err_code
wordpress_build_publish(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	enum err_code rc = wordpress_path_with_post(out, job, "", err);

	if (rc != ERR_OK)
		return rc;
	out->irrevocable = true;
	return wordpress_put_post(out, job, "publish", err);
}

static enum err_code
wordpress_build_undo(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	/* what is public is never deleted: there is no draft to remove */
	if (*wordpress_target(job))
		return wordpress_build_check(out, job, err);
	out->method = "DELETE";
	return wordpress_path_with_post(out, job, "", err);
}

/* Those too that wait for a moderator: a call for help may be among them. */
static enum err_code
wordpress_build_comments(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	char *query = mem_printf("per_page=%d&status=all&_fields=id,post,"
				 "author,author_name,date_gmt,content,link",
		comments_wanted(job));
	enum err_code rc =
		wordpress_authorize(out, job, "comments", query, err);

	free(query);
	return rc;
}

static enum err_code
wordpress_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	bool known = job_knows(job, MEMO_POST) || *wordpress_target(job);

	out->transport = WIRE_HTTP;
	if (step == STEP_CHECK || (step == STEP_UNDO && wordpress_replies(job)))
		return wordpress_build_check(out, job, err);
	if (wordpress_reply_takes(job, step))
		return wordpress_reply_build(out, job, step, err);
	if (step == STEP_PREPARE)
		return wordpress_build_prepare(out, job, err);
	if (step == STEP_PUBLISH)
		return wordpress_build_publish(out, job, err);
	if (step == STEP_LOOKUP && !known)
		return wordpress_find_slug(out, job, err);
	if (step == STEP_LOOKUP || step == STEP_POLL || step == STEP_READBACK)
		return wordpress_path_with_post(out, job, "context=edit", err);
	if (step == STEP_UNDO)
		return wordpress_build_undo(out, job, err);
	if (step == STEP_LIST)
		return wordpress_authorize(out, job, "posts",
			"per_page=20&orderby=date&status=publish&context=edit",
			err);
	if (step == STEP_HEAR)
		return wordpress_build_comments(out, job, err);
	return job_no_step(&connector_wordpress, step, err);
}

/* ---- answers ---- */

static bool
wordpress_take_receipt(struct wire_judgment *out, const json_t *post)
{
	if (!answer_id(out->id, sizeof(out->id), json_object_get(post, "id")))
		return false;
	answer_url(out->url, sizeof(out->url), json_object_get(post, "link"));
	return true;
}

static void
wordpress_settle_post(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	enum outcome outcome, enum reason reason, const char *words)
{
	answer_settle(out, job, step, a, outcome, reason, words);
	answer_memo(out, MEMO_POST, out->id);
}

static void
wordpress_settle_waiting(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *post)
{
	bool later = wordpress_is(post, "future");

	wordpress_settle_post(out, job, step, a, OUTCOME_PENDING,
		later ? REASON_LATER : REASON_HELD,
		doc_str(post, later ? "date" : "status"));
}

static void
wordpress_judge_rights(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	const json_t *rights = json_object_get(doc, "capabilities");
	char id[32];

	if (!answer_id(id, sizeof(id), json_object_get(doc, "id"))) {
		answer_strange(out, job, step, a);
	} else if (json_is_object(rights) &&
		!doc_bool(rights, "publish_posts")) {
		answer_settle(out, job, step, a, OUTCOME_PERMANENT,
			REASON_FORBIDDEN, "publish_posts");
	} else {
		answer_settle(
			out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
		answer_memo(out, MEMO_RIGHTS, MEMO_YES);
		answer_memo(out, MEMO_ACCOUNT, id);
	}
}

static void
wordpress_judge_check(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	wordpress_judge_rights(out, job, STEP_CHECK, a, doc);
}

static void
wordpress_forget(struct wire_judgment *out, const char *key)
{
	answer_memo(out, key, "");
	doc_put(out->memo, key, json_string(""));
}

/* What is to be put right must be there, and public. */
static void
wordpress_judge_target(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	if (!wordpress_take_receipt(out, doc)) {
		answer_strange(out, job, STEP_PREPARE, a);
	} else if (!wordpress_is_published(doc)) {
		wordpress_settle_post(out, job, STEP_PREPARE, a, OUTCOME_HUMAN,
			REASON_HELD, doc_str(doc, "status"));
	} else {
		answer_settle(out, job, STEP_PREPARE, a, OUTCOME_ACCEPTED,
			REASON_READY, "");
		answer_memo(out, MEMO_POST, out->id);
		out->url[0] = '\0'; /* it still shows the old text */
	}
}

static void
wordpress_judge_prepare(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	bool list = json_is_array(doc);
	const json_t *post = wordpress_own(doc, job);
	bool found;

	if (!job_knows(job, MEMO_RIGHTS)) {
		wordpress_judge_rights(out, job, STEP_PREPARE, a, doc);
		if (out->outcome == OUTCOME_ACCEPTED)
			out->next = STEP_PREPARE;
		return;
	}
	if (*wordpress_target(job)) {
		wordpress_judge_target(out, job, a, post);
		return;
	}
	found = wordpress_take_receipt(out, post);
	if (!found && !(list && json_array_size(doc) == 0)) {
		answer_strange(out, job, STEP_PREPARE, a);
		/* the draft may have been made: look before making another */
		wordpress_forget(out, MEMO_LOOKED);
	} else if (found && wordpress_is_published(post)) {
		wordpress_settle_post(out, job, STEP_PREPARE, a,
			OUTCOME_DUPLICATE, REASON_FOUND, "");
	} else {
		answer_settle(out, job, STEP_PREPARE, a, OUTCOME_ACCEPTED,
			REASON_READY, "");
		answer_memo(out, MEMO_POST, out->id);
		if (!found) {
			answer_memo(out, MEMO_LOOKED, MEMO_YES);
			out->next = STEP_PREPARE;
		}
		out->url[0] = '\0'; /* a draft's address is not public */
	}
}

/* "private" is out, but for editors alone. */
static void
wordpress_judge_out(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc)
{
	struct differ d = { .lang = job->lang };

	doc = wordpress_own(doc, job);
	wordpress_differ(&d, job, doc);
	if (!wordpress_take_receipt(out, doc) || !*doc_str(doc, "status")) {
		answer_strange(out, job, step, a);
	} else if (*wordpress_target(job) && !wordpress_same_post(doc, job)) {
		answer_doubt(out, job, a); /* the old page may be as it was */
	} else if (wordpress_is_published(doc) ||
		wordpress_is(doc, "private")) {
		out->differs = differ_any(&d);
		wordpress_settle_post(out, job, step, a, OUTCOME_ACCEPTED,
			out->differs ? REASON_PUBLISHED_OTHERWISE
				     : REASON_PUBLISHED,
			d.words);
	} else if (wordpress_is_waiting(doc)) {
		wordpress_settle_waiting(out, job, step, a, doc);
	} else {
		wordpress_settle_post(out, job, step, a, OUTCOME_HUMAN,
			REASON_HELD, doc_str(doc, "status"));
	}
}

static void
wordpress_judge_publish(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	wordpress_judge_out(out, job, STEP_PUBLISH, a, doc);
}

static void
wordpress_judge_poll(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	wordpress_judge_out(out, job, STEP_POLL, a, doc);
}

static void
wordpress_judge_lookup(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	const json_t *post = wordpress_own(doc, job);

	if (json_is_array(doc) && json_array_size(doc) == 0) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_UNKNOWN,
			REASON_ABSENT, "");
		out->outcome = OUTCOME_NOT_SENT;
		out->next = STEP_PREPARE;
	} else if (!wordpress_take_receipt(out, post)) {
		answer_strange(out, job, STEP_LOOKUP, a);
	} else if (!*wordpress_target(job) && wordpress_is_waiting(post)) {
		wordpress_settle_waiting(out, job, STEP_LOOKUP, a, post);
	} else if ((wordpress_is_published(post) ||
			   wordpress_is(post, "private")) &&
		(!*wordpress_target(job) || wordpress_same_post(post, job))) {
		wordpress_settle_post(out, job, STEP_LOOKUP, a,
			OUTCOME_ACCEPTED, REASON_FOUND, "");
	} else if (answer_was_doubted(job)) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_HUMAN,
			REASON_DIFFERENT, "");
		out->outcome = OUTCOME_HUMAN;
	} else {
		answer_absent(out, job, a, STEP_PUBLISH);
		answer_memo(out, MEMO_POST, out->id);
	}
}

static void
wordpress_judge_readback(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	struct differ d = { .lang = job->lang };

	doc = wordpress_own(doc, job);
	if (!wordpress_take_receipt(out, doc)) {
		answer_strange(out, job, STEP_READBACK, a);
		return;
	}
	out->text = wordpress_field_text(doc, "content", true);
	out->title = wordpress_field_text(doc, "title", false);
	wordpress_differ_words(&d, job, doc);
	wordpress_differ(&d, job, doc);
	out->same = wordpress_is_published(doc) && !differ_any(&d);
	answer_settle(out, job, STEP_READBACK, a, OUTCOME_ACCEPTED,
		out->same ? REASON_SAME : REASON_DIFFERENT, d.words);
}

static void
wordpress_judge_undo(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a, const json_t *doc)
{
	(void)doc;
	answer_settle(
		out, job, STEP_UNDO, a, OUTCOME_ACCEPTED, REASON_READY, "");
}

static void (*const wordpress_judges[STEP_COUNT])(struct wire_judgment *,
	const struct wire_job *, const struct wire_response *,
	const json_t *) = {
	[STEP_CHECK] = wordpress_judge_check,
	[STEP_PREPARE] = wordpress_judge_prepare,
	[STEP_PUBLISH] = wordpress_judge_publish,
	[STEP_POLL] = wordpress_judge_poll,
	[STEP_LOOKUP] = wordpress_judge_lookup,
	[STEP_READBACK] = wordpress_judge_readback,
	[STEP_UNDO] = wordpress_judge_undo,
	[STEP_LIST] = wordpress_judge_feed,
};

/*
 * The site answered with its home page or with the web server's own 404, so
 * the request did nothing. It is sent again by ?rest_route=.
 */
static bool
wordpress_try_route(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	if (!a->answered || wordpress_by_route(job) || step == STEP_PUBLISH ||
		step == STEP_UNDO)
		return false;
	if (a->status != 200 && a->status != 404)
		return false;
	if (strncmp(a->type, "text/html", 9) != 0)
		return false;
	answer_settle(
		out, job, step, a, OUTCOME_UNKNOWN, REASON_STRANGE, a->type);
	answer_memo(out, MEMO_ROUTE, MEMO_YES);
	out->next = step;
	out->wait_ms = 0;
	return true;
}

/* The draft of an older arming was deleted over there: begin with none. */
static bool
wordpress_forget_draft(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	if (step != STEP_PREPARE || !a->answered || a->status != 404 ||
		wordpress_replies(job) || *wordpress_target(job) ||
		!job_knows(job, MEMO_POST))
		return false;
	answer_settle(
		out, job, step, a, OUTCOME_UNKNOWN, REASON_DRAFT_GONE, "");
	answer_memo(out, MEMO_ROUTE, doc_str(job->memo, MEMO_ROUTE));
	wordpress_forget(out, MEMO_POST);
	wordpress_forget(out, MEMO_LOOKED);
	out->wait_ms = 0;
	return true;
}

/*
 * A wrong password has a word of its own ("incorrect_password"); one of the
 * interface's own, with 401, is what it says to a stranger: the login that was
 * sent did not reach it.
 */
static bool
wordpress_saw_no_login(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	char words[200];

	if (!a->answered || a->status != 401)
		return false;
	answer_words(words, sizeof(words), a);
	if (strncmp(words, "rest_", 5) != 0)
		return false;
	answer_settle(
		out, job, step, a, OUTCOME_PERMANENT, REASON_STRIPPED, words);
	return true;
}

static void
wordpress_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	json_t *doc;

	if (wordpress_try_route(out, job, step, a) ||
		wordpress_forget_draft(out, job, step, a))
		return;
	if (step == STEP_LOOKUP && a->answered && a->status == 404 &&
		job_knows(job, MEMO_POST)) {
		answer_settle(out, job, step, a, OUTCOME_HUMAN,
			REASON_DRAFT_GONE, "");
		return;
	}
	if (wordpress_saw_no_login(out, job, step, a))
		return;
	if (answer_status(out, job, step, a,
		    step == STEP_PUBLISH ? publish_rows : rows)) {
		/* the draft may have been made: look before making another */
		if (step == STEP_PREPARE)
			wordpress_forget(out, MEMO_LOOKED);
		return;
	}
	if (step == STEP_HEAR) {
		comments_judge(out, job, a, wordpress_take_comment);
		return;
	}
	doc = answer_json(a);
	if (wordpress_reply_takes(job, step))
		wordpress_reply_judge(out, job, step, a, doc);
	else
		wordpress_judges[step](out, job, a, doc);
	json_decref(doc);
}

static enum err_code
wordpress_check_options(const json_t *account, struct err *err)
{
	const char *rest = doc_str(account, "rest");

	if (strchr(doc_str(account, "user"), ':') != NULL)
		return job_bad_value(
			"user", doc_str(account, "user"), "no colon", err);
	if (*rest && strcmp(rest, "path") != 0 && strcmp(rest, "route") != 0)
		return job_bad_value("rest", rest, "path, route", err);
	return ERR_OK;
}

static const char *const amends[] = { "mark", "reply", NULL };

const struct connector connector_wordpress = {
	.kind = "wordpress",
	.title = BOTH("WordPress site", "WordPress 网站"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_DRAFT | CAN_LOOKUP | CAN_READBACK | CAN_EDIT | CAN_LIST |
		CAN_HEAR,
	.proof = PROOF_SERVER,
	.transport = WIRE_HTTP,
	.arm = STEP_PREPARE,
	.amends = amends,
	.options = options,
	.check = wordpress_check_options,
	.build = wordpress_build,
	.judge = wordpress_judge,
};
