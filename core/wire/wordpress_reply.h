/*
 * Answers in a thread: comments of ours below one of the public's, and what
 * puts them right. They have no draft and no key: arming looks whether the
 * comment still stands, and an unknown is looked for among our answers to it.
 */
#ifndef CRIER_WIRE_WORDPRESS_REPLY_H
#define CRIER_WIRE_WORDPRESS_REPLY_H

#include "wire/connector.h"

/* Is this job's text one of a thread? */
bool wordpress_replies(const struct wire_job *job);

/* And is this step its own, not one that every text has? */
bool wordpress_reply_takes(const struct wire_job *job, enum wire_step step);

enum err_code wordpress_reply_build(struct wire_request *out,
	const struct wire_job *job, enum wire_step step, struct err *err);

void
wordpress_reply_judge(struct wire_judgment *out, const struct wire_job *job,
	enum wire_step step, const struct wire_response *a, const json_t *doc);

#endif
