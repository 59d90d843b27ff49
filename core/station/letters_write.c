/*
 * Writing a letter: its place in our volume, whom it is sealed to, and its file
 * in letters/, which is there before the entry that tells of it.
 */
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/doc.h"
#include "base/fixed.h"
#include "base/instant.h"
#include "base/mem.h"
#include "crier/refusal.h"
#include "domain/partner/partner.h"
#include "letter/spare.h"
#include "station/env.h"
#include "station/letters_desk.h"
#include "station/setup.h"

void
letters_file(char out[LETTER_FILE], const json_t *body)
{
	fixed_format(out, LETTER_FILE, "letters/%s-%lld-%lld.json",
		doc_bool(body, "drill") ? "drill" : "station",
		(long long)doc_int(body, "vol"),
		(long long)doc_int(body, "seq"));
}

/* Before the entry: what the ledger says was written must be there. */
enum err_code
letters_keep(const struct station *st, const json_t *body, const char *text,
	struct err *err)
{
	char name[LETTER_FILE], *folder = station_path(st->dir, "letters"),
				*path;
	enum err_code rc = ERR_OK;

	letters_file(name, body);
	path = station_path(st->dir, name);
	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		rc = refuse_errno(err, REFUSE_MAKE, folder);
	if (rc == ERR_OK && access(path, F_OK) == 0)
		(void)unlink(path); /* of an act that never became durable */
	if (rc == ERR_OK)
		rc = setup_write_file(path, text, 0600, err);
	free(folder);
	free(path);
	return rc;
}

static enum err_code
letters_spare(unsigned char out[SEAL_KEY], const struct own_card *own,
	struct err *err)
{
	struct sshkey key;

	if (sshkey_read(&key, own->spare_key) == SSHKEY_FINE &&
		key.kind == SSHKEY_ED25519 &&
		spare_seal_pub(out, key.blob + key.len - 32))
		return ERR_OK;
	return refuse(err, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
}

/* The chain goes on; a new volume begins with the year and after a loss. */
static void
letters_next(struct letter_draft *d, const struct letter_volume *last,
	struct station *st)
{
	const struct own_volume *own = &st->letters->own[d->drill];
	int zone = st->office.zone;

	d->time = station_now();
	d->vol = last->vol ? last->vol : 1;
	d->seq = last->seq + 1;
	d->prev = last->hash;
	d->ledger_seq = ledger_head(st->ledger)->seq;
	d->ledger_hash = ledger_head(st->ledger)->hash;
	if (last->vol &&
		(own->loss ||
			instant_year(own->at, zone) <
				instant_year(d->time, zone))) {
		d->vol++;
		d->seq = 1;
	}
}

static void
letters_put_sealed(json_t *body, const struct letter_sealed *s,
	const struct letter_draft *d)
{
	json_t *whole = json_loads(s->text, 0, NULL);
	char *head = doc_format(doc_get(whole, "head"));

	doc_put_str(body, "letter", s->hash);
	doc_put_int(body, "vol", d->vol);
	doc_put_int(body, "seq", d->seq);
	doc_put_bool(body, "drill", d->drill);
	doc_put_str(body, "head", head);
	doc_put_str(body, "sig", doc_str(whole, "sig"));
	doc_put_str(body, "text", s->body);
	free(head);
	json_decref(whole);
}

/* Whom a letter goes to, with the keys of its mode. */
struct readers {
	struct letter_addressee *list;
	unsigned char (*seals)[SEAL_KEY];
	size_t count;
};

static void
readers_release(struct readers *r)
{
	free(r->list);
	free(r->seals);
}

static enum err_code
readers_add(struct readers *r, const struct station *st, const char *id,
	bool drill, struct err *err)
{
	const struct partner *p = office_partner(&st->office, id);
	unsigned char *seal = r->seals[r->count];

	if (p == NULL)
		return partner_none(err, &st->office, id);
	r->list[r->count++] = (struct letter_addressee){ p->id, seal };
	return seal_key_parse(seal, drill ? p->drill_seal : p->seal, err);
}

static enum err_code
readers_find(struct readers *r, const struct station *st, const json_t *body,
	bool drill, struct err *err)
{
	const json_t *to = doc_get(body, "to");
	size_t count = to ? json_array_size(to) : 1;
	enum err_code rc = ERR_OK;

	r->list = mem_array(count, sizeof(*r->list));
	r->seals = mem_array(count, sizeof(*r->seals));
	for (size_t n = 0; rc == ERR_OK && n < count; n++)
		rc = readers_add(r, st,
			to ? json_string_value(json_array_get(to, n))
			   : doc_str(body, "partner"),
			drill, err);
	return rc;
}

static enum err_code
letters_seal(struct station *st, json_t *body, const struct letter_draft *draft,
	struct err *err)
{
	struct letter_draft d = *draft;
	struct letter_volume last = desk_volume(st->letters->desk, "", d.drill);
	struct letter_chance chance;
	struct letter_sealed sealed;
	enum err_code rc;
	json_t *seen;

	if (last.ended)
		return refuse(err, REFUSE_LETTER_ENDED, "",
			WITH(arg_id(d.from), arg_count(last.vol)));
	letters_next(&d, &last, st);
	seen = seen_tell(st->letters->seen, st->letters->desk, d.drill, d.to,
		d.to_count);
	d.seen = seen;
	if (getrandom(&chance, sizeof(chance), 0) != (ssize_t)sizeof(chance))
		rc = refuse_system(err,
			&(const struct both)BOTH("random numbers", "随机数"));
	else
		rc = letter_seal(&sealed, &d, &chance, err);
	json_decref(seen);
	sodium_memzero(&chance, sizeof(chance));
	if (rc != ERR_OK)
		return rc;
	letters_put_sealed(body, &sealed, &d);
	(void)json_object_del(body, "says");
	rc = letters_keep(st, body, sealed.text, err);
	letter_sealed_release(&sealed);
	return rc;
}

enum err_code
letters_write(struct station *st, const struct own_card *own, json_t *body,
	bool drill, struct err *err)
{
	unsigned char seal[SEAL_KEY], spare[SEAL_KEY];
	struct readers to = { NULL, NULL, 0 };
	struct letter_draft d = { .from = own->id,
		.drill = drill,
		.body = doc_get(body, "says"),
		.own_seal = seal,
		.spare_seal = spare,
		.key = &st->key };
	enum err_code rc;

	/* also after a rebuild: its sealing keys are to be drawn again */
	if (own->seal[0] == '\0')
		return refuse(err, REFUSE_CARD_UNDRAWN, "", WITH_NONE);
	rc = letters_read(st, err);
	if (rc == ERR_OK && st->office.card.lost && !st->letters->begins)
		rc = refuse(err, REFUSE_LETTER_LOOK, "",
			WITH(arg_time(st->office.card.lost, st->office.zone)));
	if (rc == ERR_OK)
		rc = readers_find(&to, st, body, drill, err);
	if (rc == ERR_OK)
		rc = seal_key_parse(
			seal, drill ? own->drill_seal : own->seal, err);
	if (rc == ERR_OK)
		rc = letters_spare(spare, own, err);
	d.to = to.list;
	d.to_count = to.count;
	if (rc == ERR_OK)
		rc = letters_seal(st, body, &d, err);
	readers_release(&to);
	return rc;
}
