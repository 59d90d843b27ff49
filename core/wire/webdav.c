/*
 * The site's folder on another machine, reached by WebDAV: for an office whose
 * web server is the hosting company's. It is a site in every way but the
 * performer (net/dav). Reading back asks the same server, with the same login,
 * and not the public address, where a cache may stand.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/site.h"
#include "wire/url.h"

static const struct wire_option options[] = {
	{ "dav", true, SECRET_NONE,
		BOTH("WebDAV address of the site's folder",
			"网站目录的 WebDAV 地址") },
	{ "url", true, SECRET_NONE,
		BOTH("public address of that folder", "该目录的公开地址") },
	{ "user", true, SECRET_NONE, BOTH("user name", "用户名") },
	{ "password", true, SECRET_ANY, BOTH("password", "密码") },
	{ 0 },
};

/* Nothing is there yet when a status comes back: net/dav. */
static const struct status_row publish_rows[] = {
	{ 409, 409, OUTCOME_PERMANENT, REASON_ADDRESS, false },
	{ 423, 423, OUTCOME_RETRY_LATER, REASON_BUSY, false },
	{ 507, 507, OUTCOME_RETRY_LATER, REASON_SERVER, false },
	STATUS_ROWS,
};

static enum err_code
webdav_address(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *dav, *user, *password;
	enum err_code rc;

	if ((rc = job_need(&dav, job->options, "dav", err)) ||
		(rc = job_need(&user, job->options, "user", err)) ||
		(rc = job_need(&password, job->secret, "password", err)))
		return rc;
	out->url = mem_strdup(dav);
	job_put_basic(out, user, password);
	return ERR_OK;
}

static enum err_code
webdav_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	enum err_code rc = webdav_address(out, job, err);

	return rc == ERR_OK ? site_place(out, job, &connector_webdav, step, err)
			    : rc;
}

static void
webdav_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	site_judge_server(out, job, step, a, publish_rows);
}

static enum err_code
webdav_check_options(const json_t *account, struct err *err)
{
	const char *dav = doc_str(account, "dav");
	const char *user = doc_str(account, "user");

	if (strchr(user, ':') != NULL)
		return job_bad_value("user", user, "no colon", err);
	if (strpbrk(dav, "?#") != NULL)
		return job_bad_value(
			"dav", dav, "https://server.example/folder/", err);
	return url_check(dav, job_may_be_plain(account), err);
}

const struct connector connector_webdav = {
	.kind = "webdav",
	.title = BOTH("Web site by WebDAV", "网站（WebDAV 上传）"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_LOOKUP | CAN_READBACK,
	.proof = PROOF_SERVER,
	.transport = WIRE_DAV,
	.arm = STEP_CHECK,
	.pages = PAGES_SITE,
	.options = options,
	.check = webdav_check_options,
	.build = webdav_build,
	.judge = webdav_judge,
};
