/*
 * crier init: a new station, in a folder that holds nothing. The ledger is made
 * last, so a folder without one is no station yet. An init that fails leaves
 * the folder empty; one that is killed does not.
 */
#include "station/offline.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/id.h"
#include "crier/refusal.h"
#include "domain/office/office.h"
#include "lint/leak_doc.h"
#include "record/library.h"
#include "record/record.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/record_writer.h"
#include "station/setup.h"
#include "station/station.h"

enum { RECORD_PATIENCE = 30000 }; /* ms */

struct making {
	const char *unit, *zone, *lang, *officer, *name, *user;
	char self[WORD_ID]; /* user of the caller, "?" if it has no name */
	int64_t uid; /* -1: of the user named; in the end never 0 */
	bool demo, office;
	char dir[STATION_DIR_MAX];
	struct sshsig_key key;
	char relay_key[SEAL_LINE];
	char library[RECORD_COMMIT];
	char rules[HASH_HEX];
	json_t *playbooks;
};

static bool
read_uid(int64_t *uid, const char *text)
{
	char *end;

	errno = 0;
	*uid = strtoll(text, &end, 10);
	return errno == 0 && *text && *end == '\0' && *uid > 0;
}

/* An administrator whom nobody can log in as would lock everybody out. */
static enum err_code
find_admin(struct making *m, struct err *err)
{
	const struct passwd *pw = getpwnam(m->user);

	if (m->uid < 0 && pw != NULL)
		m->uid = pw->pw_uid;
	if (m->uid < 0)
		return refuse(
			err, REFUSE_NO_USER, m->user, WITH(arg_user(m->user)));
	if (m->uid == 0)
		return refuse(err, REFUSE_SUPERUSER, m->user,
			WITH(arg_user(m->user)));
	return ERR_OK;
}

/* The first entry is kept like every other: nothing in it may be a leak. */
static enum err_code
check_leaks(const struct making *m, struct err *err)
{
	const char *const texts[][2] = { { "--unit", m->unit },
		{ "--officer", m->officer }, { "--name", m->name },
		{ "--user", m->user } };
	enum err_code rc = ERR_OK;

	for (size_t n = 0; rc == ERR_OK && n < 4; n++) {
		json_t *text = json_string(texts[n][1]);

		rc = leak_check_doc(text, texts[n][0], NULL, err);
		json_decref(text);
	}
	return rc;
}

static enum err_code
init_read_words(
	struct making *m, const struct offline_words *w, struct err *err)
{
	struct passwd *pw = getpwuid(getuid());
	int zone;

	if (w->count != 1)
		return refuse(err, REFUSE_MISSING, "DIR",
			WITH(ARG_BOTH("the folder", "文件夹"),
				ARG_BOTH("crier init DIR [--demo]",
					"crier init 文件夹 [--demo]")));
	m->demo = words_flag(w, "--demo");
	m->office = words_flag(w, "--office");
	m->unit = words_value(w, "--unit");
	m->zone = words_value(w, "--zone");
	m->lang = words_value(w, "--lang");
	m->officer = words_value(w, "--officer");
	m->name = words_value(w, "--name");
	if (pw == NULL || !fixed_try(m->self, sizeof(m->self), pw->pw_name))
		FIXED_SET(m->self, "?");
	m->user = words_value(w, "--user");
	if (m->unit == NULL)
		m->unit = m->demo ? "云溪县人民政府新闻办公室" : "Press Office";
	if (m->zone == NULL)
		m->zone = "+08:00";
	if (m->lang == NULL)
		m->lang = "zh";
	if (m->officer == NULL)
		m->officer = m->self;
	if (m->user == NULL)
		m->user = m->office ? m->officer : m->self;
	m->uid = -1;
	if (words_value(w, "--uid") &&
		!read_uid(&m->uid, words_value(w, "--uid")))
		return refuse(err, REFUSE_OPTION_FORM, "--uid",
			WITH(arg_word("--uid"),
				arg_text(words_value(w, "--uid")),
				arg_word("1000")));
	if (m->name == NULL)
		m->name = m->officer;
	if (m->office && words_value(w, "--officer") == NULL)
		return refuse(err, REFUSE_NO_ADMIN, "--officer", WITH_NONE);
	if (!zone_parse(&zone, m->zone))
		return refuse(err, REFUSE_OPTION_FORM, "--zone",
			WITH(arg_word("--zone"), arg_text(m->zone),
				arg_word("+08:00")));
	if (strcmp(m->lang, "zh") != 0 && strcmp(m->lang, "en") != 0)
		return refuse(err, REFUSE_OPTION_WORD, "--lang",
			WITH(arg_word("--lang"), arg_text(m->lang),
				arg_words("zh, en")));
	if (check_leaks(m, err) != ERR_OK)
		return ERR_REFUSED;
	return m->demo ? ERR_OK : find_admin(m, err);
}

