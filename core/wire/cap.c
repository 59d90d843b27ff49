/*
 * A feed of CAP 1.2 alerts in a folder that any web server can serve: for
 * whoever passes alerts on by machine. It is a site whose files are alerts;
 * core/export writes them.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/site.h"

static const struct wire_option options[] = {
	{ "folder", true, SECRET_NONE,
		BOTH("folder of the web server, an absolute path",
			"网站目录（绝对路径）") },
	{ "url", true, SECRET_NONE,
		BOTH("public address of that folder", "该目录的公开地址") },
	{ "sender", true, SECRET_NONE,
		BOTH("who sends, for machines: alerts@county.example",
			"发送方标识，如 alerts@county.example") },
	{ "area", true, SECRET_NONE,
		BOTH("the area that alerts are for, in words",
			"预警区域（文字）") },
	{ "hours", false, SECRET_NONE,
		BOTH("how long an alert lasts, 1 to 168 hours (24)",
			"有效时长，1至168小时（默认24）") },
	{ 0 },
};

static enum err_code
cap_check_options(const json_t *account, struct err *err)
{
	const char *sender = doc_str(account, "sender");
	const char *hours = doc_str(account, "hours");
	char *end = NULL;
	long n = *hours ? strtol(hours, &end, 10) : 24;

	if (strpbrk(sender, " \t\r\n,<&") != NULL)
		return job_bad_value(
			"sender", sender, "no blanks, commas, < and &", err);
	if (n < 1 || n > 168 || (end != NULL && *end != '\0'))
		return job_bad_value("hours", hours, "1 … 168", err);
	return site_check_options(account, err);
}

const struct connector connector_cap = {
	.kind = "cap",
	.title = BOTH("CAP alert feed", "CAP 预警订阅源"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_LOOKUP | CAN_READBACK,
	.proof = PROOF_DOCUMENTS, /* no reader of others has seen it */
	.transport = WIRE_FOLDER,
	.arm = STEP_CHECK,
	.pages = PAGES_CAP,
	.options = options,
	.check = cap_check_options,
	.build = site_build,
	.judge = site_judge,
};
