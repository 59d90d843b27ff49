/*
 * All commands. Only main names them; help, parser and tests are given the
 * table.
 */
#ifndef CRIER_TUI_COMMANDS_H
#define CRIER_TUI_COMMANDS_H

#include "tui/cli/command.h"

/* In the order of help. crier alone does the first; the last is NULL. */
extern const struct command *const all_commands[];

extern const struct command command_account, command_approve,
	command_authorized, command_claim, command_concur, command_console,
	command_correct, command_withdraw, command_delivery, command_doctor,
	command_mirror, command_help, command_impostor, command_comment,
	command_incident, command_init, command_ledger, command_lines,
	command_outside, command_lint, command_message, command_officer,
	command_partner, command_letter, command_joint, command_exchange,
	command_playbook, command_backup, command_rebuild, command_record,
	command_release, command_replay, command_report, command_review,
	command_service, command_station, command_status;

#endif
