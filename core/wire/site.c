/*
 * A folder that any web server can serve. The pages come rendered with the
 * job and are only placed; the message's own page is written first, what
 * points at it last. Writing the same again changes nothing, so a half-done
 * release is simply done again.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/html.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/memo.h"
#include "wire/site.h"
#include "wire/url.h"

static const struct wire_option options[] = {
	{ "folder", true, SECRET_NONE,
		BOTH("folder of the web server, an absolute path",
			"网站目录（绝对路径）") },
	{ "url", true, SECRET_NONE,
		BOTH("public address of that folder", "该目录的公开地址") },
	{ 0 },
};

static const struct status_row rows[] = {
	{ 404, 404, OUTCOME_UNKNOWN, REASON_ABSENT, false },
	{ 409, 409, OUTCOME_UNKNOWN, REASON_PARTLY, false },
	STATUS_ROWS,
};

/* What is written on another machine, moved and taken away again, to see
 * whether all three work. A folder here is only looked at. */
#define PROBE "crier-check.txt"
#define PROBE_TEXT "Crier asked whether it may write here.\n"

static const struct {
	enum wire_step step;
	const char *method;
	size_t pages; /* so many at most */
} requests[] = {
	{ STEP_CHECK, "HEAD", 0 },
	{ STEP_PUBLISH, "PUT", SIZE_MAX },
	{ STEP_LOOKUP, "GET", SIZE_MAX },
	{ STEP_READBACK, "GET", 1 },
};

static enum err_code
site_place_files(struct wire_request *out, const struct wire_job *job,
	size_t most, struct err *err)
{
	if (most == 0 && out->transport != WIRE_FOLDER)
		wire_request_file(out, PROBE, PROBE_TEXT, strlen(PROBE_TEXT));
	if (most > 0 && job->page_count == 0)
		return err_set(err, ERR_INVALID, "pages", "",
			"no page was rendered for this message");
	for (size_t i = 0; i < job->page_count && i < most; i++)
		wire_request_file(out, job->pages[i].path, job->pages[i].data,
			job->pages[i].len);
	return ERR_OK;
}

enum err_code
site_place(struct wire_request *out, const struct wire_job *job,
	const struct connector *c, enum wire_step step, struct err *err)
{
	out->transport = c->transport;
	for (size_t i = 0; i < sizeof(requests) / sizeof(requests[0]); i++) {
		if (requests[i].step != step)
			continue;
		out->method = requests[i].method;
		out->irrevocable = step == STEP_PUBLISH;
		return site_place_files(out, job, requests[i].pages, err);
	}
	return job_no_step(c, step, err);
}

enum err_code
site_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *folder;
	enum err_code rc = job_need(&folder, job->options, "folder", err);

	if (rc != ERR_OK)
		return rc;
	out->folder = mem_strdup(folder);
	return site_place(out, job, &connector_site, step, err);
}

static void
site_put_receipt(struct wire_judgment *out, const struct wire_job *job)
{
	char *url;

	if (job->page_count == 0)
		return;
	url = url_join(doc_str(job->options, "url"), job->pages[0].path);
	/* one that is too long is not on the receipt rather than cut */
	if (!fixed_try(out->id, sizeof(out->id), job->pages[0].path) ||
		!url_is_web(url) || !fixed_try(out->url, sizeof(out->url), url))
		out->url[0] = '\0';
	free(url);
}

/* Where it ends so, it must not be called absent: readers see the page. */
static void
site_remember(
	struct wire_judgment *out, const struct wire_job *job, bool partly)
{
	if (partly)
		answer_memo(out, MEMO_PARTLY, MEMO_YES);
	else if (job_knows(job, MEMO_PARTLY))
		answer_memo(out, MEMO_PARTLY, MEMO_NONE);
}

static void
site_judge_lookup(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	if (!answer_status(out, job, STEP_LOOKUP, a, rows)) {
		answer_settle(out, job, STEP_LOOKUP, a, OUTCOME_ACCEPTED,
			REASON_FOUND, "");
		site_put_receipt(out, job);
	} else if (a->answered && (a->status == 404 || a->status == 409)) {
		/* with 409 the page may be there and the index not yet */
		out->outcome =
			a->status == 404 ? OUTCOME_NOT_SENT : OUTCOME_UNKNOWN;
		out->next = STEP_PUBLISH;
		out->wait_ms = 0;
		site_remember(out, job, a->status == 409);
	}
}

static void
site_judge_readback(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	/* a page that is not what was placed is read all the same */
	if (!(a->answered && a->status == 409) &&
		answer_status(out, job, STEP_READBACK, a, rows))
		return;
	out->same = a->status == 200;
	if (out->same) {
		out->text = mem_strdup(doc_str(job->variant, "text"));
		out->title = mem_strdup(doc_str(job->variant, "title"));
	} else {
		out->text = html_to_text(a->body);
	}
	answer_settle(out, job, STEP_READBACK, a, OUTCOME_ACCEPTED,
		out->same ? REASON_SAME : REASON_DIFFERENT, "");
	site_put_receipt(out, job);
}

void
site_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	if (step == STEP_LOOKUP) {
		site_judge_lookup(out, job, a);
	} else if (step == STEP_READBACK) {
		site_judge_readback(out, job, a);
	} else if (!answer_status(out, job, step, a, rows)) {
		answer_settle(out, job, step, a, OUTCOME_ACCEPTED,
			step == STEP_PUBLISH ? REASON_PUBLISHED : REASON_READY,
			"");
		if (step == STEP_PUBLISH)
			site_put_receipt(out, job);
	}
}

void
site_judge_server(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	const struct status_row *refusals)
{
	bool writes = step == STEP_PUBLISH || step == STEP_CHECK;

	if (!writes || !answer_status(out, job, step, a, refusals))
		site_judge(out, job, step, a);
}

enum err_code
site_check_options(const json_t *account, struct err *err)
{
	const char *folder = doc_str(account, "folder");

	if (folder[0] != '/' || strstr(folder, "/../") != NULL)
		return job_bad_value(
			"folder", folder, "/an/absolute/path", err);
	return ERR_OK;
}

const struct connector connector_site = {
	.kind = "site",
	.title = BOTH("Web site folder", "网站目录"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_LOOKUP | CAN_READBACK,
	.proof = PROOF_SERVER,
	.transport = WIRE_FOLDER,
	.arm = STEP_CHECK,
	.pages = PAGES_SITE,
	.options = options,
	.check = site_check_options,
	.build = site_build,
	.judge = site_judge,
};
