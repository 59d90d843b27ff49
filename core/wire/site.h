/*
 * A folder of rendered files, which is the same whatever is rendered.
 */
#ifndef CRIER_WIRE_SITE_H
#define CRIER_WIRE_SITE_H

#include "wire/connector.h"

enum err_code site_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err);
void site_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a);

/* The option `folder` is an absolute path. */
enum err_code site_check_options(const json_t *account, struct err *err);

#endif
