/*
 * crier: the console and the command line. All of it is in the tables of
 * tui/commands.h; this program holds no code that could reach a network, a
 * database or a credential's content.
 */
#include "link/nodump.h"
#include "tui/commands.h"

int
main(int argc, char **argv)
{
	(void)nodump();
	return command_main(argc, argv);
}
