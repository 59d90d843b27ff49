/*
 * Modes and owners of everything in the folder, and what a relay needs.
 */
#include "station/doctor.h"

#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fixed.h"
#include "base/seal.h"
#include "crier/arg.h"
#include "domain/office/office.h"
#include "station/env.h"
#include "station/reload.h"

enum { FILES_NAMED = 8 }; /* so many are named one by one */

/* What only the station's user may read; all else nobody else may write. */
static bool
is_secret(const char *name)
{
	static const char *const front[] = { "ledger.db", "state.db", "keys/",
		"relay-keys/", "station.log" };
	size_t len = strlen(name);

	if (strcmp(name, "keys/allowed_signers") == 0 ||
		(len > 4 && strcmp(name + len - 4, ".pub") == 0))
		return false;
	for (size_t n = 0; n < sizeof(front) / sizeof(front[0]); n++)
		if (strncmp(name, front[n], strlen(front[n])) == 0)
			return true;
	return strcmp(name, "keys") == 0 || strcmp(name, "relay-keys") == 0;
}

/* The relay's user has its key and writes the web site. */
static bool
may_be_others(const char *name)
{
	return strncmp(name, "relay-keys", 10) == 0 ||
		strcmp(name, "site") == 0 || strncmp(name, "site/", 5) == 0;
}

/* True if something is to be said of it. */
static bool
look_file(
	struct doctor *d, const char *name, const struct stat *st, uid_t owner)
{
	mode_t open = st->st_mode & (is_secret(name) ? 077 : 022);
	char more[24];

	if (S_ISSOCK(st->st_mode))
		return false;
	if (S_ISLNK(st->st_mode)) {
		doctor_find(d, DIAGNOSIS_MODES_LINK, name, "");
		return true;
	}
	if (st->st_uid != owner && !may_be_others(name)) {
		fixed_format(
			more, sizeof(more), "uid %u", (unsigned)st->st_uid);
		doctor_find(d, DIAGNOSIS_MODES_OWNER, name, more);
		return true;
	}
	if (open == 0)
		return false;
	fixed_format(
		more, sizeof(more), "%04o", (unsigned)(st->st_mode & 07777));
	doctor_find(d, DIAGNOSIS_MODES_OPEN, *name ? name : ".", more);
	return true;
}

void
doctor_files(struct doctor *d)
{
	char *dir = station_path(d->dir, ""), *const roots[] = { dir, NULL };
	size_t front = strlen(dir);
	struct stat top;
	long count = 0;
	int named = 0;
	char text[24];
	FTSENT *e;
	FTS *walk;

	if (stat(dir, &top) != 0) {
		free(dir);
		return; /* the folder's own look has said so */
	}
	walk = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	while (walk != NULL && named < FILES_NAMED &&
		(e = fts_read(walk)) != NULL) {
		const char *name =
			e->fts_pathlen > front ? e->fts_path + front : "";

		if (e->fts_info == FTS_DP || e->fts_info == FTS_NS)
			continue;
		if (*name == '/')
			name++;
		count++;
		named += look_file(d, name, e->fts_statp, top.st_uid);
	}
	if (walk != NULL)
		(void)fts_close(walk);
	free(dir);
	fixed_format(text, sizeof(text), "%ld", count);
	if (named == 0)
		doctor_find(d, DIAGNOSIS_MODES_WELL, text, "");
}

/* ---- the relay ---- */

/* What keeps it from using its key; DIAGNOSIS_RELAY_WELL: nothing. */
static enum diagnosis
look_relay_key(
	char pub[SEAL_LINE], char why[100], const char *path, enum lang lang)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char text[SEAL_FILE + 1];
	struct seal_key key;
	struct stat st;
	struct arg no;
	ssize_t n;

	if (fd < 0 && errno == EACCES)
		return DIAGNOSIS_RELAY_APART;
	if (fd < 0 || fstat(fd, &st) != 0) {
		no = arg_errno(errno);
		arg_format(why, 100, &no, lang);
		if (fd >= 0)
			(void)close(fd);
		return DIAGNOSIS_RELAY_NO_KEY;
	}
	n = read(fd, text, SEAL_FILE);
	(void)close(fd);
	fixed_format(why, 100, "%04o", (unsigned)(st.st_mode & 07777));
	if ((st.st_mode & 077) != 0)
		return DIAGNOSIS_RELAY_OPEN;
	if (!S_ISREG(st.st_mode) || n < 0 ||
		seal_file_parse(&key, text, (size_t)n, NULL) != ERR_OK)
		return DIAGNOSIS_RELAY_BROKEN;
	explicit_bzero(text, sizeof(text));
	seal_key_format(pub, key.pub);
	seal_key_release(&key);
	return DIAGNOSIS_RELAY_WELL;
}

void
doctor_relay(struct doctor *d, struct ledger *l)
{
	char *program = station_installed("libexec/crier/crier-relay");
	char *path = station_path(d->dir, "relay-keys/relay");
	char pub[SEAL_LINE] = "", why[100] = "";
	struct office office;
	enum diagnosis what;

	office_init(&office);
	(void)reload_office(&office, l, NULL);
	if (access(program, X_OK) != 0) {
		fixed_cut(why, sizeof(why), program);
		what = DIAGNOSIS_RELAY_PROGRAM;
	} else {
		what = look_relay_key(pub, why, path, d->lang);
	}
	/* an office's relay keeps its key in a folder of its own user */
	if (what == DIAGNOSIS_RELAY_NO_KEY && !office.single)
		what = DIAGNOSIS_RELAY_APART;
	if (what == DIAGNOSIS_RELAY_WELL && *office.relay_key &&
		strcmp(office.relay_key, pub) != 0)
		what = DIAGNOSIS_RELAY_OTHER;
	doctor_find(d, what, why, "");
	office_release(&office);
	free(program);
	free(path);
}
