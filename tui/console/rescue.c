/*
 * The signal handlers need to reach the terminal's settings, so there is one
 * static struct; nothing else in the console has such a thing.
 */
#include "tui/console/rescue.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { RESTORE = 256, ALT_STACK = 64 * 1024 };

/* What a handler may touch. */
static struct {
	bool open;
	struct termios before;
	char restore[RESTORE]; /* escape sequences that undo ours */
	size_t restore_len;
	int pipe[2];
} tty;

static const int fatal[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL };
static const int ending[] = { SIGTERM, SIGHUP, SIGINT, SIGQUIT };

/* Only what signal-safety(7) allows. */
static void
term_restore(void)
{
	ssize_t n;

	if (!tty.open)
		return;
	tty.open = false;
	n = write(STDOUT_FILENO, tty.restore, tty.restore_len);
	(void)n;
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &tty.before);
}

static void
on_fatal(int sig)
{
	term_restore();
	(void)signal(sig, SIG_DFL);
	(void)raise(sig);
}

static void
on_signal(int sig)
{
	int saved = errno;
	char byte = sig == SIGWINCH ? 'w' : sig == SIGCONT ? 'c' : 'e';
	ssize_t n = write(tty.pipe[1], &byte, 1);

	(void)n;
	errno = saved;
}

static void catch (int sig, void (*handler)(int), int flags)
{
	struct sigaction sa = { .sa_flags = flags };

	sa.sa_handler = handler;
	(void)sigemptyset(&sa.sa_mask);
	(void)sigaction(sig, &sa, NULL);
}

/* Before ncurses, which leaves alone what is handled already. */
static void
catch_all(void)
{
	static char stack[ALT_STACK];
	stack_t alt = { .ss_sp = stack, .ss_size = sizeof(stack) };

	(void)sigaltstack(&alt, NULL); /* a crash may be a full stack */
	for (size_t i = 0; i < sizeof(fatal) / sizeof(fatal[0]); i++)
		catch (fatal[i], on_fatal, (int)SA_RESETHAND | SA_ONSTACK);
	for (size_t i = 0; i < sizeof(ending) / sizeof(ending[0]); i++)
		catch (ending[i], on_signal, 0);
	catch (SIGWINCH, on_signal, 0);
	catch (SIGCONT, on_signal, 0);
	catch (SIGTSTP, SIG_IGN, 0); /* there is no shell to come back to */
	catch (SIGPIPE, SIG_IGN, 0);
}

static void
at_exit(void)
{
	term_restore();
}

enum err_code
rescue_begin(struct err *err)
{
	assert(!tty.open);
	if (tcgetattr(STDIN_FILENO, &tty.before) < 0 ||
		pipe2(tty.pipe, O_CLOEXEC | O_NONBLOCK) < 0)
		return err_errno(err, "", "", "cannot use the terminal");
	tty.restore_len = 0;
	catch_all();
	return ERR_OK;
}

void
rescue_add(const char *cap)
{
	if (cap == NULL || cap == (const char *)-1)
		return;
	while (*cap && tty.restore_len + 1 < RESTORE) {
		if (cap[0] == '$' && cap[1] == '<' && strchr(cap, '>')) {
			cap = strchr(cap, '>') + 1;
			continue;
		}
		tty.restore[tty.restore_len++] = *cap++;
	}
}

void
rescue_arm(void)
{
	tty.open = true;
	(void)atexit(at_exit);
}

void
rescue_end(bool modes)
{
	if (modes)
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &tty.before);
	tty.open = false;
	(void)close(tty.pipe[0]);
	(void)close(tty.pipe[1]);
}

int
rescue_pipe(void)
{
	return tty.pipe[0];
}
