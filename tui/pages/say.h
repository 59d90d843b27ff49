/*
 * Words for people: times, durations, states, in the language in use. A word
 * that the console does not know (a newer station) is shown as it is.
 */
#ifndef CRIER_TUI_SAY_H
#define CRIER_TUI_SAY_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/lang.h"
#include "tui/pages/theme.h"

enum { SAY = 160 };

/* "1 h 24 min left", "还有1小时24分"; past: "5 min overdue". Seconds are told
 * below ten minutes. */
void say_countdown(char out[SAY], int64_t ms);

/* Milliseconds until say_countdown would say something else. */
int64_t say_countdown_next(int64_t ms);

/* "1 h 24 min", "3.2 s", "340 ms". */
void say_span(char out[SAY], int64_t ms);

/* "14:30:05" on the day of `now`, else "11-24 14:30". "" for 0. */
void say_time(char out[SAY], int64_t ms, int64_t now, int zone);
void say_clock(char out[SAY], int64_t ms, int64_t now, int zone); /* no s */

/* What stood or stands in a changed place: a text as it is, a figure as
 * "1200  source  13:43  verified"; "" for what is neither. Whole, to be
 * freed. */
char *say_change(const json_t *value, int64_t now, int zone);

/* doc[key] as {en,zh}, or a plain text; borrowed, "" if absent. */
/* Who it was, of a key with an officer's id: by name where the document says
 * one beside it ("by_name"), else the id. */
const char *say_who(const json_t *doc, const char *key);

const char *say_both(const json_t *doc, const char *key, enum lang lang);

/* The table word for people. */
const char *say_kind(const char *word, enum lang lang);
/*
 * What a message is, in the station's own words (message_standing.h): for a
 * column, and in full. An older station gives its state only.
 */
const char *say_standing(const json_t *message, enum lang lang);
const char *say_standing_long(const json_t *message, enum lang lang);
enum style say_standing_style(const json_t *message);
bool say_standing_is_out(const json_t *message);
/* Who has a text in hand that is not to go out: a row of "stop". */
void say_stop(char *out, size_t size, const json_t *stop);
const char *say_gate(const char *word, enum lang lang);
const char *say_stage(const char *word, enum lang lang);
const char *say_role(const char *word, enum lang lang);
const char *say_rank(const char *word, enum lang lang); /* of a partner */
const char *say_letter(const char *word, enum lang lang); /* kind of */
const char *say_claim_kind(const char *word, enum lang lang);
const char *say_claim_priority(const char *word, enum lang lang);
const char *say_claim_verdict(const char *word, enum lang lang);
const char *say_claim_check(const char *word, enum lang lang);
/* gettext; what a demo station calls actual is not called so alone */
const char *say_mode(const char *word, bool demo);
/* What to do about a station that runs the program before the last one. */
const char *say_replaced(bool office);
/* "behind": its clock is behind its ledger, whose entry is of this time. */
void say_clock_behind(char out[SAY], int64_t entry, int zone);
/* How an account is posted to: "by person", "web site"; a product's name as
 * it is. */
const char *say_connector(const char *word);
const char *
say_can(const char *word, enum lang lang); /* of a platform: "lookup" */
const char *
say_alarm(const char *word, enum lang lang); /* "stranger": waits.c */
const char *say_waits(const char *word, enum lang lang);
/* The same of a row of waits; a signature that is late says so. */
bool say_is_late(const json_t *wait, int64_t now);
const char *say_wait(const json_t *wait, int64_t now, enum lang lang);
/* What it means that a unit has not answered; "" of an unknown word. */
const char *say_silence(const char *word);
const char *say_unit(const char *word, long n); /* graphemes … */

/* A delivery's state: word, one-character sign, style. */
const char *say_delivery(const char *word, enum lang lang);
/* Where the newest message of an incident's row stands; "" if it has none. */
const char *say_latest(const json_t *incident, enum lang lang);
/* The state of a row; in a drill nothing was published. */
const char *say_delivery_of(const json_t *row, enum lang lang);
/* What the platform said; "" where that is no more than the state's word. */
const char *say_delivery_detail(const json_t *row, enum lang lang);
const char *say_delivery_sign(const char *word);
/* Where the post of a row is, to be freed; in a drill it says of what. */
char *say_address(const json_t *row);
enum style say_delivery_style(const char *word);

/*
 * What is wrong and how to mend it, on one line: "where: what  remedy". The
 * place is left out where `what` names it already.
 */
void say_fault(char *out, size_t size, const char *where, const char *what,
	const char *remedy);

/*
 * A figure of incident.figures: "5 +2", "3~" not verified, "?" being verified;
 * "" for NULL.
 */
void say_figure(char *out, size_t size, const json_t *value);

/* The first 12 digits of a digest, in groups of four; "" stays "". */
void say_digest(char out[SAY], const char *digest);

/*
 * The two ways out of a number that is not its figure's: set the figure, or
 * mend the text. "" for any other finding.
 */
void say_figure_ways(char *out, size_t size, const json_t *finding);

#endif
