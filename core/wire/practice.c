/*
 * A platform that is not there. The connector is mastodon's with a fixed
 * address that no resolver knows and the transport changed; the answers come
 * from the table below. Whether a lost post was stored is a bit of the key's
 * hash, so the look-up afterwards can tell without any memory.
 */
#include "wire/practice.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "base/instant.h"
#include "wire/html.h"
#include "wire/kinds.h"

#define PRACTICE_URL "https://practice.invalid"

enum { REPLY_MAX = 1 << 20, QUICK_MS = 40, LOST_MS = 4000 };

enum practice_act { TAKE, LIMIT, LOSE, REFUSE };

/* How it behaves at the first attempt and at those after. */
static const struct manner {
	const char *word;
	enum practice_act first, later;
	int delay_ms, spread_ms;
} manners[] = {
	{ "ok", TAKE, TAKE, QUICK_MS, 200 },
	{ "slow", TAKE, TAKE, 3000, 3000 },
	{ "limited", LIMIT, TAKE, QUICK_MS, 200 },
	{ "lost", LOSE, TAKE, LOST_MS, 1000 },
	{ "refused", REFUSE, REFUSE, QUICK_MS, 200 },
};

/* "mixed": the hundredths of accounts that behave like each row above. */
static const unsigned mixed[] = { 70, 10, 10, 7, 3 };
_Static_assert(sizeof(mixed) / sizeof(mixed[0]) ==
		sizeof(manners) / sizeof(manners[0]),
	"a share for each manner");

static uint64_t
practice_luck(const struct wire_job *job)
{
	unsigned char raw[HASH_RAW];
	uint64_t v = 0;

	hash_raw(raw, job->key, strlen(job->key));
	for (int i = 0; i < 8; i++)
		v = v << 8 | raw[i];
	return v;
}

static const struct manner *
practice_manner(const struct wire_job *job)
{
	const char *word = doc_str(job->options, "practice");
	unsigned roll = (unsigned)(practice_luck(job) % 100), at = 0;
	size_t i;

	for (i = 0; i < sizeof(manners) / sizeof(manners[0]); i++)
		if (strcmp(manners[i].word, word) == 0)
			return &manners[i];
	if (strcmp(word, "mixed") != 0)
		return &manners[0];
	for (i = 0; i + 1 < sizeof(mixed) / sizeof(mixed[0]); i++) {
		at += mixed[i];
		if (roll < at)
			break;
	}
	return &manners[i];
}

static enum practice_act
practice_act_at(const struct wire_job *job, int attempt)
{
	const struct manner *m = practice_manner(job);

	return attempt <= 1 ? m->first : m->later;
}

/* Is the post there after all attempts so far? */
static bool
practice_is_stored(const struct wire_job *job)
{
	for (int i = 1; i <= job->attempt; i++) {
		enum practice_act act = practice_act_at(job, i);

		if (act == TAKE ||
			(act == LOSE && (practice_luck(job) >> 32 & 1)))
			return true;
	}
	return false;
}

static bool
practice_is_edit(const struct wire_job *job)
{
	return strcmp(doc_str(job->variant, "act"), "edit") == 0;
}

/* ---- answers ---- */

static void
practice_reply_with(struct practice_reply *out, int status, json_t *doc)
{
	char *text = doc_format(doc);

	json_decref(doc);
	if (!buf_try_puts(&out->body, text)) /* as a performer cuts it */
		out->answer.truncated = true;
	free(text);
	out->answer.answered = true;
	out->answer.status = status;
	out->answer.type = "application/json";
	out->answer.body = out->body.data;
	out->answer.body_len = out->body.len;
}

static json_t *
practice_error_doc(const char *words)
{
	json_t *doc = json_object();

	doc_put_str(doc, "error", words);
	return doc;
}

static json_t *
practice_status_doc(const struct wire_job *job)
{
	json_t *doc = json_object();
	bool old = practice_is_edit(job) && !practice_is_stored(job);
	char *html = html_from_text(
		old ? "the old text" : doc_str(job->variant, "text"));
	char id[24], url[80], made[INSTANT_TEXT];

	fixed_format(id, sizeof(id), "%" PRIu64, practice_luck(job) >> 16);
	fixed_format(url, sizeof(url), PRACTICE_URL "/@drill/%s", id);
	instant_format_s(made, job->now, 0);
	doc_put_str(doc, "id", id);
	doc_put_str(doc, "url", url);
	doc_put_str(doc, "created_at", made);
	doc_put_str(doc, "content", html);
	doc_put_str(doc, "visibility", "public");
	free(html);
	return doc;
}

static void
practice_answer_account(struct practice_reply *out, const struct wire_job *job)
{
	json_t *doc = json_object();

	(void)job;
	doc_put_str(doc, "id", "1");
	doc_put_str(doc, "username", "drill");
	practice_reply_with(out, 200, doc);
}

