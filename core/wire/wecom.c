/*
 * A robot of a WeCom group. The key in its address is all it asks for.
 */
#include "base/mem.h"
#include "wire/kinds.h"
#include "wire/robot.h"

/* Quotas are counted by the minute. */
enum { FULL_S = 60, BUSY_S = 2 };

static const struct wire_option options[] = {
	{ "token", true, SECRET_ANY,
		BOTH("key of the robot, or its whole address",
			"机器人的 key，或完整的 Webhook 地址") },
	ROBOT_OPTION_URL,
	{ 0 },
};

static const struct code_row rows[] = {
	{ -1, NULL, OUTCOME_UNKNOWN, REASON_BUSY, BUSY_S, 0 },
	{ 45009, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, FULL_S, 0 },
	{ 45033, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 0 },
	{ 93000, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 60020, NULL, OUTCOME_PERMANENT, REASON_ORIGIN, 0, 0 },
	{ 40058, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 44004, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 45002, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	CODES_END,
};

static enum err_code
wecom_finish(char **tail, json_t *body, const char *token,
	const struct wire_job *job, struct err *err)
{
	(void)body;
	(void)job;
	(void)err;
	*tail = mem_printf("?key=%s", token);
	return ERR_OK;
}

static const struct robot robot = {
	.connector = &connector_wecom,
	.host = "https://qyapi.weixin.qq.com",
	.path = "/cgi-bin/webhook/send",
	.mark = "key=",
	.type = "msgtype",
	.box = "text",
	.text = "content",
	.finish = wecom_finish,
	.number = "errcode",
	.words = "errmsg",
	.rows = rows,
};

static enum err_code
wecom_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	return robot_build(out, &robot, job, step, err);
}

static void
wecom_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	robot_judge(out, &robot, job, step, answer);
}

const struct connector connector_wecom = {
	.kind = "wecom",
	.title = BOTH("WeCom robot", "企业微信群机器人"),
	.unit = TEXT_BYTES,
	.can = CAN_RESEND | CAN_ALARM,
	.proof = PROOF_DOCUMENTS,
	.transport = WIRE_HTTP,
	.arm = STEP_CHECK,
	.options = options,
	.build = wecom_build,
	.judge = wecom_judge,
};
