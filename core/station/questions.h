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

enum err_code ask_status(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_officers(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_accounts(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_account(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_kinds(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err);
enum err_code ask_playbooks(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_playbook(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_playbook_check(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_incidents(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_incident(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_roster(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_figures(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_lines(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err);
enum err_code ask_messages(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_message(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_preview(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_review(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_diff(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err);
enum err_code ask_claims(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_claim(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err);
enum err_code ask_deliveries(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_delivery(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_delivery_text(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_draft(json_t **out, struct station *st, struct act_context *f,
	const json_t *doc, struct err *err);
enum err_code ask_ledger(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_record(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);

/* Rosters of the newest open incidents that lack somebody; new reference. */
json_t *roster_status(struct station *st);

/*
 * A window on a projection from the document's filter fields. The answer is
 * the context's text: its rows are JSON in the store and leave as they are.
 */
enum err_code ask_window(struct act_context *f, struct station *st,
	enum projection p, const json_t *doc, const char *const *filters,
	const char *sort, bool descending, struct err *err);

/* Refused as not found unless the question names an incident, a message. */
enum err_code ask_need_incident(
	const struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_need_message(
	const struct act_context *f, const json_t *doc, struct err *err);

#endif
