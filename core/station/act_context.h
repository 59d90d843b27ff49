/*
 * What an act needs to be judged and a question to be answered: who asks,
 * and the incident, message, claim and library that the document names.
 */
#ifndef CRIER_STATION_ACT_CONTEXT_H
#define CRIER_STATION_ACT_CONTEXT_H

#include <jansson.h>

#include "crier/refusal.h"
#include "domain/world.h"
#include "station/errand.h"
#include "station/station.h"

struct act_context {
	struct world world;
	struct incident *incident; /* the same as world's, to be applied to */
	const struct session *session;
	enum lang lang;
	enum refusal_hand hand; /* whose remedies are understood there */
	char *text; /* an answer that is JSON text already, instead of a doc */
	struct errand_ask *ask; /* of an act: what has to be done first */
	json_t *card; /* what the act's card says, or NULL: whose world it is */
	const json_t *brought; /* what that errand brought; NULL: not yet */
};

/* Finds incident, message and library that the document names. */
enum err_code act_context_init(struct act_context *f, struct station *st,
	const struct session *session, const json_t *doc, struct err *err);

#endif
