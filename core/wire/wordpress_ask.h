/*
 * How a site's interface is asked.
 */
#ifndef CRIER_WIRE_WORDPRESS_ASK_H
#define CRIER_WIRE_WORDPRESS_ASK_H

#include "wire/connector.h"

/* By ?rest_route=, as the account says or an earlier step found. */
bool wordpress_by_route(const struct wire_job *job);

/* The address and who asks; `path` is below wp/v2, `query` without a question
 * mark. */
enum err_code
wordpress_authorize(struct wire_request *out, const struct wire_job *job,
	const char *path, const char *query, struct err *err);

#endif
