/*
 * A backup's files: entries.jsonl, state.db, letters.jsonl, backup.json,
 * backup.json.sig.
 */
#include "station/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "base/sshsig.h"
#include "crier/refusal.h"
#include "domain/entry.h"
#include "domain/office/office.h"
#include "record/record.h"
#include "station/backup_letters.h"
#include "station/checkup_record.h"
#include "station/env.h"
#include "station/reload.h"
#include "station/setup.h"
#include "station/setup_place.h"
#include "store/reader.h"
#include "store/state.h"

enum { FORMAT = 1, TOLD_MAX = 1 << 16, CHUNK = 1 << 16 };

#define SPACE "crier-backup"

static const char *const parts[] = { "entries.jsonl", "state.db",
	BACKUP_LETTERS };

#define PARTS (sizeof(parts) / sizeof(parts[0]))

/* ---- making ---- */

static enum err_code
backup_put_line(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	FILE *f = ctx;

	(void)seq;
	if (fwrite(line, 1, len, f) == len && fputc('\n', f) != EOF)
		return ERR_OK;
	return refuse_errno(err, REFUSE_WRITE, "entries.jsonl");
}

static enum err_code
backup_write_entries(struct ledger *l, const char *path,
	const struct progress *progress, struct err *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "w");
	enum err_code rc;

	if (f == NULL)
		return refuse_errno(err, REFUSE_WRITE, path);
	ledger_tell(l, progress, PROGRESS_WRITE);
	rc = ledger_each(l, 1, ledger_head(l)->seq, backup_put_line, f, err);
	ledger_tell(l, NULL, PROGRESS_WRITE);
	if (rc == ERR_OK && (fflush(f) != 0 || fsync(fd) != 0))
		rc = refuse_errno(err, REFUSE_WRITE, path);
	(void)fclose(f);
	return rc;
}

static enum err_code
backup_hash_file(char out[HASH_HEX], const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct hash_stream *h = hash_stream_new();
	char *chunk = mem_new(CHUNK);
	ssize_t n = -1;

	while (fd >= 0 && (n = read(fd, chunk, CHUNK)) > 0)
		hash_stream_add(h, chunk, (size_t)n);
	hash_stream_end(out, h);
	free(chunk);
	if (fd >= 0)
		(void)close(fd);
	return n == 0 ? ERR_OK : refuse_errno(err, REFUSE_READ, path);
}

static enum err_code
backup_hash_parts(json_t **out, const char *dir, struct err *err)
{
	enum err_code rc = ERR_OK;
	char hash[HASH_HEX];

	*out = json_object();
	for (size_t n = 0; rc == ERR_OK && n < PARTS; n++) {
		char *path = station_path(dir, parts[n]);

		/* a station that nobody wrote in yet has no drafts, and
		 * many write no letters */
		if (access(path, F_OK) == 0)
			rc = backup_hash_file(hash, path, err);
		if (rc == ERR_OK && access(path, F_OK) == 0)
			doc_put_str(*out, parts[n], hash);
		free(path);
	}
	return rc;
}

static enum err_code
backup_describe(json_t **out, struct ledger *l, const char *to, struct err *err)
{
	char first[HASH_HEX] = "";
	struct office office;
	json_t *doc = json_object(), *files = NULL;
	enum err_code rc = ledger_hash(first, l, 1, err);

	office_init(&office);
	if (rc == ERR_OK)
		rc = reload_office(&office, l, err);
	if (rc == ERR_OK)
		rc = backup_hash_parts(&files, to, err);
	doc_put_int(doc, "backup", FORMAT);
	doc_put_str(doc, "station", first);
	doc_put_int(doc, "seq", ledger_head(l)->seq);
	doc_put_str(doc, "head", ledger_head(l)->hash);
	doc_put_int(doc, "time", station_now());
	doc_put_str(doc, "unit", office.unit);
	doc_put_str(doc, "relay_key_id", office.relay_key_id);
	doc_put(doc, "files", files ? files : json_object());
	office_release(&office);
	*out = doc;
	return rc;
}

static enum err_code
backup_sign(
	const json_t *told, const char *dir, const char *to, struct err *err)
{
	char *path = station_path(dir, "keys/station"),
	     *text = doc_format(told);
	char *json = station_path(to, "backup.json");
	char *sig = station_path(to, "backup.json.sig");
	char armour[SSHSIG_TEXT];
	struct sshsig_key key;
	enum err_code rc = record_key_load(&key, path, err);

	if (rc == ERR_OK) {
		sshsig_sign(armour, &key, SPACE, text, strlen(text));
		sshsig_key_release(&key);
		rc = setup_write_file(sig, armour, 0600, err);
	}
	if (rc == ERR_OK)
		rc = setup_write_file(json, text, 0600, err);
	free(path);
	free(text);
	free(json);
	free(sig);
	return rc;
}

