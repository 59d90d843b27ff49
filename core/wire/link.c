/*
 * What an answer to a plain GET says of an address. Many sites refuse what is
 * no browser, or ask first who one is: whether people get through is then not
 * known, and not said.
 */
#include "wire/link.h"

#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/refusal.h"

enum { LINK_TIMEOUT_MS = 20000, LINK_AGAIN_MS = 2000 };

static const struct both no_answer = BOTH("nobody answers", "没有应答");
static const struct both is_barred =
	BOTH("the relay may not go there", "分发进程不得访问该地址");

/* The first that holds the status. */
static const struct {
	int from, to;
	enum outcome outcome;
	struct both words;
} statuses[] = {
	{ 200, 299, OUTCOME_ACCEPTED, BOTH("answers", "有应答") },
	{ 300, 399, OUTCOME_HUMAN,
		BOTH("leads to another address; enter that one if it is right",
			"已转向其他地址，核实后改为新地址") },
	{ 401, 401, OUTCOME_HUMAN,
		BOTH("asks who one is", "要求登录，无法判断") },
	{ 403, 403, OUTCOME_HUMAN,
		BOTH("refuses us; people may get through",
			"拒绝本机访问，公众能否打开不明") },
	{ 408, 408, OUTCOME_NOT_SENT, BOTH("too slow", "应答过慢") },
	{ 404, 404, OUTCOME_PERMANENT, BOTH("no such page", "页面不存在") },
	{ 410, 410, OUTCOME_PERMANENT,
		BOTH("the page was taken away", "页面已撤下") },
	{ 451, 451, OUTCOME_PERMANENT,
		BOTH("the page is closed", "页面已关闭") },
	{ 500, 599, OUTCOME_PERMANENT, BOTH("the site fails", "网站出错") },
	{ 0, 999, OUTCOME_HUMAN,
		BOTH("answers otherwise than a page does",
			"应答异常，无法判断") },
};

static enum err_code
link_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	if (step != STEP_CHECK)
		return err_set(err, ERR_UNAVAILABLE, "", "",
			"an address is only asked");
	out->transport = WIRE_HTTP;
	out->method = "GET";
	out->url = mem_strdup(doc_str(job->options, "url"));
	out->timeout_ms = LINK_TIMEOUT_MS;
	wire_request_header(out, "Accept", "text/html,*/*;q=0.8");
	return ERR_OK;
}

static void
link_say(struct wire_judgment *out, const struct wire_job *job,
	enum outcome outcome, const struct both *words, int status)
{
	out->outcome = outcome;
	out->next = STEP_NONE;
	if (status)
		fixed_cut_format(out->detail, sizeof(out->detail), "%s (%d)",
			words->in[job->lang], status);
	else
		fixed_cut(
			out->detail, sizeof(out->detail), words->in[job->lang]);
}

static void
link_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	size_t n = 0;

	(void)step;
	if (answer->barred) {
		link_say(out, job, OUTCOME_HUMAN, &is_barred, 0);
		return;
	}
	if (!answer->answered) { /* whatever was sent: asking twice does no harm */
		link_say(out, job, OUTCOME_NOT_SENT, &no_answer, 0);
		out->wait_ms = LINK_AGAIN_MS;
		return;
	}
	while (answer->status < statuses[n].from ||
		answer->status > statuses[n].to)
		if (++n == sizeof(statuses) / sizeof(statuses[0]) - 1)
			break;
	link_say(out, job, statuses[n].outcome, &statuses[n].words,
		answer->status);
}

const char *
link_proof(enum outcome outcome)
{
	if (outcome == OUTCOME_ACCEPTED)
		return "ok";
	return outcome == OUTCOME_PERMANENT || outcome == OUTCOME_NOT_SENT
		? "unreachable"
		: "unknown";
}

const struct connector link_prober = {
	.kind = "link",
	.title = BOTH("An address", "网址"),
	.transport = WIRE_HTTP,
	.arm = STEP_NONE,
	.build = link_build,
	.judge = link_judge,
};
