/*
 * A platform with no lawful interface: a person posts the exact text by hand,
 * gives the address, and a second person reads it back. Nothing is performed;
 * "publishing" hands the text over and waits.
 */
#include <stdlib.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/job.h"
#include "wire/kinds.h"

static const struct wire_option options[] = {
	{ "platform", true, SECRET_NONE,
		BOTH("name of the platform, as people say it", "平台名称") },
	{ "address", false, SECRET_NONE,
		BOTH("where to post: an address or a phone in a drawer",
			"发布入口（网址或设备）") },
	{ 0 },
};

static enum err_code
manual_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *title = doc_str(job->variant, "title");
	enum err_code rc;
	char *text;

	if (step != STEP_PUBLISH)
		return job_no_step(&connector_manual, step, err);
	out->transport = WIRE_HAND;
	out->irrevocable = true;
	text = mem_printf("%s%s%s", title, *title ? "\n\n" : "",
		doc_str(job->variant, "text"));
	rc = wire_request_body(out, text, err);
	free(text);
	return rc;
}

static void
manual_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	const char *address = doc_str(job->options, "address");
	char where[256];

	fixed_cut_format(where, sizeof(where), "%s%s%s",
		doc_str(job->options, "platform"), *address ? ", " : "",
		address);
	answer_settle(out, job, step, a, OUTCOME_HUMAN, REASON_BY_HAND, where);
}

static const char *const amends[] = { "edit", "reply", "mark", NULL };

const struct connector connector_manual = {
	.kind = "manual",
	.title = BOTH("By hand", "人工发布"),
	.unit = TEXT_CODE_POINTS,
	.can = 0,
	.proof = PROOF_OWN,
	.transport = WIRE_HAND,
	.arm = STEP_NONE,
	.amends = amends,
	.options = options,
	.build = manual_build,
	.judge = manual_judge,
};
