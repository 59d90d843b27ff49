/*
 * crier: the console and the command line. All of it is in the tables of
 * tui/cli/commands.c; this program holds no code that could reach a network, a
 * database or a credential's content.
 */
#include <stdlib.h>

#include "link/nodump.h"
#include "link/trace.h"
#include "tui/cli/cli.h"
#include "tui/cli/commands.h"
#include "tui/cli/options.h"

int
main(int argc, char **argv)
{
	(void)nodump();
	(void)trace_open(
		"crier", getenv("CRIER_TRACE"), getenv("CRIER_TRACE_FILE"));
	return cli_main(argc, argv, commands_complete(all_commands));
}
