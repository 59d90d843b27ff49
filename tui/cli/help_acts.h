/*
 * The acts and their fields, printed from the act table: for the protocol's
 * page and for who writes a client.
 */
#ifndef CRIER_TUI_HELP_ACTS_H
#define CRIER_TUI_HELP_ACTS_H

int help_acts(void); /* a table in Markdown, in English; exit status 0 */

#endif
