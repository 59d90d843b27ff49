/*
 * Questions: what can be asked of the station. Each is a row; short ones are
 * answered at once from memory or projections, long ones by a worker in a
 * process of its own (worker.h), so that no question holds the loop.
 */
#ifndef CRIER_STATION_QUESTIONS_H
#define CRIER_STATION_QUESTIONS_H

#include "station/acts.h"

/* Answers, refuses, or starts a worker. */
void questions_ask(struct station *st, struct peer *peer, const json_t *doc);

#define QUESTION(name)                                                         \
	enum err_code name(json_t **out, struct station *st,                   \
		struct act_context *f, const json_t *doc, struct err *err)

QUESTION(ask_status);
QUESTION(ask_officers);
QUESTION(ask_accounts);
QUESTION(ask_account);
QUESTION(ask_kinds);
QUESTION(ask_playbooks);
QUESTION(ask_playbook);
QUESTION(ask_playbook_check);
QUESTION(ask_incidents);
QUESTION(ask_incident);
QUESTION(ask_roster);
QUESTION(ask_figures);
QUESTION(ask_lines);
QUESTION(ask_messages);
QUESTION(ask_message);
QUESTION(ask_preview);
QUESTION(ask_review);
QUESTION(ask_diff);
QUESTION(ask_claims);
QUESTION(ask_claim);
QUESTION(ask_deliveries);
QUESTION(ask_delivery);
QUESTION(ask_delivery_text);
QUESTION(ask_draft);
QUESTION(ask_ledger);
QUESTION(ask_record);

/* Rosters of the newest open incidents that lack somebody; new reference. */
json_t *roster_status(struct station *st);

/*
 * A window on a projection from the document's filter fields. The answer is
 * the context's text: its rows are JSON in the store and leave as they are.
 */
enum err_code ask_window(struct act_context *f, struct station *st,
	enum projection p, const json_t *doc, const char *const *filters,
	const char *sort, bool descending, struct err *err);

#endif
