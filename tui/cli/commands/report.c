/*
 * crier report: what a month or a year was, counted from the ledger.
 */
#include "tui/cli/commands.h"
#include "tui/cli/sheet.h"
#include "tui/pages/i18n.h"

static const struct option_row report_options[] = {
	SHEET_OPTIONS,
	{ .name = NULL },
};

static const struct verb verbs[] = {
	{ .name = "draw",
		.args = "PERIOD",
		.help = N_("draw the accounts that are inspected this month"),
		.act = "report.draw" },
	{ .name = "month",
		.args = "PERIOD",
		.help = N_("the self-check of a month: 2026-11"),
		.question = "report.show",
		.options = report_options,
		.patient = true,
		.run = sheet_run },
	{ .name = "year",
		.args = "PERIOD",
		.help = N_("the figures of a year: 2026"),
		.question = "report.show",
		.options = report_options,
		.patient = true,
		.run = sheet_run },
	{ .name = NULL },
};

const struct command command_report = {
	.name = "report",
	.help = N_("what a month or a year was, counted from the ledger"),
	.verbs = verbs,
};
