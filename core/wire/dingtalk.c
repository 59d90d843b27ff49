/*
 * A robot of a DingTalk group, with the security setting "signed". The
 * signature is of the attempt's time, so that a message that waited is not
 * refused for its age; it does not cover the text, https does.
 */
#include <inttypes.h>
#include <stdlib.h>

#include "base/mem.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/robot.h"
#include "wire/sign.h"
#include "wire/url.h"

/* More than 20 in a minute, and the robot is deaf for ten. */
enum { BANNED_S = 600, BUSY_S = 2 };

static const struct wire_option options[] = {
	{ "token", true, SECRET_ANY,
		BOTH("access_token of the robot, or its whole address",
			"机器人的 access_token，或完整的 Webhook 地址") },
	{ "secret", true, SECRET_ANY,
		BOTH("the secret it signs with, SEC…", "加签密钥 SEC…") },
	ROBOT_OPTION_KEYWORDS,
	ROBOT_OPTION_URL,
	{ 0 },
};

/* 310000 is said of three settings; its words say of which. */
static const struct code_row rows[] = {
	{ -1, NULL, OUTCOME_UNKNOWN, REASON_BUSY, BUSY_S, 0 },
	{ 310000, "keyword", OUTCOME_CONTENT, REASON_KEYWORD, 0, 0 },
	{ 310000, "sign", OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 310000, "timestamp", OUTCOME_PERMANENT, REASON_CLOCK, 0, 0 },
	{ 310000, "whitelist", OUTCOME_PERMANENT, REASON_ORIGIN, 0, 0 },
	{ 310000, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 400101, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 300001, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 430101, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 430102, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 430103, NULL, OUTCOME_CONTENT, REASON_CONTENT, 0, 0 },
	{ 130101, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BANNED_S, 0 },
	{ 410100, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BANNED_S, 0 },
	CODES_END,
};

/* Signed in the address. */
static enum err_code
dingtalk_finish(char **tail, json_t *body, const char *token,
	const struct wire_job *job, struct err *err)
{
	char sign[SIGN_TEXT], *encoded;
	const char *secret;
	enum err_code rc = job_need(&secret, job->secret, "secret", err);

	(void)body;
	if (rc == ERR_OK)
		rc = sign_dingtalk(sign, secret, job->now, err);
	if (rc != ERR_OK)
		return rc;
	encoded = url_encode(sign);
	*tail = mem_printf("?access_token=%s&timestamp=%" PRId64 "&sign=%s",
		token, job->now, encoded);
	free(encoded);
	return ERR_OK;
}

static const struct robot robot = {
	.connector = &connector_dingtalk,
	.host = "https://oapi.dingtalk.com",
	.path = "/robot/send",
	.mark = "access_token=",
	.signs = true,
	.type = "msgtype",
	.box = "text",
	.text = "content",
	.finish = dingtalk_finish,
	.number = "errcode",
	.words = "errmsg",
	.rows = rows,
};

static enum err_code
dingtalk_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	return robot_build(out, &robot, job, step, err);
}

static void
dingtalk_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	robot_judge(out, &robot, job, step, answer);
}

const struct connector connector_dingtalk = {
	.kind = "dingtalk",
	.title = BOTH("DingTalk robot", "钉钉群机器人"),
	.unit = TEXT_BYTES,
	.can = CAN_RESEND | CAN_ALARM,
	.proof = PROOF_SDK,
	.transport = WIRE_HTTP,
	.arm = STEP_CHECK,
	.options = options,
	.build = dingtalk_build,
	.judge = dingtalk_judge,
};
