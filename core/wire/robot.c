/*
 * The half of a robot that is the same for all of them.
 */
#include "wire/robot.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "wire/job.h"
#include "wire/url.h"

static const char token_letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "abcdefghijklmnopqrstuvwxyz"
				    "0123456789-_.";

static enum err_code
robot_token(char **out, const struct robot *r, const struct wire_job *job,
	struct err *err)
{
	const char *token, *mark;
	enum err_code rc = job_need(&token, job->secret, "token", err);
	size_t len;

	if (rc != ERR_OK)
		return rc;
	mark = strstr(token, r->mark);
	if (mark != NULL)
		token = mark + strlen(r->mark);
	len = strcspn(token, "&?#");
	if (len == 0 || strspn(token, token_letters) < len)
		return refuse(err, REFUSE_ROBOT_TOKEN, "token",
			WITH(arg_word(r->connector->kind), arg_word(r->mark)));
	*out = mem_strndup(token, len);
	return ERR_OK;
}

/* The next word of a list; NULL at its end. Commas of both scripts divide. */
static const char *
robot_keyword(size_t *len, const char **list)
{
	static const char comma[] = "，";
	const char *word, *wide;

	*list += strspn(*list, ", ");
	while (strncmp(*list, comma, sizeof(comma) - 1) == 0) {
		*list += sizeof(comma) - 1;
		*list += strspn(*list, ", ");
	}
	word = *list;
	*len = strcspn(word, ",");
	wide = strstr(word, comma);
	if (wide != NULL && (size_t)(wide - word) < *len)
		*len = (size_t)(wide - word);
	*list += *len;
	while (*len > 0 && word[*len - 1] == ' ')
		--*len;
	return *len > 0 ? word : NULL;
}

static enum err_code
robot_check_text(const struct wire_job *job, struct err *err)
{
	const char *text = doc_str(job->variant, "text");
	const char *keywords = doc_str(job->options, "keywords");
	const char *list = keywords, *word;
	bool any = false;
	size_t len;

	if (*text == '\0') /* a check of the account, without a message */
		return ERR_OK;
	while ((word = robot_keyword(&len, &list)) != NULL) {
		any = true;
		if (memmem(text, strlen(text), word, len) != NULL)
			return ERR_OK;
	}
	if (!any)
		return ERR_OK;
	return refuse(
		err, REFUSE_ROBOT_KEYWORD, "text", WITH(arg_words(keywords)));
}

/* At the account's own server, if it has one. */
static char *
robot_url(const struct robot *r, const struct wire_job *job, const char *tail)
{
	const char *own = doc_str(job->options, "url");
	char *path = mem_printf("%s%s", r->path, tail);
	char *url = url_join(*own ? own : r->host, path);

	free(path);
	return url;
}

static enum err_code
robot_build_check(struct wire_request *out, const struct robot *r,
	const struct wire_job *job, struct err *err)
{
	const char *secret;
	char *token = NULL;
	enum err_code rc = ERR_OK;

	if (r->signs)
		rc = job_need(&secret, job->secret, "secret", err);
	if (rc == ERR_OK)
		rc = robot_token(&token, r, job, err);
	free(token);
	if (rc == ERR_OK)
		rc = robot_check_text(job, err);
	if (rc != ERR_OK)
		return rc;
	out->method = "HEAD";
	out->url = robot_url(r, job, "");
	return ERR_OK;
}

static json_t *
robot_body(const struct robot *r, const struct wire_job *job)
{
	json_t *doc = json_object(), *box = json_object();

	doc_put_str(box, r->text, doc_str(job->variant, "text"));
	doc_put_str(doc, r->type, "text");
	doc_put(doc, r->box, box);
	return doc;
}

static enum err_code
robot_put_body(struct wire_request *out, const json_t *doc, struct err *err)
{
	char *body = doc_format(doc);
	enum err_code rc = wire_request_body(out, body, err);

	free(body);
	out->method = "POST";
	out->irrevocable = true;
	wire_request_header(
		out, "Content-Type", "application/json; charset=utf-8");
	return rc;
}

