/*
 * A list of recipients by mail. One letter, in batches, to people who do not
 * see each other; the recipients are sealed as a credential is. A server that
 * took the letter answers for it; one that took the end of the letter and did
 * not answer may have sent it, and nobody can look that up.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/host.h"
#include "base/mem.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/letter.h"
#include "wire/mail_judge.h"
#include "wire/mail_places.h"
#include "wire/url.h"

/* Servers take a hundred at least (RFC 5321); many are set lower. */
enum { BATCH = 50, BATCH_MAX = 100, LETTER_MS = 60000 };

static const struct wire_option options[] = {
	{ "server", true, SECRET_NONE,
		BOTH("mail server: smtps://mail.example:465, or smtp://… with "
		     "STARTTLS",
			"发信服务器：smtps://…:465，或使用 STARTTLS 的 "
			"smtp://…:587") },
	{ "from", true, SECRET_NONE,
		BOTH("address it comes from", "发件人地址") },
	{ "name", false, SECRET_NONE,
		BOTH("name beside that address", "发件人名称") },
	{ "user", false, SECRET_NONE,
		BOTH("user name at the server, if it asks for one",
			"登录用户名（服务器要求登录时填写）") },
	{ "password", false, SECRET_ANY,
		BOTH("its password; where it is no person's, it lasts until "
		     "it is changed",
			"登录密码或授权码（更改前一直有效）") },
	{ "recipients", true, SECRET_ANY,
		BOTH("the recipients' addresses, one a line",
			"收件人地址，每行一个") },
	{ "unsubscribe", false, SECRET_NONE,
		BOTH("address by which one leaves the list: https:// or "
		     "mailto:",
			"退订地址：https:// 或 mailto:") },
	{ "batch", false, SECRET_NONE,
		BOTH("recipients of one copy at most, 1 to 100 (50)",
			"每批收件人数，1 至 100（默认 50）") },
	{ 0 },
};

static size_t
mail_batch(const json_t *given)
{
	const char *text = doc_str(given, "batch");
	size_t len = strspn(text, "0123456789");
	unsigned long n = *text ? strtoul(text, NULL, 10) : BATCH;

	return text[len] == '\0' && len <= 3 && n <= BATCH_MAX ? n : 0;
}

static bool
mail_may_be_plain(const json_t *given)
{
	return job_may_be_plain(given) ||
		host_of_url_is_local(doc_str(given, "server"));
}

static enum err_code
mail_put_server(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	const char *server, *from, *user = doc_str(job->options, "user");
	const char *password;
	enum err_code rc = job_need(&server, job->options, "server", err);

	if (rc == ERR_OK)
		rc = job_need(&from, job->options, "from", err);
	if (rc == ERR_OK && *user)
		rc = job_need(&password, job->secret, "password", err);
	if (rc != ERR_OK)
		return rc;
	out->transport = WIRE_MAIL;
	out->timeout_ms = LETTER_MS;
	/* the path is the name by which it greets the server */
	out->url = url_join(server, letter_domain(from));
	out->envelope.from = mem_strdup(from);
	out->envelope.batch = mail_batch(job->options);
	out->envelope.plain = mail_may_be_plain(job->options);
	if (*user) {
		out->login.user = mem_strdup(user);
		out->login.password = mem_strdup(password);
	}
	return ERR_OK;
}

static enum err_code
mail_put_recipients(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	struct recipients list;
	bool marked[RECIPIENTS_MAX] = { false };
	enum err_code rc = recipients_parse(
		&list, doc_str(job->secret, "recipients"), err);

	if (rc == ERR_OK)
		rc = mail_left(marked, &list, job, err);
	for (size_t i = 0; rc == ERR_OK && i < list.count; i++)
		if (marked[i])
			wire_request_to(out, list.address[i]);
	recipients_release(&list);
	return rc;
}

static enum err_code
mail_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	enum err_code rc;

	if (step != STEP_CHECK && step != STEP_PUBLISH)
		return job_no_step(&connector_mail, step, err);
	rc = mail_put_server(out, job, err);
	if (rc == ERR_OK)
		rc = mail_put_recipients(out, job, err);
	out->method = step == STEP_CHECK ? "NOOP" : "MAIL";
	out->irrevocable = step == STEP_PUBLISH;
	if (rc == ERR_OK && step == STEP_PUBLISH)
		rc = letter_write(out, job, err);
	return rc;
}

/* ---- answers ---- */

/*
 * There is no look-up. What may be out is a person's, or goes once more, to
 * those it was not said of, where the office prefers a second letter to none.
 */
static void
mail_settle_unknown(struct wire_judgment *out, const struct wire_job *job,
	const struct wire_response *a)
{
	bool strange = a->answered && out->memo == NULL;

	out->next = job->attempt > 1 || strange
		? STEP_NONE
		: connector_unknown(&connector_mail, job->options);
}

static void
mail_judge_step(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *answer)
{
	mail_judge(out, job, step, answer);
	if (out->outcome == OUTCOME_UNKNOWN && step == STEP_PUBLISH)
		mail_settle_unknown(out, job, answer);
	if (out->next != step) { /* and no letter to read back */
		out->next = STEP_NONE;
		out->wait_ms = 0;
	}
}

/* ---- options ---- */

static bool
mail_is_server(const char *url)
{
	static const char *const schemes[] = { "smtps://", "smtp://" };
	char *web;
	bool good;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t len = strlen(schemes[i]);

		if (strncmp(url, schemes[i], len) != 0)
			continue;
		/* the rest is what an address of the web has */
		web = mem_printf("https://%s", url + len);
		good = strpbrk(url + len, "/?#") == NULL &&
			url_check(web, false, NULL) == ERR_OK;
		free(web);
		return good;
	}
	return false;
}

static enum err_code
mail_check_options(const json_t *given, struct err *err)
{
	const char *server = doc_str(given, "server");
	const char *from = doc_str(given, "from");
	const char *leave = doc_str(given, "unsubscribe");

	if (!mail_is_server(server))
		return job_bad_value("server", server,
			"smtps://mail.example:465, smtp://mail.example:587",
			err);
	if (!letter_is_address(from, strlen(from)))
		return job_bad_value(
			"from", from, "office@eoc.example.gov.cn", err);
	if (*leave && !url_is_web(leave) &&
		(strncmp(leave, "mailto:", 7) != 0 ||
			!letter_is_address(leave + 7, strlen(leave + 7))))
		return job_bad_value(
			"unsubscribe", leave, "https://…, mailto:…", err);
	if (mail_batch(given) == 0)
		return job_bad_value(
			"batch", doc_str(given, "batch"), "1 … 100", err);
	return ERR_OK;
}

static const char *const amends[] = { "reply", NULL };

const struct connector connector_mail = {
	.kind = "mail",
	.title = BOTH("Mail list", "邮件列表"),
	.unit = TEXT_CODE_POINTS,
	.can = CAN_RESEND | CAN_ALARM,
	.proof = PROOF_SERVER,
	.transport = WIRE_MAIL,
	.arm = STEP_CHECK,
	.amends = amends,
	.options = options,
	.check = mail_check_options,
	.build = mail_build,
	.judge = mail_judge_step,
};
