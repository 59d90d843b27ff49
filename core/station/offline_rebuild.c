/*
 * crier rebuild --from CLONE DIR: a station again, from a clone of its
 * record whose origin is proven, or taken for proven by its head. Entries come
 * back byte for byte, projections are computed from them, and the clone's
 * commits are adopted. Drafts, credentials and what was not yet in the clone
 * come back from a backup; new keys are drawn and named in an entry, so that
 * what follows is signed by somebody the ledger knows.
 */
#include "station/offline.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/doc.h"
#include "base/fixed.h"
#include "base/mem.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "domain/office/office.h"
#include "record/library.h"
#include "record/record.h"
#include "record/record_reader.h"
#include "station/backup.h"
#include "station/backup_letters.h"
#include "station/checkup.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/rebuilt_releases.h"
#include "station/reload.h"
#include "station/setup.h"
#include "station/station.h"
#include "store/reader.h"
#include "store/state.h"

enum { HEAD_MIN = 16 }; /* digits of a head that somebody knows */

struct rebuild {
	const char *from;
	const struct progress *progress; /* or NULL */
	char dir[STATION_DIR_MAX];
	bool made; /* all that lies in it is of this rebuild */
	bool new; /* and so is the folder itself */
	struct sshsig_key key;
	char relay_key[SEAL_LINE];
	struct record_report report;
	struct ledger *ledger;
	char act[ACT_ID]; /* the running act */
	char library[RECORD_COMMIT]; /* of a library shipped anew, or "" */
	char rules[HASH_HEX];
	const char *backup; /* a backup's folder, or NULL */
	json_t *credentials; /* accounts whose came back from it */
	bool drafts; /* came back from it */
	int64_t more; /* entries that only the backup had */
	json_t *lost; /* accounts whose credential did not come back */
	int64_t letters, heads; /* own letters that came back, and of which only
				 * the ledger knows */
	json_t *releases; /* rebuilt_releases.h */
	bool card; /* partners know this station by a key that is lost */
};

/* ---- the clone ---- */

/* Whoever takes it without signers names the head that they know of. */
static enum err_code
check_origin(const struct rebuild *r, const char *unproven, struct err *err)
{
	char head[24];

	if (r->report.origin ||
		(unproven != NULL && strlen(unproven) >= HEAD_MIN &&
			strncmp(unproven, r->report.head.ledger,
				strlen(unproven)) == 0))
		return ERR_OK;
	fixed_format(head, sizeof(head), "%.16s", r->report.head.ledger);
	return refuse(err, REFUSE_UNPROVEN, r->from,
		WITH(arg_count(r->report.entries), arg_word(head)));
}

static enum err_code
check_clone(struct rebuild *r, const struct offline_words *w, struct err *err)
{
	const char *signers = words_value(w, "--signers");
	struct record_check check = { .history = true,
		.expect = words_value(w, "--head"),
		.progress = w->progress };
	struct record_reader *c = NULL;
	struct buf text;
	enum err_code rc = ERR_OK;

	buf_init(&text, TEXT_FILE_MAX);
	if (signers != NULL)
		rc = offline_read(&text, signers, w->lang, err);
	check.signers = signers ? text.data : NULL;
	if (rc == ERR_OK)
		rc = record_reader_open(&c, r->from, err);
	if (rc == ERR_OK)
		rc = record_verify(&r->report, c, &check, err);
	record_reader_close(c);
	buf_release(&text);
	return rc == ERR_OK ? check_origin(r, words_value(w, "--unproven"), err)
			    : rc;
}

/* Acts come back as acts, so that a repeat is known again. */
static enum err_code
rebuild_take(
	void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct rebuild *r = ctx;
	struct entry e;
	enum err_code rc;

	rc = entry_parse(&e, line, len, err);
	if (rc != ERR_OK)
		return rc;
	(void)seq;
	if (strcmp(e.act, r->act) != 0) {
		if (r->act[0])
			rc = ledger_act_end(r->ledger, err);
		if (rc == ERR_OK)
			rc = ledger_act_begin(r->ledger, e.act, err);
		FIXED_SET(r->act, e.act);
	}
	if (rc == ERR_OK)
		rc = ledger_append_line(r->ledger, line, len, err);
	entry_release(&e);
	return rc;
}