/* A station that is there already stays as it is. */
static enum err_code
init_check_new(const struct making *m, struct err *err)
{
	char *path = station_path(m->dir, "ledger.db");
	bool there = access(path, F_OK) == 0;

	free(path);
	if (!there)
		return ERR_OK;
	return refuse(
		err, REFUSE_STATION_EXISTS, m->dir, WITH(arg_path(m->dir)));
}

static void
keep_library(struct making *m, const struct library *lib)
{
	FIXED_SET(m->rules, lib->rules.digest);
	m->playbooks = json_array();
	for (size_t n = 0; n < lib->playbook_count; n++)
		json_array_append_new(
			m->playbooks, json_string(lib->playbooks[n].id));
}

static enum err_code
make_library(struct making *m, struct err *err)
{
	char *path = station_path(m->dir, "library");
	char *from = station_installed("share/crier/playbooks");
	struct library_blobs blobs = { 0 };
	struct library *lib = NULL;
	struct faults faults;
	enum err_code rc;
	int zone = 0;

	(void)zone_parse(&zone, m->zone);
	faults_init(&faults);
	rc = library_cache_parse(&lib, from, NULL, &faults, err);
	if (rc == ERR_OK)
		keep_library(m, lib);
	if (rc == ERR_OK) {
		rc = library_read_folder(&blobs, from, err);
		if (rc == ERR_OK)
			rc = library_init(path, &blobs, m->unit, &m->key,
				station_now(), zone, err);
		if (rc == ERR_OK)
			rc = library_head(m->library, path, err);
	}
	library_blobs_release(&blobs);
	library_free(lib);
	faults_release(&faults);
	free(path);
	free(from);
	return rc;
}

static void
put_first(struct judged *j, const struct making *m)
{
	unsigned char pub[SEAL_KEY];
	char line[SSHSIG_LINE], id[SEAL_ID] = "";
	json_t *body = json_object();

	sshsig_key_format(line, &m->key, "");
	if (seal_key_parse(pub, m->relay_key, NULL) == ERR_OK)
		seal_key_id(id, pub);
	doc_put_int(body, "format", ENTRY_FORMAT);
	doc_put_int(body, "record", RECORD_FORMAT);
	doc_put_str(body, "unit", m->unit);
	doc_put_str(body, "lang", m->lang);
	doc_put_str(body, "zone", m->zone);
	doc_put_str(body, "signing_key", line);
	doc_put_str(body, "relay_key", m->relay_key);
	doc_put_str(body, "relay_key_id", id);
	doc_put_bool(body, "demo", m->demo);
	doc_put_str(body, "setup", m->office ? "office" : "single");
	doc_put_str(body, "admin", m->demo ? "zhao" : m->officer);
	judged_add(j, "station.init", body);
	body = json_object();
	doc_put_str(body, "head", m->library);
	doc_put_str(body, "rules", m->rules);
	doc_put(body, "playbooks", json_incref(m->playbooks));
	judged_add(j, "station.library", body);
}

static void
put_admin(struct judged *j, const struct making *m)
{
	json_t *body = json_object();

	doc_put_str(body, "officer", m->officer);
	doc_put_str(body, "name", m->name);
	doc_put_str(body, "user", m->user);
	doc_put_int(body, "uid", m->uid);
	doc_put(body, "roles",
		roles_format(ROLE_BIT(ROLE_ADMIN) | ROLE_BIT(ROLE_REGISTRAR)));
	doc_put_str(body, "state", "active");
	judged_add(j, "officer.added", body);
}

