/*
 * Is a document an act at all: every field known, of its type, within its
 * bound, and free of what may not be stored. The station's one entrance runs
 * this before any rule is asked, from the table in crier/act.h.
 */
#ifndef CRIER_DOMAIN_ACT_CHECK_H
#define CRIER_DOMAIN_ACT_CHECK_H

#include <jansson.h>
#include <stdbool.h>

#include "base/err.h"
#include "crier/act.h"
#include "domain/library/rules.h"

/*
 * REFUSE_FIELD names the field and what is wrong with it. The fields id, act
 * and act_id belong to the protocol and are passed over.
 */
enum err_code act_check(enum act act, const json_t *doc, struct err *err);

/* REFUSE_LEAK for the first finding in a field that a person wrote. */
enum err_code act_check_leaks(enum act act, const json_t *doc,
	const struct lint_rules *rules, struct err *err);

/* 32 lower-case hex digits. */
bool act_id_is_valid(const char *text);

#endif