static enum err_code
take_entries(struct rebuild *r, struct err *err)
{
	struct record_reader *c = NULL;
	enum err_code rc;

	rc = record_reader_open(&c, r->from, err);
	if (rc == ERR_OK)
		record_reader_tell(c, r->progress, PROGRESS_ENTRIES);
	if (rc == ERR_OK)
		rc = ledger_begin(r->ledger, err);
	if (rc == ERR_OK)
		rc = record_reader_each(c, 1, 0, rebuild_take, r, err);
	if (rc == ERR_OK && r->act[0])
		rc = ledger_act_end(r->ledger, err);
	if (rc == ERR_OK)
		rc = ledger_commit(r->ledger, err);
	else
		ledger_abort(r->ledger);
	record_reader_close(c);
	if (rc == ERR_OK)
		rc = checkup_project(r->ledger, r->ledger, r->progress, err);
	return rc;
}

/* In one act with what is taken back: a station that knows of its rebuild knows
 * of that too, whenever it is killed. */
static enum err_code
add_rebuilt(struct rebuild *r, struct err *err)
{
	unsigned char pub[SEAL_KEY];
	char line[SSHSIG_LINE], id[SEAL_ID] = "";
	json_t *body = json_object();
	struct judged j;
	enum err_code rc;

	sshsig_key_format(line, &r->key, "");
	if (seal_key_parse(pub, r->relay_key, NULL) == ERR_OK)
		seal_key_id(id, pub);
	doc_put_str(body, "from_head", r->report.head.ledger);
	doc_put_str(body, "signing_key", line);
	doc_put_str(body, "relay_key", r->relay_key);
	doc_put_str(body, "relay_key_id", id);
	if (json_array_size(r->credentials) > 0)
		doc_put(body, "credentials", json_incref(r->credentials));
	judged_init(&j);
	judged_add(&j, "station.rebuilt", body);
	if (r->library[0]) {
		body = json_object();
		doc_put_str(body, "head", r->library);
		doc_put_str(body, "rules", r->rules);
		judged_add(&j, "station.library", body);
	}
	rc = rebuilt_releases(&r->releases, r->ledger, &j, err);
	judged_release(&j);
	return rc;
}

/* The shipped library in place of a lost one, named in an entry. */
static enum err_code
ship_library(struct rebuild *r, const char *path, struct err *err)
{
	char *shipped = station_installed("share/crier/playbooks");
	struct library_blobs blobs = { 0 };
	struct library *lib = NULL;
	struct faults faults;
	enum err_code rc;

	faults_init(&faults);
	rc = library_read_folder(&blobs, shipped, err);
	if (rc == ERR_OK)
		rc = library_init(path, &blobs, "rebuilt", &r->key,
			station_now(), 0, err);
	if (rc == ERR_OK)
		rc = library_head(r->library, path, err);
	if (rc == ERR_OK)
		rc = library_cache_parse(&lib, path, "", &faults, err);
	if (rc == ERR_OK)
		FIXED_SET(r->rules, lib->rules.digest);
	library_free(lib);
	faults_release(&faults);
	library_blobs_release(&blobs);
	free(shipped);
	return rc;
}

/* The library is a branch of the record; a clone may lack it. */
static enum err_code
bring_library(struct rebuild *r, struct err *err)
{
	char *path = station_path(r->dir, "library");
	enum err_code rc = ERR_OK;

	if (library_restore(path, r->from, NULL) != ERR_OK)
		rc = ship_library(r, path, err);
	free(path);
	return rc;
}

/* ---- the backup ---- */

/* The relay's key of before, from the copy that was kept apart. */
static enum err_code
read_relay_key(
	struct seal_key *key, const char *path, enum lang lang, struct err *err)
{
	struct buf text;
	enum err_code rc;

