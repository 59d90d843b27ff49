/*
 * The emergency broadcast (应急广播): what a county's broadcasting desk needs to
 * put a text on the air, in a folder: the programme as it is to be read, the
 * instruction that says what it is, for whom and for how long, and a signature
 * over both. Nothing goes on the air by this: a person listens first, plays it,
 * and says who heard it, so firing ends in a person's hands.
 *
 * The form of the instruction is ours. The broadcast standards of 2022 (message
 * format, digital signature) were not at hand; who has a system that follows
 * them maps these fields to it.
 */
#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/hash.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "wire/answer.h"
#include "wire/job.h"
#include "wire/kinds.h"
#include "wire/site.h"

enum {
	AREA_SHORT = 6, /* digits of GB/T 2260 */
	AREA_LONG = 12, /* with township and village */
	KEY_SHORTEST = 16,
	CHINA = 480, /* minutes east of Greenwich */
	XML_MAX = 64 << 10
};

static const struct wire_option options[] = {
	{ "folder", true, SECRET_NONE,
		BOTH("folder that the broadcasting desk watches, an absolute "
		     "path",
			"播控端读取的目录（绝对路径）") },
	{ "area", true, SECRET_NONE,
		BOTH("codes of the areas it is for, 6 or 12 digits: 430923, …",
			"播发区域代码（6位或12位，用逗号分隔）") },
	{ "sender", true, SECRET_NONE,
		BOTH("who issues it, by name", "发布单位名称") },
	{ "times", false, SECRET_NONE,
		BOTH("how often it is played, 1 to 9 (3)",
			"播出次数，1至9（默认3）") },
	{ "key", true, SECRET_ANY,
		BOTH("key shared with the desk, 16 characters at least, by "
		     "which it knows our instructions; it lasts until both "
		     "change it",
			"与播控端共用的签名密钥，不少于16字符，由双方更换") },
	{ 0 },
};

/* ---- the files ---- */

static void
broadcast_put_text(struct buf *out, const char *text)
{
	static const struct {
		char c;
		const char *name;
	} rows[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" },
		{ '"', "&quot;" } };
	size_t i;

	for (; *text; text++) {
		for (i = 0; i < sizeof(rows) / sizeof(rows[0]) &&
			rows[i].c != *text;
			i++)
			;
		if (i < sizeof(rows) / sizeof(rows[0]))
			buf_puts(out, rows[i].name);
		else if ((unsigned char)*text >= 0x20)
			buf_putc(out, *text);
	}
}

static void
broadcast_put(struct buf *out, const char *name, const char *value)
{
	if (*value == '\0')
		return;
	buf_printf(out, "  <%s>", name);
	broadcast_put_text(out, value);
	buf_printf(out, "</%s>\n", name);
}

/* What the text is read as: the approved one, and nothing beside it. */
static char *
broadcast_programme(const struct wire_job *job)
{
	const char *title = doc_str(job->variant, "title");

	return mem_printf("%s%s%s\n", title, *title ? "\n\n" : "",
		doc_str(job->variant, "text"));
}

static void
broadcast_put_areas(struct buf *out, const char *list)
{
	char area[AREA_LONG + 1];

	while (*(list += strspn(list, ", ")) != '\0') {
		size_t len = strcspn(list, ", ");

		memcpy(area, list, len < AREA_LONG ? len : AREA_LONG);
		area[len < AREA_LONG ? len : AREA_LONG] = '\0';
		broadcast_put(out, "area", area);
		list += len;
	}
}

static char *
broadcast_instruction(const struct wire_job *job, const char *programme)
{
	const char *times = doc_str(job->options, "times");
	char time[INSTANT_TEXT], digest[HASH_HEX];
	bool exercise = strcmp(job->mode, "actual") != 0 || job->demo;
	struct buf out;

	hash_hex(digest, programme, strlen(programme));
	instant_format_s(time, job->now, CHINA);
	buf_init(&out, XML_MAX);
	buf_puts(&out,
		"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<instruction xmlns=\"urn:crier:broadcast:1\">\n");
	broadcast_put(&out, "identifier", job->slug);
	broadcast_put(&out, "status", exercise ? "Exercise" : "Actual");
	broadcast_put(&out, "kind", doc_str(job->variant, "kind"));
	broadcast_put(&out, "sender", doc_str(job->options, "sender"));
	broadcast_put(&out, "sent", time);
	broadcast_put(&out, "language", doc_str(job->variant, "lang"));
	broadcast_put_areas(&out, doc_str(job->options, "area"));
	broadcast_put(&out, "times", *times ? times : "3");
	broadcast_put(&out, "title", doc_str(job->variant, "title"));
	broadcast_put(&out, "programme", "programme.txt");
	broadcast_put(&out, "sha256", digest);
	buf_puts(&out, "</instruction>\n");
	return buf_take(&out);
}

