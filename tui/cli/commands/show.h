/*
 * Pages that more than one command prints.
 */
#ifndef CRIER_TUI_COMMANDS_SHOW_H
#define CRIER_TUI_COMMANDS_SHOW_H

#include "tui/cli/cli.h"
#include "tui/cli/print.h"

/* An incident as incident.show answers it, and as a replay has it. */
void show_incident(const struct cli *c, const json_t *incident);

/* Every figure over all bulletins, as incident.figures answers. */
void show_figures(struct cli *c, const json_t *answer);

/* Deliveries as a table, with the headings of show_deliveries_table. */
void show_delivery_row(
	const struct cli *c, struct print_table *t, const json_t *row);
void show_deliveries(const struct cli *c, const json_t *rows);

/* Findings of the leak gate and the linter; nothing if there are none. */
void show_findings(const struct cli *c, const json_t *findings);

/* What stood in a changed place and what stands there, behind `indent`. */
void show_change(const struct cli *c, const json_t *change, const char *indent);

/* What accounts may still send in their periods; nothing without rows. */
void show_quotas(const struct cli *c, const json_t *rows);

/* "incident  2026-0123  title": a heading line of a message. */
void show_message_head(const struct cli *c, const json_t *m);

#endif