	buf_init(&text, TEXT_FILE_MAX);
	rc = offline_read(&text, path, lang, err);
	if (rc == ERR_OK &&
		seal_file_parse(key, text.data, text.len, NULL) != ERR_OK)
		rc = refuse(err, REFUSE_BACKUP_KEY, path, WITH_NONE);
	explicit_bzero(text.data, text.len);
	buf_release(&text);
	return rc;
}

static enum err_code
copy_state(const struct rebuild *r, struct err *err)
{
	char *to = station_path(r->dir, "state.db");
	enum err_code rc = state_copy(r->backup, to, err);

	free(to);
	return rc;
}

/* Boxes of which the ledger knows and that the relay's key of now opens. */
static enum err_code
bring_credentials(struct rebuild *r, const json_t *told, struct err *err)
{
	unsigned char pub[SEAL_KEY];
	char id[SEAL_ID] = "";

	if (seal_key_parse(pub, r->relay_key, NULL) == ERR_OK)
		seal_key_id(id, pub);
	if (strcmp(id, doc_str(told, "relay_key_id")) != 0)
		return state_drop_credentials(r->dir, err);
	return state_accounts(&r->credentials, r->dir, err);
}

static enum err_code
bring_backup(struct rebuild *r, bool with_key, struct err *err)
{
	json_t *told = NULL;
	enum err_code rc;

	if (r->backup == NULL)
		return ERR_OK;
	rc = backup_check(&told, r->backup, r->ledger, err);
	if (rc == ERR_OK)
		rc = backup_take_entries(
			&r->more, r->ledger, r->backup, r->progress, err);
	if (rc == ERR_OK && r->more > 0)
		rc = checkup_project(r->ledger, r->ledger, r->progress, err);
	if (rc == ERR_OK && *doc_str(doc_get(told, "files"), "state.db")) {
		rc = copy_state(r, err);
		r->drafts = rc == ERR_OK;
		if (rc == ERR_OK)
			rc = bring_credentials(r, told, err);
	}
	if (rc == ERR_OK && with_key && r->drafts && r->credentials == NULL)
		rc = refuse(err, REFUSE_BACKUP_KEY, "--relay-key", WITH_NONE);
	json_decref(told);
	return rc;
}

/* Before the entry that says so: which accounts had one and have none now. */
static enum err_code
find_lost(struct rebuild *r, struct err *err)
{
	struct office office;
	enum err_code rc;

	r->lost = json_array();
	office_init(&office);
	rc = reload_office(&office, r->ledger, err);
	r->card = office.card.id[0] != '\0';
	for (size_t n = 0; rc == ERR_OK && n < office.account_count; n++) {
		const struct account *a = &office.accounts[n];
		bool back = false;
		json_t *id;
		size_t at;

		json_array_foreach(r->credentials, at, id) back =
			back || strcmp(json_string_value(id), a->id) == 0;
		if (a->credential && !back)
			json_array_append_new(r->lost, json_string(a->id));
	}
	office_release(&office);
	return rc;
}

/* ---- all of it ---- */

static enum err_code
make_folder_of(
	struct rebuild *r, const struct offline_words *w, struct err *err)
{
	const char *kept = words_value(w, "--relay-key");
	struct seal_key given;
	enum err_code rc = ERR_OK;

	if (!fixed_try(r->dir, sizeof(r->dir), w->plain[0]))
		return refuse(err, REFUSE_PATH_LONG, "DIR",
			WITH(arg_path(w->plain[0])));
	if (kept != NULL)
		rc = read_relay_key(&given, kept, w->lang, err);
	if (rc != ERR_OK)
		return rc;
	r->new = access(r->dir, F_OK) != 0;
	rc = setup_folders(r->dir, true, err);
	r->made = rc == ERR_OK;
	if (rc == ERR_OK && realpath(w->plain[0], r->dir) == NULL)
		rc = refuse_errno(err, REFUSE_READ, w->plain[0]);
	if (rc == ERR_OK)
		rc = setup_keys(&r->key, r->relay_key, r->dir,
			kept ? &given : NULL, err);
	explicit_bzero(&given, sizeof(given));
	return rc;
}