/* The ledger is what makes a folder a station: it is whole, or not there. */
static enum err_code
make_ledger(struct making *m, const char *begun, struct err *err)
{
	struct ledger *l = NULL;
	struct judged first, more;
	enum err_code rc;

	judged_init(&first);
	judged_init(&more);
	put_first(&first, m);
	if (m->demo) {
		demo_officers(&first);
		demo_accounts(&more, m->dir);
	} else {
		put_admin(&first, m);
	}
	rc = ledger_open(&l, begun, true, err);
	if (rc == ERR_OK)
		rc = setup_append(l, &first, NULL, NULL, err);
	if (rc == ERR_OK && more.count > 0)
		rc = setup_append(l, &more, NULL, NULL, err);
	ledger_close(l);
	if (rc == ERR_OK)
		rc = setup_ledger_whole(m->dir, begun, err);
	judged_release(&first);
	judged_release(&more);
	return rc;
}

/* The record begins with the ledger: one without a commit is a fault later. */
static enum err_code
make_record(const struct making *m, struct err *err)
{
	struct record_writer *k = NULL;
	enum err_code rc = record_writer_start(&k, m->dir, &m->key, err);

	record_writer_stop(k, RECORD_PATIENCE);
	return rc;
}

/* In the folder that setup_folders has made. */
static enum err_code
make_parts(struct making *m, struct err *err)
{
	char *record = station_path(m->dir, "record");
	char *begun = station_path(m->dir, SETUP_BEGUN);
	enum err_code rc;

	rc = setup_begin(begun, err);
	if (rc == ERR_OK)
		rc = setup_keys(&m->key, m->relay_key, m->dir, NULL, err);
	if (rc == ERR_OK && m->demo)
		rc = setup_site(m->dir, err);
	if (rc == ERR_OK)
		rc = make_library(m, err);
	if (rc == ERR_OK)
		rc = record_init(record, err);
	if (rc == ERR_OK)
		rc = make_ledger(m, begun, err);
	if (rc == ERR_OK)
		rc = make_record(m, err);
	free(begun);
	free(record);
	return rc;
}

static enum err_code
make(struct making *m, const struct offline_words *w, struct err *err)
{
	enum err_code rc;

	if (!fixed_try(m->dir, sizeof(m->dir), w->plain[0]))
		return refuse(err, REFUSE_PATH_LONG, "DIR",
			WITH(arg_path(w->plain[0])));
	rc = init_check_new(m, err);
	if (rc == ERR_OK)
		rc = setup_folders(m->dir, !m->office, err);
	if (rc != ERR_OK)
		return rc;
	if (realpath(w->plain[0], m->dir) == NULL)
		rc = refuse_errno(err, REFUSE_READ, w->plain[0]);
	if (rc == ERR_OK)
		rc = make_parts(m, err);
	if (rc != ERR_OK)
		setup_clear(w->plain[0]);
	return rc;
}

static void
init_tell(const struct making *m, const struct offline_words *w)
{
	json_t *doc;

	if (w->json) {
		doc = json_object();
		doc_put_str(doc, "dir", m->dir);
		doc_put_str(doc, "unit", m->unit);
		doc_put_bool(doc, "demo", m->demo);
		doc_put_str(doc, "admin", m->demo ? DEMO_ADMIN : m->officer);
		offline_print(doc);
		json_decref(doc);
		return;
	}
	if (w->lang == LANG_ZH)
		offline_say(stdout,
			"已建立%s发布台：%s\n管理员：%s\n"
			"下一步：crier --station %s\n",
			m->demo ? "演示" : "", m->dir,
			m->demo ? DEMO_ADMIN : m->officer, m->dir);
	else
		offline_say(stdout,
			"made a %sstation in %s\nadministrator: %s\n"
			"next: crier --station %s\n",
			m->demo ? "demo " : "", m->dir,
			m->demo ? DEMO_ADMIN : m->officer, m->dir);
}

int
offline_init(const struct offline_words *w)
{
	struct making m = { 0 };
	struct err err = { .code = ERR_OK };
	enum err_code rc;

	rc = init_read_words(&m, w, &err);
	if (rc == ERR_OK)
		rc = make(&m, w, &err);
	if (rc == ERR_OK)
		init_tell(&m, w);
	sshsig_key_release(&m.key);
	json_decref(m.playbooks);
	return rc == ERR_OK ? 0 : offline_fail(w, &err);
}
