/*
 * What the builders of all connectors ask of a job, and how they refuse it.
 */
#ifndef CRIER_WIRE_JOB_H
#define CRIER_WIRE_JOB_H

#include "wire/connector.h"

/*
 * A text of the job's options or credential that goes into a header or an
 * address. ERR_INVALID when it is missing, empty or has a control character;
 * the value itself is never in the error.
 */
enum err_code job_need(
	const char **out, const json_t *doc, const char *name, struct err *err);

/* Did an earlier step leave this text in the memo (memo.h)? */
bool job_knows(const struct wire_job *job, const char *key);

/* The option's value is none of the possible ones: a refusal. */
enum err_code job_bad_value(const char *option, const char *value,
	const char *possible, struct err *err);

/* Authorization by name, without a colon, and password (RFC 7617). */
void
job_put_basic(struct wire_request *out, const char *user, const char *password);

/* There is no such step: ERR_UNAVAILABLE. */
enum err_code
job_no_step(const struct connector *c, enum wire_step step, struct err *err);

/* Its server is on the office's own network: not of the public one. */
bool job_is_inside(const json_t *options);

/* Without TLS: only there, and where the office says so. This machine needs no
 * leave. */
bool job_may_be_plain(const json_t *options);

#endif
