/*
 * Addresses of a site's interface, and who asks.
 */
#include "wire/wordpress_ask.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "wire/job.h"
#include "wire/memo.h"
#include "wire/url.h"

bool
wordpress_by_route(const struct wire_job *job)
{
	return strcmp(doc_str(job->options, "rest"), "route") == 0 ||
		job_knows(job, MEMO_ROUTE);
}

enum err_code
wordpress_authorize(struct wire_request *out, const struct wire_job *job,
	const char *path, const char *query, struct err *err)
{
	const char *url, *user, *password;
	bool route = wordpress_by_route(job);
	enum err_code rc;
	char *rest;

	rc = job_need(&url, job->options, "url", err);
	if (rc == ERR_OK)
		rc = job_need(&user, job->options, "user", err);
	if (rc == ERR_OK)
		rc = job_need(&password, job->secret, "password", err);
	if (rc != ERR_OK)
		return rc;
	rest = mem_printf("%s/wp/v2/%s%s%s", route ? "?rest_route=" : "wp-json",
		path,
		*query == '\0'	? ""
			: route ? "&"
				: "?",
		query);
	out->url = url_join(url, rest);
	free(rest);
	job_put_basic(out, user, password);
	return ERR_OK;
}
