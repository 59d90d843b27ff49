/*
 * The fault matrix of what is the office's own: folders (site, cap and the
 * broadcasting desk's), WebDAV, SFTP, mail, and what is done by hand. A fault
 * strikes one operation of a request, which may be done or not; what is read
 * by others is never half a file.
 */
#include <curl/curl.h>
#include <errno.h>

#include "tests/relay/hostile/cell.h"

#define DISK 1u << HOSTILE_FOLDER | 1u << HOSTILE_CAST
#define DAV 1u << HOSTILE_DAV
#define SFTP 1u << HOSTILE_SFTP
#define MAIL 1u << HOSTILE_MAIL

/* Who, at which operation (0: at each), what becomes of it, what is said. */
#define AT(kinds, op, nth, does, says, code, honest)                           \
	{                                                                      \
#kinds ": " #says " " #code " at " op " " #nth,                \
			{ does, says, 0, 0, 0, op, nth, code }, honest, kinds  \
	}

static const struct matrix_fault faults[] = {
	{ "none", { .does = DOES, .says = SAYS_TRUTH }, true, 0 },
	{ "drip", { .does = DOES, .says = SAYS_SLOWLY }, true,
		DAV | SFTP | MAIL },

	AT(DISK, "open", 1, DOES_NOT, SAYS_TRUTH, EACCES, true),
	AT(DISK, "open", 2, DOES_NOT, SAYS_TRUTH, EACCES, true),
	AT(DISK, "open", 1, DOES_NOT, SAYS_TRUTH, EROFS, true),
	AT(DISK, "write", 1, DOES_NOT, SAYS_TRUTH, ENOSPC, true),
	AT(DISK, "write", 2, DOES_NOT, SAYS_TRUTH, ENOSPC, true),
	AT(DISK, "write", 3, DOES_NOT, SAYS_TRUTH, EIO, true),
	AT(DISK, "sync", 1, DOES_NOT, SAYS_TRUTH, EIO, true),
	AT(DISK, "sync", 3, DOES_NOT, SAYS_TRUTH, EIO, true),
	AT(DISK, "rename", 1, DOES_NOT, SAYS_TRUTH, EACCES, true),
	AT(DISK, "rename", 1, DOES, SAYS_TRUTH, EIO, true),
	AT(DISK, "rename", 2, DOES_NOT, SAYS_TRUTH, ENOSPC, true),
	AT(DISK, "rename", 3, DOES, SAYS_TRUTH, EIO, true),
	AT(DISK, "dirsync", 1, DOES, SAYS_TRUTH, EIO, true),
	AT(DISK, "dirsync", 2, DOES, SAYS_TRUTH, EIO, true),
	AT(DISK, "dirsync", 3, DOES, SAYS_TRUTH, EIO, true),
	AT(DISK, "write", 1, DOES_NOT, SAYS_NEVER, EIO, true),
	AT(DISK, "rename", 1, DOES_NOT, SAYS_NEVER, EIO, true),
	AT(DISK, "rename", 1, DOES, SAYS_NEVER, EIO, true),
	AT(DISK, "rename", 2, DOES, SAYS_NEVER, EIO, true),
	AT(DISK, "rename", 3, DOES, SAYS_NEVER, EIO, true),

	AT(DAV, "MKCOL", 1, DOES_NOT, SAYS_UNSENT, 0, true),
	AT(DAV, "MKCOL", 1, DOES, SAYS_NOTHING, 0, true),
	AT(DAV, "MKCOL", 1, DOES_NOT, SAYS_TRUTH, 403, true),
	AT(DAV, "PUT", 1, DOES_NOT, SAYS_UNSENT, 0, true),
	AT(DAV, "PUT", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(DAV, "PUT", 1, DOES, SAYS_NOTHING, 0, true),
	AT(DAV, "PUT", 1, DOES, SAYS_NEVER, 0, true),
	AT(DAV, "PUT", 1, DOES, SAYS_HALF, 0, true),
	AT(DAV, "PUT", 1, DOES_NOT, SAYS_TRUTH, 401, true),
	AT(DAV, "PUT", 1, DOES_NOT, SAYS_TRUTH, 409, true),
	AT(DAV, "PUT", 1, DOES_NOT, SAYS_TRUTH, 429, true),
	AT(DAV, "PUT", 1, DOES_NOT, SAYS_TRUTH, 507, true),
	AT(DAV, "PUT", 1, DOES, SAYS_TRUTH, 502, true),
	AT(DAV, "PUT", 2, DOES_NOT, SAYS_TRUTH, 507, true),
	AT(DAV, "PUT", 2, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(DAV, "PUT", 1, DOES_NOT, SAYS_PAGE, 200, false),
	AT(DAV, "MOVE", 1, DOES_NOT, SAYS_UNSENT, 0, true),
	AT(DAV, "MOVE", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(DAV, "MOVE", 1, DOES, SAYS_NOTHING, 0, true),
	AT(DAV, "MOVE", 1, DOES, SAYS_NEVER, 0, true),
	AT(DAV, "MOVE", 1, DOES_NOT, SAYS_NEVER, 0, true),
	AT(DAV, "MOVE", 1, DOES, SAYS_HALF, 0, true),
	AT(DAV, "MOVE", 1, DOES_NOT, SAYS_TRUTH, 403, true),
	AT(DAV, "MOVE", 1, DOES_NOT, SAYS_TRUTH, 423, true),
	AT(DAV, "MOVE", 1, DOES, SAYS_TRUTH, 502, true),
	AT(DAV, "MOVE", 1, DOES, SAYS_TRUTH, 504, true),
	AT(DAV, "MOVE", 2, DOES, SAYS_NOTHING, 0, true),
	AT(DAV, "MOVE", 2, DOES_NOT, SAYS_TRUTH, 507, true),
	AT(DAV, "MOVE", 3, DOES_NOT, SAYS_NEVER, 0, true),
	AT(DAV, "MOVE", 1, DOES_NOT, SAYS_PAGE, 200, false),

	AT(SFTP, "connect", 1, DOES_NOT, SAYS_UNSENT, CURLE_COULDNT_CONNECT,
		true),
	AT(SFTP, "connect", 2, DOES_NOT, SAYS_UNSENT, CURLE_SSH, true),
	AT(SFTP, "connect", 1, DOES_NOT, SAYS_NEVER, CURLE_OPERATION_TIMEDOUT,
		true),
	AT(SFTP, "connect", 1, DOES_NOT, SAYS_TRUTH, CURLE_LOGIN_DENIED, true),
	AT(SFTP, "connect", 1, DOES_NOT, SAYS_TRUTH,
		CURLE_PEER_FAILED_VERIFICATION, true),
	AT(SFTP, "upload", 1, DOES_NOT, SAYS_TRUTH, CURLE_REMOTE_ACCESS_DENIED,
		true),
	AT(SFTP, "upload", 1, DOES_NOT, SAYS_TRUTH, CURLE_REMOTE_DISK_FULL,
		true),
	AT(SFTP, "upload", 2, DOES_NOT, SAYS_TRUTH, CURLE_REMOTE_DISK_FULL,
		true),
	AT(SFTP, "upload", 1, DOES_NOT, SAYS_NOTHING, CURLE_SEND_ERROR, true),
	AT(SFTP, "upload", 1, DOES, SAYS_NOTHING, CURLE_SSH, true),
	AT(SFTP, "upload", 1, DOES, SAYS_NEVER, CURLE_OPERATION_TIMEDOUT, true),
	AT(SFTP, "rename", 1, DOES_NOT, SAYS_TRUTH, CURLE_QUOTE_ERROR, true),
	AT(SFTP, "rename", 1, DOES, SAYS_NOTHING, CURLE_QUOTE_ERROR, true),
	AT(SFTP, "rename", 1, DOES, SAYS_NEVER, CURLE_OPERATION_TIMEDOUT, true),
	AT(SFTP, "rename", 2, DOES_NOT, SAYS_TRUTH, CURLE_QUOTE_ERROR, true),
	AT(SFTP, "rename", 2, DOES, SAYS_NOTHING, CURLE_QUOTE_ERROR, true),
	AT(SFTP, "rename", 0, DOES_NOT, SAYS_NOTHING, CURLE_QUOTE_ERROR, true),
	AT(SFTP, "rm", 1, DOES, SAYS_NEVER, CURLE_OPERATION_TIMEDOUT, true),
	AT(SFTP, "rm", 1, DOES, SAYS_NOTHING, CURLE_QUOTE_ERROR, true),

	AT(MAIL, "connect", 1, DOES_NOT, SAYS_UNSENT, 0, true),
	AT(MAIL, "greet", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "greet", 1, DOES_NOT, SAYS_NEVER, 0, true),
	AT(MAIL, "greet", 1, DOES_NOT, SAYS_TRUTH, 421, true),
	AT(MAIL, "greet", 1, DOES_NOT, SAYS_TRUTH, 554, true),
	AT(MAIL, "ehlo", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "ehlo", 1, DOES_NOT, SAYS_TRUTH, 502, true),
	AT(MAIL, "login", 1, DOES_NOT, SAYS_TRUTH, 454, true),
	AT(MAIL, "login", 1, DOES_NOT, SAYS_TRUTH, 535, true),
	AT(MAIL, "login", 1, DOES_NOT, SAYS_NEVER, 0, true),
	AT(MAIL, "from", 1, DOES_NOT, SAYS_TRUTH, 451, true),
	AT(MAIL, "from", 1, DOES_NOT, SAYS_TRUTH, 553, true),
	AT(MAIL, "from", 2, DOES_NOT, SAYS_TRUTH, 452, true),
	AT(MAIL, "from", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "rcpt", 1, DOES_NOT, SAYS_TRUTH, 450, true),
	AT(MAIL, "rcpt", 1, DOES_NOT, SAYS_TRUTH, 550, true),
	AT(MAIL, "rcpt", 0, DOES_NOT, SAYS_TRUTH, 450, true),
	AT(MAIL, "rcpt", 0, DOES_NOT, SAYS_TRUTH, 550, true),
	AT(MAIL, "rcpt", 2, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "rcpt", 3, DOES_NOT, SAYS_NEVER, 0, true),
	AT(MAIL, "data", 1, DOES_NOT, SAYS_TRUTH, 451, true),
	AT(MAIL, "data", 1, DOES_NOT, SAYS_TRUTH, 554, true),
	AT(MAIL, "data", 1, DOES_NOT, SAYS_TRUTH, 250, true),
	AT(MAIL, "data", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "data", 2, DOES_NOT, SAYS_NEVER, 0, true),
	AT(MAIL, "letter", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "letter", 2, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "end", 1, DOES_NOT, SAYS_NOTHING, 0, true),
	AT(MAIL, "end", 1, DOES, SAYS_NOTHING, 0, true),
	AT(MAIL, "end", 1, DOES, SAYS_NEVER, 0, true),
	AT(MAIL, "end", 1, DOES, SAYS_HALF, 0, true),
	AT(MAIL, "end", 2, DOES, SAYS_NOTHING, 0, true),
	AT(MAIL, "end", 2, DOES_NOT, SAYS_NEVER, 0, true),
	AT(MAIL, "end", 1, DOES_NOT, SAYS_TRUTH, 451, true),
	AT(MAIL, "end", 1, DOES_NOT, SAYS_TRUTH, 554, true),
	AT(MAIL, "end", 2, DOES_NOT, SAYS_TRUTH, 552, true),
	AT(MAIL, "end", 1, DOES, SAYS_TRUTH, 451, false),
};

/* ---- cells without meaning ---- */

static bool
is_silence(const struct hostile_fate *f)
{
	return f->says == SAYS_NEVER;
}

static struct matrix_none nones[] = {
	{ .kinds = DISK,
		.kills = 1u << KILL_NOT,
		.fault = is_silence,
		.why = "a disk that says nothing holds the relay itself, until "
		       "it is ended" },
	{ .kinds = 1u << HOSTILE_FOLDER | DAV | SFTP | MAIL,
		.acts = 1u << ACT_WITHDRAW,
		.why = "to them a withdrawal is another page, or letter, as a "
		       "correction is" },
	{ .kinds = 1u << HOSTILE_CAST | 1u << HOSTILE_HAND,
		.acts = 1u << ACT_EDIT | 1u << ACT_WITHDRAW,
		.why = "what a person reads out or posts is a text of its own, "
		       "each time" },
	{ .kinds = 1u << HOSTILE_HAND,
		.kills = 1u << KILL_FLYING | 1u << KILL_ANSWERED,
		.why = "nothing is sent that could be on its way" },
	{ .why = NULL },
};

static void
matrix__the_offices_own_is_out_once_and_whole(void **state)
{
	(void)state;
	matrix_play(faults, sizeof(faults) / sizeof(faults[0]), HOSTILE_HTTP,
		HOSTILE_ROWS, nones);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matrix__the_offices_own_is_out_once_and_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