static enum err_code
rebuild(struct rebuild *r, const struct offline_words *w, struct err *err)
{
	char *record;
	enum err_code rc;

	rc = check_clone(r, w, err);
	if (rc == ERR_OK)
		rc = make_folder_of(r, w, err);
	if (rc == ERR_OK)
		rc = bring_library(r, err);
	record = station_path(r->dir, "record");
	if (rc == ERR_OK)
		rc = record_adopt(record, r->from, r->progress, err);
	free(record);
	if (rc == ERR_OK)
		rc = ledger_open(&r->ledger, r->dir, true, err);
	if (rc == ERR_OK)
		rc = take_entries(r, err);
	if (rc == ERR_OK)
		rc = bring_backup(
			r, words_value(w, "--relay-key") != NULL, err);
	if (rc == ERR_OK)
		rc = backup_letters_take(&r->letters, &r->heads, r->dir,
			r->ledger, r->backup, err);
	if (rc == ERR_OK)
		rc = find_lost(r, err);
	if (rc == ERR_OK)
		rc = add_rebuilt(r, err);
	return rc;
}

/* Ids with commas between them, as far as a line goes. */
static void
tell_ids(const char *text, const json_t *list)
{
	struct buf ids;
	json_t *id;
	size_t n;

	if (json_array_size(list) == 0)
		return;
	buf_init(&ids, TEXT_FILE_MAX);
	json_array_foreach(list, n, id)
	{
		buf_printf(&ids, "%s%s", n ? ", " : "", json_string_value(id));
	}
	offline_say(stdout, "%s%.3000s\n", text, ids.data);
	buf_release(&ids);
}

/* Nobody arms it again before somebody has looked. */
static void
tell_releases(const struct rebuild *r, bool zh)
{
	tell_ids(zh ? "丢机时已待发或定时，可能已发布，已解除；请先到各账号查看"
		      "："
		    : "armed or set when the machine was lost, and so no more; "
		      "it may have gone out, look at the accounts first: ",
		doc_get(r->releases, "armed"));
	tell_ids(zh ? "丢机时正在发布，结果不明："
		    : "going out when the machine was lost, and now unknown: ",
		doc_get(r->releases, "unknown"));
}

static void
tell_lost(const struct rebuild *r, bool zh)
{
	struct buf names;
	json_t *id;
	size_t n;

	buf_init(&names, TEXT_FILE_MAX);
	json_array_foreach(r->lost, n, id) buf_printf(
		&names, "%s%s", n ? ", " : "", json_string_value(id));
	if (!r->drafts)
		offline_say(stdout,
			zh ? "未能恢复：草稿\n" : "not brought back: drafts\n");
	if (names.len > 0)
		offline_say(stdout,
			zh ? "未能恢复：以下账号的凭据，须重新登记：%.3000s\n"
			   : "not brought back: the credentials of these "
			     "accounts, enter them again: %.3000s\n",
			names.data);
	offline_say(stdout,
		zh ? "未能恢复：条目 %lld 之后发生的一切\n"
		   : "not brought back: whatever happened after entry %lld\n",
		(long long)(r->report.entries + r->more));
	if (r->heads > 0)
		offline_say(stdout,
			zh ? "未能恢复：本台函 %lld 份（台账仅存函头与正文）\n"
			   : "not brought back: own letters as they were "
			     "sealed,"
			     " %lld; the ledger has what they said\n",
			(long long)r->heads);
	tell_releases(r, zh);
	if (r->card)
		offline_say(stdout,
			zh ? "协同单位尚不认识新密钥：请取保险柜中的备用密钥，"
			     "执行 crier partner spare --old 文件\n"
			   : "partners do not know the new key yet: take the "
			     "spare key from the safe and type crier partner "
			     "spare --old FILE\n");
	if (!r->report.origin)
		offline_say(stdout,
			zh ? "来源未证实：由您以末条校验码确认\n"
			   : "origin not proven: taken on your word for its "
			     "head\n");
	buf_release(&names);
}

