/*
 * What the builders of all connectors ask of a job, and how they refuse it.
 */
#include "wire/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/base64.h"
#include "base/doc.h"
#include "base/mem.h"
#include "crier/refusal.h"

enum err_code
job_need(const char **out, const json_t *doc, const char *name, struct err *err)
{
	enum err_code rc = doc_need_str(out, doc, name, 2000, true, err);

	if (rc != ERR_OK)
		return rc;
	for (const char *s = *out; *s; s++)
		if ((unsigned char)*s < 0x20 || *s == 0x7F)
			return refuse(err, REFUSE_SECRET_LINE, name,
				WITH(arg_key(name)));
	return ERR_OK;
}

bool
job_knows(const struct wire_job *job, const char *key)
{
	return *doc_str(job->memo, key) != '\0';
}

enum err_code
job_bad_value(const char *option, const char *value, const char *possible,
	struct err *err)
{
	return refuse(err, REFUSE_OPTION_VALUE, option,
		WITH(arg_word(option), arg_text(value), arg_words(possible)));
}

enum err_code
job_no_step(const struct connector *c, enum wire_step step, struct err *err)
{
	return err_set(err, ERR_UNAVAILABLE, c->kind, "", "%s has no step %s",
		c->kind, wire_step_word(step));
}

void
job_put_basic(struct wire_request *out, const char *user, const char *password)
{
	char *pair = mem_printf("%s:%s", user, password), *coded, *value;
	size_t room = BASE64_ROOM(strlen(pair));

	coded = mem_new(room);
	base64_format(coded, room, pair, strlen(pair));
	value = mem_printf("Basic %s", coded);
	wire_request_header(out, "Authorization", value);
	free(value);
	free(coded);
	free(pair);
}

bool
job_is_inside(const json_t *options)
{
	return strcmp(doc_str(options, "network"), "private") == 0;
}

bool
job_may_be_plain(const json_t *options)
{
	return job_is_inside(options) &&
		strcmp(doc_str(options, "insecure"), "yes") == 0;
}
