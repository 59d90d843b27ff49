/*
 * The least that a program with ncurses can do, to stand beside the console's
 * first paint: a full screen of rows that were made up at once, and it waits
 * for a key.
 */
#include <curses.h>
#include <locale.h>

int
main(void)
{
	(void)setlocale(LC_ALL, "");
	(void)initscr();
	(void)cbreak();
	(void)noecho();
	(void)keypad(stdscr, TRUE);
	for (int row = 0; row < LINES; row++)
		(void)mvprintw(row, 0, "%2d %.*s", row, COLS - 4,
			"a row of a list, as wide as the terminal is, with "
			"some words in it for it to be drawn");
	(void)refresh();
	(void)getch();
	(void)endwin();
	return 0;
}