static void
rebuild_tell(const struct rebuild *r, const struct offline_words *w)
{
	bool zh = w->lang == LANG_ZH;
	json_t *doc;

	if (w->json) {
		doc = json_object();
		doc_put_str(doc, "dir", r->dir);
		doc_put_int(doc, "entries", r->report.entries + r->more);
		doc_put_int(doc, "from_backup", r->more);
		doc_put_str(doc, "head", r->report.head.ledger);
		doc_put_bool(doc, "origin", r->report.origin);
		doc_put_bool(doc, "drafts", r->drafts);
		doc_put(doc, "credentials",
			r->credentials ? json_incref(r->credentials)
				       : json_array());
		doc_put(doc, "lost", json_incref(r->lost));
		doc_put(doc, "releases", json_incref(r->releases));
		doc_put_int(doc, "letters", r->letters);
		doc_put_int(doc, "letters_lost", r->heads);
		offline_print(doc);
		json_decref(doc);
		return;
	}
	offline_say(stdout,
		zh ? "已由档案库重建：%lld 条，位于 %s\n"
			: r->report.entries == 1
			? "rebuilt %lld entry in %s\n"
			: "rebuilt %lld entries in %s\n",
		(long long)r->report.entries, r->dir);
	if (r->backup != NULL)
		offline_say(stdout,
			zh ? "由备份恢复：条目 %lld 条，账号凭据 %zu 个，"
			     "本台函 %lld 份\n"
			   : "from the backup: entries %lld, credentials of "
			     "accounts %zu, own letters %lld\n",
			(long long)r->more, json_array_size(r->credentials),
			(long long)r->letters);
	tell_lost(r, zh);
}

int
offline_rebuild(const struct offline_words *w)
{
	struct rebuild r = { .from = words_value(w, "--from"),
		.backup = words_value(w, "--backup"),
		.progress = w->progress };
	struct err err = { .code = ERR_OK };
	enum err_code rc;

	if (r.from == NULL || w->count != 1)
		rc = refuse(&err, REFUSE_MISSING, "rebuild",
			WITH(ARG_BOTH("the clone or the new folder",
				     "档案库副本或新文件夹"),
				ARG_BOTH("crier rebuild --from CLONE DIR",
					"crier rebuild --from 副本 文件夹")));
	else
		rc = rebuild(&r, w, &err);
	ledger_close(r.ledger);
	if (rc == ERR_OK)
		rebuild_tell(&r, w);
	else if (r.made)
		setup_undo(w->plain[0], r.new);
	json_decref(r.credentials);
	json_decref(r.lost);
	json_decref(r.releases);
	sshsig_key_release(&r.key);
	return rc == ERR_OK ? 0 : offline_fail(w, &err);
}

int
offline_backup(const struct offline_words *w)
{
	const char *dir = words_value(w, "--station");
	struct err err = { .code = ERR_OK };
	json_t *told = NULL;
	enum err_code rc;

	if (dir == NULL || w->count != 1)
		rc = refuse(&err, REFUSE_MISSING, "backup",
			WITH(ARG_BOTH("the new folder", "新文件夹"),
				ARG_BOTH("crier backup DIR",
					"crier backup 文件夹")));
	else if (checkup_finds_none(dir))
		rc = refuse(&err, REFUSE_NO_STATION, dir, WITH(arg_path(dir)));
	else
		rc = backup_make(&told, dir, w->plain[0], w->progress, &err);
	if (rc == ERR_OK && w->json)
		offline_print(told);
	else if (rc == ERR_OK)
		offline_say(stdout,
			w->lang == LANG_ZH
				? "已备份到 %s：条目至 "
				  "%lld、草稿、封存的凭据；不含任何密钥\n"
				  "分发进程的密钥请另行保存：没有它，凭据无法打"
				  "开\n"
				: "saved to %s: entries up to %lld, drafts, "
				  "sealed credentials, own letters; no key is "
				  "in it\n"
				  "keep a copy of the relay's key elsewhere: "
				  "without it the credentials do not open\n",
			w->plain[0], (long long)doc_int(told, "seq"));
	json_decref(told);
	return rc == ERR_OK ? 0 : offline_fail(w, &err);
}
