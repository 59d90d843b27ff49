/*
 * The site's folder on another machine, reached by SFTP. It is a site in every
 * way but the performer (net/sftp). The server is known by its key, which the
 * office reads off it once: an SSH server has nobody to vouch for it, and who
 * stands in between would get the password and could change the pages.
 */
#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/doc.h"
#include "base/mem.h"
#include "wire/answer.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/site.h"
#include "wire/url.h"

#define SCHEME "sftp://"
#define FINGERPRINT "SHA256:"

enum { PRINT_BYTES = 32, PATHS_MAX = 1000, FILES_MS = 60000 };

static const struct wire_option options[] = {
	{ "server", true, SECRET_NONE,
		BOTH("folder of the site on the server: "
		     "sftp://host/srv/www, or sftp://host/~/www below the "
		     "home; while a page is replaced it may be missing for a "
		     "moment",
			"服务器上的网站目录：sftp://主机/绝对路径，或 "
			"sftp://主机/~/"
			"主目录下的路径；替换页面时该页可能有一瞬缺失") },
	{ "host-key", true, SECRET_NONE,
		BOTH("fingerprint of the server's key, SHA256:…, as ssh-keygen "
		     "-lf prints it",
			"服务器主机密钥指纹 SHA256:…（ssh-keygen -lf 可得）") },
	{ "url", true, SECRET_NONE,
		BOTH("public address of that folder", "该目录的公开地址") },
	{ "user", true, SECRET_NONE, BOTH("user name", "用户名") },
	{ "password", false, SECRET_ANY,
		BOTH("password, which lasts until it is changed; or the key",
			"密码（更改前一直有效）；也可改用密钥") },
	{ "key", false, SECRET_ANY,
		BOTH("private key without a passphrase, the whole file; it "
		     "lasts until the server takes it away",
			"无口令的私钥全文（服务器移除公钥前一直有效）") },
	{ 0 },
};

static const struct status_row write_rows[] = {
	{ 421, 421, OUTCOME_PERMANENT, REASON_HOST_KEY, false },
	{ 507, 507, OUTCOME_RETRY_LATER, REASON_SERVER, false },
	STATUS_ROWS,
};

static enum err_code
sftp_put_login(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *user, *print, *password;
	const char *key = doc_str(job->secret, "key");
	enum err_code rc = job_need(&user, job->options, "user", err);

	if (rc == ERR_OK)
		rc = job_need(&print, job->options, "host-key", err);
	if (rc == ERR_OK && *key == '\0')
		rc = job_need(&password, job->secret, "password", err);
	if (rc != ERR_OK)
		return rc;
	out->login.user = mem_strdup(user);
	if (*key)
		out->login.key = mem_strdup(key);
	else
		out->login.password = mem_strdup(password);
	out->login.host_key = mem_strdup(print + strlen(FINGERPRINT));
	return ERR_OK;
}

static enum err_code
sftp_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *server;
	enum err_code rc = job_need(&server, job->options, "server", err);

	if (rc == ERR_OK)
		rc = sftp_put_login(out, job, err);
	if (rc != ERR_OK)
		return rc;
	out->timeout_ms = FILES_MS;
	out->url = mem_strdup(server);
	return site_place(out, job, &connector_sftp, step, err);
}

static void
sftp_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	site_judge_server(out, job, step, a, write_rows);
}

/* ---- options ---- */

/* 32 bytes in base64, without its padding, as OpenSSH writes them. */
static bool
sftp_is_fingerprint(const char *text)
{
	unsigned char raw[PRINT_BYTES];
	size_t len, n = strlen(text);
	char *whole;
	bool good;

	if (strncmp(text, FINGERPRINT, strlen(FINGERPRINT)) != 0 ||
		n != strlen(FINGERPRINT) + BASE64_ROOM(PRINT_BYTES) - 2)
		return false;
	whole = mem_printf("%s=", text + strlen(FINGERPRINT));
	good = base64_parse(raw, sizeof(raw), &len, whole) &&
		len == PRINT_BYTES;
	free(whole);
	return good;
}

/* The rest is what an address of the web has; quotes would end a command. */
static bool
sftp_is_server(const char *url)
{
	char *web;
	bool good;

	if (strncmp(url, SCHEME, strlen(SCHEME)) != 0 ||
		strlen(url) > PATHS_MAX || strpbrk(url, "?#%\"\\") != NULL ||
		strstr(url, "/../") != NULL ||
		strchr(url + strlen(SCHEME), '/') == NULL)
		return false;
	web = mem_printf("https://%s", url + strlen(SCHEME));
	good = url_check(web, false, NULL) == ERR_OK;
	free(web);
	return good;
}

static enum err_code
sftp_check_options(const json_t *given, struct err *err)
{
	const char *server = doc_str(given, "server");
	const char *print = doc_str(given, "host-key");

	if (!sftp_is_server(server))
		return job_bad_value(
			"server", server, "sftp://host.example/srv/www", err);
	if (!sftp_is_fingerprint(print))
		return job_bad_value("host-key", print,
			"SHA256:…, ssh-keygen -lf FILE", err);
	return ERR_OK;
}

const struct connector connector_sftp = {
	.kind = "sftp",
	.title = BOTH("Web site by SFTP", "网站（SFTP 上传）"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_LOOKUP | CAN_READBACK,
	.proof = PROOF_SERVER,
	.transport = WIRE_SFTP,
	.arm = STEP_CHECK,
	.pages = PAGES_SITE,
	.options = options,
	.check = sftp_check_options,
	.build = sftp_build,
	.judge = sftp_judge,
};
