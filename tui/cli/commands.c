/*
 * The table of commands.
 */
#include "tui/cli/commands.h"

/* In the order of a day's work. */
const struct command *const all_commands[] = {
	&command_console,
	&command_init,
	&command_status,
	&command_station,
	&command_officer,
	&command_authorized,
	&command_account,
	&command_impostor,
	&command_partner,
	&command_letter,
	&command_joint,
	&command_exchange,
	&command_playbook,
	&command_incident,
	&command_message,
	&command_claim,
	&command_lines,
	&command_outside,
	&command_review,
	&command_concur,
	&command_approve,
	&command_release,
	&command_delivery,
	&command_correct,
	&command_withdraw,
	&command_ledger,
	&command_record,
	&command_mirror,
	&command_replay,
	&command_report,
	&command_backup,
	&command_rebuild,
	&command_lint,
	&command_doctor,
	&command_help,
	NULL,
};
