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

/* Answers one question: *out is a new reference, or f->text is set. */
typedef enum err_code ask_fn(json_t **out, struct station *st,
	struct act_context *f, const json_t *doc, struct err *err);

ask_fn ask_status, ask_officers, ask_proposed, ask_accounts, ask_account,
	ask_kinds, ask_register, ask_health, ask_round, ask_filing,
	ask_playbooks, ask_playbook, ask_incidents, ask_incident, ask_roster,
	ask_figures, ask_lines, ask_messages, ask_message, ask_preview,
	ask_review, ask_diff, ask_claims, ask_claim, ask_deliveries,
	ask_delivery, ask_delivery_text, ask_draft, ask_ledger, ask_record,
	ask_possible, ask_partners, ask_mirrors, ask_partner, ask_own_card,
	ask_spare, ask_letters, ask_letter, ask_letter_pack, ask_joints,
	ask_joint, ask_joint_order, ask_joint_page, ask_exchange, ask_impostors,
	ask_impostor, ask_impostor_page, ask_services, ask_comments,
	ask_comment;

/* Rosters of the newest open incidents that lack somebody; new reference. */
json_t *roster_status(struct station *st);

/*
 * What waits in all open incidents, for whomever (domain/waits), in order;
 * borrowed until the next call. Every console asks after every change, so it
 * is kept until there is another entry, or a minute has gone by.
 */
const json_t *station_waits(struct station *st);

/* The next report inside the government of each open incident, the nearest
 * first; kept and borrowed as what waits. */
json_t *station_reports(struct station *st);
json_t *station_windows(struct station *st);

/* The next deadline that was promised in each incident, of those that are due
 * first, actual ones before drills; kept and borrowed likewise. */
json_t *station_clocks(struct station *st);

/* roster_status, kept and borrowed likewise. */
json_t *station_rosters(struct station *st);

/*
 * A window on a projection; `filters` are the fields that narrow it, with
 * blanks between. An incident or account that there is none of is refused,
 * and not answered with an empty list. The answer is the context's text: its
 * rows are JSON in the store and leave as they are.
 */
enum err_code ask_window(struct act_context *f, struct station *st,
	enum projection p, const json_t *doc, const char *filters,
	const char *sort, bool descending, struct err *err);

/* Refused unless its `limit` is one that a window can have. */
enum err_code ask_need_limit(const json_t *doc, struct err *err);

/* Refused as not found unless the question names an incident, a message. */
enum err_code ask_need_incident(
	const struct act_context *f, const json_t *doc, struct err *err);
enum err_code ask_need_message(
	const struct act_context *f, const json_t *doc, struct err *err);

#endif