static void
practice_answer_instance(struct practice_reply *out, const struct wire_job *job)
{
	json_t *doc = json_object();

	(void)job;
	doc_put_str(doc, "version", "practice");
	practice_reply_with(out, 200, doc);
}

static void
practice_answer_list(struct practice_reply *out, const struct wire_job *job)
{
	json_t *list = json_array();

	if (practice_is_stored(job))
		json_array_append_new(list, practice_status_doc(job));
	practice_reply_with(out, 200, list);
}

static void
practice_answer_read(struct practice_reply *out, const struct wire_job *job)
{
	/* what is edited is there before as well */
	if (practice_is_stored(job) || practice_is_edit(job))
		practice_reply_with(out, 200, practice_status_doc(job));
	else
		practice_reply_with(
			out, 404, practice_error_doc("Record not found"));
}

static void
practice_answer_publish(struct practice_reply *out, const struct wire_job *job)
{
	const struct manner *m = practice_manner(job);

	out->delay_ms = m->delay_ms +
		(int64_t)(practice_luck(job) % (unsigned)m->spread_ms);
	switch (practice_act_at(job, job->attempt)) {
	case TAKE:
		practice_reply_with(out, 200, practice_status_doc(job));
		break;
	case LIMIT:
		practice_reply_with(
			out, 429, practice_error_doc("Too many requests"));
		fixed_set(out->retry_after, sizeof(out->retry_after), "2");
		break;
	case LOSE:
		out->answer.error = "the reply was lost (practice)";
		break;
	case REFUSE:
		practice_reply_with(out, 422,
			practice_error_doc("Validation failed (practice)"));
		break;
	}
}

static const struct {
	const char *path; /* its beginning */
	void (*answer)(struct practice_reply *, const struct wire_job *);
} routes[] = {
	{ "/api/v1/accounts/verify_credentials", practice_answer_account },
	{ "/api/v2/instance", practice_answer_instance },
	{ "/api/v1/accounts/1/statuses", practice_answer_list },
	{ "/api/v1/statuses/", practice_answer_read },
};

static void
practice_answer_path(struct practice_reply *out, const struct wire_job *job,
	const char *path)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		if (strncmp(path, routes[i].path, strlen(routes[i].path)) != 0)
			continue;
		routes[i].answer(out, job);
		return;
	}
}

static const char *
practice_find_header(const void *headers, const char *name)
{
	const struct practice_reply *r = headers;

	if (strcasecmp(name, "Retry-After") == 0 && r->retry_after[0])
		return r->retry_after;
	return NULL;
}

/* ---- the connector ---- */

static enum err_code
practice_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	struct wire_job there = *job;
	json_t *account = json_object(), *secret = json_object();
	enum err_code rc;

	doc_put_str(account, "url", PRACTICE_URL);
	doc_put_str(secret, "token", "practice");
	there.options = account;
	there.secret = secret;
	rc = connector_mastodon.build(out, &there, step, err);
	out->transport = WIRE_PRACTICE;
	json_decref(account);
	json_decref(secret);
	return rc;
}

static void
practice_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	struct wire_job there = *job;
	json_t *account = json_object();

	doc_put_str(account, "url", PRACTICE_URL);
	there.options = account;
	connector_mastodon.judge(out, &there, step, answer);
	json_decref(account);
}

void
practice_reply_init(struct practice_reply *r)
{
	*r = (struct practice_reply){ 0 };
	buf_init(&r->body, REPLY_MAX);
}

void
practice_reply_release(struct practice_reply *r)
{
	if (r != NULL)
		buf_release(&r->body);
}

void
practice_answer(struct practice_reply *out, const struct wire_job *job,
	enum wire_step step)
{
	struct wire_request request;
	struct wire_job before = *job;
	const char *path;

	/* nothing was sent yet when a check reads the list */
	before.attempt = step == STEP_CHECK ? 0 : job->attempt;
	buf_reset(&out->body);
	out->retry_after[0] = '\0';
	out->delay_ms = QUICK_MS + (int64_t)(practice_luck(job) % QUICK_MS);
	out->answer = (struct wire_response){ .sent = true,
		.error = "no such address (practice)",
		.type = "",
		.body = "",
		.header = practice_find_header,
		.headers = out };
	wire_request_init(&request);
	if (practice_build(&request, job, step, NULL) == ERR_OK) {
		path = request.url + strlen(PRACTICE_URL);
		if (step == STEP_PUBLISH)
			practice_answer_publish(out, job);
		else
			practice_answer_path(out, &before, path);
	}
	wire_request_release(&request);
}

static const struct wire_option options[] = { { 0 } };

static const char *const amends[] = { "edit", "reply", "mark", NULL };

const struct connector connector_practice = {
	.kind = "practice",
	.title = BOTH("Practice platform", "演练平台"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_LOOKUP | CAN_READBACK | CAN_EDIT,
	.proof = PROOF_OWN,
	.transport = WIRE_PRACTICE,
	.arm = STEP_CHECK,
	.amends = amends,
	.options = options,
	.build = practice_build,
	.judge = practice_judge,
};
