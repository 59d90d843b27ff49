/* The files of our sealing keys, and when they change. */
#include "station/seals.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/instant.h"
#include "base/mem.h"
#include "base/seal.h"
#include "station/env.h"
#include "station/library_cache.h"
#include "station/setup.h"

static const struct {
	const char *name, *old;
} seal_files[] = { { "keys/seal", "keys/seal.old" },
	{ "keys/drill-seal", "keys/drill-seal.old" } };

/* ---- drawing ---- */

/* Is what lies there in force, so that letters may be on their way to it? */
static bool
seal_is_known(const char *path, const char *known)
{
	char text[SEAL_FILE], line[SEAL_LINE] = "";
	FILE *f = fopen(path, "re");
	size_t len = f ? fread(text, 1, sizeof(text), f) : 0;
	struct seal_key key;

	if (f != NULL)
		(void)fclose(f);
	if (seal_file_parse(&key, text, len, NULL) == ERR_OK)
		seal_key_format(line, key.pub);
	sodium_memzero(text, sizeof(text));
	seal_key_release(&key);
	return *known && strcmp(line, known) == 0;
}

/* `known`: our card's of now. One of an act that never became durable nobody
 * has heard of. */
static enum err_code
seal_of(char out[SEAL_LINE], const char *dir, const char *name,
	const char *known, struct err *err)
{
	char *path = station_path(dir, name), *old, text[SEAL_FILE];
	struct seal_key key;
	enum err_code rc;

	seal_key_new(&key);
	seal_file_format(text, &key);
	seal_key_format(out, key.pub);
	old = mem_printf("%s.old", path);
	if (seal_is_known(path, known))
		(void)rename(path, old);
	else
		(void)unlink(path);
	free(old);
	rc = setup_write_file(path, text, 0600, err);
	sodium_memzero(text, sizeof(text));
	seal_key_release(&key);
	free(path);
	return rc;
}

enum err_code
seals_draw(json_t *body, const struct station *st, struct err *err)
{
	char actual[SEAL_LINE], drill[SEAL_LINE];
	enum err_code rc;

	rc = seal_of(
		actual, st->dir, seal_files[0].name, st->office.card.seal, err);
	if (rc == ERR_OK)
		rc = seal_of(drill, st->dir, seal_files[1].name,
			st->office.card.drill_seal, err);
	if (rc != ERR_OK)
		return rc;
	doc_put_str(body, "seal", actual);
	doc_put_str(body, "drill_seal", drill);
	return ERR_OK;
}

/* ---- destroying ---- */

/* Over its bytes first: what the file system keeps of them is out of reach. */
static void
seal_file_destroy(const char *path)
{
	static const char zeros[SEAL_FILE];
	FILE *f = fopen(path, "r+e");

	if (f != NULL) {
		(void)fwrite(zeros, 1, sizeof(zeros), f);
		(void)fflush(f);
		(void)fsync(fileno(f));
		(void)fclose(f);
	}
	(void)unlink(path);
}

void
seals_wipe_old(const struct station *st)
{
	for (size_t n = 0; n < 2; n++) {
		char *path = station_path(st->dir, seal_files[n].old);

		seal_file_destroy(path);
		free(path);
	}
}

bool
seals_are_in_force(const struct station *st)
{
	const struct own_card *c = &st->office.card;
	const char *known[] = { c->seal, c->drill_seal };
	bool all = true;

	for (size_t n = 0; n < 2; n++) {
		char *path = station_path(st->dir, seal_files[n].name);

		all = all && seal_is_known(path, known[n]);
		free(path);
	}
	return all;
}

/* ---- telling ---- */

struct seal_rule
seals_rule(struct station *st)
{
	static const struct rules none;
	const struct library *library;

	return rules_seals(library_cache_get(&library, st->library_cache,
				   st->office.library, NULL) == ERR_OK
			? &library->rules
			: &none);
}

void
seals_tell(json_t *doc, struct station *st)
{
	const struct own_card *c = &st->office.card;

	if (c->seal[0] == '\0')
		return;
	doc_put_int(doc, "sealed", c->sealed ? c->sealed : c->made);
	if (c->unsealed)
		doc_put_int(doc, "unsealed", c->unsealed);
	if (!c->lost)
		doc_put_int(doc, "changes",
			(c->sealed ? c->sealed : c->made) +
				seals_rule(st).change_days * INSTANT_DAY);
}
