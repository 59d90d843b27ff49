/*
 * A robot of a Feishu (Lark) group, with the security setting "signature
 * verification". Signature and time stand in the body. Feishu's documents ask
 * to keep away from full and half hours, when it refuses for load (11232).
 */
#include <inttypes.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/robot.h"
#include "wire/sign.h"

enum { BUSY_S = 2 };

static const struct wire_option options[] = {
	{ "token", true, SECRET_ANY,
		BOTH("the id at the end of the robot's address, or all of it",
			"机器人地址末尾的编号，或完整的 Webhook 地址") },
	{ "secret", true, SECRET_ANY,
		BOTH("the secret it signs with", "签名校验密钥") },
	ROBOT_OPTION_KEYWORDS,
	ROBOT_OPTION_URL,
	{ 0 },
};

static const struct code_row rows[] = {
	{ 19021, NULL, OUTCOME_PERMANENT, REASON_CREDENTIAL, 0, 0 },
	{ 19022, NULL, OUTCOME_PERMANENT, REASON_ORIGIN, 0, 0 },
	{ 19024, NULL, OUTCOME_CONTENT, REASON_KEYWORD, 0, 0 },
	{ 9499, NULL, OUTCOME_PERMANENT, REASON_PERMANENT, 0, 0 },
	{ 11232, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 0 },
	{ 99991400, NULL, OUTCOME_RETRY_LATER, REASON_BUSY, BUSY_S, 0 },
	CODES_END,
};

/* Signed in the body. */
static enum err_code
feishu_finish(char **tail, json_t *body, const char *token,
	const struct wire_job *job, struct err *err)
{
	int64_t seconds = job->now / 1000;
	char sign[SIGN_TEXT], time[24];
	const char *secret;
	enum err_code rc = job_need(&secret, job->secret, "secret", err);

	if (rc == ERR_OK)
		rc = sign_feishu(sign, secret, seconds, err);
	if (rc != ERR_OK)
		return rc;
	*tail = mem_strdup(token);
	fixed_format(time, sizeof(time), "%" PRId64, seconds);
	doc_put_str(body, "timestamp", time);
	doc_put_str(body, "sign", sign);
	return ERR_OK;
}

static const struct robot robot = {
	.connector = &connector_feishu,
	.host = "https://open.feishu.cn",
	.path = "/open-apis/bot/v2/hook/",
	.mark = "/hook/",
	.signs = true,
	.type = "msg_type",
	.box = "content",
	.text = "text",
	.finish = feishu_finish,
	.number = "code",
	.words = "msg",
	.rows = rows,
};

static enum err_code
feishu_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	return robot_build(out, &robot, job, step, err);
}

static void
feishu_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	robot_judge(out, &robot, job, step, answer);
}

const struct connector connector_feishu = {
	.kind = "feishu",
	.title = BOTH("Feishu robot", "飞书群机器人"),
	.unit = TEXT_BYTES,
	.can = CAN_RESEND | CAN_ALARM,
	.proof = PROOF_DOCUMENTS,
	.transport = WIRE_HTTP,
	.arm = STEP_CHECK,
	.options = options,
	.build = feishu_build,
	.judge = feishu_judge,
};
