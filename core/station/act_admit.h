/*
 * What is asked of an act before it is judged: is it one that this peer may
 * send, has it the fields, does it hold what may not be stored, does its relay
 * speak of its own world.
 */
#ifndef CRIER_STATION_ACT_ADMIT_H
#define CRIER_STATION_ACT_ADMIT_H

#include "crier/act.h"
#include "station/act_context.h"

enum err_code act_admit(enum act *act, const struct session *s,
	const json_t *doc, struct err *err);

enum err_code act_admit_leaks(enum act act, const struct act_context *f,
	const json_t *doc, struct err *err);

enum err_code
act_admit_desk(const struct act_context *f, const json_t *doc, struct err *err);

#endif