/* The digest of the programme stands in what is signed. */
static char *
broadcast_signature(const char *key, const char *instruction)
{
	char hex[HASH_HEX];

	hash_hmac(hex, key, strlen(key), instruction, strlen(instruction));
	return mem_printf("HMAC-SHA256 %s instruction.xml\n", hex);
}

static void
broadcast_add(struct wire_request *out, const struct wire_job *job,
	const char *name, const char *data)
{
	char *path = mem_printf("%s/%s", job->slug, name);

	wire_request_file(out, path, data, strlen(data));
	free(path);
}

/* The signature comes last: where it is, the others are whole. */
static enum err_code
broadcast_put_files(
	struct wire_request *out, const struct wire_job *job, struct err *err)
{
	char *programme, *instruction, *signature;
	const char *key;
	enum err_code rc = job_need(&key, job->secret, "key", err);

	if (rc != ERR_OK)
		return rc;
	programme = broadcast_programme(job);
	instruction = broadcast_instruction(job, programme);
	signature = broadcast_signature(key, instruction);
	broadcast_add(out, job, "programme.txt", programme);
	broadcast_add(out, job, "instruction.xml", instruction);
	broadcast_add(out, job, "signature.txt", signature);
	free(programme);
	free(instruction);
	free(signature);
	return ERR_OK;
}

static enum err_code
broadcast_check_key(const struct wire_job *job, struct err *err)
{
	const char *key;
	enum err_code rc = job_need(&key, job->secret, "key", err);

	if (rc == ERR_OK && strlen(key) < KEY_SHORTEST)
		return refuse(err, REFUSE_SECRET_SHORT, "key",
			WITH(arg_key("key"), arg_count(KEY_SHORTEST)));
	return rc;
}

static enum err_code
broadcast_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err)
{
	const char *folder;
	enum err_code rc;

	if (step != STEP_CHECK && step != STEP_PUBLISH)
		return job_no_step(&connector_broadcast, step, err);
	rc = job_need(&folder, job->options, "folder", err);
	if (rc == ERR_OK)
		rc = broadcast_check_key(job, err);
	if (rc != ERR_OK)
		return rc;
	out->transport = WIRE_FOLDER;
	out->folder = mem_strdup(folder);
	out->method = step == STEP_CHECK ? "HEAD" : "PUT";
	out->irrevocable = step == STEP_PUBLISH;
	out->last_tells = true;
	return step == STEP_CHECK ? ERR_OK : broadcast_put_files(out, job, err);
}

/* ---- what it came to ---- */

/* Files that are not all there are no message: they may be written again. Once
 * the signature may be there a person finds out. */
static void
broadcast_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a)
{
	static const struct status_row rows[] = { STATUS_ROWS };

	if (!a->answered && !a->sent && step == STEP_PUBLISH)
		answer_settle(out, job, step, a, OUTCOME_NOT_SENT,
			REASON_NOT_SENT, a->error);
	else if (answer_status(out, job, step, a, rows))
		;
	else if (step == STEP_CHECK)
		answer_settle(
			out, job, step, a, OUTCOME_ACCEPTED, REASON_READY, "");
	else
		answer_settle(out, job, step, a, OUTCOME_HUMAN, REASON_LISTEN,
			job->slug);
}

/* ---- options ---- */

static bool
broadcast_is_area(const char *code, size_t len)
{
	return (len == AREA_SHORT || len == AREA_LONG) &&
		strspn(code, "0123456789") >= len;
}

static bool
broadcast_are_areas(const char *list)
{
	bool any = false;

	while (*(list += strspn(list, ", ")) != '\0') {
		size_t len = strcspn(list, ", ");

		if (!broadcast_is_area(list, len))
			return false;
		any = true;
		list += len;
	}
	return any;
}

static enum err_code
broadcast_check_options(const json_t *given, struct err *err)
{
	const char *area = doc_str(given, "area");
	const char *times = doc_str(given, "times");

	if (!broadcast_are_areas(area))
		return job_bad_value("area", area, "430923, 430923100000", err);
	if (*times && (strlen(times) != 1 || *times < '1' || *times > '9'))
		return job_bad_value("times", times, "1 … 9", err);
	return site_check_options(given, err);
}

const struct connector connector_broadcast = {
	.kind = "broadcast",
	.title = BOTH("Emergency broadcast", "应急广播"),
	.unit = TEXT_CODE_POINTS,
	.can = 0,
	.proof = PROOF_DOCUMENTS, /* no broadcasting desk has read it */
	.transport = WIRE_FOLDER,
	.arm = STEP_CHECK,
	.options = options,
	.check = broadcast_check_options,
	.build = broadcast_build,
	.judge = broadcast_judge,
};
