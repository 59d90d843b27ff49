/*
 * Documents of the station printed for people: pairs of label and value, and
 * tables, by the names of their keys (tui/pages/document.h). Below them the
 * pages that more than one command prints.
 */
#ifndef CRIER_TUI_SHOW_H
#define CRIER_TUI_SHOW_H

#include "tui/cli/cli.h"
#include "tui/cli/print.h"
#include "tui/pages/document.h"

struct look show_look(const struct cli *c);

/* "label  value", a line each; what has no value is not printed. */
void show_pairs(const struct cli *c, enum document of, const char *keys,
	const json_t *doc);

/* A table with these columns; numbers stand at the right. */
struct print_table *
show_table(const struct cli *c, enum document of, const char *keys);

/* More columns, and the cells of a row for them. */
void show_heads(const struct cli *c, struct print_table *t, enum document of,
	const char *keys);
void show_cells(const struct cli *c, struct print_table *t, enum document of,
	const char *keys, const json_t *doc);

/* A whole table, a row for each document; nothing if there are none. */
void show_rows(const struct cli *c, enum document of, const char *keys,
	const json_t *rows);

/* The same below an empty line. */
void show_part(const struct cli *c, enum document of, const char *keys,
	const json_t *rows);

/* The answer of a verb that is one list: see `listing` in its row. */
void show_listing(const struct cli *c, const json_t *answer);

/* What an act yielded, a line each. */
void show_done(const struct cli *c, const json_t *entries);

/* Entries as a table: number, time, who, what. */
#define SHOW_ENTRIES DOCUMENT_ENTRY, "seq time by what of detail"

/* ---- pages of several commands ---- */

/* An incident as incident.show answers it, and as a replay has it. */
void show_incident(const struct cli *c, const json_t *incident);

/* Every figure over all bulletins, as incident.figures answers. */
void show_figures(struct cli *c, const json_t *answer);

/* Deliveries as a table. */
#define SHOW_DELIVERIES                                                        \
	DOCUMENT_DELIVERY, "id kind sign state attempt at seen_at detail"
void show_deliveries(const struct cli *c, const json_t *rows);

/* Findings of the leak gate and the linter; nothing if there are none. */
void show_findings(const struct cli *c, const json_t *findings);

/* What stood in a changed place and what stands there, behind `indent`. */
void show_change(const struct cli *c, const json_t *change, const char *indent);

/* What accounts may still send in their periods; nothing without rows. */
/* What a delivery waits for that only a person can do; NULL: nothing. */
void show_waiting(const struct cli *c, const json_t *row);
void show_quotas(const struct cli *c, const json_t *rows);

/* "incident  2026-0123  title": a heading line of a message. */
void show_message_head(const struct cli *c, const json_t *m);

#endif
