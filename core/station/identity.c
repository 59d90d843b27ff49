/*
 * Three witnesses and who is alone.
 */
#include "station/identity.h"

#include <stdlib.h>
#include <string.h>

#include "base/doc.h"
#include "base/mem.h"
#include "base/sshsig.h"
#include "crier/refusal.h"
#include "record/record_reader.h"
#include "station/env.h"
#include "store/reader.h"

struct identity {
	char ledger[HASH_HEX],
		record[HASH_HEX]; /* their first entries, or "" */
	char key[SSHSIG_LINE]; /* of keys/station, or "" */
	bool key_of_ledger; /* the key that it names last */
	bool key_of_record; /* a key of the record's first entry */
};

/* The signing key that an entry names is this one? */
static bool
names_key(const json_t *body, const char *key)
{
	return *key && strcmp(doc_str(body, "signing_key"), key) == 0;
}

static void
look_at_key(struct identity *i, const char *dir)
{
	char *path = station_path(dir, "keys/station");
	struct sshsig_key key = { 0 };

	if (record_key_load(&key, path, NULL) == ERR_OK) {
		sshsig_key_format(i->key, &key, "");
		sshsig_key_release(&key);
	}
	free(path);
}

static enum err_code
see_first(void *ctx, int64_t seq, const char *line, size_t len, struct err *err)
{
	struct identity *i = ctx;
	struct entry e;

	(void)seq;
	hash_hex(i->record, line, len);
	if (entry_parse(&e, line, len, err) != ERR_OK)
		return ERR_OK;
	i->key_of_record = names_key(e.body, i->key);
	entry_release(&e);
	return ERR_OK;
}

static void
look_at_record(struct identity *i, const char *dir)
{
	char *path = station_path(dir, "record");
	struct record_reader *c = NULL;

	if (record_reader_open(&c, path, NULL) == ERR_OK)
		(void)record_reader_each(c, 1, 1, see_first, i, NULL);
	record_reader_close(c);
	free(path);
}

/* A rebuilt station has a new key; the last one named is in force. */
static void
look_at_ledger(struct identity *i, struct ledger *l)
{
	static const char *const kinds[] = { "station.rebuilt",
		"station.init" };
	bool named = false;

	(void)ledger_hash(i->ledger, l, 1, NULL);
	for (size_t n = 0; n < 2 && !named; n++) {
		struct ledger_window w = { .kind = kinds[n],
			.limit = 1,
			.newest_first = true,
			.no_total = true };
		json_t *rows = NULL;
		const json_t *body;
		int64_t total;

		if (ledger_list(&rows, &total, l, &w, NULL) != ERR_OK)
			continue;
		body = doc_get(json_array_get(rows, 0), "body");
		named = *doc_str(body, "signing_key") != '\0';
		i->key_of_ledger = named && names_key(body, i->key);
		json_decref(rows);
	}
}

enum err_code
identity_check(const char *dir, struct ledger *l, struct err *err)
{
	struct identity i = { .ledger = "" };
	bool same;

	look_at_key(&i, dir);
	look_at_ledger(&i, l);
	look_at_record(&i, dir);
	same = i.record[0] == '\0' || strcmp(i.record, i.ledger) == 0;
	if (i.ledger[0] == '\0' || i.key[0] == '\0' ||
		(same && i.key_of_ledger))
		return ERR_OK;
	if (same)
		return refuse(
			err, REFUSE_FOREIGN_KEY, "keys/station", WITH_NONE);
	if (i.key_of_ledger && !i.key_of_record)
		return refuse(err, REFUSE_FOREIGN_RECORD, "record", WITH_NONE);
	if (i.key_of_record && !i.key_of_ledger)
		return refuse(
			err, REFUSE_FOREIGN_LEDGER, "ledger.db", WITH_NONE);
	return refuse(err, REFUSE_FOREIGN_ALL, dir, WITH_NONE);
}