static enum err_code
backup_fill(json_t **told, const char *dir, const char *to,
	const struct progress *progress, struct err *err)
{
	char *state = station_path(to, "state.db");
	char *entries = station_path(to, "entries.jsonl");
	struct ledger *l = NULL;
	enum err_code rc = state_copy(dir, state, err);

	if (rc == ERR_NOT_FOUND)
		rc = ERR_OK;
	if (rc == ERR_OK)
		rc = ledger_open_read(&l, dir, err);
	if (rc == ERR_OK)
		rc = ledger_hold(l, err);
	if (rc == ERR_OK) {
		rc = ledger_refresh(l, err);
		if (rc == ERR_OK)
			rc = backup_write_entries(l, entries, progress, err);
		if (rc == ERR_OK)
			rc = backup_letters_write(dir, to, err);
		if (rc == ERR_OK)
			rc = backup_describe(told, l, to, err);
		ledger_let_go(l);
	}
	if (rc == ERR_OK)
		rc = progress_tell(progress, PROGRESS_WRITE,
			ledger_head(l)->seq, ledger_head(l)->seq, err);
	if (rc == ERR_OK)
		rc = backup_sign(*told, dir, to, err);
	ledger_close(l);
	free(state);
	free(entries);
	return rc;
}

enum err_code
backup_make(json_t **told, const char *dir, const char *to,
	const struct progress *progress, struct err *err)
{
	enum err_code rc = setup_place_check(to, err);
	bool new = access(to, F_OK) != 0;

	*told = NULL;
	if (rc != ERR_OK)
		return rc;
	if (mkdir(to, 0700) != 0 && errno != EEXIST)
		return refuse_errno(err, REFUSE_MAKE, to);
	if (chmod(to, 0700) != 0)
		rc = refuse_errno(err, REFUSE_WRITE, to);
	if (rc == ERR_OK)
		rc = backup_fill(told, dir, to, progress, err);
	if (rc != ERR_OK)
		setup_undo(to, new);
	return rc;
}

/* ---- taking ---- */

static enum err_code
backup_unfit(struct err *err, const char *where, struct arg what)
{
	return refuse(err, REFUSE_BACKUP, where, WITH(what));
}

static enum err_code
backup_read(struct buf *out, const char *dir, const char *name, struct err *err)
{
	char *path = station_path(dir, name), chunk[4096];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	enum err_code rc = ERR_OK;
	ssize_t n = -1;

	while (fd >= 0 && (n = read(fd, chunk, sizeof(chunk))) > 0)
		if (!buf_try_add(out, chunk, (size_t)n))
			break;
	if (n != 0)
		rc = backup_unfit(err, path,
			arg_both(&(const struct both)BOTH(name, name)));
	if (fd >= 0)
		(void)close(fd);
	free(path);
	return rc;
}

/* The station's keys, allowed to sign backups. */
static char *
backup_signers(struct ledger *l)
{
	static const char git[] = "namespaces=\"git\"";
	char *text = checkup_signers(l), *at, *from = text;
	struct buf out;

	buf_init(&out, 2 * strlen(text) + 64);
	while ((at = strstr(from, git)) != NULL) {
		buf_add(&out, from, (size_t)(at - from));
		buf_puts(&out, "namespaces=\"" SPACE "\"");
		from = at + strlen(git);
	}
	buf_puts(&out, from);
	free(text);
	return buf_take(&out);
}

static enum err_code
backup_check_signed(const struct buf *json, const char *from, struct ledger *l,
	struct err *err)
{
	char who[SSHSIG_NAME], *signers = backup_signers(l);
	struct buf sig;
	enum err_code rc;

	buf_init(&sig, SSHSIG_TEXT);
	rc = backup_read(&sig, from, "backup.json.sig", err);
	if (rc == ERR_OK &&
		sshsig_verify(who, sig.data, sig.len, SPACE, json->data,
			json->len, signers, station_now(), NULL) != ERR_OK)
		rc = backup_unfit(err, from,
			ARG_BOTH("the signature does not fit", "签名不符"));
	buf_release(&sig);
	free(signers);
	return rc;
}

static enum err_code
backup_check_files(const json_t *told, const char *from, struct err *err)
{
	const json_t *files = doc_get(told, "files");
	enum err_code rc = ERR_OK;
	char hash[HASH_HEX];

	for (size_t n = 0; rc == ERR_OK && n < PARTS; n++) {
		char *path = station_path(from, parts[n]);

		if (*doc_str(files, parts[n])) {
			rc = backup_hash_file(hash, path, err);
			if (rc != ERR_OK ||
				strcmp(hash, doc_str(files, parts[n])) != 0)
				rc = backup_unfit(err, path,
					arg_both(&(const struct both)BOTH(
						parts[n], parts[n])));
		}
		free(path);
	}
	return rc;
}

