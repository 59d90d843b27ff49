/*
 * A folder of rendered files, which is the same whatever is rendered and
 * whichever machine it stands on.
 */
#ifndef CRIER_WIRE_SITE_H
#define CRIER_WIRE_SITE_H

#include "wire/answer.h"
#include "wire/connector.h"

enum err_code site_build(struct wire_request *out, const struct wire_job *job,
	enum wire_step step, struct err *err);
void site_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a);

/*
 * The files of this step, and what is to be done with them, for a connector
 * that puts them somewhere; where it puts them is the connector's to say.
 */
enum err_code site_place(struct wire_request *out, const struct wire_job *job,
	const struct connector *c, enum wire_step step, struct err *err);

/* As site_judge, for a server: `refusals` say what its statuses mean when it
 * is written to. */
void site_judge_server(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a,
	const struct status_row *refusals);

/* The option `folder` is an absolute path. */
enum err_code site_check_options(const json_t *account, struct err *err);

#endif
