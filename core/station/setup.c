/*
 * The parts of a new station.
 */
#include "station/setup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "domain/incident/incident.h"
#include "domain/office/office.h"
#include "record/record.h"
#include "station/env.h"
#include "station/reload.h"
#include "station/scratch.h"
#include "station/setup_place.h"
#include "store/projection.h"

/* `there`: it was looked at (setup_place.h) and may be there already. */
static enum err_code
make_folder(const char *path, mode_t mode, bool there, struct err *err)
{
	if (mkdir(path, mode) == 0 || (there && errno == EEXIST))
		return chmod(path, mode) == 0
			? ERR_OK
			: refuse_errno(err, REFUSE_WRITE, path);
	return refuse_errno(err, REFUSE_MAKE, path);
}

enum err_code
setup_folders(const char *dir, bool single, struct err *err)
{
	char *keys = station_path(dir, "keys");
	char *relay = station_path(dir, "relay-keys");
	enum err_code rc;

	rc = setup_place_check(dir, err);
	if (rc == ERR_OK)
		rc = make_folder(dir, single ? 0700 : 0711, true, err);
	if (rc == ERR_OK)
		rc = make_folder(keys, 0700, false, err);
	if (rc == ERR_OK) {
		rc = make_folder(relay, 0700, false, err);
		if (rc != ERR_OK)
			(void)rmdir(keys);
	}
	free(keys);
	free(relay);
	return rc;
}

enum err_code
setup_begin(const char *begun, struct err *err)
{
	return make_folder(begun, 0700, false, err);
}

/* SQLite has taken its journal into the file when it closed it. */
enum err_code
setup_ledger_whole(const char *dir, const char *begun, struct err *err)
{
	char *from = station_path(begun, "ledger.db");
	char *to = station_path(dir, "ledger.db");
	char *journal = station_path(begun, "ledger.db-wal");
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	enum err_code rc = ERR_OK;

	if (access(journal, F_OK) == 0 || fd < 0 || rename(from, to) != 0 ||
		fsync(fd) != 0)
		rc = refuse_errno(err, REFUSE_WRITE, to);
	if (fd >= 0)
		(void)close(fd);
	if (rc == ERR_OK)
		scratch_remove(begun);
	free(journal);
	free(to);
	free(from);
	return rc;
}

void
setup_clear(const char *dir)
{
	scratch_clear(dir);
}

void
setup_undo(const char *dir, bool new)
{
	scratch_clear(dir);
	if (new)
		(void)rmdir(dir);
}

enum err_code
setup_site(const char *dir, struct err *err)
{
	char *site = station_path(dir, "site");
	enum err_code rc = make_folder(site, 0755, false, err);

	free(site);
	return rc;
}

/* The folder that holds a file: without it a power cut takes the name away. */
static bool
setup_sync_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = mem_printf(
		"%.*s", slash ? (int)(slash - path) : 1, slash ? path : ".");
	int fd = open(
		*folder ? folder : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		(void)close(fd);
	free(folder);
	return ok;
}

enum err_code
setup_write_file(
	const char *path, const char *text, mode_t mode, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
	size_t len = strlen(text);
	bool ok;

	if (fd < 0)
		return refuse_errno(err, REFUSE_WRITE, path);
	ok = write(fd, text, len) == (ssize_t)len && fsync(fd) == 0;
	if (close(fd) != 0 || !ok || !setup_sync_folder(path))
		return refuse_errno(err, REFUSE_WRITE, path);
	return ERR_OK;
}

static enum err_code
relay_key(char out[SEAL_LINE], const char *dir, const struct seal_key *given,
	struct err *err)
{
	char *path = station_path(dir, "relay-keys/relay");
	struct seal_key key;
	char text[SEAL_FILE];
	enum err_code rc;

	if (given != NULL)
		key = *given;
	else
		seal_key_new(&key);
	seal_file_format(text, &key);
	rc = setup_write_file(path, text, 0600, err);
	explicit_bzero(text, sizeof(text));
	if (rc == ERR_OK) {
		seal_key_format(out, key.pub);
		seal_key_release(&key);
	}
	free(path);
	return rc;
}