/* An older backup ends at an entry that the clone has too. */
static enum err_code
check_backup_end(
	const json_t *told, const char *from, struct ledger *l, struct err *err)
{
	int64_t seq = doc_int(told, "seq");
	char hash[HASH_HEX];
	enum err_code rc;

	if (seq < 1 || seq > ledger_head(l)->seq)
		return ERR_OK;
	rc = ledger_hash(hash, l, seq, err);
	if (rc == ERR_OK && strcmp(hash, doc_str(told, "head")) != 0)
		rc = backup_unfit(err, from,
			ARG_BOTH("it has other entries than the clone",
				"条目与克隆不同"));
	return rc;
}

enum err_code
backup_check(json_t **told, const char *from, struct ledger *l, struct err *err)
{
	char first[HASH_HEX] = "";
	json_t *doc = NULL;
	struct buf json;
	enum err_code rc;

	*told = NULL;
	buf_init(&json, TOLD_MAX);
	rc = backup_read(&json, from, "backup.json", err);
	if (rc == ERR_OK)
		rc = backup_check_signed(&json, from, l, err);
	if (rc == ERR_OK &&
		(doc_parse(&doc, json.data, json.len, NULL) != ERR_OK ||
			doc_int(doc, "backup") != FORMAT))
		rc = backup_unfit(err, from,
			arg_both(&(const struct both)BOTH(
				"backup.json", "backup.json")));
	if (rc == ERR_OK)
		rc = ledger_hash(first, l, 1, err);
	if (rc == ERR_OK && strcmp(first, doc_str(doc, "station")) != 0)
		rc = backup_unfit(err, from,
			ARG_BOTH("it is of another station", "属于另一发布台"));
	if (rc == ERR_OK)
		rc = check_backup_end(doc, from, l, err);
	if (rc == ERR_OK)
		rc = backup_check_files(doc, from, err);
	buf_release(&json);
	if (rc == ERR_OK)
		*told = doc;
	else
		json_decref(doc);
	return rc;
}

struct taking {
	struct ledger *ledger;
	const struct progress *progress;
	int64_t head, more; /* entries that were there, and came */
	char act[ACT_ID];
};

static enum err_code
backup_take_line(
	struct taking *t, const char *line, size_t len, struct err *err)
{
	char hash[HASH_HEX], here[HASH_HEX];
	struct entry e;
	enum err_code rc = entry_parse(&e, line, len, err);

	if (rc != ERR_OK)
		return backup_unfit(err, "entries.jsonl",
			ARG_BOTH("an entry cannot be read", "条目无法读取"));
	if (e.seq < t->head)
		goto out;
	if (e.seq == t->head) {
		hash_hex(hash, line, len);
		rc = ledger_hash(here, t->ledger, e.seq, err);
		if (rc == ERR_OK && strcmp(hash, here) != 0)
			rc = backup_unfit(err, "entries.jsonl",
				ARG_BOTH("it has other entries than the clone",
					"条目与克隆不同"));
		goto out;
	}
	if (strcmp(e.act, t->act) != 0) {
		if (t->act[0])
			rc = ledger_act_end(t->ledger, err);
		if (rc == ERR_OK)
			rc = ledger_act_begin(t->ledger, e.act, err);
		FIXED_SET(t->act, e.act);
	}
	if (rc == ERR_OK)
		rc = ledger_append_line(t->ledger, line, len, err);
	t->more++;
out:
	entry_release(&e);
	return rc;
}

static enum err_code
backup_take_lines(struct taking *t, const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	FILE *f = fd < 0 ? NULL : fdopen(fd, "r");
	enum err_code rc = ERR_OK;
	char *line = NULL;
	size_t room = 0;
	ssize_t n;

	if (f == NULL)
		return backup_unfit(err, path,
			arg_both(&(const struct both)BOTH(
				"entries.jsonl", "entries.jsonl")));
	while (rc == ERR_OK && (n = getline(&line, &room, f)) > 0) {
		n -= line[n - 1] == '\n';
		rc = progress_tell(t->progress, PROGRESS_ENTRIES, 0, 0, err);
		if (rc == ERR_OK)
			rc = backup_take_line(t, line, (size_t)n, err);
	}
	free(line);
	(void)fclose(f);
	return rc;
}

enum err_code
backup_take_entries(int64_t *more, struct ledger *l, const char *from,
	const struct progress *progress, struct err *err)
{
	char *path = station_path(from, "entries.jsonl");
	struct taking t = {
		.ledger = l, .head = ledger_head(l)->seq, .progress = progress
	};
	enum err_code rc = ledger_begin(l, err);

	if (rc == ERR_OK)
		rc = backup_take_lines(&t, path, err);
	if (rc == ERR_OK && t.act[0])
		rc = ledger_act_end(l, err);
	if (rc == ERR_OK)
		rc = ledger_commit(l, err);
	else
		ledger_abort(l);
	free(path);
	*more = rc == ERR_OK ? t.more : 0;
	return rc;
}