static enum err_code
robot_build_publish(struct wire_request *out, const struct robot *r,
	const struct wire_job *job, struct err *err)
{
	json_t *doc = robot_body(r, job);
	char *token = NULL, *tail = NULL;
	enum err_code rc = robot_check_text(job, err);

	if (rc == ERR_OK)
		rc = robot_token(&token, r, job, err);
	if (rc == ERR_OK)
		rc = r->finish(&tail, doc, token, job, err);
	if (rc == ERR_OK) {
		out->url = robot_url(r, job, tail);
		rc = robot_put_body(out, doc, err);
	}
	free(tail);
	free(token);
	json_decref(doc);
	return rc;
}

enum err_code
robot_build(struct wire_request *out, const struct robot *r,
	const struct wire_job *job, enum wire_step step, struct err *err)
{
	out->transport = WIRE_HTTP;
	if (step == STEP_PUBLISH)
		return robot_build_publish(out, r, job, err);
	if (step == STEP_CHECK)
		return robot_build_check(out, r, job, err);
	return job_no_step(r->connector, step, err);
}

/* Any answer shows that the host is there; none shows more. */
static const struct status_row check_rows[] = {
	{ 429, 429, OUTCOME_RETRY_LATER, REASON_BUSY, false },
	{ 100, 299, OUTCOME_ACCEPTED, REASON_ANSWERS, false },
	{ 400, 499, OUTCOME_ACCEPTED, REASON_ANSWERS, false },
	{ 501, 501, OUTCOME_ACCEPTED, REASON_ANSWERS, false },
	STATUS_ROWS,
};

static void
robot_judge_check(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	if (!answer_status(out, job, STEP_CHECK, a, check_rows))
		answer_settle(out, job, STEP_CHECK, a, OUTCOME_ACCEPTED,
			REASON_ANSWERS, "");
	out->unproven = out->outcome == OUTCOME_ACCEPTED;
}

static const struct status_row publish_rows[] = {
	STATUS_ROWS,
};

/*
 * A code is read whatever the status: limits come as 429 and as 400. A code
 * that says yes under a status that says no contradicts itself: unknown.
 */
static void
robot_judge_code(struct wire_judgment *out, const struct robot *r,
	const struct wire_job *job, const struct wire_response *a,
	const struct code *c)
{
	bool good = a->status >= 200 && a->status < 300;
	char words[CODES_WORDS];

	if (c->number != 0) {
		code_settle(out, job, STEP_PUBLISH, a, c, r->rows);
	} else if (good && c->typed) {
		answer_settle(out, job, STEP_PUBLISH, a, OUTCOME_ACCEPTED,
			REASON_PUBLISHED, "");
	} else if (good) {
		answer_strange(out, job, STEP_PUBLISH, a);
	} else {
		fixed_cut_format(words, sizeof(words), "HTTP %d, %s", a->status,
			c->words);
		answer_settle(out, job, STEP_PUBLISH, a, OUTCOME_UNKNOWN,
			REASON_STRANGE, words);
	}
}

/*
 * There is no look-up: what is not known is a person's, or sent once more where
 * the office chose so; no robot drops repeats. A code that nobody knows was an
 * answer, and is a person's.
 */
static void
robot_settle_unknown(struct wire_judgment *out, const struct robot *r,
	const struct wire_job *job, const struct code *c)
{
	bool said = c->known && c->number != 0 && !code_has_row(r->rows, c);
	bool again = job->attempt > 1;
	int64_t wait = out->wait_ms;

	out->next = said || again
		? STEP_NONE
		: connector_unknown(r->connector, job->options);
	out->wait_ms = out->next == STEP_NONE ? 0 : wait;
}

void
robot_judge(struct wire_judgment *out, const struct robot *r,
	const struct wire_job *job, enum wire_step step,
	const struct wire_response *a)
{
	struct code c = { 0 };

	if (step == STEP_CHECK) {
		robot_judge_check(out, job, a);
		return;
	}
	if (a->answered && a->status < 500)
		code_read(&c, a, r->number, r->words);
	if (c.known)
		robot_judge_code(out, r, job, a, &c);
	else if (!answer_status(out, job, STEP_PUBLISH, a, publish_rows))
		answer_strange(out, job, STEP_PUBLISH, a);
	if (out->outcome == OUTCOME_UNKNOWN)
		robot_settle_unknown(out, r, job, &c);
	code_release(&c);
	if (out->next != STEP_PUBLISH) { /* and no post to read back */
		out->next = STEP_NONE;
		out->wait_ms = 0;
	}
}