enum err_code
setup_blocked_key(const char *dir, struct err *err)
{
	char *path = station_path(dir, "keys/blocked");
	unsigned char raw[HASH_RAW];
	char text[HASH_HEX];
	enum err_code rc = ERR_OK;

	if (access(path, F_OK) != 0) {
		if (getrandom(raw, sizeof(raw), 0) != (ssize_t)sizeof(raw))
			rc = refuse_system(err,
				&(const struct both)BOTH(
					"random numbers", "随机数"));
		hash_to_hex(text, raw, sizeof(raw));
		if (rc == ERR_OK)
			rc = setup_write_file(path, text, 0600, err);
	}
	free(path);
	return rc;
}

/* What an auditor gives to git verify-commit; the record holds it too. */
static enum err_code
allowed_signers(const struct sshsig_key *key, const char *dir, struct err *err)
{
	char *path = station_path(dir, "keys/allowed_signers");
	char pub[SSHSIG_LINE], line[SSHSIG_LINE], *text;
	enum err_code rc = ERR_OK;

	sshsig_key_format(pub, key, "");
	if (access(path, F_OK) != 0 && sshsig_allow(line, "station", pub)) {
		text = mem_printf("%s\n", line);
		rc = setup_write_file(path, text, 0644, err);
		free(text);
	}
	free(path);
	return rc;
}

enum err_code
setup_keys(struct sshsig_key *key, char relay[SEAL_LINE], const char *dir,
	const struct seal_key *given, struct err *err)
{
	char *path = station_path(dir, "keys/station");
	enum err_code rc;

	rc = record_key_create(key, path, err);
	if (rc == ERR_OK)
		rc = allowed_signers(key, dir, err);
	if (rc == ERR_OK)
		rc = setup_blocked_key(dir, err);
	if (rc == ERR_OK)
		rc = relay_key(relay, dir, given, err);
	free(path);
	return rc;
}

void
setup_entry(struct entry *e, const struct judged_item *item)
{
	entry_init(e);
	e->time = station_now();
	FIXED_SET(e->by, "station");
	FIXED_SET(e->via, "offline");
	FIXED_SET(e->kind, item->kind);
	e->body = json_incref(item->body);
}

static enum err_code
setup_append_one(struct ledger *l, struct office *office,
	const struct judged *j, size_t n, struct err *err)
{
	struct entry e;
	struct rows rows;
	enum err_code rc;

	setup_entry(&e, &j->items[n]);
	rows_init(&rows);
	rc = ledger_append(l, &e, err);
	if (rc == ERR_OK)
		rc = office_apply(office, &e, err);
	if (rc == ERR_OK) {
		office_rows(&rows, office, &e);
		rc = projection_put_rows(l, &rows, err);
	}
	rows_release(&rows);
	entry_release(&e);
	return rc;
}

enum err_code
setup_append(struct ledger *l, const struct judged *j, setup_more_fn *more,
	void *ctx, struct err *err)
{
	unsigned char raw[16];
	struct office office;
	char id[ACT_ID];
	enum err_code rc;

	if (getrandom(raw, sizeof(raw), 0) != (ssize_t)sizeof(raw))
		return refuse_system(err,
			&(const struct both)BOTH("random numbers", "随机数"));
	hash_to_hex(id, raw, sizeof(raw));
	office_init(&office);
	rc = reload_office(&office, l, err);
	if (rc == ERR_OK)
		rc = ledger_begin(l, err);
	if (rc == ERR_OK)
		rc = ledger_act_begin(l, id, err);
	for (size_t n = 0; rc == ERR_OK && n < j->count; n++)
		rc = setup_append_one(l, &office, j, n, err);
	if (rc == ERR_OK && more != NULL)
		rc = more(ctx, l, err);
	if (rc == ERR_OK)
		rc = ledger_act_end(l, err);
	if (rc == ERR_OK)
		rc = ledger_commit(l, err);
	else
		ledger_abort(l);
	office_release(&office);
	return rc;
}
